"""How the fine of a draft stands to the statute's range and to the step of the benchmark it names (处罚法32、34条)."""

from workflows.guards.desk import Desk
from workflows.guards.intended import rule_draft_of
from workflows.lawbook import Band as LawBand
from workflows.lawbook import Step
from workflows.records.drafts import Draft
from workflows.rules.decision import Band, objection_to_amount
from workflows.rules.penalties import PenaltyKind, objections_to_penalties, total_of
from workflows.vocabulary.wording import Objection

OUTSIDE = "outside"

_WITHOUT_DETENTION = frozenset({"civil_affairs", "market", "commerce", "environment"})


def objection_to_fine(desk: Desk, draft: Draft) -> Objection | None:
    """Return why the fine may not be of this amount; a draft without a fine, or a matter without ranges, has none."""
    penalties = rule_draft_of(draft).penalties
    fine = total_of(penalties, PenaltyKind.FINE)
    income = total_of(penalties, PenaltyKind.CONFISCATE_INCOME)
    band = next((one for one in desk.matter.bands if _covers(one, income)), None)
    if not fine or band is None:
        return None
    chosen = str(draft.content["benchmark"])
    step = next((one for one in band.steps if f"{band.id}.{one.id}" == chosen), None)
    reasons = str(draft.wording["discretion"])
    return objection_to_amount(
        amount=fine,
        statutory=_range(band, income),
        benchmark=_range(step, income) if step else None,
        mitigation=reasons if desk.facts["mitigated"] else "",
        reasons=reasons if chosen == OUTSIDE else "",
    )


def objections_to_kinds(desk: Desk, draft: Draft) -> tuple[Objection, ...]:
    """Return which penalties of a draft this agency may not impose as they stand."""
    may_detain = desk.dossier.agency.domain not in _WITHOUT_DETENTION
    return objections_to_penalties(penalties=rule_draft_of(draft).penalties, may_detain=may_detain)


def _covers(band: LawBand, income: int) -> bool:
    return (band.income_from or 0) <= income and (band.income_below is None or income < band.income_below)


def _range(of: LawBand | Step, income: int) -> Band:
    if of.times_from is not None:
        return Band(of.times_from * income, of.times_to * income if of.times_to is not None else None)
    return Band(of.fine_from or 0, of.fine_to)
