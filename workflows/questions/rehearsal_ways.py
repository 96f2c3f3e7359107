"""How a step of a rehearsal can end, in words: what is fixed, what is chosen, and what an answer amounts to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import cast

from workflows.errors import RefusedError
from workflows.process.openings import Opening
from workflows.process.rehearsal import Choice
from workflows.questions.fact_words import changed, facts_in_words, value_in_words
from workflows.vocabulary.effects import KEEP, Outcome, Written, is_amount
from workflows.vocabulary.facts import Fact, FactValue
from workflows.vocabulary.wording import N_, Objection

KEPT = "="
MOST_FEN = 10**15
UNCHANGED = N_("不变")


@dataclass(frozen=True, slots=True)
class ShownField:
    """One fact to choose: one of (value as sent, words), or an amount in 元; ``usual`` stands there first."""

    name: str
    label: str
    usual: str
    options: Sequence[tuple[str, str]] = ()


@dataclass(frozen=True, slots=True)
class ShownWay:
    """One way a step can end: its number among the step's, what it sets for certain, and what is to be chosen."""

    number: int
    words: str
    fields: Sequence[ShownField]


def ways_in_words(
    opening: Opening, facts: Mapping[str, Fact], *, now: Mapping[str, FactValue], usual: Mapping[str, FactValue]
) -> list[ShownWay]:
    """Return the ways possible where facts stand as ``now``; fields are filled with ``usual`` at first.

    Of ways that come to the same here, as both leave what stands already, the first is shown.
    """
    possible = set(map(id, opening.ways_from(now)))
    ways = [(number, way) for number, way in enumerate(opening.ways) if id(way) in possible]
    common = _common([way for _, way in ways])
    shown, told = list[ShownWay](), list[tuple[Mapping[str, FactValue], Sequence[ShownField]]]()
    for number, way in ways:
        telling = _fixed(way) if len(ways) == 1 else {n: v for n, v in _fixed(way).items() if n not in common}
        words = facts_in_words(changed(telling, now) or (telling if len(ways) > 1 else {}), facts)
        fields = [_field(facts[name], values, usual.get(name)) for name, values in _open(way).items()]
        outcome = (changed(_fixed(way), now), fields)
        if outcome not in told:
            told.append(outcome)
            shown.append(ShownWay(number, words, fields))
    return shown


def choice_of(opening: Opening, number: int, answers: Mapping[str, str], facts: Mapping[str, Fact]) -> Choice:
    """Return the choice that was sent; RefusedError for a way, value or amount that does not exist."""
    if not 0 <= number < len(opening.ways):
        raise RefusedError(_unknown())
    way = opening.ways[number]
    writes = _fixed(way)
    for name, values in _open(way).items():
        value = _value(facts[name], values, answers.get(name, ""))
        if value is not None:
            writes[name] = value
    return Choice.of(opening, writes)


def _fixed(way: Outcome) -> dict[str, FactValue]:
    single = {name: values[0] for name, values in way.writes.items() if len(values) == 1 and not is_amount(name)}
    return {name: cast("FactValue", value) for name, value in single.items() if value is not KEEP}


def _open(way: Outcome) -> dict[str, tuple[Written, ...]]:
    return {name: values for name, values in way.writes.items() if len(values) > 1 or is_amount(name)}


def _common(ways: Sequence[Outcome]) -> set[str]:
    """Return the facts that every way sets alike."""
    first, *others = [_fixed(way) for way in ways] or [{}]
    return {name for name, value in first.items() if all(one.get(name) == value for one in others)}


def _field(fact: Fact, values: tuple[Written, ...], usual: FactValue | None) -> ShownField:
    if is_amount(fact.name):
        return ShownField(fact.name, fact.term, _in_yuan(usual))
    options = [_option(fact, one) for one in values]
    is_usual = usual is not None and usual != fact.initial and usual in values
    return ShownField(fact.name, fact.term, _sent(usual) if is_usual else options[0][0], options)


def _option(fact: Fact, value: Written) -> tuple[str, str]:
    return (KEPT, UNCHANGED) if value is KEEP else (_sent(value), value_in_words(fact, cast("FactValue", value)))


def _in_yuan(fen: FactValue | None) -> str:
    return f"{Decimal(int(fen or 0)) / 100:.2f}".removesuffix(".00")


def invented_field(fact: Fact, invented: Mapping[str, FactValue]) -> ShownField:
    """Return the field that asks for one fact of an invented case."""
    values = fact.values or (() if is_amount(fact.name) else (False, True))
    return _field(fact, values, invented.get(fact.name, fact.initial))


def invented_value(fact: Fact, sent: str) -> FactValue:
    """Return what was answered; RefusedError for what the fact cannot be."""
    value = _value(fact, fact.values or (False, True), sent)
    return fact.initial if value is None else value


def _sent(value: object) -> str:
    return ("yes" if value else "no") if isinstance(value, bool) else str(value)


def _value(fact: Fact, values: tuple[Written, ...], sent: str) -> FactValue | None:
    if is_amount(fact.name):
        return _amount(fact, sent)
    if sent == KEPT and KEEP in values:
        return None
    found = [one for one in values if one is not KEEP and _sent(one) == sent]
    if not found:
        raise RefusedError(_unknown())
    return cast("FactValue", found[0])


def _amount(fact: Fact, sent: str) -> int:
    try:
        fen = Decimal(sent.replace(",", "").strip() or "0") * 100
    except InvalidOperation as error:
        raise RefusedError(_no_amount(fact)) from error
    if not fen.is_finite() or fen != fen.to_integral_value() or not 0 <= fen < MOST_FEN:
        raise RefusedError(_no_amount(fact))
    return int(fen)


def _no_amount(fact: Fact) -> Objection:
    return Objection("rehearsal-amount", N_("“{fact}”须填写不小于零、最多两位小数的金额（元）"), {"fact": fact.term})


def _unknown() -> Objection:
    return Objection("rehearsal-way", N_("没有这种办理结果，请刷新页面后重新选择"))
