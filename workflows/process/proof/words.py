"""Executions and violations in words: what somebody does, what it sets, and the one sentence about what goes wrong."""

from collections.abc import Collection, Iterable, Mapping, Sequence

from workflows.process.bundle import Bundle
from workflows.process.diagram import Node, NodeKind
from workflows.process.expressions import constants_in, names_in
from workflows.process.proof.model import Model
from workflows.process.proof.paths import Hop
from workflows.process.proof.report import Played
from workflows.process.spoken import value_said
from workflows.vocabulary.acts import ACTS
from workflows.vocabulary.facts import Fact, FactKind, FactValue
from workflows.vocabulary.wording import N_, Phrase, listed

MOST_CONDITIONS = 4

_MESSAGES: Mapping[str, str] = {
    "exit_approved": N_("批准撤销、终止或者移送"),
    "clock:statement_5wd": N_("陈述申辩期届满"),
    "clock:public_notice_30d": N_("公告期满，视为送达"),
    "clock:payment_15d": N_("缴款期限届满"),
    "clock:demand_10wd": N_("催告期满"),
}


def played(model: Model, hop: Hop) -> Played:
    """Return one step of an execution as a report shows it."""
    move = hop.move
    element = move.path.rsplit("/", 1)[-1] if move.kind in {"task", "return", "message"} else ""
    bundle = model.bundle
    return Played(
        kind=move.kind,
        file=bundle.diagrams[bundle.places[element]].file if element else "",
        element=element,
        path=move.path,
        said=_said(bundle, hop),
        writes=dict(move.writes),
        target=move.target,
        message=move.message,
        passed=tuple(dict.fromkeys((*(path.rsplit("/", 1)[-1] for path in hop.settled.visited), *_flows(hop)))),
    )


def told(breach: str, hops: Sequence[Hop], assumed: Mapping[str, FactValue], bundle: Bundle, *, way: str) -> Phrase:
    """Return the one sentence: 若拟罚款不足100,000元，且选择“快速办理”，会出现未经法制审核通过就作出处罚决定的情形.

    ``way`` is the flow drawn that led there, where people or facts chose between several; what its gateway asks is told
    before all else.
    """
    conditions = [*_conditions(hops, assumed, bundle, asked=_asked_at(way, bundle)), *_way_said(way, bundle)]
    if not conditions:
        return Phrase(N_("按此流程，会出现{breach}的情形"), breach=breach)
    joined = listed(conditions, N_("{some}，且{more}"))
    return Phrase(N_("若{conditions}，会出现{breach}的情形"), conditions=joined, breach=breach)


def way_chosen(hops: Sequence[Hop], bundle: Bundle, wanted: Iterable[str]) -> str:
    """Return the flow with a name that a gateway chose, empty where none was: the last way round a ``wanted`` act.

    The acts are asked for in their order. Where no other way led straight to any of them, it is the last flow taken.
    """
    flows = [flow for hop in hops for flow in _flows(hop)]
    named = [flow for flow in reversed(flows) if _way_said(flow, bundle)]
    round_them = (flow for act in wanted for flow in named if _leads_round(flow, bundle, act))
    return next(round_them, next(iter(named), ""))


def _leads_round(flow_id: str, bundle: Bundle, act: str) -> bool:
    """Say whether another flow of the same gateway leads to an act before anybody does anything else."""
    diagram = next(one for one in bundle.diagrams.values() if flow_id in one.flows)
    siblings = diagram.leaving[diagram.flows[flow_id].source]
    waiting = [one.target for one in siblings if one.id != flow_id]
    seen = set(waiting)
    for target in waiting:
        node = diagram.nodes[target]
        if act in _acts_at(node, bundle):
            return True
        if node.kind not in {NodeKind.TASK, NodeKind.CALL}:
            fresh = [one.target for one in diagram.leaving[target] if one.target not in seen]
            seen.update(fresh)
            waiting += fresh
    return False


def _acts_at(node: Node, bundle: Bundle) -> frozenset[str]:
    """Return the acts of a step, and of everything in the part it calls."""
    acts = frozenset({node.properties.get("act", "")})
    if node.kind is not NodeKind.CALL:
        return acts
    return acts.union(*(_acts_at(one, bundle) for one in bundle.diagrams[node.called].nodes.values()))


def _asked_at(flow_id: str, bundle: Bundle) -> frozenset[str]:
    """Return the facts the gateway of a flow asks for."""
    for diagram in bundle.diagrams.values():
        if flow_id in diagram.flows:
            flows = diagram.leaving[diagram.flows[flow_id].source]
            return frozenset(name for one in flows if one.tree is not None for name in names_in(one.tree))
    return frozenset()


def _way_said(flow_id: str, bundle: Bundle) -> list[str]:
    for diagram in bundle.diagrams.values():
        flow = diagram.flows.get(flow_id)
        if flow is None or not flow.label or len(diagram.leaving[flow.source]) == 1:
            continue
        gateway = diagram.nodes[flow.source].label
        if gateway:
            return [Phrase(N_("在“{gateway}”处选择“{way}”"), gateway=gateway, way=flow.label)]
        return [Phrase(N_("选择“{way}”"), way=flow.label)]
    return []


def _flows(hop: Hop) -> tuple[str, ...]:
    return tuple(flow for flows in hop.settled.flows for flow in flows.split())


def _conditions(
    hops: Sequence[Hop], assumed: Mapping[str, FactValue], bundle: Bundle, *, asked: Collection[str]
) -> list[str]:
    written = {name: value for hop in hops for name, value in hop.move.writes.items() if name in bundle.facts}
    deciding = {name: written[name] for name in written if name in asked and bundle.facts[name].kind is FactKind.TRUTH}
    answered = {name: value for name, value in written.items() if name.startswith("form.")}
    amounts = {name: value for name, value in written.items() if bundle.facts[name].kind is FactKind.MONEY}
    facts = {**deciding, **answered, **amounts, **assumed}
    # What every case begins with need not be said.
    telling = {name: value for name, value in facts.items() if _tells(bundle.facts[name], value)}
    return [fact_said(name, value, bundle) for name, value in telling.items()][:MOST_CONDITIONS]


def _tells(fact: Fact, value: FactValue) -> bool:
    return fact.kind is FactKind.MONEY or (fact.kind is not FactKind.DAY and value != fact.initial)


def fact_said(name: str, value: FactValue, bundle: Bundle) -> str:
    """Return a fact with its value; an amount or a day by the range it stands for."""
    fact = bundle.facts[name]
    if fact.kind in {FactKind.MONEY, FactKind.DAY}:
        return _range_said(fact, int(value), _limits(name, bundle))
    if fact.kind is FactKind.TRUTH:
        return Phrase(N_("“{fact}”为是") if value else N_("“{fact}”为否"), fact=fact.term)
    return Phrase(N_("{fact}为“{value}”"), fact=fact.term, value=value_said(fact, value))


def _limits(name: str, bundle: Bundle) -> list[int]:
    """Return the values a fact is compared with, in tables and at gateways."""
    trees = [cell.tree for table in bundle.tables.values() for rule in table.rules for cell in rule.tests]
    trees += [flow.tree for one in bundle.diagrams.values() for flow in one.flows.values() if flow.tree is not None]
    return sorted({int(value) for tree in trees for value in constants_in(tree).get(name, ())})


def _range_said(fact: Fact, value: int, limits: Sequence[int]) -> str:
    below = [limit for limit in limits if limit <= value]
    above = [limit for limit in limits if limit > value]
    if not below and not above:
        return Phrase(N_("{fact}为任意数额"), fact=fact.term)
    if not below:
        return Phrase(N_("{fact}不足{limit}"), fact=fact.term, limit=value_said(fact, above[0]))
    if not above:
        return Phrase(N_("{fact}达到{limit}"), fact=fact.term, limit=value_said(fact, below[-1]))
    return Phrase(
        N_("{fact}达到{least}而不足{limit}"),
        fact=fact.term,
        least=value_said(fact, below[-1]),
        limit=value_said(fact, above[0]),
    )


def _said(bundle: Bundle, hop: Hop) -> Phrase:
    move = hop.move
    if move.kind == "start":
        return Phrase(N_("案件登记"))
    what = _what(bundle, hop)
    if move.kind == "return":
        return Phrase(N_("{what}：退回“{target}”"), what=what, target=_label(bundle, move.target))
    shown = [
        Phrase(N_("{fact}＝{value}"), fact=bundle.facts[name].term, value=value_said(bundle.facts[name], value))
        for name, value in move.writes.items()
        if name in bundle.facts and bundle.facts[name].admits(value) and value != bundle.facts[name].initial
    ]
    if move.target:
        shown.append(Phrase(N_("退回“{target}”"), target=_label(bundle, move.target)))
    return Phrase(N_("{what}：{writes}"), what=what, writes=listed(shown)) if shown else Phrase("{what}", what=what)


def _what(bundle: Bundle, hop: Hop) -> str:
    move = hop.move
    if move.kind == "anytime":
        return ACTS[move.path].term
    if move.kind == "message":
        return _MESSAGES.get(move.message, move.message)
    return _label(bundle, move.path.rsplit("/", 1)[-1])


def _label(bundle: Bundle, element: str) -> str:
    if element not in bundle.places:
        return element
    return bundle.node(element).label or element
