"""What is forgotten: which facts live, for every place or for every situation of the road (``living.py`` finds out)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from workflows.process.proof.model import bits_of


@dataclass(slots=True)
class Everything:
    """Nothing is forgotten."""

    facts: int
    keyed: int = 0

    def of(self, _: int, __: int) -> int:
        """Return every fact."""
        return self.facts

    def at(self, _: int) -> int:
        """Return every fact."""
        return self.facts


@dataclass(slots=True)
class ByPlace:
    """What lives at each place, whatever else holds."""

    live: Mapping[int, int]
    keyed: int = 0
    _known: dict[int, int] = field(default_factory=dict)

    def of(self, marking: int, _: int) -> int:
        """Return what lives at any of these places."""
        return self.at(marking)

    def at(self, marking: int) -> int:
        """Return what lives at any of these places."""
        if marking not in self._known:
            living = 0
            for bit in bits_of(marking):
                living |= self.live.get(bit, 0)
            self._known[marking] = living
        return self._known[marking]


@dataclass(slots=True)
class BySituation:
    """What lives in each situation of the road; where the road was not explored, what lives at the places."""

    places: ByPlace
    keyed: int
    translated: Callable[[int], int]
    live: Mapping[int, int]
    _known: dict[tuple[int, int], int] = field(default_factory=dict)

    def of(self, marking: int, facts: int) -> int:
        """Return what lives where these places are marked and the facts of the road stand so."""
        key = (marking, facts & self.keyed)
        if key not in self._known:
            at_places = self.places.at(marking)
            living = self.live.get(marking | self.translated(key[1] & at_places), at_places)
            self._known[key] = living & at_places | self.keyed & at_places
        return self._known[key]

    def at(self, marking: int) -> int:
        """Return what lives at any of these places."""
        return self.places.at(marking)
