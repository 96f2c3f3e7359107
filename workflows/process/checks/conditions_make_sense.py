"""Conditions speak only of declared facts, and only of values these facts can have."""

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import TypeAlias

from workflows.process.bundle import Bundle
from workflows.process.expressions import Among, Compare, Constant, Name, Tree, constants_in, names_in, walk
from workflows.process.findings import Finding
from workflows.vocabulary.facts import Fact, FactKind, FactValue
from workflows.vocabulary.value_terms import term_of
from workflows.vocabulary.wording import N_, Objection, Phrase, listed

Fault: TypeAlias = tuple[Objection, str]


def senseless_conditions(bundle: Bundle) -> Iterator[Finding]:
    """Yield a finding for each unknown fact, impossible value or comparison that can never hold."""
    for diagram in bundle.diagrams.values():
        for flow in diagram.flows.values():
            if flow.tree is not None:
                for message, cure in senseless(flow.tree, bundle.facts):
                    yield Finding(diagram.file, flow.id, message, cure)


def senseless(tree: Tree, facts: Mapping[str, Fact]) -> Iterator[Fault]:
    """Yield what is wrong with one condition, each with its cure."""
    for name in sorted(names_in(tree) - set(facts)):
        near = [*get_close_matches(name, facts, n=1), *facts][0]
        message = Objection("unknown-fact", N_("没有名为“{name}”的事实要素"), {"name": name[:60]})
        yield message, Phrase(N_("请从事实要素中选择，是否“{near}”（{term}）？"), near=near, term=facts[near].term)
    known = {name: values for name, values in constants_in(tree).items() if name in facts}
    for name, values in sorted(known.items()):
        for value in sorted(values, key=str):
            if not facts[name].admits(value):
                yield _bad_value(facts[name], value)
    yield from _bad_uses(tree, facts)


def makes_sense(tree: Tree, facts: Mapping[str, Fact]) -> bool:
    """Say whether nothing is wrong with a condition, so that it can be tried out."""
    return names_in(tree) <= facts.keys() and not any(senseless(tree, facts))


def _bad_value(fact: Fact, value: FactValue) -> Fault:
    words: dict[str, str | int] = {"fact": fact.term, "value": str(value)[:60]}
    message = Objection("fact-value", N_("{fact}没有取值 {value}"), words)
    if fact.kind is FactKind.CHOICE:
        admitted = listed(Phrase(N_('"{value}"（{term}）'), value=one, term=term_of(fact, one)) for one in fact.values)
    else:
        admitted = "True, False" if fact.kind is FactKind.TRUTH else N_("不小于 0 的整数（分）")
    return message, Phrase(N_("可用的取值：{admitted}"), admitted=admitted)


def _bad_uses(tree: Tree, facts: Mapping[str, Fact]) -> Iterator[Fault]:
    """Yield comparisons of what cannot be compared, and values that stand where only a truth can."""
    compared: set[int] = set()
    for part in walk(tree):
        match part:
            case Compare(_, Constant(), Constant()) | Among(Constant()):
                compared |= {id(each) for each in walk(part)}
                yield Objection("constant-condition", N_("条件含有固定不变的成分")), N_("请删除这一成分")
            case Compare():
                compared |= {id(part.left), id(part.right)}
                yield from _bad_comparison(part, facts)
            case Among(item):
                compared.add(id(item))
            case Name() | Constant() if id(part) not in compared:
                yield from _bad_truth(part, facts)
            case _:
                continue
    yield from _days(tree, facts)


def _bad_comparison(part: Compare, facts: Mapping[str, Fact]) -> Iterator[Fault]:
    kinds = {facts[each.name].kind for each in (part.left, part.right) if isinstance(each, Name) and each.name in facts}
    if (part.sign not in {"==", "!="} and kinds - {FactKind.MONEY}) or len(kinds) > 1:
        message = Objection("fact-order", N_("比较了不能相比的值"))
        yield message, N_("只有金额可以比较大小，其余请用 == 、!= 或者 in")


def _bad_truth(part: Name | Constant, facts: Mapping[str, Fact]) -> Iterator[Fault]:
    if isinstance(part, Constant):
        yield Objection("constant-condition", N_("条件含有固定不变的成分")), N_("请删除这一成分")
    elif part.name in facts and facts[part.name].kind not in {FactKind.TRUTH, FactKind.DAY}:
        yield Objection("fact-truth", N_("{fact}不是真假值"), {"fact": facts[part.name].term}), N_("请写明与何值比较")


def _days(tree: Tree, facts: Mapping[str, Fact]) -> Iterator[Fault]:
    if any(name in facts and facts[name].kind is FactKind.DAY for name in names_in(tree)):
        yield Objection("day-in-condition", N_("条件中用了日期")), N_("请把日期写进决策表")
