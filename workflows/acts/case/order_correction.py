"""责令改正: the order is issued and, where it sets a time, that time begins (处罚法28条1款)."""

from workflows.acts.clocks import start_clock
from workflows.acts.papers import issue
from workflows.acts.step import Step
from workflows.guards.decide_penalty import relief_text
from workflows.records.measures import Correction

TEXTS = ("facts", "requirements", "recheck", "consequence", "order_basis")


def perform(step: Step) -> None:
    """Write the order, start its clock, issue its paper."""
    answers, days = step.answers, step.answers.number("days")
    row = step.dossier.add(
        Correction(
            run_id=step.run_id,
            demand=answers.text("requirements"),
            article=answers.text("order_basis"),
            ordered_by=step.actor.id,
            ordered_on=step.today,
            result="",
            findings="",
        )
    )
    if days:
        row.due_on = start_clock(step, "correction_due", length=days, subject_id=row.id).due_on
    fields: dict[str, object] = {name: answers.text(name) for name in TEXTS}
    fields |= {"violated_provision": answers.text("violated"), "due_on": row.due_on}
    paper = issue(step, "correction_order", {**fields, "relief": relief_text(step.desk, "correction_order")})
    row.paper_id = paper.id
    step.set(correction="ordered")
    until = f"{row.due_on.isoformat()}前" if row.due_on else "立即"
    step.summary = f"{paper.number}，责令{until}改正"
