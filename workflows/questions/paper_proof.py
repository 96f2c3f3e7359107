"""文书核验: whether the paper whose code somebody scanned was recorded; its content stays in the file."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import cast

from workflows.events import PaperIssued
from workflows.guards.log_proof import node_of
from workflows.records.agencies import Agency
from workflows.records.cases import Case
from workflows.records.journal import Entry
from workflows.records.papers import Paper, PaperFile
from workflows.records.transaction import Records
from workflows.witness.codes import ProofCode, read_code
from workflows.witness.entries import leaf_of
from workflows.witness.merkle import inclusion_proof, is_included


@dataclass(frozen=True, slots=True)
class PaperProof:
    """What the holder of a paper may compare with it; ``place`` is its number in the sealed log, from 1.

    ``size`` and ``root`` are of the checkpoint the code names, or of the newest one when it names none; without
    ``place`` the entry waits to be sealed.
    """

    kind: str
    number: str
    agency: str
    issued_on: date
    file_sha: str
    entry_hash: str
    place: int | None
    size: int
    root: str


def read_paper_proof(written: str, *, records: Records) -> PaperProof | None:
    """Return what is recorded under a code; None when nothing is, or not as the code says."""
    code = read_code(written)
    entry = _entry_of(code, records) if code is not None else None
    if code is None or entry is None:
        return None
    body = cast("Mapping[str, object]", entry.body["body"])
    paper = records.get(Paper, body["paper_id"])
    kept = records.find_where(PaperFile, PaperFile.paper_id == paper.id)
    agency = records.get(Agency, records.get(Case, paper.case_id).agency_id)
    place, size, root = _sealed(code, entry, records)
    return PaperProof(
        paper.title,
        paper.number,
        agency.name,
        paper.issued_on,
        kept.sha if kept is not None else "",
        entry.hash,
        place,
        size,
        root,
    )


def _entry_of(code: ProofCode, records: Records) -> Entry | None:
    entry = records.journal.find_entry(code.case_id, code.seq)
    if entry is None or entry.hash != code.hash or entry.kind != PaperIssued.kind():
        return None
    return entry


def _sealed(code: ProofCode, entry: Entry, records: Records) -> tuple[int | None, int, str]:
    """Return place, size and root once the proof of inclusion has been made and holds."""
    place = records.log.places_of_case(code.case_id).get(entry.seq)
    checkpoint = records.log.find_checkpoint(code.size or None)
    if place is None or checkpoint is None or place >= checkpoint.size:
        return None, 0, ""
    proof = inclusion_proof(place, checkpoint.size, node_of(records.log))
    leaf = leaf_of("case_journal", entry.hash)
    if not is_included(leaf, place, checkpoint.size, proof, bytes.fromhex(checkpoint.root)):
        return None, 0, ""
    return place + 1, checkpoint.size, checkpoint.root
