"""卷内目录: what a case's volume holds, in its customary order, 正卷 and 副卷 apart (law.md §4.4; 信息公开条例16条)."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import count

from workflows.guards.limited import day_of
from workflows.records.dossier import Dossier
from workflows.records.jobs import Upload
from workflows.records.papers import Paper
from workflows.records.runs import StepRow
from workflows.vocabulary.acts import FORM_ACT

_FIRST = ("penalty_decision", "no_penalty_decision")
_RECEIPT = "service_receipt"
_LAST = 2
_SHA = re.compile(r"[0-9a-f]{64}")
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

    ``source`` is what it stands for: ``paper``, ``evidence`` or ``upload`` (attached to an agency's own form), and its
    number; ``suffix`` is the kind of its file, empty for a paper and for what has none.
    """

    part: str
    sequence: int
    number: str
    title: str
    made_on: date
    remark: str = ""
    source: tuple[str, int] = ("", 0)
    suffix: str = ""


@dataclass(frozen=True, slots=True)
class _Line:
    """An entry with its place: rank, when it was made, its number among its like."""

    entry: Entry
    place: tuple[int, datetime, int]


def contents_of(dossier: Dossier) -> tuple[Entry, ...]:
    """Return the contents: decision and its receipts first, then everything in the order it was made."""
    lines = (*_papers(dossier), *_evidence(dossier), *_attached(dossier))
    ordered = sorted(lines, key=lambda one: one.place)
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
    """Evidence that is itself a record 笔录 is in the volume as its paper, and its signed scan beside it."""
    for one in dossier.evidence:
        if one.record_id is not None and not one.file_sha:
            continue
        made_on, suffix = day_of(one.collected_at), suffix_of(one.file_name)
        title = one.name if one.record_id is None else f"{one.name}（签名扫描件）"
        entry = Entry("main", 0, f"证{one.number}", title, made_on, one.proves, ("evidence", one.id), suffix)
        yield _Line(entry, (_LAST, one.collected_at, one.id))


def _attached(dossier: Dossier) -> Iterator[_Line]:
    """What was attached to the agency's own forms 自定义表单 is of its own deliberation, like its other papers."""
    for step, upload in attached_files(dossier):
        title, made_on = f"{step.summary}附件：{upload.name}", step.done_on
        entry = Entry("second", 0, "", title, made_on, source=("upload", upload.id), suffix=suffix_of(upload.name))
        yield _Line(entry, (_LAST, step.done_at, upload.id))


def attached_files(dossier: Dossier) -> Iterator[tuple[StepRow, Upload]]:
    """Return every file attached to a form, with the step that first brought it, whatever became of the form since."""
    # Asked first because it is known already, and most cases have no such form.
    steps = [one for one in dossier.steps if one.act == FORM_ACT.id] if dossier.times_done(FORM_ACT.id) else []
    given = {sha: step for step in reversed(steps) for sha in _hashes_in(step.answers)}
    if not given:
        return
    sent = dossier.records.list_where(Upload, Upload.sha.in_(given))
    for sha, step in given.items():
        # The same content may have been sent by others too, for other cases and under other names.
        of_it = [one for one in sent if one.sha == sha]
        if of_it:
            yield step, max(of_it, key=lambda one: (one.sent_by == step.by_id, -one.id))


def suffix_of(name: str) -> str:
    """Return the kind of a file by its name, in small letters; empty when it has none."""
    return name.rpartition(".")[2].lower() if "." in name else ""


def _hashes_in(answers: Mapping[str, object]) -> Iterator[str]:
    for value in answers.values():
        parts = value if isinstance(value, list | tuple) else ()
        yield from (part for part in parts if isinstance(part, str) and _SHA.fullmatch(part))
