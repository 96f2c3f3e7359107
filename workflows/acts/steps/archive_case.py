"""立卷归档: the contents of the volume are frozen with the act; the run comes to its end (处罚法47条)."""

from workflows.acts.step import Step
from workflows.forms import Answers
from workflows.guards.page_numbers import number_pages
from workflows.guards.volume import contents_of


def perform(step: Step) -> None:
    """Archive the case; the contents stay with the finished step."""
    entries = contents_of(step.dossier)
    pages = number_pages(entries, step.answers)
    step.answers["contents"] = tuple(
        Answers(
            part=one.part,
            sequence=one.sequence,
            number=one.number,
            title=one.title,
            made_on=one.made_on,
            remark=one.remark,
            first_page=pages[one.source].first if one.source in pages else None,
            pages=pages[one.source].count if one.source in pages else None,
        )
        for one in entries
    )
    step.dossier.case.archived_on = step.today
    step.summary = f"归档号{step.answers.text('archive_number')}，卷内文件{len(entries)}件"
