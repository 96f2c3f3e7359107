"""Worlds: every state a case may be in as far as its record tells; all stand at one spot, only their facts differ.

A replay has more than one of them after a step whose result nobody recorded. While they go the same way, they count
as one; where they would part, the move is not made.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import product

from workflows.errors import RefusedError
from workflows.process.openings import Opening
from workflows.process.stepping import Facts, Spot, Stepper, Stood
from workflows.vocabulary.facts import FactValue
from workflows.vocabulary.wording import Objection

MOST_WORLDS = 64
MOST_ANSWERS = 4096

Moves = Callable[[Stood], Iterable[tuple[Opening, Facts]]]


class Worlds:
    """The possible states of one case; ``objection`` says why the engine refused the last move, if it did."""

    def __init__(self, stepper: Stepper, stood: Stood) -> None:
        """Begin with the one state that is known."""
        self._stepper = stepper
        self.states: Sequence[Stood] = (stood,)
        self.objection: Objection | None = None

    @property
    def spot(self) -> Spot:
        """Return where all of them stand."""
        return self.states[0].spot

    @property
    def first(self) -> Stood:
        """Return one of them."""
        return self.states[0]

    def judge_on(self, day: int) -> None:
        """Let tables be asked as of a day."""
        if self.first.facts.get("judged_on") != day:
            self.states = tuple(Stood(one.spot, {**one.facts, "judged_on": day}) for one in self.states)

    def move(self, moves: Moves) -> bool:
        """Take every one of these moves in every state; False, and nothing is done, when they part."""
        self.objection = None
        found: dict[tuple[FactValue, ...], Stood] = {}
        spot: Spot | None = None
        tried = 0
        for state in self.states:
            for opening, writes in moves(state):
                tried += 1
                led = self._led(state, opening, writes)
                if led is None or tried > MOST_ANSWERS or (spot is not None and led.spot is not spot):
                    return False
                spot = led.spot
                found.setdefault(self._stepper.regions.key(led.facts), led)
        if not found or len(found) > MOST_WORLDS:
            return False
        self.states = tuple(found.values())
        return True

    def answer(self, opening: Opening, known: Facts | None = None) -> bool:
        """Give every answer an opening admits that agrees with what is known of it; False when they part."""
        return self.move(lambda stood: ((opening, writes) for writes in self.answers(opening, known or {}, stood)))

    def answers(self, opening: Opening, known: Facts, stood: Stood) -> Iterator[dict[str, FactValue]]:
        """Yield every answer possible in a state, as far as the bundle tells answers apart."""
        for way in opening.ways_from(stood.facts):
            choices = self._stepper.regions.choices(way)
            if not set(known) <= set(choices):
                continue
            fixed = {name: (value,) for name, value in known.items()}
            for row in product(*{**choices, **fixed}.values()):
                yield {name: one for name, one in zip(choices, row, strict=True) if one is not None}

    def _led(self, state: Stood, opening: Opening, writes: Facts) -> Stood | None:
        try:
            return self._stepper.take(state, opening, writes).stood
        except RefusedError as refused:
            self.objection = refused.objection
            return None
