"""签收审核意见: the handling unit accepts a failed review, or disputes it once, with reasons (118号文)."""

from collections.abc import Sequence
from dataclasses import replace

from workflows.forms import Answers, Field, Form, Kind
from workflows.guards.desk import Desk
from workflows.guards.handling import handler_ids, recused_ids
from workflows.guards.reviewing import nothing_to_review, rereviews_before, signed_review
from workflows.records.reviews import Review
from workflows.rules.review import objection_to_rereview
from workflows.vocabulary.roles import Role
from workflows.vocabulary.wording import N_, Objection

REPLIES = (("accepted", N_("接受审核意见，按意见办理")), ("rereview", N_("不同意，申请复审（只能申请一次）")))
_DISPUTED = ("reply", "rereview")


def form(_: Desk) -> Form:
    """Return the unit's reply to the opinion."""
    return Form(
        (
            Field("reply", N_("签收意见"), Kind.CHOICE, options=REPLIES),
            Field(
                "reason", N_("不同意的理由和依据"), Kind.PARAGRAPH, required=False, shown_when=("reply", ("rereview",))
            ),
        )
    ).with_initial({"reply": "accepted"})


def objections(desk: Desk, answers: Answers | None) -> Sequence[Objection]:
    """Return why a second review may not be asked for; accepting the opinion is always possible."""
    review = signed_review(desk.dossier)
    if review is None:
        return (nothing_to_review(),)
    reason = answers.text("reason") if answers is not None else N_("尚未填写")
    disputed = objection_to_rereview(
        conclusion=review.conclusion, rereviews_before=rereviews_before(desk.dossier, review), reason=reason
    )
    found = [disputed, _objection_to_nobody_else(desk, review)]
    return [replace(one, when=_DISPUTED) for one in found if one is not None]


def _objection_to_nobody_else(desk: Desk, review: Review) -> Objection | None:
    """Refuse to open a second review that nobody could do: the path must not end before an empty chair."""
    barred = {review.reviewer_id, *handler_ids(desk.dossier), *recused_ids(desk.dossier)}
    others = [
        one
        for one in desk.dossier.staff.values()
        if one.person.is_active and Role.REVIEWER in one.roles and one.id not in barred
    ]
    if others:
        return None
    text = N_("复审应当由原审核人员以外的法制审核人员办理，本机关没有其他可以办理的人员，请报上级机关或者商请协助")
    return Objection("no-other-reviewer", text, article="国办发〔2018〕118号")
