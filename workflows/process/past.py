"""A past case as a replay reads it: what was done and what each act wrote, in order; no party, no words, no names."""

from collections.abc import Mapping
from dataclasses import dataclass

from workflows.process.openings import FORM
from workflows.process.run import OpenTask
from workflows.vocabulary.facts import FactValue


@dataclass(frozen=True, slots=True)
class Doing:
    """What one does: an act, the site it serves or empty, and for a form of the administrator the step that shows it.

    Two steps with the same act and site are the same doing, wherever a version places them.
    """

    act: str
    site: str = ""
    node: str = ""

    @classmethod
    def of(cls, act: str, site: str, node: str) -> "Doing":
        """Return the doing of an act done at a node."""
        return cls(act, site, node if act == FORM else "")

    @classmethod
    def of_task(cls, task: OpenTask) -> "Doing":
        """Return the doing an open task asks for."""
        return cls.of(task.act, task.site, task.node)


@dataclass(frozen=True, slots=True)
class PastStep:
    """One finished step; ``node`` is empty for what was done at any time, and the mere trace of a site is none.

    ``part`` is the process it stood in, ``day`` the proleptic ordinal of its day.
    """

    act: str
    node: str
    site: str
    part: str
    facts: Mapping[str, FactValue]
    day: int
    by_system: bool = False

    @property
    def doing(self) -> Doing:
        """Return what was done."""
        return Doing.of(self.act, self.site, self.node)

    @property
    def is_of_the_road(self) -> bool:
        """Say whether the diagram asked for it, rather than somebody doing it at any time."""
        return bool(self.node) or self.by_system


@dataclass(frozen=True, slots=True)
class PastCase:
    """One case: its finished steps in order, what is open in it now and in which parts, and whether it has ended."""

    steps: tuple[PastStep, ...]
    open: tuple[Doing, ...] = ()
    open_parts: tuple[str, ...] = ()
    is_ended: bool = True
