"""听证报告: the chair's report goes on file; the decision will rest on the record (处罚法65条)."""

from workflows.acts.hearing_papers import hearing_fields
from workflows.acts.papers import issue
from workflows.acts.step import Step
from workflows.guards.accept_hearing import requested_on
from workflows.guards.answered import ADOPTION_TERMS, judged
from workflows.guards.heard import get_hearing
from workflows.guards.hearing_report import CONCLUSIONS
from workflows.guards.limited import day_of
from workflows.rules.defence import outcome_of

_TEXTS = ("investigators_case", "party_case", "focus", "evidence_finding", "reasons")


def perform(step: Step) -> None:
    """Issue the report; arguments answered one by one count as reviewed (path.md PO-05)."""
    hearing = get_hearing(step.desk)
    hearing.report, hearing.reported_at = step.answers.as_json(), step.now
    conclusion = dict(CONCLUSIONS)[step.answers.text("conclusion")]
    record = hearing.record or {}
    paper = issue(
        step,
        "hearing_report",
        {
            **{name: step.answers.text(name) for name in _TEXTS},
            "conclusion": conclusion,
            "hearing": hearing_fields(step, hearing, starts_at=hearing.held_at),
            "requested_on": requested_on(step.desk),
            "accepted_on": day_of(hearing.decided_at),
            "attendants": record.get("attendants", []),
            "ended_early": record.get("ended_early"),
            "arguments": [
                {**row.as_json(), "adopted": ADOPTION_TERMS[row.text("adopted")]}
                for row in step.answers.rows("arguments")
            ],
            "signed_on": step.today,
        },
    )
    hearing.report_paper_id = paper.id
    if step.answers.rows("arguments"):
        step.set(defence=outcome_of(arguments=judged(step.answers, on_file=())))
    step.set(hearing_report_due=False)
    step.summary = conclusion
