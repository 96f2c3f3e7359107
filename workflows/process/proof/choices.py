"""What gateways can do: the ways of 排他 and 包容 gateways, where facts that are not followed may have any value."""

from collections.abc import Callable, Iterator, Mapping
from itertools import product
from math import prod

from workflows.process.diagram import Diagram, Flow, Node
from workflows.process.expressions import holds, names_in
from workflows.process.proof.layout import MOST_COMBINATIONS, TooManyError, questions_in
from workflows.process.proof.model import Model, Way
from workflows.process.proof.tracked import conditions_of, values_told
from workflows.vocabulary.facts import FactValue

Puts = Callable[[tuple[Flow, ...]], int]
Ways = dict[int, tuple[Way, ...]]


def choice_ways(model: Model, diagram: Diagram, node: Node, here: int, puts: Puts) -> tuple[int, Ways]:
    """Return (the questions asked, ways by the answers) of a 排他网关: the first flow that holds, else the default.

    As in the engine, of several flows without condition the last one drawn counts.
    """
    flows = diagram.leaving[node.id]
    reads = _asked(model, flows)
    ways: Ways = {}
    for bits, known in model.layout.combinations(reads):
        taken: dict[str, Way] = {}
        for facts, free in _freely(model, flows, known):
            flow = next(iter((*_open_flows(flows, facts), *reversed(_unconditional(flows)))), None)
            if flow is not None and flow.id not in taken:
                taken[flow.id] = Way(here, puts((flow,)), assumed=free, flow=flow.id)
                if len(taken) == len(flows):
                    break
        ways[bits] = tuple(taken.values())
    return reads, ways


def inclusive_ways(model: Model, diagram: Diagram, node: Node, needs: int, puts: Puts) -> tuple[int, Ways]:
    """Return (the questions asked, ways by the answers) of a 包容网关: every flow that holds, else the default."""
    flows = diagram.leaving[node.id]
    if len(flows) == 1:
        return 0, {0: (Way(needs, puts(flows)),)}
    reads = _asked(model, flows)
    ways: Ways = {}
    for bits, known in model.layout.combinations(reads):
        taken: dict[tuple[str, ...], Way] = {}
        for facts, free in _freely(model, flows, known):
            chosen = _open_flows(flows, facts) or _unconditional(flows)
            key = tuple(flow.id for flow in chosen)
            if chosen and key not in taken:
                taken[key] = Way(needs, puts(chosen), assumed=free, flow=" ".join(key))
        ways[bits] = tuple(taken.values())
    return reads, ways


def _asked(model: Model, flows: tuple[Flow, ...]) -> int:
    trees = [flow.tree for flow in flows if flow.tree is not None]
    return model.layout.asked(one for tree in trees for one in questions_in(tree, model.layout.fields))


def _freely(
    model: Model, flows: tuple[Flow, ...], known: Mapping[str, FactValue]
) -> Iterator[tuple[dict[str, FactValue], dict[str, FactValue]]]:
    """Yield all facts the flows ask for, with every value of those that are not followed, and these alone."""
    fields, bundle = model.layout.fields, model.bundle
    names = sorted({name for flow in flows if flow.tree is not None for name in names_in(flow.tree)})
    told = {name: fields[name].values[0] for name in names if name in fields}
    free: dict[str, tuple[FactValue, ...]] = {
        name: values_told(bundle, name, conditions_of(bundle)) for name in names if name not in fields
    }
    if prod(map(len, free.values())) > MOST_COMBINATIONS:
        raise TooManyError
    for chosen in product(*free.values()):
        assumed: dict[str, FactValue] = dict(zip(free, chosen, strict=True))
        yield {**told, **known, **assumed}, assumed


def _open_flows(flows: tuple[Flow, ...], facts: Mapping[str, FactValue]) -> tuple[Flow, ...]:
    return tuple(flow for flow in flows if flow.tree is not None and holds(flow.tree, facts))


def _unconditional(flows: tuple[Flow, ...]) -> tuple[Flow, ...]:
    """Return the flows the engine falls back on: the default, and whatever else has no condition."""
    return tuple(flow for flow in flows if flow.tree is None)
