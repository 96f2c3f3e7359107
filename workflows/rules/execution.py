"""How a decision is performed or enforced 履行与执行 (处罚法66、67、72、73条, 强制法36、40、53—55条)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from workflows.vocabulary.wording import N_, Objection

DAILY_SURCHARGE_PERCENT = 3


class EndGround(StrEnum):
    """Why execution ends without performance 终结执行 (强制法40条)."""

    DEATH = "death"
    DISSOLUTION = "dissolution"
    OBJECT_LOST = "object_lost"
    DECISION_REVOKED = "decision_revoked"
    OTHER = "other"


END_TERMS: dict[EndGround, str] = {
    EndGround.DEATH: N_("公民死亡，无遗产可供执行，又无义务承受人"),
    EndGround.DISSOLUTION: N_("法人或者其他组织终止，无财产可供执行，又无义务承受人"),
    EndGround.OBJECT_LOST: N_("执行标的灭失"),
    EndGround.DECISION_REVOKED: N_("据以执行的行政决定被撤销"),
    EndGround.OTHER: N_("行政机关认为需要终结执行的其他情形"),
}


@dataclass(frozen=True, slots=True)
class Owed:
    """What the decision and a surcharge demand, or what has been paid, in 分."""

    fine: int = 0
    confiscation: int = 0
    surcharge: int = 0


@dataclass(frozen=True, slots=True)
class Instalment:
    """One part of a plan: the amount in 分 and its due day."""

    amount: int
    due_on: date


@dataclass(frozen=True, slots=True)
class Enforcement:
    """The days an application to the court 申请法院强制执行 depends on; None: has not happened, not known.

    ``earliest_on`` is the first day after the 10 working days from the service of the demand 催告;
    ``litigation_ends_on`` the last day to sue; ``due_on`` the last day of the three months (强制法53、54条).
    """

    earliest_on: date | None
    litigation_ends_on: date | None
    due_on: date | None


def surcharge_for(*, unpaid_fine: int, fine: int, days_late: int) -> int:
    """Return the surcharge 加处罚款 in 分: 3 % of the unpaid fine a day, never above the fine (72条1款1项)."""
    return min(fine, unpaid_fine * DAILY_SURCHARGE_PERCENT * max(days_late, 0) // 100)


def objections_to_surcharge(
    *, amount: int, fine: int, lawful: int, decision_served: bool, remedy: str, stay: bool = False
) -> tuple[Objection, ...]:
    """Refuse a surcharge before service, without a fine, above the fine or the days late, or while remedy is open.

    ``amount`` is the whole surcharge so far, ``lawful`` what ``surcharge_for`` allows, both in 分.
    """
    found = [
        objection_to_unserved(decision_served=decision_served),
        _objection_to_remedy_for_surcharge(remedy),
        objection_to_stayed(stay=stay),
        _objection_to_surcharge_amount(amount, fine, lawful),
    ]
    return tuple(one for one in found if one)


def objection_to_unserved(*, decision_served: bool) -> Objection | None:
    """Refuse a surcharge or a demand before the decision was served (66、67条; PO-21)."""
    if decision_served:
        return None
    text = N_("行政处罚决定书尚未送达，不得加处罚款或者催告，请先送达")
    return Objection("decision-unserved", text, article="处罚法66条、67条")


def objection_to_stayed(*, stay: bool) -> Objection | None:
    """Refuse every act of enforcement while execution is stayed 停止执行 (复议法42条, 行诉法56条)."""
    if not stay:
        return None
    text = N_("本案已依法停止执行，停止期间不得采取执行措施，请待恢复执行")
    return Objection("execution-stayed", text, article="处罚法73条1款、复议法42条、行诉法56条")


def objection_to_demand(*, decision_served: bool, performance: str, stay: bool = False) -> Objection | None:
    """Refuse a demand 催告 before service, after full performance or during a stay (强制法54条)."""
    if performance in {"done", "ended"}:
        text = N_("处罚决定已经履行或者终结执行，无须催告")
        return Objection("nothing-to-demand", text, article="强制法54条")
    return objection_to_unserved(decision_served=decision_served) or objection_to_stayed(stay=stay)


def objection_to_done(
    *, owed: Owed, paid: Owed, performance: tuple[str, str] = ("performance", "done")
) -> Objection | None:
    """Refuse to record full performance while anything owed is unpaid, or more was taken than owed (67、74条)."""
    rest = owed.fine + owed.confiscation + owed.surcharge - paid.fine - paid.confiscation - paid.surcharge
    if paid.fine < owed.fine or paid.confiscation < owed.confiscation or paid.surcharge < owed.surcharge:
        text = N_("罚款、没收款项或者加处罚款尚未全部缴清，不能登记为履行完毕，请核对缴款凭证")
        return Objection("performance-incomplete", text, article="处罚法66条、67条", when=performance)
    if rest < 0:
        text = N_("缴款数额超过决定数额，请核对，多缴部分应当退还")
        return Objection("performance-excessive", text, article="处罚法67条", when=performance)
    return None


def objections_to_instalments(
    *, requested_by_party: bool, hardship: str, fine: int, plan: Sequence[Instalment], today: date
) -> tuple[Objection, ...]:
    """Refuse a plan 延期、分期 nobody asked for, without hardship, not covering the fine, or not in order (66条2款)."""
    found = list[Objection]()
    if not requested_by_party:
        text = N_("延期或者分期缴纳罚款应当由当事人申请，请先登记当事人的申请")
        found.append(Objection("instalments-unrequested", text, article="处罚法66条2款"))
    if not hardship.strip():
        text = N_("当事人确有经济困难的，方可延期或者分期缴纳罚款，请写明困难情况")
        found.append(Objection("instalments-without-hardship", text, article="处罚法66条2款"))
    if not plan or sum(one.amount for one in plan) != fine or any(one.amount <= 0 for one in plan):
        text = N_("各期数额之和应当等于罚款数额，请核对分期计划")
        found.append(Objection("instalments-wrong-sum", text, article="处罚法66条2款"))
    days = [one.due_on for one in plan]
    if any(day <= today for day in days) or days != sorted(set(days)):
        text = N_("各期缴款日应当晚于批准日并依次排列，请核对分期计划")
        found.append(Objection("instalments-wrong-days", text, article="处罚法66条2款"))
    return tuple(found)


def objections_to_court(
    *, enforcement: Enforcement, today: date, performance: str, remedy: str, stay: bool = False
) -> tuple[Objection, ...]:
    """Refuse an application to the court too early, too late, or for what is performed or disputed (强制法53、54条)."""
    found = [
        _objection_to_nothing_owed(performance),
        _objection_to_open_remedy(remedy),
        objection_to_stayed(stay=stay),
        _objection_to_undemanded(enforcement, today),
        _objection_to_open_litigation(enforcement, today),
        _objection_to_late_application(enforcement, today),
    ]
    return tuple(one for one in found if one)


def objection_to_ending(*, ground: str, reason: str) -> Objection | None:
    """Refuse to end execution without a ground of 强制法40条 and a reason."""
    if ground not in set(EndGround):
        text = N_("终结执行应当有法定事由，请选择事由")
        return Objection("end-without-ground", text, article="强制法40条")
    if not reason.strip():
        text = N_("终结执行应当说明具体情况，请填写")
        return Objection("end-without-reason", text, article="强制法40条")
    return None


def _objection_to_remedy_for_surcharge(remedy: str) -> Objection | None:
    if remedy != "open":
        return None
    text = N_("行政复议或者行政诉讼期间不计算加处罚款，请待救济程序终结后再行计算")
    return Objection("surcharge-during-remedy", text, article="处罚法73条3款")


def _objection_to_surcharge_amount(amount: int, fine: int, lawful: int) -> Objection | None:
    if fine == 0:
        text = N_("加处罚款只适用于到期不缴纳的罚款，没收款项不得加处")
        return Objection("surcharge-without-fine", text, article="处罚法72条1款1项")
    if amount > fine:
        text = N_("加处罚款的数额不得超出罚款的数额，请调整")
        return Objection("surcharge-above-fine", text, article="处罚法72条1款1项")
    if amount > lawful:
        text = N_("加处罚款超过按逾期日数每日百分之三计算的数额，请调整")
        return Objection("surcharge-above-rate", text, article="处罚法72条1款1项")
    return None


def _objection_to_nothing_owed(performance: str) -> Objection | None:
    if performance not in {"done", "ended"}:
        return None
    text = N_("处罚决定已经履行或者终结执行，不得申请强制执行")
    return Objection("nothing-to-enforce", text, article="强制法53条")


def _objection_to_open_remedy(remedy: str) -> Objection | None:
    if remedy == "open":
        text = N_("行政复议或者行政诉讼尚未终结，不得申请法院强制执行，请待救济程序终结")
        return Objection("court-during-remedy", text, article="强制法53条")
    if remedy in {"changed", "revoked"}:
        text = N_("处罚决定已被变更或者撤销，不得依原决定申请强制执行")
        return Objection("decision-overturned", text, article="强制法53条")
    return None


def _objection_to_undemanded(enforcement: Enforcement, today: date) -> Objection | None:
    if enforcement.earliest_on is None:
        text = N_("申请法院强制执行前应当催告，催告书尚未送达，请先送达催告书")
        return Objection("demand-unserved", text, article="强制法54条")
    if today < enforcement.earliest_on:
        text = N_("催告书送达十个工作日后当事人仍未履行的，方可申请，最早可在{day}申请")
        return Objection("court-too-early", text, {"day": enforcement.earliest_on.isoformat()}, article="强制法54条")
    return None


def _objection_to_open_litigation(enforcement: Enforcement, today: date) -> Objection | None:
    if enforcement.litigation_ends_on is not None and today > enforcement.litigation_ends_on:
        return None
    text = N_("当事人申请复议、提起诉讼的期限尚未届满，不得申请法院强制执行，请待期限届满")
    return Objection("litigation-period-open", text, article="强制法53条")


def _objection_to_late_application(enforcement: Enforcement, today: date) -> Objection | None:
    if enforcement.due_on is None or today <= enforcement.due_on:
        return None
    text = N_("申请法院强制执行的期限已于{day}届满，逾期申请不予受理，请办理终结执行")
    return Objection("court-too-late", text, {"day": enforcement.due_on.isoformat()}, article="强制法53条")
