"""Layout: where each place and fact stands in a state, which is one whole number.

A place is one bit: a token is there or not. Of a fact a state keeps what anything asks about it: one bit for each
question (is the review one of 通过, 修改后通过? is the fine at least 50 000?). So a fact about which one question is
still asked is kept as one bit, and amounts are told apart only where they are compared.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from math import prod

from workflows.process.expressions import Among, Compare, Constant, Name, Tree, holds, names_in, walk
from workflows.vocabulary.facts import FactValue

MOST_COMBINATIONS = 20_000


class TooManyError(Exception):
    """There is more to look at than may be; ``found`` is what was found until then."""

    def __init__(self, found: object = None) -> None:
        """Keep what was found until then."""
        super().__init__()
        self.found = found


Question = tuple[str, frozenset[FactValue]]
"""Is this fact one of these values?"""


@dataclass(frozen=True, slots=True)
class Field:
    """One followed fact: values of which one stands for each way the questions tell them apart, and their bits."""

    name: str
    values: tuple[FactValue, ...]
    mask: int
    codes: tuple[int, ...]
    known: Mapping[FactValue, int]

    def code(self, value: FactValue) -> int:
        """Return a value as it stands in a state; an amount between two that are told apart as the lower one."""
        known = self.known.get(value)
        if known is not None:
            return known
        below = max(one for one in self.values if one <= value)  # type: ignore[operator]  # amounts all
        return self.known[below]

    def value(self, state: int, mask: int = -1) -> FactValue:
        """Return a value that answers as the state does the questions under ``mask``, the first of several."""
        asked = self.mask & mask
        for value, code in zip(self.values, self.codes, strict=True):
            if not (code ^ state) & asked:
                return value
        return self.values[0]


class Layout:
    """The bits of a state: places in the order in which they are first asked for, below them the facts."""

    def __init__(
        self,
        domains: Mapping[str, tuple[FactValue, ...]],
        questions: Iterable[Question],
        spoken: Mapping[str, frozenset[FactValue]] | None = None,
        *,
        beside: "Layout | None" = None,
    ) -> None:
        """Give every question about a fact its bit.

        ``domains`` are the values of the facts that are followed, the initial one first. ``spoken`` are the values that
        promises name in what an act writes; these are told apart when they are written, whether they are kept or not.
        Places stand where they stand in the layout ``beside``, whose facts are watched: steps tell which of them they
        write and ask for, though they are not kept here.
        """
        self.spoken = spoken or {}
        self.fields: dict[str, Field]
        self.first_place: int
        self.watched: frozenset[str] = frozenset(beside.fields) if beside is not None else frozenset()
        self._bits: dict[Question, int] = {}
        shift = 0
        for name, values in sorted(questions, key=_order):
            if name in domains and (name, values) not in self._bits and 0 < len(values) < len(domains[name]):
                self._bits[name, values] = 1 << shift
                shift += 1
        self.fields = {name: self._field(name, values) for name, values in sorted(domains.items())}
        self.facts_mask = (1 << shift) - 1
        self.first_place = self._next = beside.first_place if beside is not None else shift
        self._places: dict[str, int] = {}

    def _field(self, name: str, values: tuple[FactValue, ...]) -> Field:
        bits = {asked: bit for (about, asked), bit in self._bits.items() if about == name}
        codes = tuple(sum(bit for asked, bit in bits.items() if is_among(value, asked)) for value in values)
        return Field(name, values, sum(bits.values()), codes, dict(zip(values, codes, strict=True)))

    # ------------------------------------------------------------------------------------------------ places

    @property
    def places(self) -> Mapping[str, int]:
        """Return the bit of every place by its name."""
        return self._places

    @property
    def places_mask(self) -> int:
        """Return the bits of all places."""
        return (1 << self._next) - (1 << self.first_place)

    def place(self, name: str) -> int:
        """Return the bit of a place, a new one for a new name."""
        if name not in self._places:
            self._places[name] = 1 << self._next
            self._next += 1
        return self._places[name]

    # ------------------------------------------------------------------------------------------------- facts

    def mask_of(self, names: Iterable[str]) -> int:
        """Return the bits of those of these facts that are followed."""
        mask = 0
        for name in names:
            if name in self.fields:
                mask |= self.fields[name].mask
        return mask

    def asked(self, questions: Iterable[Question]) -> int:
        """Return the bits of these questions."""
        mask = 0
        for question in questions:
            mask |= self._bits.get(question, 0)
        return mask

    def written(self, values: Mapping[str, FactValue]) -> tuple[int, int]:
        """Return (what to clear, what to put) to write these facts; others than followed ones are left out."""
        clear = put = 0
        for name, value in values.items():
            if name in self.fields:
                clear |= self.fields[name].mask
                put |= self.fields[name].code(value)
        return clear, put

    def trace(self, writes: Iterable[str], asked: Iterable[Question]) -> tuple[frozenset[str], frozenset[Question]]:
        """Return (the watched facts surely written, what is asked about them) by a step."""
        return self.watched & frozenset(writes), frozenset(one for one in asked if one[0] in self.watched)

    def beside(self, other: "Layout") -> list[tuple[int, int]]:
        """Return, for every question asked here and in another layout, (its bit here, its bit there)."""
        return [(bit, other.asked((question,))) for question, bit in self._bits.items() if other.asked((question,))]

    def questions(self, names: Collection[str]) -> list[Question]:
        """Return what is asked about these facts."""
        return [question for question in self._bits if question[0] in names]

    def told(self, name: str, values: Iterable[FactValue]) -> list[FactValue]:
        """Return those of the values written of which each stands for others that mean the same."""
        spoken = self.spoken.get(name, frozenset())
        field = self.fields.get(name)
        found: dict[tuple[int, FactValue | None], FactValue] = {}
        for value in values:
            meant = value if is_among(value, spoken) else None
            found.setdefault((field.code(value) if field is not None else 0, meant), value)
        return list(found.values())

    def facts_of(self, state: int, mask: int = -1) -> dict[str, FactValue]:
        """Return followed facts as a state has them, as far as the questions under ``mask`` tell."""
        return {name: field.value(state, mask) for name, field in self.fields.items()}

    def combinations(self, mask: int) -> Iterator[tuple[int, dict[str, FactValue]]]:
        """Yield every combination of answers to the questions under ``mask``, as bits and as facts that give them."""
        fields = [field for field in self.fields.values() if field.mask & mask]
        rows = []
        for field in fields:
            answers = {
                code & mask: value for value, code in reversed(list(zip(field.values, field.codes, strict=True)))
            }
            rows.append(list(answers.items()))
        if prod(map(len, rows)) > MOST_COMBINATIONS:
            raise TooManyError
        for row in product(*rows):
            facts = {field.name: value for field, (_, value) in zip(fields, row, strict=True)}
            yield sum(bits for bits, _ in row), facts

    def given(self, before: Mapping[str, tuple[FactValue, ...]]) -> tuple[int, frozenset[int]]:
        """Return (mask, the bits under it) of the states in which each of these facts has one of its values."""
        mask = self.asked((name, frozenset(values)) for name, values in before.items())
        return mask, frozenset((mask,))

    def patterns(self, tree: Tree) -> tuple[int, frozenset[int]]:
        """Return (mask, the bits under it) of the states in which a condition over followed facts holds."""
        mask = self.asked(questions_in(tree, self.fields))
        return mask, frozenset(
            bits for bits, facts in self.combinations(mask) if holds(tree, self._filled(tree, facts))
        )

    def _filled(self, tree: Tree, facts: Mapping[str, FactValue]) -> dict[str, FactValue]:
        """Return the facts a condition names; one that every value answers alike has any."""
        return {name: facts.get(name, self.fields[name].values[0]) for name in names_in(tree)}


def questions_in(tree: Tree, fields: Mapping[str, Field | tuple[FactValue, ...]]) -> Iterator[Question]:
    """Yield the questions a condition asks about these facts; where two facts are compared, every value is one."""
    for part in walk(tree):
        names = [name for name in names_in(part) if name in fields] if isinstance(part, Compare | Among | Name) else []
        for name in names:
            values = _values(fields[name])
            if isinstance(part, Compare) and isinstance(part.left, Name) and isinstance(part.right, Name):
                yield from ((name, frozenset((value,))) for value in values)
            elif isinstance(part, Name):
                yield name, frozenset(value for value in values if value is True)
            elif not isinstance(part, Constant):
                yield name, frozenset(value for value in values if holds(part, {name: value}))


def is_among(value: FactValue, values: Iterable[FactValue]) -> bool:
    """Say whether a value is one of these; a truth is never a number."""
    return any(value == one and isinstance(value, bool) == isinstance(one, bool) for one in values)


def _values(field: Field | tuple[FactValue, ...]) -> tuple[FactValue, ...]:
    return field.values if isinstance(field, Field) else field


def _order(question: Question) -> tuple[str, tuple[str, ...]]:
    return question[0], tuple(sorted(map(str, question[1])))
