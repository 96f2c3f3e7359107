"""修改确认: the reviewer's confirmation is bound to the two hashes of the draft confirmed (处罚法58条)."""

from workflows.acts.step import Step
from workflows.guards.reviewing import signed_review
from workflows.records.reviews import Confirmation


def perform(step: Step) -> None:
    """Record the confirmation of the present wording."""
    review, draft = signed_review(step.dossier), step.dossier.drafts[-1]
    if review is not None:
        step.dossier.add(
            Confirmation(
                run_id=step.run_id,
                review_id=review.id,
                draft_id=draft.id,
                content_hash=draft.content_hash,
                text_hash=draft.text_hash,
                confirmed_by=step.actor.id,
                confirmed_at=step.now,
            )
        )
    step.set(edit_confirmed=True)
    step.summary = step.answers.text("note")[:80] or "确认现稿仅作文字修改"
