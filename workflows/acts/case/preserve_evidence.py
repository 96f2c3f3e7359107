"""先行登记保存: the notice is issued and its seven working days begin (处罚法56条)."""

from workflows.acts.clocks import start_clock
from workflows.acts.papers import issue, named
from workflows.acts.step import Step
from workflows.guards.preserve_evidence import WAYS
from workflows.records.measures import Preservation

PARTS = ("name", "specification", "quantity", "condition", "remark")


def perform(step: Step) -> None:
    """Write down what is kept, start its clock, issue its notice."""
    answers = step.answers
    items = [{part: row.text(part) for part in PARTS} for row in answers.rows("items")]
    officers = answers.people("officers")
    row = step.dossier.add(
        Preservation(
            run_id=step.run_id,
            items=list(items),
            reason=answers.text("reason"),
            place=answers.text("place"),
            keeper=answers.text("keeper"),
            officers=list(officers),
            approved_by=step.actor.id,
            preserved_on=step.today,
            entered_at=step.now,
            disposal="",
            disposal_reason="",
        )
    )
    clock = start_clock(step, "preservation_7wd", subject_id=row.id)
    paper = issue(
        step,
        "preservation_notice",
        {
            "suspected_act": answers.text("suspected_act"),
            "reason": row.reason,
            "place": row.place,
            "way": dict(WAYS)[answers.text("way")],
            "keeper": row.keeper,
            "starts_on": step.today,
            "ends_on": clock.due_on,
            "items": items,
            "officers": [named(step.dossier.staff[one]) for one in officers],
        },
    )
    row.paper_id = paper.id
    step.signed_by(officers)
    step.summary = f"{paper.number}，保存{len(items)}项，{clock.due_on.isoformat()}前处理"
