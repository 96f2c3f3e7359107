"""公示审查脱敏: somebody other than the collector decides whether the text may be published (处罚法48条、50条)."""

from collections.abc import Mapping, Sequence

from workflows.forms import Answers, Field, Form, Kind
from workflows.guards.desk import Desk
from workflows.guards.limited import only_when
from workflows.guards.public_text import (
    is_minor,
    last_disclosure,
    objection_to_uncollected,
    objections_to_text,
    text_fields,
    written,
)
from workflows.rules.disclosure import (
    EXEMPTION_TERMS,
    ExemptionGround,
    objection_to_exemption,
    objection_to_subject,
)
from workflows.rules.separation import objection_to_disclosure_examiner
from workflows.vocabulary.wording import N_, Objection

RESULTS = (("publish", N_("同意公示")), ("exempt", N_("拟不予公示，报机关负责人审批")))
CHECKS: Mapping[str, ExemptionGround] = {
    "has_state_secret": ExemptionGround.STATE_SECRET,
    "has_security_risk": ExemptionGround.SECURITY,
    "has_trade_secret": ExemptionGround.TRADE_SECRET,
    "has_privacy": ExemptionGround.PRIVACY,
    "has_minor": ExemptionGround.MINOR,
}
GROUNDS = tuple((ground.value, term) for ground, term in EXEMPTION_TERMS.items())
_EXEMPT = ("disclosure_review", ("exempt",))


def form(desk: Desk) -> Form:
    """Ask every check of the examination, let the examiner mask further, and ask for the result."""
    row = last_disclosure(desk)
    known = {one.name: row.content.get(one.name, "") for one in text_fields()} if row is not None else {}
    checks = tuple(Field(name, EXEMPTION_TERMS[ground], Kind.FLAG, required=False) for name, ground in CHECKS.items())
    return Form(
        (
            *text_fields(),
            *checks,
            Field("masking_checked", N_("已逐项核对：公示内容与决定书一致，个人信息已脱敏"), Kind.FLAG),
            Field("disclosure_review", N_("审查结果"), Kind.CHOICE, options=RESULTS),
            Field("ground", N_("不予公示的事由"), Kind.CHOICE, options=GROUNDS, required=False, shown_when=_EXEMPT),
            Field("reason", N_("不予公示的理由"), Kind.PARAGRAPH, required=False, shown_when=_EXEMPT),
            Field("opinion", N_("审查意见"), Kind.PARAGRAPH, limit=500),
        )
    ).with_initial({**known, "has_minor": is_minor(desk), "opinion": N_("同意")})


def objections(desk: Desk, answers: Answers | None) -> Sequence[Objection]:
    """Refuse the collector as examiner, a text with personal data, publishing what the examiner found secret."""
    row = last_disclosure(desk)
    found: list[Objection | None] = [objection_to_uncollected(desk)]
    if row is not None:
        person = desk.actor.id
        found.append(objection_to_disclosure_examiner(person_id=person, collector_id=row.collected_by))
    minor = is_minor(desk) or (answers is not None and answers.flag("has_minor"))
    subject = objection_to_subject(decision=str(desk.facts["decision"]), party_is_minor=minor)
    found += only_when("disclosure_review", "publish", (subject,))
    if answers is not None:
        found += objections_to_text(desk, written(answers))
        found += only_when("disclosure_review", "publish", (_objection_to_secret(answers),))
        exemption = objection_to_exemption(ground=answers.text("ground"), reason=answers.text("reason"))
        found += only_when("disclosure_review", "exempt", (exemption,))
    return [one for one in found if one is not None]


def _objection_to_secret(answers: Answers) -> Objection | None:
    ticked = [ground for name, ground in CHECKS.items() if answers.flag(name) and name != "has_minor"]
    if not ticked:
        return None
    text = N_("已认定公示内容{ground}，不得公示；请删去有关内容后重新核对，或者报请不予公示")
    return Objection("publishes-secret", text, {"ground": EXEMPTION_TERMS[ticked[0]]}, article="处罚法50条")
