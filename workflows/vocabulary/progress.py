"""How a long work says how far it is, to whoever watches: a page, a command, or nobody."""

from collections.abc import Callable, Iterable, Iterator
from typing import TypeAlias, TypeVar

Row = TypeVar("Row")

Progress: TypeAlias = Callable[[int, int], None]
"""How much is done, of how much."""

EVERY = 1000


def nobody(_done: int, _total: int) -> None:
    """Tell nobody."""


def told(rows: Iterable[Row], progress: Progress, *, before: int, total: int) -> Iterator[Row]:
    """Pass rows on and tell of every thousandth; ``before`` were done by earlier parts of the same work."""
    if progress is nobody:
        yield from rows
        return
    number = 0
    for number, row in enumerate(rows, start=1):
        if number % EVERY == 0:
            progress(before + number, total)
        yield row
    progress(before + number, total)
