"""Every case a person may read, page after page: what exports walk through."""

from collections.abc import Iterator
from datetime import date

from workflows.guards.means import Means
from workflows.questions.find_cases import CASE_KEY, FoundCase, find_cases
from workflows.questions.paging import FIRST, Turn, read_turn
from workflows.records.transaction import Records
from workflows.vocabulary.roles import Actor


def every_case(words: str, *, records: Records, actor: Actor, means: Means, today: date) -> Iterator[list[FoundCase]]:
    """Yield the pages of the cases that match the words and that this person may read, newest first."""
    turn: Turn = FIRST
    while True:
        page = find_cases(words, records=records, actor=actor, means=means, today=today, turn=turn)
        yield list(page.lines)
        if not page.behind:
            return
        turn = read_turn(before="", behind=page.behind, kinds=CASE_KEY)
