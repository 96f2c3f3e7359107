"""Living facts: in every situation, the facts that something may still read before they are written again.

A fact that does not live is forgotten, which keeps situations few and loses no execution. It is found in two steps.
First for every place on its own: what may be read from there on, whatever else holds. Then for every situation of a
coarse exploration that follows a few facts of the road alone (``road.py``), and lets every condition on others go
either way: so a fact that lives on one road only is not carried along the others.
"""

from collections.abc import Iterator, Mapping

from workflows.process.proof.anytime import HEARING_QUESTIONS, asked_by
from workflows.process.proof.forgetting import ByPlace, BySituation
from workflows.process.proof.labels import Memory, looked_at
from workflows.process.proof.model import Model, bits_of
from workflows.process.proof.outcomes import acts_of_message, outcomes_of_message, surely_written
from workflows.process.proof.road import Road, Watch, done_from, everywhere, lived
from workflows.process.proof.space import Space
from workflows.rules.diversions import DEFENCE, DRAFT, HEARING
from workflows.vocabulary.facts import CONTENT_RESET

_ROAD = ("decision", "route", "notice", "reconsider")


def living_facts(model: Model, memory: Memory) -> BySituation | ByPlace:
    """Return the facts that live in every situation; promises read theirs when the acts they speak of are done."""
    reading = memory.reading()
    names = [name for name in _ROAD if name in model.layout.fields]
    if not names:
        return ByPlace(_by_place(model, reading, everywhere(model)))
    road = Road(model, names)
    space = road.explored(Watch(model, reading))
    if space is None:
        return ByPlace(_by_place(model, reading, everywhere(model)))
    places = ByPlace(_by_place(model, reading, done_from(space)))
    return BySituation(places, model.layout.mask_of(names), road.translated, _told_apart(road, space, places))


def _told_apart(road: Road, space: Space[Watch], places: ByPlace) -> dict[int, int]:
    """Return what lives in the situations of the road, told apart by those of its facts that live at their places."""
    found: dict[int, int] = {}
    marked = road.layout.places_mask
    for state, living in zip(space.states, lived(space), strict=True):
        marking = state & marked
        situation = marking | state & road.translated(places.at(marking))
        found[situation] = found.get(situation, 0) | living
    return found


# ------------------------------------------------------------------------------------------------- the places


def _by_place(model: Model, reading: Mapping[str, int], done_from: Mapping[str, int]) -> dict[int, int]:
    """Return for every place the facts that may be read from there on."""
    live = dict.fromkeys(model.layout.places.values(), 0)
    hops = list(_hops(model, reading, done_from))
    changed = True
    while changed:
        changed = False
        for needs, put, reads, kills in hops:
            ahead = 0
            for bit in bits_of(put):
                ahead |= live[bit]
            wanted = reads | (ahead & ~kills)
            for bit in bits_of(needs):
                if wanted & ~live[bit]:
                    live[bit] |= wanted
                    changed = True
    return live


Hop = tuple[int, int, int, int]
"""From, to, the facts read, the facts surely written."""


def _hops(model: Model, reading: Mapping[str, int], done_from: Mapping[str, int]) -> Iterator[Hop]:
    """Yield everything that can move a token."""
    yield from _hops_of_steps(model, reading)
    yield from _hops_of_messages(model, reading)
    yield from _hops_at_any_time(model, reading, done_from)


def _hops_of_steps(model: Model, reading: Mapping[str, int]) -> Iterator[Hop]:
    facts = model.layout.facts_mask
    for step in (*model.automatic, *model.human):
        for ways in step.ways.values():
            for way in ways:
                kills = way.clear & facts if way.clear >= 0 else 0
                looked = looked_at(way.acts, reading) & ~kills
                yield step.needs, (way.put | way.leave) & ~facts, step.reads | way.asks | looked, kills


def _hops_of_messages(model: Model, reading: Mapping[str, int]) -> Iterator[Hop]:
    for message, catchers in model.catchers.items():
        for one in catchers:
            for outcome in outcomes_of_message(message, one.site):
                kills = model.layout.mask_of(surely_written(outcome))
                looked = looked_at(acts_of_message(message, one.site), reading) & ~kills
                yield one.active | one.needs, one.put, looked | model.layout.given(outcome.given)[0], kills


def _hops_at_any_time(model: Model, reading: Mapping[str, int], done_from: Mapping[str, int]) -> Iterator[Hop]:
    layout = model.layout
    yield _in_hearings(model), 0, layout.asked(HEARING_QUESTIONS), 0
    for act, places in done_from.items():
        yield places, 0, layout.asked(asked_by(act)) | looked_at(frozenset({act}), reading), 0
    for act, back, written in (
        ("add_evidence", DRAFT, ()),
        ("record_statement", HEARING, ("hearing_request",)),
        ("record_statement", DEFENCE, ("statement", "defence")),
    ):
        kills = layout.mask_of((*CONTENT_RESET, *written))
        looked = layout.asked(asked_by(act)) | looked_at(frozenset({act}), reading) & ~kills
        for place in model.targets.get(back, []):
            yield done_from[act], place, looked, kills


def _in_hearings(model: Model) -> int:
    """Return the places inside a hearing at which people or messages are waited for, and its request is answered."""
    tasks = model.tasks.values()
    hearings = [one for one in tasks if one.part == "hearing" or one.site == "serve_hearing_notice"]
    prefixes = tuple(one.path.rpartition("/")[0] + "/" for one in hearings)
    waiting = {bit for bit, one in model.tasks.items() if one.node.properties.get("act") != "accept_hearing"}
    waiting |= {one.needs for catchers in model.catchers.values() for one in catchers if one.needs}
    return sum(bit for name, bit in model.layout.places.items() if bit in waiting and name.startswith(prefixes))
