"""An office with a witness: a key of its own and a second place for its checkpoints."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from tempfile import mkdtemp

from sqlalchemy import text

from tests.builders import Office
from tests.engines import as_owner
from tests.faults.broken import as_root
from workflows.acts.office.seal_journals import seal_all
from workflows.questions.journal import verify_journals
from workflows.records.chain import chained
from workflows.records.journal import Break
from workflows.witness.keys import Witness

ADDRESS = "https://fashen.example.gov.cn"


def witnessed(office: Office, address: str = ADDRESS) -> Office:
    """Give an office a key and a second place; the same office."""
    folder = Path(mkdtemp(prefix="fashen-witness-"))
    office.means = replace(office.means, witness=Witness(folder / "checkpoint.key", folder / "copies", address))
    return office


def seal(office: Office, *, minutes: int = 0) -> int:
    """Let the sealer work, so many minutes later."""
    return seal_all(office.archive, office.means.witness, now=office.now + timedelta(minutes=minutes))


def write_entries(office: Office, count: int) -> None:
    """Write entries into the access journal, in one transaction."""
    with office.archive.transaction() as records:
        for number in range(count):
            body = {"what": "case", "key": str(number)}
            records.access.append(1, kind="Viewed", actor_id=1, actor="林静", now=office.now, body=body)


def verified(office: Office, elsewhere: Iterable[str] = ()) -> Break | None:
    """Return what verifying the journals finds, also against checkpoints kept elsewhere."""
    with office.archive.reading() as records:
        return verify_journals(elsewhere=elsewhere, records=records)


def rewrite_chain(office: Office, *, seq: int, seals: list[str]) -> None:
    """Do what an insider with the database does: change an entry and make all hashes after it fit again."""
    with office.archive.reading() as records:
        kept = records.journal.list_entries(office.case_id)
    as_root(office, *seals)

    before = kept[seq - 2].hash
    with as_owner(office.archive).transaction() as records:
        for entry in kept[seq - 1 :]:
            raw = entry.raw.replace(b'"summary":"', b'"summary":"X') if entry.seq == seq else entry.raw
            before = chained(before, raw)
            records.session.execute(
                text("UPDATE case_journal SET body = :raw, hash = :hash WHERE case_id = :case_id AND seq = :seq"),
                {"raw": raw, "hash": before, "case_id": office.case_id, "seq": entry.seq},
            )
