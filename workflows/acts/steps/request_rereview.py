"""签收审核意见: accepted, the case goes back with its points; disputed, another reviewer begins anew (118号文)."""

from workflows.acts.clocks import start_clock
from workflows.acts.reviewers import release_reviewers
from workflows.acts.step import Step
from workflows.guards.reviewing import CONCLUSIONS, points_of
from workflows.records.reviews import Review


def perform(step: Step) -> None:
    """Hand the points on to whoever cures them, or open the one second review of this round."""
    failed = step.dossier.reviews[-1]
    if step.answers.text("reply") == "accepted":
        step.send_back(CONCLUSIONS[failed.conclusion], points_of(failed))
        step.summary = f"接受审核意见：{CONCLUSIONS[failed.conclusion]}"
        return
    reason = step.answers.text("reason")
    step.dossier.add(
        Review(
            run_id=step.run_id,
            round=failed.round,
            draft_id=failed.draft_id,
            content_hash=failed.content_hash,
            text_hash=failed.text_hash,
            basis=failed.basis,
            package=failed.package,
            responses=failed.responses,
            submitted_by=step.actor.id,
            submitted_at=step.now,
            rereview_reason=reason,
            is_rereview=True,
        )
    )
    release_reviewers(step)
    start_clock(step, "review_days")
    step.set(rereview="requested")
    step.send_back(f"申请复审：{reason}", points_of(failed))
    step.summary = "申请复审：" + reason[:60]
