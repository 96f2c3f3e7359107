"""存证日志: the leaves, inner hashes and checkpoints of the one tree over both journals, and what still waits for it.

Entries come in the order in which they were committed to the tree, which need not be that of their numbers. A
trigger lays every new entry of a journal into ``unsealed``, in the transaction that wrote it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias, cast

from sqlalchemy import (
    Column,
    Integer,
    LargeBinary,
    String,
    Table,
    UniqueConstraint,
    delete,
    func,
    insert,
    select,
    text,
)
from sqlalchemy.orm import Session

from workflows.forms import SHANGHAI
from workflows.records.journal import access_journal, case_journal
from workflows.records.schema import Instant, Record

# Any number nobody else takes: one sealer at a time on PostgreSQL.
LOCK = 6_962
# Of the inner hashes every eighth level is kept, as in C2SP tlog-tiles; what lies between is made from at most 128.
KEPT_LEVELS = 8

unsealed = Table(
    "unsealed",
    Record.metadata,
    Column("id", Integer, primary_key=True),
    Column("journal", String, nullable=False),
    Column("entry_id", Integer, nullable=False),
    Column("hash", String(64), nullable=False),
    Column("since", Instant, nullable=False),
)

log_leaves = Table(
    "log_leaves",
    Record.metadata,
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("journal", String, nullable=False),
    Column("entry_id", Integer, nullable=False),
    Column("leaf", LargeBinary(32), nullable=False),
    UniqueConstraint("journal", "entry_id"),
)

log_nodes = Table(
    "log_nodes",
    Record.metadata,
    Column("level", Integer, primary_key=True, autoincrement=False),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("hash", LargeBinary(32), nullable=False),
)

checkpoints = Table(
    "checkpoints",
    Record.metadata,
    Column("size", Integer, primary_key=True, autoincrement=False),
    Column("root", String(64), nullable=False),
    Column("note", String, nullable=False),
    Column("sealed_at", Instant, nullable=False),
)

log_keys = Table(
    "log_keys",
    Record.metadata,
    Column("id", Integer, primary_key=True),
    Column("public", String, nullable=False, unique=True),
    Column("made_at", Instant, nullable=False),
)

Leaf: TypeAlias = tuple[int, str, int, bytes, str | None]
"""A leaf: its place, the journal and number of its entry, its hash, and the hash the entry has now (None: gone)."""

JOURNALS: Mapping[str, Table] = {one.name: one for one in (case_journal, access_journal)}


@dataclass(frozen=True, slots=True)
class Waiting:
    """A committed entry that is not yet in the tree."""

    id: int
    journal: str
    entry_id: int
    hash: str


@dataclass(frozen=True, slots=True)
class SignedCheckpoint:
    """A checkpoint as it was signed."""

    size: int
    root: str
    note: str
    sealed_at: datetime


class SealedLog:
    """The tree over the journals, inside one transaction."""

    def __init__(self, session: Session) -> None:
        """Work inside the caller's transaction."""
        self._session = session

    def take_turn(self) -> bool:
        """Become the one sealer until the transaction ends; False while another one seals.

        On SQLite the transaction itself is the turn: there is one writer at a time.
        """
        if self._session.get_bind().dialect.name == "sqlite":
            return True
        query = text("SELECT pg_try_advisory_xact_lock(:lock)")
        return bool(self._session.execute(query, {"lock": LOCK}).scalar_one())

    def wait_for_turn(self) -> None:
        """Become the one sealer when the one before has ended; it is the database that says how long that may take."""
        if self._session.get_bind().dialect.name != "sqlite":
            self._session.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})

    def list_waiting(self, most: int) -> list[Waiting]:
        """Return what waits to be sealed, oldest first."""
        query = (
            select(unsealed.c.id, unsealed.c.journal, unsealed.c.entry_id, unsealed.c.hash)
            .order_by(unsealed.c.id)
            .limit(most)
        )
        return [Waiting(*row) for row in self._session.execute(query)]

    def count_unsealed(self) -> int:
        """Return how many entries wait to be sealed; only a sealing, which takes all of them, asks."""
        return int(self._session.execute(select(func.count()).select_from(unsealed)).scalar_one())

    def waiting_since(self) -> datetime | None:
        """Return since when the oldest entry waits, None when nothing does."""
        found: datetime | None = self._session.execute(select(func.min(unsealed.c.since))).scalar_one()
        return found

    def size(self) -> int:
        """Return how many leaves the tree has."""
        last = self._session.execute(select(func.max(log_leaves.c.position))).scalar_one()
        return 0 if last is None else int(last) + 1

    def add(self, sealed: Sequence[tuple[int, Waiting, bytes]], nodes: Sequence[tuple[int, int, bytes]]) -> None:
        """Write leaves with their places, and the inner hashes they complete; they wait no longer."""
        rows = [
            {"position": place, "journal": one.journal, "entry_id": one.entry_id, "leaf": leaf}
            for place, one, leaf in sealed
        ]
        self._session.execute(insert(log_leaves), rows)
        kept = [
            {"level": level, "position": place, "hash": made}
            for level, place, made in nodes
            if level and level % KEPT_LEVELS == 0
        ]
        if kept:
            self._session.execute(insert(log_nodes), kept)
        self._session.execute(delete(unsealed).where(unsealed.c.id.in_([one.id for _, one, _ in sealed])))

    def list_kept(self, level: int, start: int, stop: int) -> list[bytes]:
        """Return the kept hashes of a level from ``start`` until before ``stop``; level 0 are the leaves."""
        if level == 0:
            place, made = log_leaves.c.position, log_leaves.c.leaf
            query = select(made).where(place >= start, place < stop).order_by(place)
        else:
            place = log_nodes.c.position
            query = (
                select(log_nodes.c.hash).where(log_nodes.c.level == level, place >= start, place < stop).order_by(place)
            )
        return [bytes(one) for one in self._session.scalars(query)]

    def places_of_case(self, case_id: int) -> dict[int, int]:
        """Return the place in the tree of every sealed entry of a case's journal, by its number in the chain."""
        is_leaf = (log_leaves.c.journal == case_journal.name) & (log_leaves.c.entry_id == case_journal.c.id)
        query = (
            select(case_journal.c.seq, log_leaves.c.position)
            .join(log_leaves, is_leaf)
            .where(case_journal.c.case_id == case_id)
        )
        return {int(row[0]): int(row[1]) for row in self._session.execute(query)}

    def sign(self, checkpoint: SignedCheckpoint) -> None:
        """Keep a checkpoint."""
        values = {name: getattr(checkpoint, name) for name in ("size", "root", "note", "sealed_at")}
        self._session.execute(insert(checkpoints).values(values))

    def find_checkpoint(self, size: int | None = None) -> SignedCheckpoint | None:
        """Return the newest checkpoint, or that of a size; None when there is none."""
        query = select(*checkpoints.c).order_by(checkpoints.c.size.desc()).limit(1)
        if size is not None:
            query = query.where(checkpoints.c.size == size)
        row = self._session.execute(query).one_or_none()
        return SignedCheckpoint(*row) if row is not None else None

    def list_checkpoints_after(self, size: int, *, most: int) -> list[SignedCheckpoint]:
        """Return the checkpoints larger than a size, smallest first."""
        query = select(*checkpoints.c).where(checkpoints.c.size > size).order_by(checkpoints.c.size).limit(most)
        return [SignedCheckpoint(*row) for row in self._session.execute(query)]

    def list_daily_sizes(self) -> list[int]:
        """Return the size of the last checkpoint of every day in Shanghai, as the second place has its files."""
        at = checkpoints.c.sealed_at
        if self._session.get_bind().dialect.name == "sqlite":
            day = func.date(at, "+8 hours")
        else:
            day = func.date(func.timezone(SHANGHAI.key, func.timezone("UTC", at)))
        query = select(func.max(checkpoints.c.size)).group_by(day).order_by(func.max(checkpoints.c.size))
        return [int(one) for one in self._session.scalars(query)]

    def list_newest_sizes(self, most: int) -> list[int]:
        """Return the sizes of the newest checkpoints."""
        query = select(checkpoints.c.size).order_by(checkpoints.c.size.desc()).limit(most)
        return [int(one) for one in self._session.scalars(query)]

    def find_key(self) -> str | None:
        """Return the newest public key of the log, None before the first start."""
        query = select(log_keys.c.public).order_by(log_keys.c.id.desc()).limit(1)
        return self._session.execute(query).scalar_one_or_none()

    def list_keys(self) -> list[str]:
        """Return every public key the log ever had, the newest first."""
        return list(self._session.scalars(select(log_keys.c.public).order_by(log_keys.c.id.desc())))

    def add_key(self, public: str, *, now: datetime) -> None:
        """Make a public key known."""
        self._session.execute(insert(log_keys).values(public=public, made_at=now))

    def walk_leaves(self) -> Iterator[Leaf]:
        """Yield every leaf in its order."""
        at = log_leaves.c
        case_entry, access_entry = case_journal.c, access_journal.c
        query = (
            select(at.position, at.journal, at.entry_id, at.leaf, func.coalesce(case_entry.hash, access_entry.hash))
            .outerjoin(case_journal, (at.journal == case_journal.name) & (case_entry.id == at.entry_id))
            .outerjoin(access_journal, (at.journal == access_journal.name) & (access_entry.id == at.entry_id))
            .order_by(at.position)
        )
        # Closed even when whoever looks stops early: PostgreSQL keeps a cursor open for it.
        with self._session.execute(query.execution_options(yield_per=2000)) as found:
            for rows in found.partitions():
                yield from cast("Iterable[Leaf]", rows)

    def find_unknown_entry(self) -> tuple[str, int, int] | None:
        """Return an entry of a journal (journal, case, number) that is neither in the tree nor waiting, or None."""
        for name, journal in JOURNALS.items():
            at = journal.c
            is_sealed = (
                select(log_leaves.c.position)
                .where(log_leaves.c.journal == name, log_leaves.c.entry_id == at.id)
                .correlate(journal)
                .exists()
            )
            waits = select(unsealed.c.entry_id).where(unsealed.c.journal == name)
            query = select(at.case_id, at.seq).where(~is_sealed, at.id.not_in(waits)).limit(1)
            row = self._session.execute(query).one_or_none()
            if row is not None:
                return name, int(row[0]), int(row[1])
        return None

    def find_entry(self, journal: str, entry_id: int) -> tuple[int, int]:
        """Return case and number of an entry, zeros for one that is gone."""
        at = JOURNALS[journal].c
        row = self._session.execute(select(at.case_id, at.seq).where(at.id == entry_id)).one_or_none()
        return (int(row[0]), int(row[1])) if row is not None else (0, 0)

    def walk_checkpoints(self) -> Iterator[SignedCheckpoint]:
        """Yield every checkpoint, the smallest first."""
        query = select(*checkpoints.c).order_by(checkpoints.c.size).execution_options(yield_per=2000)
        for row in self._session.execute(query):
            yield SignedCheckpoint(*row)
