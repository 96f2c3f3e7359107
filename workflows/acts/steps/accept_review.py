"""接收与材料审查: whoever accepts reviews the case, and the period of review begins; or the package goes back."""

from workflows.acts.clocks import start_clock
from workflows.acts.reviewers import bind_reviewer
from workflows.acts.step import Step
from workflows.guards.accept_review import missing_lines


def perform(step: Step) -> None:
    """Bind the reviewer and start the clock, or send the package back with everything that is missing."""
    review = step.dossier.reviews[-1]
    review.reviewer_id = step.actor.id
    is_returned = step.answers.text("review") == "return_materials"
    review.accepted_at = None if is_returned else step.now
    bind_reviewer(step, step.actor.id)
    if is_returned:
        missing = missing_lines(step.answers)
        review.missing = list(missing)
        step.set(review="return_materials")
        points = [
            {"item": "送审材料", "problem": line, "basis": "", "suggestion": "补齐后重新送审"} for line in missing
        ]
        step.send_back("送审材料不齐：" + "、".join(missing), points)
        step.summary = step.reason
        return
    clock = start_clock(step, "review_days")
    step.summary = f"材料齐全，接收审核，审核截止{clock.due_on.isoformat()}"
