"""How a recusal 回避 is requested and who decides it (处罚法43条)."""

from collections.abc import Collection
from enum import StrEnum

from workflows.vocabulary.roles import Role
from workflows.vocabulary.wording import N_, Objection


class RecusalGround(StrEnum):
    """Why an officer may not act impartially."""

    INTEREST = "interest"
    KINSHIP = "kinship"
    OTHER = "other"


RECUSAL_TERMS: dict[RecusalGround, str] = {
    RecusalGround.INTEREST: N_("与案件有直接利害关系"),
    RecusalGround.KINSHIP: N_("与当事人或者其代理人有近亲属关系"),
    RecusalGround.OTHER: N_("有其他关系可能影响公正执法"),
}


def objection_to_request(*, ground: str, explanation: str) -> Objection | None:
    """Refuse a request without a ground of 处罚法43条1款 or without saying what the relation is."""
    if ground not in set(RecusalGround):
        text = N_("申请回避应当写明法定事由：直接利害关系、近亲属关系或者其他可能影响公正执法的关系")
        return Objection("recusal-ground-unknown", text, article="处罚法43条1款")
    if not explanation.strip():
        text = N_("申请回避应当说明具体关系和理由，请补充说明")
        return Objection("recusal-unexplained", text, article="处罚法43条1款")
    return None


def objection_to_decider(
    *, decider_id: int, roles: Collection[Role], subject_id: int, subject_is_principal: bool, collective: bool = False
) -> Objection | None:
    """Refuse a decider who is no leader, who is concerned himself, or who alone decides on the principal 主要负责人.

    ``collective`` says that the leaders decided together 负责人集体讨论, as the principal's own recusal demands.
    """
    if subject_is_principal and not collective:
        text = N_("主要负责人的回避，由本机关负责人集体讨论决定，请提交集体讨论")
        return Objection("principal-recusal-collective", text, article="处罚法43条3款、市监程序规定4条")
    if decider_id == subject_id:
        text = N_("不得决定自己是否回避，请由其他机关负责人决定")
        return Objection("recusal-own", text, article="处罚法43条3款")
    if not collective and not {Role.LEADER, Role.PRINCIPAL} & set(roles):
        text = N_("回避由行政机关负责人决定，请提交机关负责人")
        return Objection("recusal-not-leader", text, article="处罚法43条3款")
    return None


def objection_to_refusing_recusal(*, reason: str) -> Objection | None:
    """Refuse to turn a request down without a reason; the work goes on until it is decided (43条3款)."""
    if reason.strip():
        return None
    text = N_("驳回回避申请应当说明理由，请填写理由")
    return Objection("recusal-refused-without-reason", text, article="处罚法43条3款", when=("recusal", "refused"))
