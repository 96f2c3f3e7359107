"""How a long work says how far it is, to whoever watches: a page, a command, or nobody."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import TypeAlias, TypeVar

Row = TypeVar("Row")

Progress: TypeAlias = Callable[[int, int], None]
"""How much is done, of how much."""

Begin: TypeAlias = Callable[[str], AbstractContextManager[Progress]]
"""Begins a part of a long work under the name people know it by, and gives what hears how far that part is."""

EVERY = 1000


def nobody(_done: int, _total: int) -> None:
    """Tell nobody."""


@contextmanager
def unwatched(_part: str) -> Iterator[Progress]:
    """Begin a part of a long work that nobody watches."""
    yield nobody


@contextmanager
def in_one_go(begin: Begin, part: str) -> Iterator[None]:
    """Do a part of a long work that cannot say how far it is: that it began is told, and that it is done."""
    with begin(part) as progress:
        progress(0, 1)
        yield
        progress(1, 1)


def told(rows: Iterable[Row], progress: Progress, *, before: int, total: int, every: int = EVERY) -> Iterator[Row]:
    """Pass rows on and tell of every ``every``-th; ``before`` were done by earlier parts of the same work."""
    if progress is nobody:
        yield from rows
        return
    number = 0
    for number, row in enumerate(rows, start=1):
        yield row
        if number % every == 0:
            progress(before + number, total)
    if number % every or not number:
        progress(before + number, total)
