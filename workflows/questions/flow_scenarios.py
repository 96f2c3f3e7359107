"""演练情形: scenarios that go every way of a flow, each in words and ready to be played; found once per bundle."""

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from threading import Lock

from workflows.errors import BrokenDiagramError
from workflows.guards.means import Means
from workflows.process.bundle import Bundle
from workflows.process.rehearsal import play_all, ways_of
from workflows.process.scenarios import Coverage, Scenario, find_scenarios
from workflows.process.script import Script
from workflows.questions.flow_rehearsal import opening_in_words
from workflows.questions.flow_source import Source, Which, source_of
from workflows.questions.scenario_names import name_scenarios
from workflows.records.transaction import Records
from workflows.vocabulary.roles import Actor
from workflows.vocabulary.wording import N_, Objection, Phrase

SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class ShownWay:
    """One way of a flow: where it stands and in words."""

    id: str
    part: str
    words: str


@dataclass(frozen=True, slots=True)
class ShownScenario:
    """One scenario: what sets it apart, what is done, the ways gone here for the first time, and its script."""

    number: int
    name: str
    steps: Sequence[str]
    length: int
    news: Sequence[ShownWay]
    is_finished: bool
    script: Script


@dataclass(frozen=True, slots=True)
class ScenariosPage:
    """All scenarios with what they cover; ``unreached`` are ways none goes, ``is_complete`` tells if time sufficed."""

    source: Source | None
    scenarios: Sequence[ShownScenario] = ()
    ways: int = 0
    unreached: Sequence[ShownWay] = ()
    seconds: float = 0.0
    is_complete: bool = True
    broken: Objection | None = None

    def as_json(self) -> dict[str, object]:
        """Return the scenarios as they are exported."""
        return {
            "flow": self.source.process if self.source else "",
            "sha256": self.source.bundle.sha if self.source else "",
            "ways": self.ways,
            "unreached": [one.id for one in self.unreached],
            "scenarios": [
                {"name": one.name, **one.script.as_json(), "covers": [way.id for way in one.news]}
                for one in self.scenarios
            ],
        }


def show_scenarios(which: Which, day: date, *, actor: Actor, records: Records, means: Means) -> ScenariosPage:
    """Return scenarios of a flow as it is now, everything happening on one day."""
    try:
        source = source_of(which, actor=actor, records=records, means=means)
        found = _coverage(source.bundle, day)
    except BrokenDiagramError as error:
        return ScenariosPage(None, broken=error.objection)
    bundle = source.bundle
    news = [_as_gone(one, bundle) for one in found.scenarios]
    named = enumerate(zip(found.scenarios, name_scenarios(news, bundle), strict=True), start=1)
    return ScenariosPage(
        source=source,
        scenarios=[_shown(number, name, one, bundle, means, day) for number, (one, name) in named],
        ways=len(found.ways),
        unreached=[way_in_words(one, bundle) for one in found.unreached],
        seconds=found.seconds,
        is_complete=found.is_complete,
    )


def _as_gone(one: Scenario, bundle: Bundle) -> list[str]:
    """Return what a scenario is the first to go, in the order in which it goes there."""
    beats = play_all(bundle, one.start, one.choices).beats
    gone = dict.fromkeys(way for beat in beats for way in ways_of(beat.opening, beat.flows))
    return [*(way for way in gone if way in one.news), *(way for way in one.news if way not in gone)]


def _shown(number: int, name: str, one: Scenario, bundle: Bundle, means: Means, day: date) -> ShownScenario:
    beats = play_all(bundle, one.start, one.choices).beats
    said = [opening_in_words(beat.opening, bundle, means=means, day=day) for beat in beats]
    return ShownScenario(
        number=number,
        name=name,
        steps=[step for step, _ in groupby(said)],
        length=len(one.choices),
        news=[way_in_words(way, bundle) for way in one.news],
        is_finished=one.is_finished,
        script=Script(day, {}, one.choices),
    )


def way_in_words(way: str, bundle: Bundle) -> ShownWay:
    """Return a way in words: 是否需要法制审核（是）→ 法制审核."""
    if "→" in way:
        source, _, target = way.partition("→")
        words = Phrase(N_("{step}：退回“{target}”"), step=_name(bundle, source), target=_name(bundle, target))
        return ShownWay(way, _part(bundle, source), words)
    flow = next(diagram.flows[way] for diagram in bundle.diagrams.values() if way in diagram.flows)
    ends = {"source": _name(bundle, flow.source), "target": _name(bundle, flow.target)}
    labelled = Phrase(N_("{source}（{label}）→ {target}"), label=flow.label, **ends)
    return ShownWay(way, _part(bundle, flow.source), labelled if flow.label else Phrase("{source} → {target}", **ends))


def _name(bundle: Bundle, node: str) -> str:
    return bundle.node(node).label or node if node in bundle.places else node


def _part(bundle: Bundle, node: str) -> str:
    diagram = bundle.diagrams.get(bundle.places.get(node, ""))
    return (diagram.label or diagram.process) if diagram else ""


_LOCK = Lock()
_KEPT = 8
_FOUND: OrderedDict[tuple[str, str, date], Coverage] = OrderedDict()


def _coverage(bundle: Bundle, day: date) -> Coverage:
    """Search once per bundle and day; a search that ran out of time is not kept."""
    key = (bundle.sha, bundle.process, day)
    with _LOCK:
        if key in _FOUND:
            return _FOUND[key]
    found = find_scenarios(bundle, {"judged_on": day.toordinal()}, seconds=SECONDS)
    if found.is_complete:
        with _LOCK:
            _FOUND[key] = found
            while len(_FOUND) > _KEPT:
                _FOUND.popitem(last=False)
    return found
