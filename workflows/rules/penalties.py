"""How a draft differs from the notice last served: the penalties compared kind by kind (处罚法9、44、45条)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from workflows.vocabulary.wording import N_, Objection


class PenaltyKind(StrEnum):
    """The kinds of penalty of 处罚法9条."""

    WARNING = "warning"
    CRITICISM = "criticism"
    FINE = "fine"
    CONFISCATE_INCOME = "confiscate_income"
    CONFISCATE_GOODS = "confiscate_goods"
    SUSPEND_LICENCE = "suspend_licence"
    DOWNGRADE = "downgrade"
    REVOKE_LICENCE = "revoke_licence"
    RESTRICT_BUSINESS = "restrict_business"
    HALT_BUSINESS = "halt_business"
    CLOSE_BUSINESS = "close_business"
    BAR_FROM_TRADE = "bar_from_trade"
    DETENTION = "detention"
    OTHER = "other"


PENALTY_TERMS: dict[PenaltyKind, str] = {
    PenaltyKind.WARNING: N_("警告"),
    PenaltyKind.CRITICISM: N_("通报批评"),
    PenaltyKind.FINE: N_("罚款"),
    PenaltyKind.CONFISCATE_INCOME: N_("没收违法所得"),
    PenaltyKind.CONFISCATE_GOODS: N_("没收非法财物"),
    PenaltyKind.SUSPEND_LICENCE: N_("暂扣许可证件"),
    PenaltyKind.DOWNGRADE: N_("降低资质等级"),
    PenaltyKind.REVOKE_LICENCE: N_("吊销许可证件"),
    PenaltyKind.RESTRICT_BUSINESS: N_("限制开展生产经营活动"),
    PenaltyKind.HALT_BUSINESS: N_("责令停产停业"),
    PenaltyKind.CLOSE_BUSINESS: N_("责令关闭"),
    PenaltyKind.BAR_FROM_TRADE: N_("限制从业"),
    PenaltyKind.DETENTION: N_("行政拘留"),
    PenaltyKind.OTHER: N_("法律、行政法规规定的其他行政处罚"),
}

HEAVY_KINDS = frozenset(
    {
        PenaltyKind.DOWNGRADE,
        PenaltyKind.REVOKE_LICENCE,
        PenaltyKind.HALT_BUSINESS,
        PenaltyKind.CLOSE_BUSINESS,
        PenaltyKind.BAR_FROM_TRADE,
    }
)
"""The kinds that give a right to a hearing whatever the amount (63条1款3、4项); the fact ``heavy_kind``."""

# Within one class of 处罚法9条 a kind may step down to a milder one; across classes only a reproof is always milder.
_CLASSES: tuple[tuple[PenaltyKind, ...], ...] = (
    (PenaltyKind.WARNING, PenaltyKind.CRITICISM),
    (PenaltyKind.SUSPEND_LICENCE, PenaltyKind.DOWNGRADE, PenaltyKind.REVOKE_LICENCE),
    (PenaltyKind.RESTRICT_BUSINESS, PenaltyKind.HALT_BUSINESS, PenaltyKind.CLOSE_BUSINESS),
)
_REPROOFS = _CLASSES[0]

# Goods may be worth nothing; money that is taken is an amount.
_MONEY_ALONE = frozenset({PenaltyKind.FINE, PenaltyKind.CONFISCATE_INCOME})


@dataclass(frozen=True, slots=True)
class Penalty:
    """One penalty: ``amount`` in 分 for money, ``days`` for what lasts (0: no amount, no period)."""

    kind: PenaltyKind
    amount: int = 0
    days: int = 0


@dataclass(frozen=True, slots=True)
class Draft:
    """What a notice told or a draft 拟决定 intends; two hashes: ``content_hash`` gates, ``text_hash`` is the wording.

    ``facts`` are the facts found, one statement each (or one hash of them all, then any change counts as new).
    ``benchmark`` is the step of the discretion benchmark 裁量档.
    """

    content_hash: str
    text_hash: str
    party: str
    penalties: tuple[Penalty, ...]
    basis: frozenset[str] = field(default_factory=frozenset)
    evidence_ids: frozenset[int] = field(default_factory=frozenset)
    facts: frozenset[str] = field(default_factory=frozenset)
    benchmark: str = ""


class Change(StrEnum):
    """较末次告知之变化: the computed values of the fact ``change``."""

    NONE = "none"
    WORDING = "wording"
    LIGHTER = "lighter"
    BASIS = "basis"
    HEAVIER = "heavier"


def compare(last_notice: Draft | None, draft: Draft) -> Change:
    """Return how ``draft`` differs from the notice last served; NONE when nothing has been served yet.

    Heavier: any kind added, an amount or a period up, a harsher kind. Basis: another party, new facts, new evidence,
    a new provision, or another benchmark step that does not make the penalty milder.
    """
    if last_notice is None:
        return Change.NONE
    if list_heavier(last_notice, draft):
        return Change.HEAVIER
    if _has_new_basis(last_notice, draft):
        return Change.BASIS
    if draft.content_hash != last_notice.content_hash:
        return Change.LIGHTER
    return Change.WORDING if draft.text_hash != last_notice.text_hash else Change.NONE


def list_heavier(last_notice: Draft, draft: Draft) -> tuple[PenaltyKind, ...]:
    """Return the kinds that are new or raised against the notice, in the draft's order."""
    told, intended = _by_kind(last_notice), _by_kind(draft)
    dropped = [kind for kind in told if kind not in intended]
    heavier = list[PenaltyKind]()
    for kind, penalty in intended.items():
        if kind in told:
            if penalty.amount > told[kind].amount or _lasts_longer(penalty, told[kind]):
                heavier.append(kind)
        elif (replaced := _find_harsher(kind, dropped)) is not None:
            dropped.remove(replaced)
        else:
            heavier.append(kind)
    return tuple(heavier)


def objections_to_penalties(*, penalties: Sequence[Penalty], may_detain: bool) -> tuple[Objection, ...]:
    """Refuse a fine or a confiscation of income of nothing, and detention by who may not detain (18条3款)."""
    text = N_("“{kind}”没有填写大于零的金额，请填写金额或者删去该项")
    found = [
        Objection("penalty-of-nothing", text, {"kind": PENALTY_TERMS[one.kind]}, article="处罚法9条")
        for one in penalties
        if one.kind in _MONEY_ALONE and one.amount == 0
    ]
    if not may_detain and any(one.kind is PenaltyKind.DETENTION for one in penalties):
        text = N_("行政拘留只能由公安机关和法律规定的其他机关行使，本机关不得决定，请删去或者移送公安机关")
        found.append(Objection("no-power-to-detain", text, article="处罚法18条3款"))
    return tuple(found)


def total_of(penalties: tuple[Penalty, ...], *kinds: PenaltyKind) -> int:
    """Return the sum in 分 of these kinds; fine and confiscation are thresholds of their own (63条1款1、2项)."""
    return sum(penalty.amount for penalty in penalties if penalty.kind in kinds)


def has_heavy_kind(penalties: tuple[Penalty, ...]) -> bool:
    """Return the fact ``heavy_kind``."""
    return any(penalty.kind in HEAVY_KINDS for penalty in penalties)


def _by_kind(draft: Draft) -> Mapping[PenaltyKind, Penalty]:
    merged = dict[PenaltyKind, Penalty]()
    for one in draft.penalties:
        before = merged.get(one.kind, Penalty(one.kind))
        merged[one.kind] = Penalty(one.kind, before.amount + one.amount, before.days + one.days)
    return merged


def _lasts_longer(penalty: Penalty, told: Penalty) -> bool:
    """Say whether the period is up; a told period that disappears has become unlimited."""
    return penalty.days > told.days or (penalty.days == 0 < told.days)


def _find_harsher(kind: PenaltyKind, dropped: list[PenaltyKind]) -> PenaltyKind | None:
    for steps in _CLASSES:
        if kind in steps:
            harsher = steps[steps.index(kind) + 1 :]
            found = next((one for one in dropped if one in harsher), None)
            if found is not None:
                return found
    if kind in _REPROOFS:
        return next((one for one in dropped if one not in _REPROOFS), None)
    return None


def _has_new_basis(told: Draft, draft: Draft) -> bool:
    if draft.party != told.party:
        return True
    if draft.facts - told.facts or draft.evidence_ids - told.evidence_ids or draft.basis - told.basis:
        return True
    return draft.benchmark != told.benchmark and _by_kind(draft) == _by_kind(told)
