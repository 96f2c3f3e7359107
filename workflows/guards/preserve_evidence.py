"""先行登记保存: evidence that may be lost is registered and kept, with a leader's approval (处罚法56条)."""

from collections.abc import Sequence

from workflows.forms import Answers, Field, Form, Kind
from workflows.guards.collecting import objections_to_adding
from workflows.guards.desk import Desk
from workflows.guards.officers import known_officers, officer_choices
from workflows.rules.evidence import PreservedItem, objection_to_preserving
from workflows.rules.qualification import objections_to_team
from workflows.vocabulary.wording import N_, Objection

WAYS = (("on_site", N_("就地保存")), ("elsewhere", N_("异地保存")))
ITEM = (
    Field("name", N_("名称"), limit=100),
    Field("specification", N_("规格型号"), limit=100),
    Field("quantity", N_("数量"), limit=50),
    Field("condition", N_("状态"), limit=100),
    Field("remark", N_("备注"), required=False, limit=200),
)


def form(desk: Desk) -> Form:
    """Ask what is kept, why, where and by whom."""
    return Form(
        (
            Field("suspected_act", N_("涉嫌违法行为"), limit=200),
            Field("reason", N_("证据可能灭失或者以后难以取得的情形"), Kind.PARAGRAPH),
            Field("items", N_("物品清单"), Kind.ROWS, least=1, columns=ITEM),
            Field("way", N_("保存方式"), Kind.CHOICE, options=WAYS),
            Field("place", N_("保存地点"), limit=200),
            Field("keeper", N_("保管人"), limit=50),
            Field("officers", N_("执行的执法人员"), Kind.PEOPLE, options=officer_choices(desk), least=2),
        )
    ).with_initial({"suspected_act": desk.matter.term, "officers": known_officers(desk)})


def objections(desk: Desk, answers: Answers | None) -> Sequence[Objection]:
    """Refuse what no leader approved, what has no ground, no list or fewer than two officers."""
    found: list[Objection | None] = [*objections_to_adding(desk)]
    if answers is not None:
        items = [PreservedItem(row.text("name")) for row in answers.rows("items")]
        reason = answers.text("reason")
        found.append(objection_to_preserving(roles=desk.actor.roles, reason=reason, items=items))
        found += objections_to_team(officers=desk.officers(answers.people("officers")), day=desk.today)
    return [one for one in found if one is not None]
