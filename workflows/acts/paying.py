"""Money received 缴款: every payment a row with its receipt; nothing is ever changed or netted (处罚法67条、74条)."""

from workflows.acts.step import Step
from workflows.records.outcomes import Payment


def write_payments(step: Step) -> None:
    """Record the payments of the form."""
    for row in step.answers.rows("payments"):
        step.dossier.add(
            Payment(
                run_id=step.run_id,
                fine=row.money("fine"),
                confiscation=row.money("confiscation"),
                surcharge=row.money("surcharge"),
                paid_on=row.day("paid_on"),
                receipt=row.text("receipt"),
                entered_by=step.actor.id,
                entered_at=step.now,
            )
        )
