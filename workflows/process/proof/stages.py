"""The stages of an examination: long work says what it is about to do, so that whoever waits can be told."""

from collections.abc import Callable, Generator
from dataclasses import dataclass
from typing import TypeAlias, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage that begins now: ``reading``, ``checks``, ``proof``, ``proof-again``, ``certificate`` or ``trials``.

    ``number`` of ``of`` is which of several equal pieces of work begins, 0 where there is only one.
    """

    name: str
    number: int = 0
    of: int = 0


Working: TypeAlias = Generator[Stage, None, T]
"""Work that yields its stages and returns what came of it."""


Listener: TypeAlias = Callable[[Stage], None]
"""Who is told of each stage before it begins."""


def unheard(_stage: Stage) -> None:
    """Tell nobody."""


def outcome_of(working: Working[T], listener: Listener = unheard) -> T:
    """Do the work to its end, tell of its stages, and return what came of it."""
    while True:
        try:
            listener(next(working))
        except StopIteration as end:
            outcome: T = end.value
            return outcome
