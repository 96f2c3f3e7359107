"""Facts in words: 拟罚款为50,000元、审核结论为审核通过."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal

from workflows.vocabulary.facts import Fact, FactKind, FactValue
from workflows.vocabulary.value_terms import term_of
from workflows.vocabulary.wording import N_, Phrase, listed


def value_in_words(fact: Fact, value: FactValue) -> str:
    """Return a value: an amount in 元, a day as it is written, anything else by its term."""
    if fact.kind is FactKind.MONEY:
        amount = Decimal(int(value)) / 100
        return Phrase(N_("{amount} 元"), amount=f"{amount:,.2f}".removesuffix(".00"))
    if fact.kind is FactKind.DAY:
        return date.fromordinal(int(value)).isoformat() if value else "—"
    return term_of(fact, value)


def facts_in_words(writes: Mapping[str, FactValue], facts: Mapping[str, Fact]) -> str:
    """Return facts and values one after another; an empty text for none."""
    return listed(_said(facts[name], value) for name, value in writes.items() if name in facts)


def changed(writes: Mapping[str, FactValue], before: Mapping[str, FactValue]) -> dict[str, FactValue]:
    """Return what of these facts is not so already."""
    return {name: value for name, value in writes.items() if before.get(name) != value}


def each_in_words(writes: Mapping[str, FactValue], facts: Mapping[str, Fact]) -> Iterable[tuple[str, str]]:
    """Yield (the fact's term, the value's words)."""
    return [(facts[name].term, value_in_words(facts[name], value)) for name, value in writes.items() if name in facts]


def _said(fact: Fact, value: FactValue) -> str:
    return Phrase(N_("{fact}为{value}"), fact=fact.term, value=value_in_words(fact, value))
