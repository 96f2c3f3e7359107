"""登记复议或者诉讼: the party seeks remedy against the decision; execution goes on unless it is stayed (处罚法73条)."""

from collections.abc import Sequence

from workflows.forms import Answers, Field, Form, Kind
from workflows.guards.desk import Desk
from workflows.guards.limited import objection_to_future
from workflows.vocabulary.wording import N_, Objection

KINDS = (("reconsideration", N_("行政复议")), ("litigation", N_("行政诉讼")))
STAYS = (
    ("agency", N_("本机关认为需要停止执行")),
    ("body", N_("复议机关、人民法院决定或者裁定停止执行")),
    ("law", N_("法律、法规、规章规定停止执行")),
)


def form(desk: Desk) -> Form:
    """Ask who took the matter up, when, and whether execution is stayed."""
    stayed = ("is_stayed", ("yes",))
    return Form(
        (
            Field("kind", N_("救济种类"), Kind.CHOICE, options=KINDS),
            Field("body", N_("受理机关"), limit=100),
            Field("accepted_on", N_("受理日期"), Kind.DAY),
            Field("document", N_("受理文书文号"), limit=100),
            Field("is_stayed", N_("停止执行"), Kind.FLAG, required=False),
            Field("stay_ground", N_("停止执行的情形"), Kind.CHOICE, options=STAYS, shown_when=stayed),
        )
    ).with_initial({"body": desk.dossier.agency.reconsideration_body, "accepted_on": desk.today})


def objections(desk: Desk, answers: Answers | None) -> Sequence[Objection]:
    """Refuse remedy against what was not decided, a second while one is open, and a day that cannot be right."""
    found: list[Objection | None] = [_objection_to_nothing(desk)]
    if desk.facts["remedy"] == "open":
        text = N_("已有复议或者诉讼正在进行，请先登记其结果")
        found.append(Objection("remedy-already-open", text, article="复议法29条、行诉法44条"))
    if answers is not None:
        day = answers.day("accepted_on")
        found.append(objection_to_future(day, now=desk.now, what=N_("受理日期")))
        decided = desk.dossier.case.decided_on
        if decided is not None and day < decided:
            text = N_("受理日期早于作出决定的日期{day}，请核对")
            found.append(Objection("remedy-before-decision", text, {"day": decided.isoformat()}, article="处罚法73条"))
    return [one for one in found if one is not None]


def _objection_to_nothing(desk: Desk) -> Objection | None:
    if desk.facts["decision"] != "none":
        return None
    text = N_("尚未作出决定，没有可以申请复议或者提起诉讼的决定")
    return Objection("nothing-to-contest", text, article="处罚法73条")
