"""存证: how far the journals are sealed, whether the tree still fits them, and its current checkpoint."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from workflows.errors import NotFoundError
from workflows.guards.log_proof import node_of
from workflows.records.journal import Break
from workflows.records.sealed_log import SealedLog
from workflows.records.transaction import Records
from workflows.vocabulary.progress import Progress, nobody, told
from workflows.witness.checkpoints import PublicKey, read_public_key
from workflows.witness.copies import open_by_any
from workflows.witness.entries import leaf_of
from workflows.witness.merkle import Frontier, consistency_proof

LATEST = timedelta(minutes=5)
"""A minute is promised; at five something is wrong."""

UNSEALED = "is neither sealed nor waiting to be"
RESEALED = "sealed entry was changed or removed"
FORKED = "differs from the checkpoint kept elsewhere"
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
    progress: Progress = nobody,
    *,
    before_it: int = 0,
    total: int = 0,
    elsewhere: Iterable[str] = (),
    records: Records,
) -> Break | None:
    """Re-compute the tree from the journals as they stand; return what does not fit, or None.

    Somebody who can rewrite the whole database and sign again is found only with a checkpoint kept ``elsewhere``.
    """
    log, frontier = records.log, Frontier()
    keys = [read_public_key(one) for one in log.list_keys()]
    roots, trusted = _signed_roots(log, keys), _trusted_roots(elsewhere, keys)
    for place, journal, entry_id, leaf, digest in told(log.walk_leaves(), progress, before=before_it, total=total):
        if place != frontier.size:
            return Break(_LOG, 0, frontier.size, RESEALED)
        if digest is None or leaf_of(journal, digest) != leaf:
            return Break(journal, *log.find_entry(journal, entry_id), RESEALED)
        frontier.add(leaf)
        if frontier.size in roots and frontier.root() != roots.pop(frontier.size):
            return Break(_LOG, 0, place, RESEALED)
        if frontier.size in trusted and frontier.root() != trusted.pop(frontier.size):
            return Break(_LOG, 0, place, FORKED)
    if roots:
        return Break(_LOG, 0, frontier.size, RESEALED)
    if trusted:
        return Break(_LOG, 0, frontier.size, FORKED)
    unknown = log.find_unknown_entry()
    return Break(*unknown, UNSEALED) if unknown is not None else None


def _signed_roots(log: SealedLog, keys: Sequence[PublicKey]) -> dict[int, bytes | None]:
    """Return the root of every checkpoint by its size; None, which no tree has, where the signature does not fit."""
    roots = dict[int, bytes | None]()
    for one in log.walk_checkpoints():
        try:
            signed = open_by_any(one.note, keys)
        except ValueError:
            roots[one.size] = None
            continue
        is_same = (signed.size, signed.root.hex()) == (one.size, one.root)
        roots[one.size] = signed.root if is_same else None
    return roots


def _trusted_roots(notes: Iterable[str], keys: Sequence[PublicKey]) -> dict[int, bytes]:
    """Return what the log was when these were signed; one that none of its keys signed fits no tree: size 0."""
    roots = dict[int, bytes]()
    for note in notes:
        try:
            signed = open_by_any(note, keys)
        except ValueError:
            return {0: b""}
        if roots.setdefault(signed.size, signed.root) != signed.root:
            return {0: b""}
    return roots
