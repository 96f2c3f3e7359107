"""导入历史案件: the cases of a checked file come in by pieces that nobody sees, and are all there with the last step.

Each piece is a short transaction, so that no officer waits for a long one. Whoever goes on after a dead worker goes on
where it ended; whoever is told to stop, or finds something wrong after all, takes out again what came in. They stay
what they are: entries of an older register. No flow was followed here, so they have no run, no journal of their own,
and never count as handled by this system; one entry outside any case says what came in, with the hash of its rows.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, TypeAlias

from workflows.acts.index_case import enqueue_older_index
from workflows.acts.office.import_cases import FIELDS, check_cases, find_known
from workflows.acts.office.interface_journal import LegacyCasesImported, note_interface
from workflows.acts.office.one_at_a_time import OLDER_CASES, one_at_a_time
from workflows.errors import ConflictError
from workflows.forms import Answers, Kind
from workflows.guards.background import Background
from workflows.guards.errands import refuse_errand
from workflows.records.legacy_cases import (
    LegacyArrival,
    add_older,
    find_arrival_of,
    list_forgotten,
    lock_arrival,
    take_back_older,
)
from workflows.records.transaction import Archive, Records
from workflows.vocabulary.errands import ErrandKind, RowError
from workflows.vocabulary.progress import Progress, nobody
from workflows.vocabulary.roles import Actor
from workflows.vocabulary.wording import N_, Objection

PIECE: Final = 500
# Longer than any failed attempt waits for the next one.
FORGOTTEN_AFTER: Final = timedelta(days=1)

# Told with each piece, in its transaction, how many rows are in; whatever it raises takes the piece back.
GoOn: TypeAlias = Callable[[Records, int], None]


@dataclass(frozen=True, slots=True)
class Incoming:
    """A file that was checked: its rows, their hash, and who answers for them; ``errand_id`` is none at the console."""

    name: str
    read: Sequence[tuple[int, Answers]]
    batch: str
    actor: Actor
    errand_id: int | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """How many rows are in after a piece, or what stands against it."""

    taken: int
    errors: Sequence[RowError] = ()


@dataclass(frozen=True, slots=True)
class Imported:
    """What came of a file: how many cases it holds, everything that is wrong, and whether they were taken over."""

    cases: int
    errors: Sequence[RowError]
    is_done: bool
    batch: str = ""


def import_cases(
    name: str,
    content: bytes,
    *,
    is_trial: bool,
    actor: Actor,
    archive: Archive,
    now: datetime,
    progress: Progress = nobody,
) -> Imported:
    """Take over the cases of a file when nothing in it is wrong, whole or not at all; a trial only looks.

    Cut off in the middle, it goes on where it was when it is asked again for the same file.
    """
    with archive.reading() as records:
        refuse_errand(ErrandKind.CASE_IMPORT, None, actor=actor, records=records)
        half = progress if is_trial else half_of(progress)
        checked = check_cases(name, content, agency_id=actor.agency_id, records=records, now=now, progress=half)
    if checked.errors or is_trial or not checked.read:
        return Imported(len(checked.read), checked.errors, is_done=False)
    incoming, whole = Incoming(name, checked.read, checked.batch, actor), len(checked.read)
    try:
        errors = take_in(incoming, archive, now=now, go_on=lambda _, taken: progress((whole + taken) // 2, whole))
    except KeyboardInterrupt:
        give_back(actor.agency_id, checked.batch, archive)
        raise
    if errors:
        return Imported(whole, errors, is_done=False)
    with archive.transaction() as records:
        return finish_arrival(incoming, records=records, now=now)


def half_of(progress: Progress) -> Progress:
    """Let a row that was only checked count for half of one that is in."""
    return lambda done, total: progress(done // 2, total)


def take_in(incoming: Incoming, archive: Archive, *, now: datetime, go_on: GoOn) -> Sequence[RowError]:
    """Take every row in, piece by piece; what came on record meanwhile is told, and nothing is in then."""
    taken = 0
    while taken < len(incoming.read):
        with archive.transaction() as records:
            piece = take_piece(incoming, records=records, now=now)
            if not piece.errors:
                go_on(records, piece.taken)
        if piece.errors:
            give_back(incoming.actor.agency_id, incoming.batch, archive)
            return piece.errors
        taken = piece.taken
    return ()


@one_at_a_time(OLDER_CASES)
def take_piece(incoming: Incoming, *, records: Records, now: datetime) -> Piece:
    """Take the next rows in, where nobody sees them yet; the first piece begins the batch."""
    agency_id = incoming.actor.agency_id
    arrival = lock_arrival(records.session, agency_id, incoming.batch)
    taken = arrival.taken if arrival is not None else 0
    rows = incoming.read[taken : taken + PIECE]
    errors = find_known(rows, agency_id=agency_id, records=records)
    if errors:
        return Piece(taken, errors)
    if arrival is None:
        begun = LegacyArrival(agency_id=agency_id, batch=incoming.batch, errand_id=incoming.errand_id, begun_at=now)
        arrival = records.add(begun)
    if rows:
        add_older(records.session, [_row(answers, incoming, arrival.begun_at) for _, answers in rows])
    arrival.taken = taken + len(rows)
    records.session.flush()
    return Piece(arrival.taken)


@one_at_a_time(OLDER_CASES)
def finish_arrival(incoming: Incoming, *, records: Records, now: datetime) -> Imported:
    """Let everybody see what came in, and write it down."""
    arrival = lock_arrival(records.session, incoming.actor.agency_id, incoming.batch)
    if arrival is None or arrival.taken < len(incoming.read):
        raise ConflictError(Objection("arrival-gone", N_("这一批案件已经由另一处导入或者退回，请到“历史案件”核对")))
    records.session.delete(arrival)
    records.session.flush()
    enqueue_older_index(incoming.batch, records=records, now=now)
    event = LegacyCasesImported(incoming.name[:200], incoming.batch, len(incoming.read))
    note_interface(event, actor=incoming.actor, records=records, now=now)
    return Imported(len(incoming.read), (), is_done=True, batch=incoming.batch)


def give_back(agency_id: int, batch: str, archive: Archive) -> None:
    """Take what came in of a batch out again, the last rows first, so that whoever is cut off leaves the first ones."""
    while True:
        with archive.transaction() as records:
            arrival = lock_arrival(records.session, agency_id, batch)
            if arrival is None:
                return
            if not take_back_older(records.session, arrival, limit=PIECE):
                records.session.delete(arrival)
                records.session.flush()


def give_back_of(errand_id: int, archive: Archive) -> None:
    """Take out again what an errand was bringing in."""
    with archive.reading() as records:
        arrival = find_arrival_of(records.session, errand_id)
    if arrival is not None:
        give_back(arrival.agency_id, arrival.batch, archive)


def give_back_forgotten(background: Background) -> int:
    """Take out again what was begun a day ago and is at rest: its command was killed, its errand given up."""
    with background.archive.reading() as records:
        found = list_forgotten(records.session, background.now() - FORGOTTEN_AFTER)
    for one in found:
        give_back(one.agency_id, one.batch, background.archive)
    return len(found)


def _row(answers: Answers, incoming: Incoming, at: datetime) -> dict[str, object]:
    """Return a row of ``legacy_cases``: the fields of the file, and where it came from."""
    read = {Kind.DAY: answers.find_day, Kind.MONEY: answers.money}
    of_file: dict[str, object] = {one.name: read.get(one.kind, answers.text)(one.name) for one in FIELDS}
    return {
        **of_file,
        "agency_id": incoming.actor.agency_id,
        "source": incoming.name[:200],
        "batch": incoming.batch,
        "imported_by": incoming.actor.name,
        "imported_at": at,
    }
