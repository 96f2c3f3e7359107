"""How a case ended 结案: the facts closing is asked about, and each matter in the words of the closing form."""

from workflows.guards.desk import Desk
from workflows.guards.owing import in_words, paid_of
from workflows.guards.routes import ROUTE_TERMS
from workflows.guards.summaries import proposal_of
from workflows.records.measures import Preservation
from workflows.rules.closing import Outcome
from workflows.rules.decision import NO_PENALTY_TERMS
from workflows.rules.disclosure import EXEMPTION_TERMS, ExemptionGround
from workflows.vocabulary.wording import N_

_PERFORMED = {"done": N_("执行完毕"), "ended": N_("终结执行")}
_EXITS = {
    "revoke_filing": N_("撤销案件"),
    "terminate": N_("终止调查"),
    "transfer_agency": N_("移送有管辖权的机关"),
    "transfer_crime": N_("移送公安机关"),
}
_REMEDIES = {"reconsideration": N_("行政复议"), "litigation": N_("行政诉讼")}
_RESULTS = {"": N_("尚未终结"), "upheld": N_("维持"), "changed": N_("变更"), "revoked": N_("撤销、确认违法或者无效")}


def outcome_of(desk: Desk) -> Outcome:
    """Return what closing depends on, from the run's facts and its finished steps."""
    facts, dossier = desk.facts, desk.dossier
    route = str(facts["route"])
    handed = "hand_over_items" if facts["police"] == "filed" else "hand_over_case"
    return Outcome(
        filing=str(facts["filing"]),
        route=route,
        decision=str(facts["decision"]),
        decision_served=bool(facts["decision_served"]),
        performance=str(facts["performance"]),
        disclosure=str(facts["disclosure"]),
        correction=str(facts["correction"]),
        police=str(facts["police"]),
        exit_approved=dossier.last_step("approve_exit") is not None,
        party_informed=dossier.last_step("inform_party") is not None,
        handed_over=dossier.last_step(handed) is not None,
    )


def closing_kind(desk: Desk) -> str:
    """Return the kind of closing 结案类型, as the file has it."""
    facts = desk.facts
    if facts["decision"] == "penalty":
        if facts["remedy"] == "revoked":
            return N_("撤销决定")
        return _PERFORMED.get(str(facts["performance"]), "")
    if facts["decision"] == "no_penalty":
        return N_("不予行政处罚")
    return _EXITS.get(str(facts["route"]), "")


def decision_text(desk: Desk) -> str:
    """Return what was decided, in one line."""
    if desk.facts["decision"] == "penalty":
        return proposal_of(desk.dossier.last_draft())
    if desk.facts["decision"] == "no_penalty":
        step = desk.dossier.last_step("decide_no_penalty")
        ground = str(step.answers["ground"]) if step is not None else ""
        return f"不予行政处罚：{NO_PENALTY_TERMS.get(ground, '')}"
    return ROUTE_TERMS.get(str(desk.facts["route"]), "")


def performance_text(desk: Desk) -> str:
    """Return what was paid against which receipts, or how execution ended."""
    if desk.facts["decision"] != "penalty":
        return N_("没有需要执行的内容")
    receipts = "、".join(f"{one.paid_on.isoformat()} {one.receipt}" for one in desk.dossier.payments)
    paid = in_words(paid_of(desk))
    nothing = N_("没有缴款") if desk.facts["penalty_total"] else N_("没有应当缴纳的款项")
    told = f"{paid}已缴纳（{receipts}）" if paid else nothing
    ended = desk.dossier.last_step("end_execution")
    if ended is not None and desk.facts["performance"] == "ended":
        told += f"；终结执行：{ended.answers.get('reason') or ''}"
    return told


def correction_text(desk: Desk) -> str:
    """Return each order to correct with its verification."""
    told = [
        f"{one.demand}：" + (f"{one.verified_on.isoformat()} {one.findings}" if one.verified_on else N_("未复查"))
        for one in desk.dossier.corrections
    ]
    return "；".join(told) or N_("未责令改正")


def remedy_text(desk: Desk) -> str:
    """Return every reconsideration and lawsuit with its result."""
    told = [f"{_REMEDIES[one.kind]}（{one.body}）：{_RESULTS[one.result]}" for one in desk.dossier.remedies]
    return "；".join(told) or N_("没有申请行政复议、提起行政诉讼")


def remedy_periods_text(desk: Desk) -> str:
    """Return the last days for reconsideration and lawsuit, what a year without its holiday notice leaves open."""
    named = (("reconsider_60d", N_("申请行政复议至")), ("litigate_6mo", N_("提起行政诉讼至")))
    clocks = [(term, desk.dossier.clock(name)) for name, term in named]
    return "；".join(
        f"{term}{clock.due_on.isoformat()}" + ("（暂定）" if clock.is_provisional else "")
        for term, clock in clocks
        if clock is not None
    )


def property_text(desk: Desk) -> str:
    """Return what became of the things preserved, and of what went to the police."""
    told = [_disposal(one) for one in desk.dossier.preservations]
    items = desk.dossier.last_step("hand_over_items")
    if items is not None:
        told.append(f"移交公安机关：{items.answers.get('items')}（{items.answers.get('receipt')}）")
    return "；".join(told) or N_("没有涉案财物")


def disclosure_text(desk: Desk) -> str:
    """Return how the decision was disclosed, or why it was not."""
    rows = desk.dossier.disclosures
    if not rows or desk.facts["disclosure"] == "none":
        return N_("没有需要公示的处罚决定")
    row = rows[-1]
    if row.exempt_ground:
        return f"经批准不予公示：{EXEMPTION_TERMS[ExemptionGround(row.exempt_ground)]}"
    published = f"{row.published_on.isoformat() if row.published_on else ''}公示"
    return f"{published}；已撤回：{row.withdrawal_reason}" if row.withdrawn_at is not None else published


def _disposal(one: Preservation) -> str:
    names = "、".join(str(item.get("name")) if isinstance(item, dict) else str(item) for item in one.items)
    return f"{names}：{one.disposal or '尚未处理'}"
