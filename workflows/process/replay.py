"""Replay 回放: a past case walked through another version, act by act as it was done, its tables evaluated anew.

Wherever the other version asks for something the record holds, the record answers. Where it asks for something that
was never done, every answer is tried: while all of them lead the same way the walk goes on, and where they part it
stops and says so. Nothing is guessed.
"""

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum

from workflows.process.bundle import Bundle
from workflows.process.following import Walk
from workflows.process.past import Doing, PastCase
from workflows.process.rehearsal import Choice
from workflows.process.stepping import Stepper, stepper_for
from workflows.vocabulary.wording import Objection

MOST_REMEMBERED = 2_000


class Verdict(StrEnum):
    """What another version would have meant for a case."""

    SAME = "same"
    OTHER = "other"
    AMBIGUOUS = "ambiguous"


@dataclass(frozen=True, slots=True)
class Replayed:
    """What came of one case.

    ``added`` and ``dropped`` are what is done in addition or no longer, ``gained`` and ``lost`` the parts entered in
    addition or no longer, as far as that is certain; ``before`` and ``parts`` what was done and entered at the time,
    ``gone`` what is not done even once any more. ``open_end`` says where and why the record tells no further, None
    when all of it could be compared; ``choices`` are the road as far as it is certain.
    """

    verdict: Verdict
    before: frozenset[Doing]
    parts: frozenset[str]
    added: tuple[Doing, ...] = ()
    dropped: tuple[Doing, ...] = ()
    gained: frozenset[str] = frozenset()
    lost: frozenset[str] = frozenset()
    is_reordered: bool = False
    open_end: Objection | None = None
    choices: tuple[Choice, ...] = ()
    gone: frozenset[Doing] = frozenset()


class Replayer:
    """Replays cases over one bundle; cases the bundle cannot tell apart are walked once.

    ``judged_on`` has every table asked as of that day instead of the day of each step.
    """

    def __init__(self, bundle: Bundle, *, judged_on: int | None = None, stepper: Stepper | None = None) -> None:
        """Begin with what the stepper of the bundle remembers."""
        self._stepper = stepper or stepper_for(bundle)
        self._judged_on = judged_on
        self._known: dict[tuple[object, ...], Replayed] = {}
        self.walked = 0

    def replay(self, case: PastCase) -> Replayed:
        """Return what the bundle would have meant for a case."""
        key = self._key(case)
        known = self._known.get(key)
        if known is None:
            self.walked += 1
            walk = Walk(self._stepper, case, judged_on=self._judged_on)
            walk.go()
            if len(self._known) >= MOST_REMEMBERED:
                self._known.clear()
            known = self._known[key] = _told(case, walk)
        return known

    def _key(self, case: PastCase) -> tuple[object, ...]:
        regions = self._stepper.regions
        day = self._judged_on
        steps = tuple(
            (
                one.act,
                one.node,
                one.site,
                one.part,
                one.by_system,
                tuple(sorted(one.facts)),
                regions.known(one.facts),
                regions.known({"judged_on": one.day if day is None else day}),
            )
            for one in case.steps
        )
        return steps, case.open, case.open_parts, case.is_ended


def _told(case: PastCase, walk: Walk) -> Replayed:
    acts = [step for step in case.steps if step.is_of_the_road]
    was = [step.doing for step in acts] + list(case.open)
    now = [done.doing for done in walk.done]
    parts = frozenset({step.part for step in acts if step.part} | {one for one in case.open_parts if one})
    entered = frozenset(done.part for done in walk.done if done.part)
    is_whole = walk.open_end is None
    told = Replayed(
        verdict=Verdict.SAME,
        before=frozenset(was),
        parts=parts,
        added=_more(now, was),
        dropped=_more(was, now) if is_whole else (),
        gained=entered - parts,
        lost=parts - entered if is_whole else frozenset(),
        is_reordered=is_whole and Counter(was) == Counter(now) and was != now and not case.open,
        open_end=walk.open_end,
        choices=tuple(walk.choices),
        gone=frozenset(was) - frozenset(now) if is_whole else frozenset(),
    )
    return _with_verdict(told)


def _with_verdict(told: Replayed) -> Replayed:
    differs = told.added or told.dropped or told.gained or told.lost or told.is_reordered
    verdict = Verdict.OTHER if differs else Verdict.AMBIGUOUS if told.open_end is not None else Verdict.SAME
    values = {name: getattr(told, name) for name in Replayed.__slots__}
    return Replayed(**{**values, "verdict": verdict})


def _more(some: list[Doing], others: list[Doing]) -> tuple[Doing, ...]:
    return tuple((Counter(some) - Counter(others)).elements())
