"""先行登记保存处理: a decision on every thing kept, within seven working days (处罚法56条)."""

from collections.abc import Sequence

from workflows.forms import Answers, Field, Form, Kind
from workflows.guards.desk import Desk
from workflows.guards.measures import names_of, open_preservations
from workflows.guards.officers import known_officers, officer_choices
from workflows.records.measures import Preservation
from workflows.rules.evidence import PreservedItem, objection_to_undisposed, warning_of_late_disposal
from workflows.rules.qualification import objections_to_team
from workflows.vocabulary.wording import N_, Objection

DISPOSALS = (
    ("returned", N_("解除登记保存，退还")),
    ("copied", N_("复制、固定后退还")),
    ("tested", N_("送交检验、检测、鉴定")),
    ("seized", N_("依法采取查封、扣押措施")),
    ("handed_over", N_("移送有关机关")),
    ("other", N_("其他处理")),
)


def form(desk: Desk) -> Form:
    """Ask for the decision on each thing, opened with the list of the oldest open preservation."""
    waiting = open_preservations(desk)
    columns = (
        Field("name", N_("名称"), limit=100),
        Field("specification", N_("规格型号"), required=False, limit=100),
        Field("quantity", N_("数量"), required=False, limit=50),
        Field("disposal", N_("处理方式"), Kind.CHOICE, options=DISPOSALS),
        Field("remark", N_("备注"), required=False, limit=200),
    )
    fields = (
        Field("preservation", N_("所处理的登记保存"), Kind.CHOICE, options=tuple(map(_choice, waiting))),
        Field("items", N_("逐项处理"), Kind.ROWS, least=1, columns=columns),
        Field("disposal", N_("处理决定"), Kind.PARAGRAPH),
        Field("reason", N_("处理理由"), Kind.PARAGRAPH),
        Field("officers", N_("办理的执法人员"), Kind.PEOPLE, options=officer_choices(desk), least=2),
    )
    return Form(fields).with_initial({"officers": known_officers(desk), **(_known(waiting[0]) if waiting else {})})


def objections(desk: Desk, answers: Answers | None) -> Sequence[Objection]:
    """Refuse where nothing is kept, or something of the list is left undecided; tell when it comes late."""
    waiting = open_preservations(desk)
    if not waiting:
        text = N_("没有待处理的先行登记保存")
        return (Objection("nothing-preserved", text, article="处罚法56条"),)
    found: list[Objection | None] = [_late(desk, one) for one in waiting]
    if answers is not None:
        found.append(_objection_to_left_out(waiting, answers))
        found += objections_to_team(officers=desk.officers(answers.people("officers")), day=desk.today)
    return [one for one in found if one is not None]


def chosen_preservation(desk: Desk, answers: Answers) -> Preservation:
    """Return the preservation the form is about."""
    return next(one for one in open_preservations(desk) if str(one.id) == answers.text("preservation"))


def _choice(row: Preservation) -> tuple[str, str]:
    return str(row.id), f"{row.preserved_on.isoformat()} {'、'.join(names_of(row.items))[:60]}"


def _known(row: Preservation) -> dict[str, object]:
    items = tuple(Answers(one) for one in row.items if isinstance(one, dict))
    return {"preservation": str(row.id), "items": items}


def _late(desk: Desk, row: Preservation) -> Objection | None:
    clocks = [one for one in desk.dossier.clocks if one.name == "preservation_7wd" and one.subject_id == row.id]
    return warning_of_late_disposal(disposed_on=desk.today, due_on=clocks[-1].due_on) if clocks else None


def _objection_to_left_out(waiting: Sequence[Preservation], answers: Answers) -> Objection | None:
    row = next(one for one in waiting if str(one.id) == answers.text("preservation"))
    decided = {one.text("name") for one in answers.rows("items")}
    return objection_to_undisposed(items=[PreservedItem(name) for name in names_of(row.items) if name not in decided])
