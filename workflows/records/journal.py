"""全过程记录: the case journal (acts, in their own transaction) and the access journal (refusals, views, downloads).

Both are chained by SHA-256 and append-only at the database. The canonical bytes are stored as written; verifying
hashes those bytes and never re-serialises.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import cast

import orjson
from sqlalchemy import (
    Column,
    Index,
    Integer,
    LargeBinary,
    RowMapping,
    String,
    Table,
    UniqueConstraint,
    func,
    insert,
    select,
)
from sqlalchemy.orm import Session

from workflows.records.chain import GENESIS, Written, chained, fault_of
from workflows.records.journal_search import Sieve, page_of_entries
from workflows.records.keyset import FIRST, Leaf, Turn, leaf_of
from workflows.records.run_tables import runs
from workflows.records.schema import Instant, Record
from workflows.vocabulary.progress import Progress, nobody, told

case_journal = Table(
    "case_journal",
    Record.metadata,
    Column("id", Integer, primary_key=True),
    Column("case_id", Integer, nullable=False),
    Column("seq", Integer, nullable=False),
    Column("kind", String, nullable=False),
    Column("actor_id", Integer, nullable=False),
    Column("entered_at", Instant, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("algorithm", String, nullable=False),
    Column("hash", String(64), nullable=False),
    UniqueConstraint("case_id", "seq"),
)

access_journal = Table(
    "access_journal",
    Record.metadata,
    Column("id", Integer, primary_key=True),
    Column("case_id", Integer, nullable=False),
    Column("seq", Integer, nullable=False),
    Column("kind", String, nullable=False),
    Column("actor_id", Integer, nullable=False),
    Column("entered_at", Instant, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("algorithm", String, nullable=False),
    Column("hash", String(64), nullable=False),
    UniqueConstraint("case_id", "seq"),
    Index("ix_access_journal_entered_at", "entered_at", "id"),
    Index("ix_access_journal_actor_id", "actor_id", "entered_at", "id"),
    Index("ix_access_journal_kind", "actor_id", "kind", "entered_at", "id"),
)

# Made once: every act writes an entry, and putting the statement together takes longer than running it.
_APPEND = {table.name: insert(table) for table in (case_journal, access_journal)}


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a journal; ``body`` is what was written, ``seq`` its place in the chain of its case."""

    case_id: int
    seq: int
    kind: str
    actor_id: int
    entered_at: datetime
    body: Mapping[str, object]
    raw: bytes
    hash: str


@dataclass(frozen=True, slots=True)
class Break:
    """The first broken entry of a chain, and what is wrong with it."""

    journal: str
    case_id: int
    seq: int
    fault: str


class Journal:
    """Append to and read the chains of one journal table."""

    def __init__(self, session: Session, table: Table) -> None:
        """Work inside the caller's transaction."""
        self._session = session
        self._table = table
        self._heads: dict[int, tuple[int, str]] = {}
        self._waiting: list[dict[str, object]] = []

    def append(
        self, case_id: int, *, kind: str, actor_id: int, actor: str, now: datetime, body: Mapping[str, object]
    ) -> str:
        """Append an entry to the chain of its case (0: outside any case) and return its hash.

        Entries of one transaction are written together by ``flush``, right before its commit.
        """
        seq, before = self._heads.get(case_id) or self._head(case_id)
        content = {
            "actor": actor,
            "actor_id": actor_id,
            "body": dict(body),
            "case_id": case_id,
            "entered_at": now.isoformat(),
            "kind": kind,
            "seq": seq + 1,
        }
        raw = orjson.dumps(content, option=orjson.OPT_SORT_KEYS)
        digest = chained(before, raw)
        self._waiting.append(
            {
                "case_id": case_id,
                "seq": seq + 1,
                "kind": kind,
                "actor_id": actor_id,
                "entered_at": now,
                "body": raw,
                "algorithm": "sha256",
                "hash": digest,
            }
        )
        self._heads[case_id] = (seq + 1, digest)
        return digest

    def stand_at(self, case_id: int, seq: int, digest: str) -> None:
        """Learn the head of a case's chain, read together with its locked run."""
        self._heads.setdefault(case_id, (seq, digest))

    def flush(self) -> None:
        """Write the entries that wait."""
        if self._waiting:
            self._session.execute(_APPEND[self._table.name], self._waiting)
            self._waiting = []

    def list_entries(self, case_id: int, *, kind: str = "") -> list[Entry]:
        """Return the entries of a case, oldest first; of one kind when asked."""
        query = select(self._table).where(self._table.c.case_id == case_id).order_by(self._table.c.seq)
        if kind:
            query = query.where(self._table.c.kind == kind)
        return [_entry(row._mapping) for row in self._session.execute(query)]

    def find_entry(self, case_id: int, seq: int) -> Entry | None:
        """Return one entry of a case by its number in the chain, or None."""
        query = select(self._table).where(self._table.c.case_id == case_id, self._table.c.seq == seq)
        row = self._session.execute(query).one_or_none()
        return _entry(row._mapping) if row is not None else None

    def find_newest(self, case_id: int, *, kind: str) -> Entry | None:
        """Return the newest entry of one kind in the chain of a case, or None."""
        wanted = (self._table.c.case_id == case_id, self._table.c.kind == kind)
        query = select(self._table).where(*wanted).order_by(self._table.c.seq.desc()).limit(1)
        row = self._session.execute(query).one_or_none()
        return _entry(row._mapping) if row is not None else None

    def list_newest(self, most: int, *, by: Collection[int] | None = None) -> list[Entry]:
        """Return the newest entries of all cases, ``by`` those of these people alone."""
        query = select(self._table).order_by(self._table.c.id.desc()).limit(most)
        if by is not None:
            query = query.where(self._table.c.actor_id.in_(by))
        return [_entry(row._mapping) for row in self._session.execute(query)]

    def search(self, sieve: Sieve, *, size: int, turn: Turn = FIRST) -> Leaf[Entry]:
        """Return a page of the entries a sieve keeps, newest first."""
        rows = list(self._session.execute(page_of_entries(self._session, self._table, sieve, size=size, turn=turn)))
        leaf = leaf_of(rows, turn, size=size, key=lambda row: (row.entered_at, row.id))
        return Leaf([_entry(row._mapping) for row in leaf.rows], leaf.before, leaf.behind)

    def is_head_sound(self) -> bool:
        """Say whether the newest entry continues the one before it; the whole chain is ``find_break``'s business."""
        newest = self.list_newest(1)
        if not newest:
            return True
        last = newest[0]
        before = self.find_entry(last.case_id, last.seq - 1)
        written = (last.case_id, last.seq, last.kind, last.actor_id, last.entered_at, last.raw, last.hash)
        return not fault_of(written, seq=last.seq, before=before.hash if before is not None else GENESIS)

    def count(self) -> int:
        """Return how many entries there are; only a verification, which reads all of them, asks."""
        return int(self._session.execute(select(func.count()).select_from(self._table)).scalar_one())

    def find_break(self, progress: Progress = nobody, *, before_it: int = 0, total: int = 0) -> Break | None:
        """Re-compute every chain and return the first broken entry, or None."""
        here, seq, before = -1, 0, GENESIS
        for written in told(self._walk(), progress, before=before_it, total=total):
            case_id = written[0]
            if case_id != here:
                here, seq, before = case_id, 0, GENESIS
            seq += 1
            fault = fault_of(written, seq=seq, before=before)
            if fault:
                return Break(str(self._table.name), case_id, written[1], fault)
            before = written[6]
        return None

    def length_of(self, case_id: int) -> int:
        """Return how many entries the chain of a case has, and let nobody else continue it until the commit."""
        return (self._heads.get(case_id) or self._head(case_id))[0]

    def _head(self, case_id: int) -> tuple[int, str]:
        self._wait_for_chain(case_id)
        query = (
            select(self._table.c.seq, self._table.c.hash)
            .where(self._table.c.case_id == case_id)
            .order_by(self._table.c.seq.desc())
            .limit(1)
        )
        row = self._session.execute(query).one_or_none()
        return (int(row[0]), str(row[1])) if row is not None else (0, GENESIS)

    def _wait_for_chain(self, case_id: int) -> None:
        """Let one writer at a time continue a chain: on SQLite there is only one, on PostgreSQL it waits here.

        The chain of a case belongs to whoever holds its run; any other has a lock of its own until the commit.
        """
        if self._session.get_bind().dialect.name == "sqlite":
            return
        if self._table is case_journal and case_id:
            self._session.execute(
                select(runs.c.id).where(runs.c.case_id == case_id).order_by(runs.c.id).with_for_update()
            )
        else:
            number = 0 if self._table is case_journal else 1
            self._session.execute(select(func.pg_advisory_xact_lock(number, case_id)))

    def _walk(self) -> Iterator[Written]:
        """Yield what is written, case by case: tuples, because all of it passes here when the journals are verified."""
        at = self._table.c
        columns = (at.case_id, at.seq, at.kind, at.actor_id, at.entered_at, at.body, at.hash)
        query = select(*columns).order_by(at.case_id, at.seq).execution_options(yield_per=2000)
        with self._session.execute(query) as result:
            for rows in result.partitions():
                yield from cast("Iterable[Written]", rows)


def _entry(row: RowMapping) -> Entry:
    raw = bytes(row["body"])
    try:
        body = orjson.loads(raw)
    except orjson.JSONDecodeError:
        body = {}
    return Entry(
        case_id=row["case_id"],
        seq=row["seq"],
        kind=row["kind"],
        actor_id=row["actor_id"],
        entered_at=row["entered_at"],
        body=body,
        raw=raw,
        hash=row["hash"],
    )
