"""申请回避: the request waits for a leader; nobody stops working meanwhile (处罚法43条3款)."""

from workflows.acts.step import Step
from workflows.records.measures import Recusal
from workflows.rules.recusal import RECUSAL_TERMS, RecusalGround


def perform(step: Step) -> None:
    """Write the request."""
    answers = step.answers
    ground = RECUSAL_TERMS[RecusalGround(answers.text("ground"))]
    step.dossier.add(
        Recusal(
            case_id=step.case_id,
            run_id=step.run_id,
            person_id=answers.person("person"),
            reason=f"{ground}：{answers.text('explanation')}",
            asked_by=answers.text("asked_by"),
            entered_by=step.actor.id,
            entered_at=step.now,
            decision="",
            decision_reason="",
        )
    )
    step.summary = f"申请{step.desk.name_of(answers.person('person'))}回避：{ground}"
