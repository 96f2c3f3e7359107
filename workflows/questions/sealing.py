"""存证: how far the journals are sealed, whether the tree still fits them, and its current checkpoint."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from workflows.errors import NotFoundError
from workflows.guards.log_proof import node_of
from workflows.records.journal import Break
from workflows.records.transaction import Records
from workflows.vocabulary.progress import Progress, nobody, told
from workflows.witness.checkpoints import open_note, read_public_key
from workflows.witness.entries import leaf_of
from workflows.witness.merkle import Frontier, consistency_proof

LATEST = timedelta(minutes=5)
"""A minute is promised; at five something is wrong."""

UNSEALED = "is neither sealed nor waiting to be"
RESEALED = "sealed entry was changed or removed"
_LOG = "log_leaves"


@dataclass(frozen=True, slots=True)
class SealingState:
    """How many entries are sealed and since when the oldest of the others waits."""

    size: int
    sealed_at: datetime | None
    waiting_since: datetime | None
    is_late: bool


@dataclass(frozen=True, slots=True)
class ShownCheckpoint:
    """A checkpoint as the public reads it; empty while nothing has been sealed."""

    size: int = 0
    root: str = ""
    note: str = ""
    public_key: str = ""
    sealed_at: datetime | None = None


def sealing_state(*, records: Records, now: datetime) -> SealingState:
    """Return how far the journals are sealed at this (true) moment."""
    newest, since = records.log.find_checkpoint(), records.log.waiting_since()
    size, sealed_at = (newest.size, newest.sealed_at) if newest is not None else (0, None)
    return SealingState(size, sealed_at, since, since is not None and now - since > LATEST)


def current_checkpoint(*, records: Records) -> ShownCheckpoint:
    """Return the newest checkpoint with the key that signed it."""
    found, key = records.log.find_checkpoint(), records.log.find_key()
    if found is None or key is None:
        return ShownCheckpoint()
    return ShownCheckpoint(found.size, found.root, found.note, key, found.sealed_at)


def prove_growth(old: int, new: int, *, records: Records) -> list[str]:
    """Return the proof that the tree of size ``new`` only added to that of ``old``; NotFoundError for other sizes."""
    if not 0 < old <= new <= records.log.size():
        raise NotFoundError(new)
    return [one.hex() for one in consistency_proof(old, new, node_of(records.log))]


def find_unsealed_change(
    progress: Progress = nobody, *, before_it: int = 0, total: int = 0, records: Records
) -> Break | None:
    """Re-compute the tree from the journals as they stand; return what does not fit, or None.

    Somebody who can rewrite the whole database and sign again is found only with a checkpoint kept elsewhere.
    """
    log, frontier = records.log, Frontier()
    roots = log.roots()
    for place, journal, entry_id, leaf, digest in told(log.walk_leaves(), progress, before=before_it, total=total):
        if place != frontier.size:
            return Break(_LOG, 0, frontier.size, RESEALED)
        if digest is None or leaf_of(journal, digest) != leaf:
            return Break(journal, *log.find_entry(journal, entry_id), RESEALED)
        frontier.add(leaf)
        expected = roots.pop(frontier.size, None)
        if expected is not None and frontier.root().hex() != expected:
            return Break(_LOG, 0, place, RESEALED)
    if roots or not _is_signed(records):
        return Break(_LOG, 0, frontier.size, RESEALED)
    unknown = log.find_unknown_entry()
    return Break(*unknown, UNSEALED) if unknown is not None else None


def _is_signed(records: Records) -> bool:
    """Say whether the newest checkpoint says what it is kept as, signed by the key of the log."""
    newest, key = records.log.find_checkpoint(), records.log.find_key()
    if newest is None or key is None:
        return newest is None
    try:
        told = open_note(newest.note, read_public_key(key))
    except ValueError:
        return False
    return (told.size, told.root.hex()) == (newest.size, newest.root)
