"""卷内目录: what a case's volume holds, in its customary order, 正卷 and 副卷 apart (law.md §4.4; 信息公开条例16条)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import count

from workflows.guards.limited import day_of
from workflows.records.dossier import Dossier
from workflows.records.papers import Paper

_FIRST = ("penalty_decision", "no_penalty_decision")
_RECEIPT = "service_receipt"
_INTERNAL = frozenset(
    {
        "review_submission", "review_opinion", "deliberation_record", "filing_approval", "closing_approval",
        "crime_referral_approval", "disclosure_form", "disclosure_withdrawal", "findings_report", "hearing_report",
        "defence_review",
    }
)
"""The papers of the agency's own deliberation 内部审批、过程性信息: they go into the second volume 副卷."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the contents; ``part`` is ``main`` 正卷 or ``second`` 副卷, counted apart."""

    part: str
    sequence: int
    number: str
    title: str
    made_on: date
    remark: str = ""


def contents_of(dossier: Dossier) -> tuple[Entry, ...]:
    """Return the contents: decision and its receipts first, then everything in the order it was made."""
    lines = [*_papers(dossier), *_evidence(dossier)]
    numbers = {"main": count(1), "second": count(1)}
    ordered = [line for part in ("main", "second") for line in lines if line.part == part]
    return tuple(
        Entry(one.part, next(numbers[one.part]), one.number, one.title, one.made_on, one.remark) for one in ordered
    )


def unrendered(dossier: Dossier) -> tuple[str, ...]:
    """Return the titles of issued papers whose file does not exist yet."""
    return tuple(one.title for one in dossier.papers if one.id not in dossier.paper_files)


def _papers(dossier: Dossier) -> Sequence[Entry]:
    ordered = sorted(dossier.papers, key=lambda one: (_rank(dossier, one), one.issued_at, one.id))
    return [
        Entry("second" if one.kind in _INTERNAL else "main", 0, one.number, one.title, one.issued_on)
        for one in ordered
    ]


def _rank(dossier: Dossier, paper: Paper) -> int:
    """The decision opens the volume, the receipts of its service follow it."""
    if paper.kind in _FIRST:
        return 0
    of_decision = {one.receipt_paper_id for one in dossier.services if one.site in {"serve_decision", "serve_no_penalty"}}
    return 1 if paper.kind == _RECEIPT and paper.id in of_decision else 2


def _evidence(dossier: Dossier) -> Sequence[Entry]:
    return [
        Entry("main", 0, f"证{one.number}", one.name, day_of(one.collected_at), one.proves)
        for one in dossier.evidence
        if one.record_id is None
    ]
