"""存证: what the journals wrote is laid into the tree and signed; nobody can change it afterwards unnoticed.

One sealer at a time, in batches of its own transaction, so that no act waits long behind it.
"""

from datetime import datetime
from itertools import groupby
from pathlib import Path

from workflows.errors import ConflictError, RefusedError
from workflows.forms import SHANGHAI
from workflows.guards.background import Background
from workflows.guards.log_proof import node_of
from workflows.records.sealed_log import SealedLog, SignedCheckpoint
from workflows.records.transaction import Archive, Records
from workflows.vocabulary.progress import Progress, nobody
from workflows.vocabulary.wording import N_, Objection
from workflows.witness.checkpoints import read_public_key
from workflows.witness.copies import COPIES_DIFFER, append_notes, newest_note, open_by_any
from workflows.witness.entries import leaf_of
from workflows.witness.keys import SigningKey, Witness, find_key, make_key
from workflows.witness.merkle import frontier_of

BATCH = 1000
_COPIED_AT_ONCE = 2000


def seal_round(background: Background) -> int:
    """Seal what waits; the periodic work ``seal``."""
    return seal_all(background.archive, background.means.witness, now=background.system_now())


def copy_round(background: Background) -> int:
    """Copy new checkpoints to the second place; the periodic work ``checkpoints``, whose failure stops no sealing."""
    return copy_checkpoints(background.archive, background.means.witness.copies)


def seal_all(archive: Archive, witness: Witness, *, now: datetime, progress: Progress = nobody) -> int:
    """Seal everything that waits now; return how many entries.

    Where the key does not lie nothing is sealed: one of several workers holds it.
    """
    done, whole = 0, 0
    if progress is not nobody:
        with archive.reading() as records:
            whole = records.log.count_unsealed()
    while witness.key_file is not None:
        with archive.transaction() as records:
            batch = seal_batch(records, witness, now=now)
        done += batch
        progress(done, max(done, whole))
        if batch < BATCH:
            break
    return done


def seal_in_turn(archive: Archive, witness: Witness, *, now: datetime) -> None:
    """Seal everything that waits now, after whoever is at it: for a paper, which is printed once with its proof.

    Where the key does not lie nothing is waited for. UnsavedError when the turn does not come in time.
    """
    with archive.reading() as records:
        known = records.log.find_key()
    if known is not None and find_key(witness.key_file) is None:
        return
    while witness.key_file is not None:
        with archive.transaction() as records:
            records.log.wait_for_turn()
            batch = seal_batch(records, witness, now=now)
        if batch < BATCH:
            return


def seal_batch(records: Records, witness: Witness, *, now: datetime) -> int:
    """Lay the oldest waiting entries into the tree and sign its new checkpoint; return how many."""
    log = records.log
    if not log.take_turn():
        return 0
    key = _key_of(log, witness, now=now)
    waiting = log.list_waiting(BATCH) if key is not None else []
    if key is None or not waiting:
        return 0
    frontier = frontier_of(log.size(), node_of(log))
    start = frontier.size
    leaves = [leaf_of(one.journal, one.hash) for one in waiting]
    nodes = [node for leaf in leaves for node in frontier.append(leaf)]
    log.add(list(zip(range(start, frontier.size), waiting, leaves, strict=True)), nodes)
    root = frontier.root()
    log.sign(SignedCheckpoint(frontier.size, root.hex(), key.sign(frontier.size, root), now))
    return len(waiting)


def change_key(records: Records, witness: Witness, *, now: datetime) -> str:
    """Let the log go on with a new key after its key was lost; return the new public key.

    Refused while a key lies there: nothing signed with the old one can be told from a forgery by who holds the new one.
    """
    if witness.key_file is None or witness.key_file.exists():
        text = N_("密钥文件 {path} 还在，不能更换；确已泄露或者损坏的，请先移走并妥善保存，再运行本命令")
        raise RefusedError(Objection("key-there", text, {"path": str(witness.key_file)}))
    if not records.log.take_turn():
        raise ConflictError(Objection("sealing", N_("正在存证，请稍后再试")))
    public = str(make_key(witness.key_file).public)
    records.log.add_key(public, now=now)
    return public


def copy_checkpoints(archive: Archive, folder: Path | None) -> int:
    """Append every checkpoint not yet there to the files of the second place, one file a day; return how many.

    ConflictError, and nothing is appended, when the log no longer holds what was copied last: then it was rewritten and
    signed anew, or an older backup was restored.
    """
    if folder is None:
        return 0
    folder.mkdir(parents=True, exist_ok=True)
    done = 0
    while True:
        last = newest_note(folder)
        with archive.reading() as records:
            size = _size_once_held(last, records.log) if last is not None else 0
            new = records.log.list_checkpoints_after(size, most=_COPIED_AT_ONCE)
        for day, notes in groupby(new, lambda one: one.sealed_at.astimezone(SHANGHAI).date().isoformat()):
            append_notes(folder, day, [one.note for one in notes])
        done += len(new)
        if len(new) < _COPIED_AT_ONCE:
            return done


def _size_once_held(note: str, log: SealedLog) -> int:
    """Return the size of a checkpoint that the log still holds as it was signed; ConflictError for any other."""
    try:
        last = open_by_any(note, [read_public_key(one) for one in log.list_keys()])
    except ValueError:
        last = None
    if last is None or last.size > log.size() or frontier_of(last.size, node_of(log)).root() != last.root:
        raise ConflictError(Objection("copies-differ", COPIES_DIFFER))
    return last.size


def _key_of(log: SealedLog, witness: Witness, *, now: datetime) -> SigningKey | None:
    """Return the key of the log, made at the first start; None where it does not lie.

    A lost key is never replaced in silence: whoever holds the old public key would take the new one for a forgery.
    """
    known, key = log.find_key(), find_key(witness.key_file)
    if known is None and witness.key_file is not None:
        key = key or make_key(witness.key_file)
        log.add_key(str(key.public), now=now)
    elif key is not None and str(key.public) != known:
        text = N_("签名密钥与存证日志登记的公钥不符，请从备份恢复原来的密钥文件 {path}")
        raise ConflictError(Objection("key-differs", text, {"path": str(witness.key_file)}))
    return key
