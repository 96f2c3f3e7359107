"""Every case a person may read, page after page: what exports walk through.

Each page is read by itself, so that an export of a whole agency keeps no transaction open while it is written.
"""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date
from typing import Final, TypeAlias

from workflows.guards.means import Means
from workflows.questions.find_cases import CASE_KEY, FoundCase, find_cases
from workflows.questions.legacy_cases import LEGACY_KEY, list_legacy
from workflows.questions.paging import FIRST, Turn, read_turn
from workflows.records.legacy_cases import LegacyCase, count_older
from workflows.records.search import count_cases
from workflows.records.transaction import Records
from workflows.vocabulary.progress import Progress, nobody
from workflows.vocabulary.roles import Actor

PIECE: Final = 500

# How whoever writes an export opens the records for one page.
Reading: TypeAlias = Callable[[], AbstractContextManager[Records]]


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads, how, and on which day."""

    reading: Reading
    actor: Actor
    means: Means
    today: date
    progress: Progress = nobody


def every_case(words: str, reader: Reader) -> Iterator[tuple[Records, list[FoundCase]]]:
    """Yield the pages of the cases that match the words and that this person may read, newest first.

    Whatever more is asked of a page is asked of the records it came from.
    """
    turn, done = FIRST, 0
    with reader.reading() as records:
        total = count_cases(records.session, reader.actor.agency_id)
    while True:
        with reader.reading() as records:
            page = find_cases(
                words,
                records=records,
                actor=reader.actor,
                means=reader.means,
                today=reader.today,
                turn=turn,
                size=PIECE,
            )
            yield records, list(page.lines)
        done += len(page.lines)
        reader.progress(done, max(done, total) if page.behind else done)
        if not page.behind:
            return
        turn = read_turn(before="", behind=page.behind, kinds=CASE_KEY)


def every_older_case(words: str, reader: Reader) -> Iterator[LegacyCase]:
    """Yield the older cases that match the words and that this person may read, newest first."""
    turn: Turn = FIRST
    done = 0
    with reader.reading() as records:
        total = count_older(records.session, reader.actor.agency_id)
    while True:
        with reader.reading() as records:
            page = list_legacy(words, records=records, actor=reader.actor, turn=turn, size=PIECE)
            lines = list(page.lines)
        yield from lines
        done += len(lines)
        reader.progress(done, max(done, total) if page.behind else done)
        if not page.behind:
            return
        turn = read_turn(before="", behind=page.behind, kinds=LEGACY_KEY)
