"""When a penalty may be decided, and when a decision not to punish: every gate in one list (处罚法27—33、57—59条).

Nothing here is assumed from the order of a diagram; the leader's signature asks the whole law again.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from workflows.rules.defence import objection_to_skipping_review
from workflows.rules.evidence import objections_to_relying
from workflows.rules.filing import Conduct, objection_to_age, objection_to_limitation, objection_to_second_fine
from workflows.rules.hearing import objection_to_missing_report, objection_to_review_basis, objection_to_unheld_hearing
from workflows.rules.notice import (
    Periods,
    objection_to_change,
    objection_to_notice_right,
    objection_to_untold_change,
    objections_to_ending_periods,
)
from workflows.rules.referral import objection_to_penalty
from workflows.rules.review import Passed, objection_to_passed
from workflows.rules.separation import objection_to_decision_signer
from workflows.vocabulary.wording import N_, Objection

SIGNED = ("signing", "signed")
"""Every gate refuses only to sign; to return a draft is always lawful."""

NO_PENALTY_TERMS: dict[str, str] = {
    "30": N_("当事人不满十四周岁"),
    "31": N_("精神病人、智力残疾人在不能辨认或者不能控制自己行为时有违法行为"),
    "33-1a": N_("违法行为轻微并及时改正，没有造成危害后果"),
    "33-1b": N_("初次违法且危害后果轻微并及时改正"),
    "33-2": N_("当事人有证据足以证明没有主观过错"),
    "57-1-3": N_("违法事实不能成立"),
}
"""The grounds for a decision not to punish, by their articles."""

_NOT_MADE_OUT = "57-1-3"


@dataclass(frozen=True, slots=True)
class NoticeGate:
    """The notice last served and how the draft differs from it."""

    periods: Periods
    hearing_right: bool
    notice_right: str
    change: str = "none"
    change_cause: str = "none"
    renotice_on_lighter: bool = False


@dataclass(frozen=True, slots=True)
class HearingGate:
    """What the party said and whether it was heard; the values are those of the facts of the same names."""

    statement: str = "none"
    defence: str = "none"
    hearing_request: str = "none"
    hearing: str = "none"
    heard: bool = False
    has_report: bool = False


@dataclass(frozen=True, slots=True)
class ReviewGate:
    """The review the decision rests on; ``is_overridden``: set aside by the meeting where the agency allows it (L)."""

    review_basis: str
    passed: Passed | None = None
    last_heard_at: datetime | None = None
    content_changed_at: datetime | None = None
    reviewer_ids: Collection[int] = ()
    handler_ids: Collection[int] = ()
    is_overridden: bool = False
    signer_must_differ: bool = True


@dataclass(frozen=True, slots=True)
class MeetingGate:
    """The deliberation the decision rests on."""

    must_deliberate: bool
    result: str = "none"
    content_hash: str = ""
    held_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Bars:
    """What bars a penalty however well the procedure went; ``fine`` in 分, ``relied_on`` record titles by id."""

    decision: str = "none"
    referral: str = "none"
    police: str = "none"
    conduct: Conduct | None = None
    born_on: date | None = None
    fine: int = 0
    fined_before: bool = False
    relied_on: Mapping[int, str] = field(default_factory=dict)
    defective: Collection[int] = ()


@dataclass(frozen=True, slots=True)
class Gates:
    """Everything ``decide_penalty`` is asked about."""

    today: date
    signer_id: int
    content_hash: str
    notice: NoticeGate
    hearing: HearingGate
    review: ReviewGate
    meeting: MeetingGate
    bars: Bars


@dataclass(frozen=True, slots=True)
class DecisionText:
    """The six items of 处罚法59条, as they will stand in the paper."""

    party: str
    facts_and_evidence: str
    kinds_and_basis: str
    performance: str
    relief: str
    agency_and_day: str


@dataclass(frozen=True, slots=True)
class Band:
    """A range of amounts in 分, both ends included; ``high=None`` has no ceiling."""

    low: int
    high: int | None = None


def objections_to_deciding(*, gates: Gates) -> tuple[Objection, ...]:
    """Return every reason not to sign the penalty, each limited to the answer ``signing=signed``."""
    found = (
        *_objections_from_bars(gates),
        *_objections_from_notice(gates),
        *_objections_from_hearing(gates.hearing),
        *_objections_from_review(gates),
        _objection_from_meeting(gates),
    )
    return tuple(replace(one, when=SIGNED) for one in found if one)


def warning_of_late_decision(*, today: date, due_on: date) -> Objection | None:
    """Tell that the decision comes after the 90 days from filing; nothing is back-dated, the decision is still due."""
    if today <= due_on:
        return None
    text = N_("应当自立案之日起九十日内作出决定，办案期限已于{due}届满，请在案卷中说明原因")
    return Objection("decision-late", text, {"due": due_on.isoformat()}, article="处罚法60条", warning=True)


def objections_to_text(*, text: DecisionText) -> tuple[Objection, ...]:
    """Refuse a decision that lacks one of the six items (59条1款)."""
    items = (
        (N_("当事人的姓名或者名称、地址"), text.party),
        (N_("违反法律、法规、规章的事实和证据"), text.facts_and_evidence),
        (N_("行政处罚的种类和依据"), text.kinds_and_basis),
        (N_("行政处罚的履行方式和期限"), text.performance),
        (N_("申请行政复议、提起行政诉讼的途径和期限"), text.relief),
        (N_("作出决定的行政机关名称和作出决定的日期"), text.agency_and_day),
    )
    sentence = N_("行政处罚决定书缺少“{item}”，请补充")
    return tuple(
        Objection("decision-lacks-item", sentence, {"item": item}, article="处罚法59条1款", when=SIGNED)
        for item, given in items
        if not given.strip()
    )


def objection_to_amount(
    *, amount: int, statutory: Band, benchmark: Band | None = None, mitigation: str = "", reasons: str = ""
) -> Objection | None:
    """Refuse an amount in 分 outside the statute's range, or outside the benchmark's 裁量基准 step without reasons.

    Below the statute's range only with a ground of mitigation 减轻处罚 (32条); above it never.
    """
    if statutory.high is not None and amount > statutory.high:
        text = N_("处罚数额超过法定幅度的上限，请调整")
        return Objection("above-statutory-range", text, article="处罚法4条", when=SIGNED)
    if amount < statutory.low and not mitigation.strip():
        text = N_("处罚数额低于法定幅度的下限，没有减轻处罚的法定情形，请调整或者写明减轻处罚的依据")
        return Objection("below-statutory-range", text, article="处罚法32条", when=SIGNED)
    outside = benchmark and (amount < benchmark.low or (benchmark.high is not None and amount > benchmark.high))
    if outside and not reasons.strip():
        text = N_("处罚数额超出裁量基准对应档次，请调整或者说明理由")
        return Objection("outside-benchmark", text, article="处罚法34条", when=SIGNED)
    return None


def objections_to_no_penalty(
    *, route: str, ground: str, reasons: str, educated: bool, decision: str = "none"
) -> tuple[Objection, ...]:
    """Refuse a decision not to punish without its ground, reasons or the education of 33条3款.

    Where the facts are not made out there is no violation and nothing to educate about.
    """
    found = [_objection_to_second_decision(decision), _objection_to_ground(route, ground)]
    if not reasons.strip():
        text = N_("不予行政处罚决定应当说明事实和理由，请填写")
        found.append(Objection("no-penalty-without-reasons", text, article="处罚法57条1款"))
    if ground != _NOT_MADE_OUT and not educated:
        text = N_("对违法行为依法不予行政处罚的，应当对当事人进行教育，请登记教育情况")
        found.append(Objection("no-education", text, article="处罚法33条3款"))
    return tuple(one for one in found if one)


def _objection_to_ground(route: str, ground: str) -> Objection | None:
    if ground not in NO_PENALTY_TERMS:
        text = N_("不予行政处罚应当有法定事由，请选择事由")
        return Objection("no-penalty-without-ground", text, article="处罚法30、31、33、57条")
    if (route == "not_made_out") != (ground == _NOT_MADE_OUT):
        text = N_("不予行政处罚的事由与已批准的处理方向不一致，请核对")
        return Objection("ground-against-route", text, article="处罚法57条1款")
    return None


def _objection_to_second_decision(decision: str) -> Objection | None:
    if decision == "none":
        return None
    text = N_("本案已作出处理决定，不得再次作出决定")
    return Objection("already-decided", text, article="处罚法29条、57条1款")


def _objections_from_bars(gates: Gates) -> Sequence[Objection | None]:
    bars = gates.bars
    acted_on = (bars.conduct.ended_on or bars.conduct.discovered_on) if bars.conduct else gates.today
    return (
        _objection_to_second_decision(bars.decision),
        objection_to_penalty(referral=bars.referral, police=bars.police),
        objection_to_limitation(conduct=bars.conduct) if bars.conduct else None,
        objection_to_age(born_on=bars.born_on, acted_on=acted_on),
        objection_to_second_fine(fine=bars.fine, fined_before=bars.fined_before),
        *objections_to_relying(relied_on=bars.relied_on, defective=bars.defective),
    )


def _objections_from_notice(gates: Gates) -> Sequence[Objection | None]:
    gate = gates.notice
    return (
        *objections_to_ending_periods(periods=gate.periods, hearing_right=gate.hearing_right, today=gates.today),
        objection_to_notice_right(hearing_right=gate.hearing_right, notice_right=gate.notice_right),
        objection_to_change(change=gate.change, cause=gate.change_cause),
        objection_to_untold_change(change=gate.change, renotice_on_lighter=gate.renotice_on_lighter),
    )


def _objections_from_hearing(gate: HearingGate) -> Sequence[Objection | None]:
    return (
        objection_to_skipping_review(statement=gate.statement, defence=gate.defence),
        objection_to_unheld_hearing(hearing_request=gate.hearing_request, hearing=gate.hearing),
        objection_to_missing_report(heard=gate.heard, has_report=gate.has_report),
    )


def _objections_from_review(gates: Gates) -> Sequence[Objection | None]:
    gate = gates.review
    signer = objection_to_decision_signer(
        person_id=gates.signer_id, reviewer_ids=gate.reviewer_ids, required=gate.signer_must_differ
    )
    basis = objection_to_review_basis(heard=gates.hearing.heard, review_basis=gate.review_basis)
    if gate.review_basis == "none" or (gate.review_basis == "catalogue" and gate.is_overridden):
        return (signer, basis)
    passed = objection_to_passed(
        passed=gate.passed,
        content_hash=gates.content_hash,
        last_heard_at=gate.last_heard_at,
        content_changed_at=gate.content_changed_at,
    )
    return (signer, basis, passed, _objection_to_own_review(gate))


def _objection_to_own_review(gate: ReviewGate) -> Objection | None:
    """Refuse a pass given by somebody who handled the case, before the review or since (58条1款)."""
    if gate.passed is None or not {gate.passed.reviewer_id, gate.passed.signer_id} & set(gate.handler_ids):
        return None
    text = N_("审核通过本案的人员同时承办或者调查过本案，该审核不能作为决定的依据，请由其他法制审核人员重新审核")
    return Objection("passed-by-handler", text, article="处罚法58条1款")


def _objection_from_meeting(gates: Gates) -> Objection | None:
    gate, passed = gates.meeting, gates.review.passed
    if not gate.must_deliberate:
        return None
    if gate.result != "approved" or gate.held_at is None:
        text = N_("情节复杂或者重大违法行为，应当由机关负责人集体讨论决定，请先提交集体讨论")
        return Objection("not-deliberated", text, article="处罚法57条2款")
    if gate.content_hash != gates.content_hash:
        text = N_("集体讨论通过的不是现在的拟作决定，内容变更后须重新讨论")
        return Objection("deliberated-other-content", text, article="处罚法57条2款")
    if passed is not None and not gates.review.is_overridden and gate.held_at <= passed.signed_at:
        text = N_("集体讨论早于法制审核通过，须在审核通过后重新讨论")
        return Objection("deliberated-before-review", text, article="处罚法57条2款、58条1款")
    return None
