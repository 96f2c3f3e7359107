"""公示撤回: what was published of a decision since changed or revoked comes down within 3 working days (48条2款)."""

from collections.abc import Sequence
from datetime import date

from workflows.forms import Answers, Field, Form, Kind
from workflows.guards.desk import Desk
from workflows.guards.endorsed import endorsement_fields, known_endorsement
from workflows.guards.public_text import objections_to_words
from workflows.rules.disclosure import objection_to_withdrawal, warning_of_late_withdrawal
from workflows.vocabulary.roles import Role
from workflows.vocabulary.wording import N_, Objection

KINDS = (("withdraw", N_("撤回")), ("correct", N_("撤回并公布更正后的内容")))


def form(desk: Desk) -> Form:
    """Ask for the ground, the document it rests on, the reason told to the public, and who approved it."""
    remedies = [one for one in desk.dossier.remedies if one.result in {"changed", "revoked"}]
    return Form(
        (
            Field("kind", N_("处理方式"), Kind.CHOICE, options=KINDS),
            Field(
                "reason",
                N_("公开说明的理由"),
                Kind.PARAGRAPH,
                required=False,
                help=N_("在公示网页上代替原内容显示"),
            ),
            Field("basis_document", N_("依据的文书（复议决定、判决、变更撤销决定）"), limit=200),
            Field(
                "correct_content",
                N_("更正后的内容"),
                Kind.PARAGRAPH,
                shown_when=("kind", ("correct",)),
            ),
            *endorsement_fields(desk),
            Field("leader", N_("批准的机关负责人"), Kind.PERSON, options=desk.holding(Role.LEADER, Role.PRINCIPAL)),
            Field("leader_opinion", N_("机关负责人意见"), limit=500),
            Field("leader_agreed", N_("机关负责人已签署上述意见"), Kind.FLAG),
        )
    ).with_initial(
        {
            **known_endorsement(desk),
            "kind": "withdraw",
            "basis_document": remedies[-1].result_text if remedies else "",
            "leader_opinion": N_("同意"),
        }
    )


def objections(desk: Desk, answers: Answers | None) -> Sequence[Objection]:
    """Refuse to withdraw what is unpublished or still stands, or words with personal data; tell when it is late."""
    reason = answers.text("reason") if answers is not None else N_("待填写")
    found = [
        objection_to_withdrawal(
            disclosure=str(desk.facts["disclosure"]), remedy=str(desk.facts["remedy"]), reason=reason
        ),
        warning_of_late_withdrawal(on=desk.today, due_on=withdrawal_due_on(desk)),
        *objections_to_words(desk, _public_words(answers)),
    ]
    return [one for one in found if one is not None]


def _public_words(answers: Answers | None) -> str:
    """Return what the public will read instead."""
    return "\n".join(answers.text(name) for name in ("reason", "correct_content")) if answers is not None else ""


def withdrawal_due_on(desk: Desk) -> date:
    """Return the end of the three working days; today where no clock runs."""
    clock = desk.dossier.clock("withdraw_3wd")
    return clock.due_on if clock is not None else desk.today
