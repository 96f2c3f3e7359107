"""申请法院强制执行: ten working days after the demand, within three months of the time to sue (强制法53—55条)."""

from collections.abc import Sequence

from workflows.forms import Answers, Field, Form, Kind
from workflows.guards.desk import Desk
from workflows.guards.limited import only_when
from workflows.guards.owing import court_due_on, in_words, litigation_ends_on, unpaid_of
from workflows.rules.execution import Enforcement, objections_to_court
from workflows.vocabulary.wording import N_, Objection, listed

DECISIONS = (("apply", N_("申请人民法院强制执行")), ("withhold", N_("不申请，办理终结执行")))
MATERIALS = (
    ("application", N_("强制执行申请书（机关负责人签名、机关盖章）")),
    ("decision", N_("行政处罚决定书及作出决定的事实、理由和依据")),
    ("opinion", N_("当事人的意见及催告情况")),
    ("object", N_("申请强制执行标的情况")),
    ("other", N_("法律、行政法规规定的其他材料")),
)
_NEEDED = tuple(name for name, _ in MATERIALS if name != "other")
_APPLY, _WITHHOLD = ("application", ("apply",)), ("application", ("withhold",))


def form(desk: Desk) -> Form:
    """Ask whether the court is asked, for what, with which papers; or why it is not."""
    unpaid = in_words(unpaid_of(desk))
    return Form(
        (
            Field("application", N_("决定"), Kind.CHOICE, options=DECISIONS),
            Field("court", N_("人民法院"), limit=100, shown_when=_APPLY),
            Field("request", N_("申请执行的内容"), Kind.PARAGRAPH, shown_when=_APPLY),
            Field("materials", N_("申请材料"), Kind.CHOICES, options=MATERIALS, required=False, shown_when=_APPLY),
            Field("reason", N_("不申请的理由"), Kind.PARAGRAPH, shown_when=_WITHHOLD),
            Field("opinion", N_("审批意见"), Kind.PARAGRAPH, limit=500),
        )
    ).with_initial(
        {
            "court": desk.dossier.agency.court,
            "request": f"强制执行{unpaid}" if unpaid else "",
            "opinion": N_("同意"),
        }
    )


def objections(desk: Desk, answers: Answers | None) -> Sequence[Objection]:
    """Refuse an application too early, too late, incomplete, or for what is disputed; not to apply is always open."""
    facts, demand = desk.facts, desk.dossier.clock("demand_10wd")
    enforcement = Enforcement(
        earliest_on=demand.due_on if demand is not None else None,
        litigation_ends_on=litigation_ends_on(desk),
        due_on=court_due_on(desk),
    )
    found: list[Objection | None] = [
        *objections_to_court(
            enforcement=enforcement,
            today=desk.today,
            performance=str(facts["performance"]),
            remedy=str(facts["remedy"]),
            stay=bool(facts["stay"]),
        )
    ]
    if answers is not None:
        found.append(_objection_to_materials(answers))
    return only_when("application", "apply", found)


def _objection_to_materials(answers: Answers) -> Objection | None:
    missing = [term for name, term in MATERIALS if name in _NEEDED and name not in answers.choices("materials")]
    if not missing:
        return None
    text = N_("申请材料缺少“{missing}”，请补齐")
    return Objection("court-materials-missing", text, {"missing": listed(missing)}, article="强制法55条")
