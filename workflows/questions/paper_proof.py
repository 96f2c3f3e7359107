"""文书核验: whether the paper whose code somebody scanned was recorded; its content stays in the file."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import cast

from workflows.events import PaperIssued, PaperRendered
from workflows.forms import SHANGHAI
from workflows.guards.log_proof import node_of
from workflows.records.agencies import Agency
from workflows.records.cases import Case
from workflows.records.chain import GENESIS, chained
from workflows.records.journal import Entry
from workflows.records.papers import Paper, PaperFile
from workflows.records.transaction import Records
from workflows.witness.codes import ProofCode, read_code
from workflows.witness.entries import leaf_of
from workflows.witness.merkle import inclusion_proof, is_included


@dataclass(frozen=True, slots=True)
class PaperProof:
    """What the holder of a paper may compare with it; ``place`` is its number in the sealed log, from 1.

    All of it is told by the sealed entries, not by the rows beside them; ``is_altered`` says that the two disagree.
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
    is_altered: bool


def read_paper_proof(written: str, *, records: Records) -> PaperProof | None:
    """Return what is recorded under a code; None when nothing is, or not as the code says."""
    code = read_code(written)
    entry = _entry_of(code, records) if code is not None else None
    if code is None or entry is None:
        return None
    body = _body(entry)
    paper = records.session.get(Paper, body["paper_id"])
    rendered = _rendered(code.case_id, body["paper_id"], records)
    file_sha = str(_body(rendered)["file_sha"]) if rendered is not None else ""
    issued_on = entry.entered_at.astimezone(SHANGHAI).date()
    place, size, root = _sealed(code, entry, records)
    return PaperProof(
        str(body.get("title") or (paper.title if paper is not None else "")),
        str(body["number"]),
        records.get(Agency, records.get(Case, code.case_id).agency_id).name,
        issued_on,
        file_sha,
        entry.hash,
        place,
        size,
        root,
        is_altered=paper is None
        or (paper.number, paper.issued_on) != (body["number"], issued_on)
        or paper.title != body.get("title", paper.title)
        or _file_sha(paper, records) != file_sha
        or not all(_continues(one, records) for one in (entry, rendered) if one is not None),
    )


def _entry_of(code: ProofCode, records: Records) -> Entry | None:
    entry = records.journal.find_entry(code.case_id, code.seq)
    if entry is None or entry.hash != code.hash or entry.kind != PaperIssued.kind():
        return None
    return entry


def _body(entry: Entry) -> Mapping[str, object]:
    return cast("Mapping[str, object]", entry.body["body"])


def _rendered(case_id: int, paper_id: object, records: Records) -> Entry | None:
    """Return the entry of a paper's file; the first one counts."""
    entries = records.journal.list_entries(case_id, kind=PaperRendered.kind())
    return next((one for one in entries if _body(one)["paper_id"] == paper_id), None)


def _file_sha(paper: Paper, records: Records) -> str:
    kept = records.find_where(PaperFile, PaperFile.paper_id == paper.id)
    return kept.sha if kept is not None else ""


def _continues(entry: Entry, records: Records) -> bool:
    """Say whether an entry's content is what its hash was made over."""
    before = records.journal.find_entry(entry.case_id, entry.seq - 1)
    return chained(before.hash if before is not None else GENESIS, entry.raw) == entry.hash


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
