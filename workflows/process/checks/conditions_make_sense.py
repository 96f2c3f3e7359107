"""Conditions speak only of declared facts, and only of values these facts can have."""

from collections.abc import Iterator, Mapping
from difflib import get_close_matches

from workflows.process.bundle import Bundle
from workflows.process.expressions import Among, Compare, Constant, Name, Tree, constants_in, names_in, walk
from workflows.vocabulary.facts import Fact, FactKind
from workflows.vocabulary.wording import N_, Objection


def senseless_conditions(bundle: Bundle) -> Iterator[Objection]:
    """Yield an objection for each unknown fact, impossible value or comparison that can never hold."""
    for diagram in bundle.diagrams.values():
        for flow in diagram.flows.values():
            if flow.tree is not None:
                place = {"file": diagram.file, "element": flow.id, "condition": flow.condition}
                yield from senseless(flow.tree, bundle.facts, place)


def senseless(tree: Tree, facts: Mapping[str, Fact], place: Mapping[str, str]) -> Iterator[Objection]:
    """Yield what is wrong with one condition; ``place`` names file, element and condition."""
    for name in sorted(names_in(tree) - set(facts)):
        near = get_close_matches(name, facts, n=1)
        yield Objection(
            "unknown-fact",
            N_("{file} 的连线 {element}：条件 {condition} 中没有名为“{name}”的事实要素，是否“{near}”？"),
            {**place, "name": name, "near": near[0] if near else next(iter(facts))},
        )
    known = {name: values for name, values in constants_in(tree).items() if name in facts}
    for name, values in sorted(known.items()):
        for value in sorted(values, key=str):
            if not facts[name].admits(value):
                yield _bad_value(facts[name], value, place)
    yield from _bad_uses(tree, facts, place)


def _bad_value(fact: Fact, value: object, place: Mapping[str, str]) -> Objection:
    admitted = {FactKind.TRUTH: "True, False", FactKind.MONEY: N_("不小于 0 的整数（分）")}
    return Objection(
        "fact-value",
        N_("{file} 的连线 {element}：条件 {condition} 中，{fact}没有取值 {value}，可用：{admitted}"),
        {**place, "fact": fact.term, "value": str(value), "admitted": admitted.get(fact.kind, ", ".join(fact.values))},
    )


def _bad_uses(tree: Tree, facts: Mapping[str, Fact], place: Mapping[str, str]) -> Iterator[Objection]:
    compared: set[int] = set()
    for part in walk(tree):
        match part:
            case Compare(sign, left, right):
                compared |= {id(left), id(right)}
                kinds = {
                    facts[each.name].kind for each in (left, right) if isinstance(each, Name) and each.name in facts
                }
                if (sign not in {"==", "!="} and kinds - {FactKind.MONEY}) or len(kinds) > 1:
                    yield Objection(
                        "fact-order",
                        N_("{file} 的连线 {element}：条件 {condition} 比较了不能相比的值，只有金额可以比较大小"),
                        place,
                    )
            case Among(item):
                compared.add(id(item))
            case Name(name) if name in facts and facts[name].kind is FactKind.DAY:
                yield Objection(
                    "day-in-condition",
                    N_("{file} 的连线 {element}：条件 {condition} 用了日期，请把日期写进决策表"),
                    place,
                )
            case Name(name) if id(part) not in compared and name in facts and facts[name].kind is not FactKind.TRUTH:
                yield Objection(
                    "fact-truth",
                    N_("{file} 的连线 {element}：条件 {condition} 中，{fact}不是真假值，请写明与何值比较"),
                    {**place, "fact": facts[name].term},
                )
            case Constant() if id(part) not in compared:
                yield Objection(
                    "constant-condition",
                    N_("{file} 的连线 {element}：条件 {condition} 含有固定不变的成分，请删除"),
                    place,
                )
            case _:
                continue
