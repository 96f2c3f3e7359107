"""不予公示审批: a leader approves that a decision is not disclosed, or orders it published (48条、50条)."""

from collections.abc import Sequence

from workflows.forms import Answers, Field, Form, Kind
from workflows.guards.desk import Desk
from workflows.guards.examine_disclosure import GROUNDS
from workflows.guards.limited import only_when
from workflows.guards.public_text import is_minor, last_disclosure, objection_to_uncollected
from workflows.rules.disclosure import objection_to_exemption, objection_to_subject
from workflows.vocabulary.wording import N_, Objection

DECISIONS = (("exempted", N_("同意不予公示")), ("refused", N_("不同意，应当公示")))
_EXEMPTED = ("approval", ("exempted",))


def form(desk: Desk) -> Form:
    """Ask for the leader's decision, opened with the examiner's ground and reason."""
    row = last_disclosure(desk)
    examined = (row.examination or {}) if row is not None else {}
    return Form(
        (
            Field("approval", N_("批示"), Kind.CHOICE, options=DECISIONS),
            Field("ground", N_("不予公示的事由"), Kind.CHOICE, options=GROUNDS, required=False, shown_when=_EXEMPTED),
            Field("reason", N_("不予公示的理由"), Kind.PARAGRAPH, required=False, shown_when=_EXEMPTED),
            Field("opinion", N_("审批意见"), Kind.PARAGRAPH, limit=500),
        )
    ).with_initial({"ground": examined.get("ground"), "reason": examined.get("reason", ""), "opinion": N_("同意")})


def objections(desk: Desk, answers: Answers | None) -> Sequence[Objection]:
    """Refuse an exemption without ground and reason; a minor's decision can only be exempted."""
    found: list[Objection | None] = [objection_to_uncollected(desk)]
    subject = objection_to_subject(decision=str(desk.facts["decision"]), party_is_minor=is_minor(desk))
    found += only_when("approval", "refused", (subject,))
    if answers is not None:
        exemption = objection_to_exemption(ground=answers.text("ground"), reason=answers.text("reason"))
        found += only_when("approval", "exempted", (exemption,))
    return [one for one in found if one is not None]
