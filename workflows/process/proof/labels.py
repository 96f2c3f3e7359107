"""Labels: what each move means to the promises, as three whole numbers with one bit for each promise.

A promise remembers one bit. ``precedence`` remembers that what must come before is still missing, ``absence`` and
``once`` that the event may not come any more, ``response`` that something is still owed, ``possible`` that something
must still be able to come. A move forgets (``clear``), then remembers (``put``), and must not be made while a bit of
``forbidden`` is remembered; ``answers`` are the bits of what had to be able to come, and comes with it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from workflows.process.proof.layout import Layout
from workflows.process.proof.model import NO_TRACE, Trace
from workflows.process.proof.promises import Event, Pattern, Promise
from workflows.vocabulary.facts import FactValue


@dataclass(frozen=True, slots=True)
class Label:
    """What a move forgets, remembers and must not meet; ``seen`` the promises whose event it is."""

    clear: int = 0
    put: int = 0
    forbidden: int = 0
    seen: int = 0
    answers: int = 0


PLAIN = Label()


@dataclass(frozen=True, slots=True)
class _Part:
    """One event of a promise: the bits a move that matches it changes, and where its condition holds."""

    event: Event
    label: Label
    mask: int
    patterns: frozenset[int]

    def holds(self, state: int) -> bool:
        return (state & self.mask) in self.patterns


class Told:
    """What a move means to the promises, by the facts that stand after it; told apart by identity."""

    def __init__(self, parts: Sequence[_Part]) -> None:
        """Keep the events the move is."""
        self._parts = parts
        self._known: dict[int, Label] = {}
        self.matters = bool(parts)
        self.reads = 0
        for part in parts:
            self.reads |= part.mask

    def label(self, after: int, _: Sequence[str] = ()) -> Label:
        """Return the label of the move; nothing automatic behind it means anything to a promise."""
        if not self.matters:
            return PLAIN
        key = after & self.reads
        if key not in self._known:
            matching = [part.label for part in self._parts if part.holds(after)]
            self._known[key] = joined(matching) if matching else PLAIN
        return self._known[key]


NOTHING = Told(())


class Memory:
    """The bits of all promises that are proved by exploring, and the label of every move."""

    def __init__(self, promises: Sequence[Promise], layout: Layout) -> None:
        """Give every promise its bit."""
        self.promises = tuple(one for one in promises if one.pattern not in {Pattern.SEPARATION, Pattern.OWNER})
        self.initial = 0
        self.owed = 0
        self.possible = 0
        self._parts: list[_Part] = []
        self._by_act: dict[str, list[_Part]] = {}
        self._told: dict[tuple[frozenset[str], tuple[tuple[str, FactValue], ...]], Told] = {}
        for place, promise in enumerate(self.promises):
            bit = 1 << place
            if promise.pattern is Pattern.PRECEDENCE or (promise.pattern is Pattern.ABSENCE and not promise.before):
                self.initial |= bit
            if promise.pattern is Pattern.RESPONSE:
                self.owed |= bit
            if promise.pattern is Pattern.POSSIBLE:
                self.possible |= bit
            for event, label in _labels(promise, bit):
                part = _Part(event, label, *layout.patterns(event.when))
                self._parts.append(part)
                self._by_act.setdefault(event.act, []).append(part)

    def told(self, acts: frozenset[str], writes: Mapping[str, FactValue], _: Trace = NO_TRACE) -> "Told":
        """Return what a move with these names and writes means to the promises."""
        if not acts or ("any" not in self._by_act and acts.isdisjoint(self._by_act)):
            return NOTHING
        key = (acts, tuple(sorted(writes.items())))
        if key not in self._told:
            parts = tuple(part for part in self._about(acts) if part.event.matches(acts, writes))
            self._told[key] = Told(parts) if parts else NOTHING
        return self._told[key]

    def label(self, acts: frozenset[str], writes: Mapping[str, FactValue], after: int) -> Label:
        """Return the label of a move with these names and writes that leads to the facts of ``after``."""
        return self.told(acts, writes).label(after)

    def _about(self, acts: frozenset[str]) -> Iterator[_Part]:
        for act in (*acts, "any"):
            yield from self._by_act.get(act, ())

    def reading(self) -> dict[str, int]:
        """Return for every act that a promise names the facts its conditions look at."""
        found: dict[str, int] = {}
        for part in self._parts:
            found[part.event.act] = found.get(part.event.act, 0) | part.mask
        return found


def remembered(memory: int, label: Label) -> int:
    """Return what is remembered after a move."""
    return memory & ~label.clear | label.put


def joined(labels: Iterable[Label]) -> Label:
    """Return the label of a move that is several events at once; what is remembered anew counts."""
    clear = put = forbidden = seen = answers = 0
    for one in labels:
        clear, put = clear | one.clear, put | one.put
        forbidden, seen, answers = forbidden | one.forbidden, seen | one.seen, answers | one.answers
    return Label(clear, put, forbidden, seen, answers)


def looked_at(acts: frozenset[str], reading: Mapping[str, int]) -> int:
    """Return the facts that the promises about these acts look at, where ``reading`` says so by act."""
    looked = reading.get("any", 0) if acts else 0
    for act in acts:
        looked |= reading.get(act, 0)
    return looked


def _labels(promise: Promise, bit: int) -> Iterable[tuple[Event, Label]]:
    if promise.pattern is Pattern.ONCE:
        yield from ((event, Label(put=bit, forbidden=bit, seen=bit)) for event in promise.event)
        yield from ((event, Label(clear=bit)) for event in promise.since)
        return
    if promise.pattern is Pattern.RESPONSE:
        yield from ((event, Label(put=bit, seen=bit)) for event in promise.event)
        yield from ((event, Label(clear=bit)) for event in promise.then)
        return
    if promise.pattern is Pattern.POSSIBLE:
        yield from ((event, Label(put=bit, seen=bit)) for event in promise.event)
        yield from ((event, Label(clear=bit, answers=bit)) for event in promise.then)
        yield from ((event, Label(clear=bit)) for event in promise.since)
        return
    is_precedence = promise.pattern is Pattern.PRECEDENCE
    yield from ((event, Label(forbidden=bit, seen=bit)) for event in promise.event)
    before, since = (Label(clear=bit), Label(put=bit)) if is_precedence else (Label(put=bit), Label(clear=bit))
    yield from ((event, before) for event in promise.before)
    yield from ((event, since) for event in promise.since)
