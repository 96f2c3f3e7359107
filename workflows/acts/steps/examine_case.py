"""逐项审核: the judged items and the methods are put on the review; nothing is concluded yet (118号文)."""

from workflows.acts.reviewers import bind_reviewer
from workflows.acts.step import Step
from workflows.guards.examine_case import METHODS, items_in, judgements_in


def perform(step: Step) -> None:
    """Keep what the reviewer judged; who judged it is the reviewer of the round."""
    review = step.dossier.reviews[-1]
    review.reviewer_id = step.actor.id
    review.accepted_at = review.accepted_at or step.now
    bind_reviewer(step, step.actor.id)
    terms = dict(METHODS)
    review.items = items_in(step.desk, step.answers)
    review.methods = [terms[one] for one in step.answers.choices("methods")]
    problems = sum(1 for one in judgements_in(step.desk, step.answers) if one.has_problem)
    step.summary = f"逐项审核完毕，{problems}项存在问题" if problems else "逐项审核完毕，各项均符合"
