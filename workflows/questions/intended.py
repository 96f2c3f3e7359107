"""拟决定: what is intended, what it rests on, and how it differs from what the party was told."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from workflows.guards.intended import rule_draft_of
from workflows.records.dossier import Dossier
from workflows.records.drafts import Draft
from workflows.rules.penalties import PENALTY_TERMS
from workflows.vocabulary.wording import N_

CHANGES = {
    "none": N_("与告知一致"),
    "wording": N_("仅文字调整"),
    "lighter": N_("较告知减轻"),
    "basis": N_("事实、证据或者依据有变化"),
    "heavier": N_("较告知加重"),
}


@dataclass(frozen=True, slots=True)
class ShownPenalty:
    """One penalty: kind, amount in 分, days, and the amount of the draft before where it differs."""

    term: str
    amount: int
    days: int
    before: int | None


@dataclass(frozen=True, slots=True)
class ShownDraft:
    """One state of the intended decision beside the one before."""

    number: int
    made_at: datetime
    facts: Sequence[tuple[str, bool]]
    violated: str
    penalty_basis: str
    penalties: Sequence[ShownPenalty]
    discretion: str
    evidence: Sequence[str]
    change: str
    content_hash: str
    text_hash: str


@dataclass(frozen=True, slots=True)
class ShownOpinion:
    """The last signed opinion and its findings."""

    round: int
    conclusion: str
    opinion: str
    findings: Sequence[Mapping[str, str]]


def show_draft(dossier: Dossier) -> ShownDraft | None:
    """Return the newest intended decision, its new facts and changed amounts marked; None before the first."""
    drafts = dossier.drafts
    if not drafts:
        return None
    draft, before = drafts[-1], drafts[-2] if len(drafts) > 1 else None
    old_facts = set(cast("list[str]", before.content["facts"])) if before else set()
    basis = cast("Mapping[str, str]", draft.content["basis"])
    return ShownDraft(
        number=draft.number,
        made_at=draft.made_at,
        facts=[(line, bool(before) and line not in old_facts) for line in cast("list[str]", draft.content["facts"])],
        violated=basis["violated"],
        penalty_basis=basis["penalty"],
        penalties=_penalties(draft, before),
        discretion=str(draft.wording["discretion"]),
        evidence=_evidence(dossier, draft),
        change=CHANGES[draft.change] if dossier.served_notice() is not None else N_("尚未告知"),
        content_hash=draft.content_hash,
        text_hash=draft.text_hash,
    )


def show_opinion(dossier: Dossier) -> ShownOpinion | None:
    """Return the last signed opinion, or None."""
    signed = [one for one in dossier.reviews if one.signed_at is not None]
    if not signed:
        return None
    last = signed[-1]
    findings = cast("Sequence[Mapping[str, str]]", last.findings or [])
    return ShownOpinion(last.round, last.conclusion, last.opinion, findings)


def _penalties(draft: Draft, before: Draft | None) -> list[ShownPenalty]:
    old = {one.kind: one.amount for one in rule_draft_of(before).penalties} if before else {}
    return [
        ShownPenalty(
            PENALTY_TERMS[one.kind],
            one.amount,
            one.days,
            old.get(one.kind) if before and old.get(one.kind) != one.amount else None,
        )
        for one in rule_draft_of(draft).penalties
    ]


def _evidence(dossier: Dossier, draft: Draft) -> list[str]:
    relied = set(cast("list[int]", draft.content["evidence"]))
    return [f"证{one.number} {one.name}（{one.proves}）" for one in dossier.evidence if one.id in relied]
