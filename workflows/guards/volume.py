"""卷内目录: what a case's volume holds, in its customary order, 正卷 and 副卷 apart (law.md §4.4; 信息公开条例16条)."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import count

from workflows.guards.limited import day_of
from workflows.records.dossier import Dossier
from workflows.records.papers import Paper

_FIRST = ("penalty_decision", "no_penalty_decision")
_RECEIPT = "service_receipt"
_LAST = 2
_INTERNAL = frozenset(
    {
        "review_submission",
        "review_opinion",
        "deliberation_record",
        "filing_approval",
        "penalty_approval",
        "period_approval",
        "closing_approval",
        "crime_referral_approval",
        "disclosure_form",
        "disclosure_withdrawal",
        "findings_report",
        "hearing_report",
        "defence_review",
    }
)
"""The papers of the agency's own deliberation 内部审批、过程性信息: they go into the second volume 副卷."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the contents; ``part`` is ``main`` 正卷 or ``second`` 副卷, counted apart.

    ``source`` is what it stands for: ``paper`` or ``evidence``, and its number.
    """

    part: str
    sequence: int
    number: str
    title: str
    made_on: date
    remark: str = ""
    source: tuple[str, int] = ("", 0)


@dataclass(frozen=True, slots=True)
class _Line:
    """An entry with its place: rank, when it was made, its number among its like."""

    entry: Entry
    place: tuple[int, datetime, int]


def contents_of(dossier: Dossier) -> tuple[Entry, ...]:
    """Return the contents: decision and its receipts first, then everything in the order it was made."""
    ordered = sorted((*_papers(dossier), *_evidence(dossier)), key=lambda one: one.place)
    numbers = {"main": count(1), "second": count(1)}
    return tuple(
        replace(line.entry, sequence=next(numbers[line.entry.part]))
        for part in ("main", "second")
        for line in ordered
        if line.entry.part == part
    )


def unrendered(dossier: Dossier) -> tuple[str, ...]:
    """Return the titles of issued papers whose file does not exist yet."""
    return tuple(one.title for one in dossier.papers if one.id not in dossier.paper_files)


def _papers(dossier: Dossier) -> Iterator[_Line]:
    for one in dossier.papers:
        part = "second" if one.kind in _INTERNAL else "main"
        entry = Entry(part, 0, one.number, one.title, one.issued_on, source=("paper", one.id))
        yield _Line(entry, (_rank(dossier, one), one.issued_at, one.id))


def _rank(dossier: Dossier, paper: Paper) -> int:
    """The decision opens the volume, the receipts of its service follow it."""
    if paper.kind in _FIRST:
        return 0
    sites = {"serve_decision", "serve_no_penalty"}
    of_decision = {one.receipt_paper_id for one in dossier.services if one.site in sites}
    return 1 if paper.kind == _RECEIPT and paper.id in of_decision else _LAST


def _evidence(dossier: Dossier) -> Iterator[_Line]:
    """Evidence that is itself a record 笔录 is in the volume as its paper."""
    for one in dossier.evidence:
        if one.record_id is None:
            made_on = day_of(one.collected_at)
            entry = Entry("main", 0, f"证{one.number}", one.name, made_on, one.proves, ("evidence", one.id))
            yield _Line(entry, (_LAST, one.collected_at, one.id))
