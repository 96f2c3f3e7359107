"""线索核查: jurisdiction, limitation, no second penalty; two officers sign (处罚法22—25、29、36、42条)."""

from collections.abc import Sequence

from workflows.forms import Answers, Field, Form, Kind
from workflows.guards.desk import Desk
from workflows.guards.limited import objection_to_early, objection_to_future
from workflows.guards.party_code import missing_code_fields
from workflows.rules.qualification import objections_to_team
from workflows.vocabulary.roles import Role
from workflows.vocabulary.wording import N_, Objection

SUGGESTIONS = (
    ("file", N_("建议立案")),
    ("refuse", N_("建议不予立案")),
    ("refer_out", N_("建议移送有管辖权的机关")),
)


def form(desk: Desk) -> Form:
    """Return the questions of the verification."""
    return Form(
        (
            Field(
                "officers", N_("核查人员（至少两名执法人员）"), Kind.PEOPLE, options=desk.holding(Role.HANDLER), least=2
            ),
            Field("verified_on", N_("核查日期"), Kind.DAY),
            Field("findings", N_("核查经过和初步事实"), Kind.PARAGRAPH),
            Field("has_facts", N_("有初步证据证明存在违法事实"), Kind.FLAG, required=False),
            Field("has_jurisdiction", N_("属于本机关管辖"), Kind.FLAG, required=False),
            Field("jurisdiction", N_("管辖依据"), help=N_("如违法行为发生地在本县")),
            Field("filed_first_elsewhere", N_("其他机关已先立案"), Kind.FLAG, required=False),
            Field("fined_before", N_("同一违法行为已被罚款"), Kind.FLAG, required=False),
            Field("act_ended_on", N_("违法行为终了之日"), Kind.DAY, required=False, help=N_("仍在持续的不填")),
            Field(
                "long_limitation",
                N_("涉及公民生命健康安全、金融安全且有危害后果（追责时效五年）"),
                Kind.FLAG,
                required=False,
            ),
            *missing_code_fields(desk),
            Field("suspected_provision", N_("涉嫌违反的条款")),
            Field("penalty_provision", N_("拟适用的罚则")),
            Field("suggestion", N_("核查建议"), Kind.CHOICE, options=SUGGESTIONS),
        )
    ).with_initial(_known(desk))


def objections(desk: Desk, answers: Answers | None) -> Sequence[Objection]:
    """Refuse a verification that fewer than two officers with valid credentials sign, and days that cannot be right."""
    if answers is None:
        return ()
    day, received = answers.day("verified_on"), desk.dossier.case.received_on
    days = (
        objection_to_future(day, now=desk.now, what=N_("核查日期")),
        objection_to_early(day, since=received, what=N_("核查日期"), event=N_("受案日期")),
        objection_to_future(answers.find_day("act_ended_on"), now=desk.now, what=N_("违法行为终了之日")),
    )
    team = objections_to_team(officers=desk.officers(answers.people("officers")), day=day)
    return [*(one for one in days if one is not None), *team]


def _known(desk: Desk) -> dict[str, object]:
    matter = desk.matter
    return {
        "verified_on": desk.today,
        "officers": (desk.actor.id,),
        "suspected_provision": matter.violated,
        "penalty_provision": matter.source.citation,
        "has_jurisdiction": True,
    }
