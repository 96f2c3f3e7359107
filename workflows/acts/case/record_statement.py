"""登记陈述申辩或者听证申请: put on file without ending the period (处罚法45条、62条、64条1项)."""

from collections.abc import Callable, Mapping
from datetime import date

from workflows.acts.step import Step
from workflows.guards.noticed import HEARING_REQUEST, STATEMENT, WAIVE_HEARING, WAIVE_STATEMENT, get_notice
from workflows.guards.record_statement import KINDS, way_back
from workflows.records.drafts import Notice, Statement
from workflows.vocabulary.facts import CONTENT_RESET


def perform(step: Step) -> None:
    """Keep what came in; a later word of the party takes the place of an earlier waiver."""
    notice, kind = get_notice(step.desk), step.answers.text("kind")
    day, form = step.answers.day("received_on"), step.answers.text("way")
    arguments: list[object] = [row.text("text") for row in step.answers.rows("arguments")]
    step.dossier.add(
        Statement(
            run_id=step.run_id,
            notice_id=notice.id,
            kind=kind,
            form=form,
            received_on=day,
            arguments=arguments,
            speaker=step.answers.text("speaker"),
            entered_by=step.actor.id,
            entered_at=step.now,
        )
    )
    _EFFECTS[kind](step, notice, day)
    step.jump = way_back(step.desk, kind)
    if step.jump:
        step.set(**CONTENT_RESET)
        step.send_back("期间内收到的陈述申辩或者听证申请登记较晚，退回办理")
    step.summary = f"{step.answers.text('speaker')}于{day.isoformat()}提出：{dict(KINDS)[kind]}"


def _made(step: Step, notice: Notice, _: date) -> None:
    notice.statement_waived_on = None
    step.set(statement="made", defence="none")


def _requested(step: Step, notice: Notice, _: date) -> None:
    notice.hearing_waived_on = None
    under_way = step.dossier.facts["hearing_request"] == "accepted" and step.dossier.facts["hearing"] == "none"
    step.set(hearing_request="accepted" if under_way else "requested")


def _statement_waived(step: Step, notice: Notice, day: date) -> None:
    notice.waiver_form, notice.statement_waived_on = step.answers.text("way"), day
    if step.dossier.facts["statement"] != "made":
        step.set(statement="waived")


def _hearing_waived(step: Step, notice: Notice, day: date) -> None:
    notice.waiver_form, notice.hearing_waived_on = step.answers.text("way"), day
    step.set(hearing_request="waived")


_EFFECTS: Mapping[str, Callable[[Step, Notice, date], None]] = {
    STATEMENT: _made,
    HEARING_REQUEST: _requested,
    WAIVE_STATEMENT: _statement_waived,
    WAIVE_HEARING: _hearing_waived,
}
