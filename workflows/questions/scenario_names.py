"""What scenarios 演练情形 are called: by the answers, returns and events that each is the first to go, told apart."""

from collections import Counter
from collections.abc import Mapping, Sequence

from workflows.process.bundle import Bundle
from workflows.process.diagram import Flow, NodeKind
from workflows.vocabulary.wording import N_, Phrase, listed

# How much of what is new stands in a name; ways in the order in which they tell most.
MOST_TOLD = 2
RETURN, EVENT, ANSWER, YES_OR_NO, PLAIN = range(5)
_YES_OR_NO = frozenset({"是", "否"})
_AND_THEN = N_("{some}；{more}")


def name_scenarios(news: Sequence[Sequence[str]], bundle: Bundle) -> list[str]:
    """Return a name for each scenario by the ways it is the first to go, in their order; no two are alike."""
    told = {way: _words(way, bundle) for each in news for way in each}
    repeated = Counter(map(str, told.values()))
    clear = {
        way: _in_its_part(way, one, bundle) if repeated[str(one)] > 1 or _is_vague(way, bundle) else one
        for way, one in told.items()
    }
    names = [_name(ways, clear, bundle) for ways in news]
    alike = Counter(map(str, names))
    return [
        Phrase(N_("{name}（情形 {number}）"), name=one, number=number) if alike[str(one)] > 1 else one
        for number, one in enumerate(names, start=1)
    ]


def _name(ways: Sequence[str], told: Mapping[str, str], bundle: Bundle) -> str:
    telling = sorted(ways, key=lambda way: _rank(way, bundle))[:MOST_TOLD]
    best = _rank(telling[0], bundle) if telling else 0
    # What merely follows says nothing beside an answer.
    kept = [way for way in telling if _rank(way, bundle) < PLAIN or best == PLAIN]
    return listed([told[way] for way in kept], _AND_THEN)


def _rank(way: str, bundle: Bundle) -> int:
    """Return how much a way tells, the most telling first: returns, events, answers, plain flows."""
    if "→" in way:
        return RETURN
    flow = _flow(way, bundle)
    if bundle.node(flow.source).kind is NodeKind.BOUNDARY:
        return EVENT
    if not flow.label:
        return PLAIN
    return YES_OR_NO if flow.label in _YES_OR_NO else ANSWER


def _words(way: str, bundle: Bundle) -> str:
    if "→" in way:
        source, _, target = way.partition("→")
        return Phrase(N_("{step}退回“{target}”"), step=_label(bundle, source), target=_label(bundle, target))
    flow, rank = _flow(way, bundle), _rank(way, bundle)
    source, target = _label(bundle, flow.source), _label(bundle, flow.target)
    if rank == EVENT:
        host = _label(bundle, bundle.node(flow.source).attached_to)
        return Phrase(N_("“{host}”期间{event}"), host=host, event=source)
    if rank == PLAIN:
        return Phrase("{source} → {target}", source=source, target=target)
    return Phrase(N_("{question}（{answer}）"), question=source, answer=flow.label)


def _is_vague(way: str, bundle: Bundle) -> bool:
    """Say whether a way tells little without its part: 是否受理？（否）."""
    is_inside = "→" not in way and bundle.places[_flow(way, bundle).source] != bundle.process
    return is_inside and _rank(way, bundle) == YES_OR_NO


def _in_its_part(way: str, words: str, bundle: Bundle) -> str:
    node = way.partition("→")[0] if "→" in way else _flow(way, bundle).source
    part = bundle.diagrams[bundle.places[node]]
    return Phrase(N_("{part}：{words}"), part=part.label or part.process, words=words)


def _flow(way: str, bundle: Bundle) -> Flow:
    return next(diagram.flows[way] for diagram in bundle.diagrams.values() if way in diagram.flows)


def _label(bundle: Bundle, node: str) -> str:
    return bundle.node(node).label or node if node in bundle.places else node
