"""What a state keeps of the facts answers every condition as the facts do; and no flow is too wide for the prover."""

from collections.abc import Mapping, Sequence
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.process.proof.corpus import Row, drawing, flow, steps
from workflows.process.bundle import Bundle
from workflows.process.expressions import compile_condition, holds, names_in
from workflows.process.proof.layout import Layout, questions_in
from workflows.process.proof.prover import MOST_SITUATIONS, prove
from workflows.process.proof.report import Verdict
from workflows.process.proof.tracked import values_told
from workflows.vocabulary.facts import FACTS, FactValue

TRUTHS = ("grave", "heavy_kind", "reconsider")
CHOICES = ("review", "route", "statement")
AMOUNTS = ("fine", "penalty_total")
FOLLOWED = (*TRUTHS, *CHOICES, *AMOUNTS)
CENTS = (0, 1, 100, 4999, 5000, 5001, 1_000_000)
BUNDLE = flow(steps("p", one="investigate"))

# ----------------------------------------------------------------------------------------------------- conditions


def _told(value: FactValue) -> str:
    return f'"{value}"' if isinstance(value, str) else str(value).lower()


def _atoms() -> st.SearchStrategy[str]:
    choice = st.sampled_from(CHOICES).flatmap(
        lambda name: st.tuples(st.just(name), st.lists(st.sampled_from(FACTS[name].values), min_size=1, max_size=3))
    )
    amount = st.tuples(
        st.sampled_from(AMOUNTS), st.sampled_from(["<", "<=", ">", ">=", "==", "!="]), st.sampled_from(CENTS)
    )
    return st.one_of(
        st.sampled_from(TRUTHS),
        st.tuples(*[st.sampled_from(TRUTHS)] * 2).map(" == ".join),
        choice.map(lambda one: f"{one[0]} == {_told(one[1][0])}"),
        choice.map(lambda one: f"{one[0]} != {_told(one[1][0])}"),
        choice.map(lambda one: f"{one[0]} in [{', '.join(map(_told, dict.fromkeys(one[1])))}]"),
        amount.map(lambda one: f"{one[0]} {one[1]} {one[2]}"),
    )


CONDITIONS = st.recursive(
    _atoms(),
    lambda inner: st.one_of(
        inner.map(lambda one: f"not ({one})"),
        st.tuples(inner, inner).map(lambda two: f"({two[0]}) and ({two[1]})"),
        st.tuples(inner, inner).map(lambda two: f"({two[0]}) or ({two[1]})"),
    ),
    max_leaves=5,
)
FACTS_OF_A_CASE = st.fixed_dictionaries(
    {name: st.booleans() for name in TRUTHS}
    | {name: st.sampled_from(FACTS[name].values) for name in CHOICES}
    | {name: st.one_of(st.sampled_from(CENTS), st.integers(0, 2_000_000)) for name in AMOUNTS}
)


def _layout(conditions: Sequence[str]) -> Layout:
    trees = [compile_condition(one) for one in conditions]
    named = {name for tree in trees for name in names_in(tree)}
    domains = {name: values_told(BUNDLE, name, trees) for name in named}
    return Layout(domains, [asked for tree in trees for asked in questions_in(tree, domains)])


@settings(max_examples=300, deadline=None)
@given(st.lists(CONDITIONS, min_size=1, max_size=3), st.lists(FACTS_OF_A_CASE, min_size=1, max_size=4))
def test_a_state_answers_every_condition_as_the_facts_do(
    conditions: list[str], cases: list[Mapping[str, FactValue]]
) -> None:
    layout = _layout(conditions)

    for condition, facts in product(conditions, cases):
        tree, state = compile_condition(condition), layout.written(facts)[1]
        mask, patterns = layout.patterns(tree)
        assert (state & mask in patterns) == holds(tree, facts), (condition, facts)


@settings(max_examples=200, deadline=None)
@given(st.lists(CONDITIONS, min_size=1, max_size=3), FACTS_OF_A_CASE, FACTS_OF_A_CASE)
def test_facts_written_later_stand_alone(
    conditions: list[str], before: Mapping[str, FactValue], after: Mapping[str, FactValue]
) -> None:
    layout = _layout(conditions)

    for name in FOLLOWED:
        state = layout.written(before)[1]
        cleared, put = layout.written({name: after[name]})
        assert state & ~cleared | put == layout.written({**before, name: after[name]})[1]


def test_an_amount_is_told_apart_only_where_it_is_compared() -> None:
    layout = _layout(["fine >= 5000"])

    codes = {fine: layout.written({"fine": fine})[1] for fine in (0, 4999, 5000, 900_000)}

    assert codes[0] == codes[4999] != codes[5000] == codes[900_000]


# --------------------------------------------------------------------------------------------------------- bounds


def _side_by_side(count: int, promises: Sequence[Row] = ()) -> Bundle:
    """Return a flow of so many steps at the same time: 2 to that power of situations."""
    drawn = drawing()
    drawn.fork("both")
    drawn.fork("met")
    drawn.flow("p_start", "both")
    for number in range(count):
        drawn.task(f"one{number}", act="report_findings" if number == 0 else "investigate")
        drawn.line("both", f"one{number}", "met")
    drawn.flow("met", "p_end")
    return flow(drawn, promises=promises)


def test_eighteen_steps_at_the_same_time_are_decided_or_given_up_in_good_time() -> None:
    report = prove(_side_by_side(18), statutory={}, seconds=2.0)

    assert report.verdict in {Verdict.UNDECIDED, Verdict.PROVED}
    assert report.states <= MOST_SITUATIONS
    assert report.verdict is Verdict.PROVED or report.note
    assert report.verdict is Verdict.PROVED or not report.certificate


def test_what_is_wider_than_may_be_explored_is_never_proved() -> None:
    report = prove(_side_by_side(24), statutory={}, seconds=0.3)

    assert report.verdict is Verdict.UNDECIDED
    assert 0 < report.states <= MOST_SITUATIONS
    assert "并行" in str(report.note)
    assert report.certificate == ""


def test_what_breaks_a_promise_before_a_search_is_given_up_breaks_it_anyhow() -> None:
    promise = {"pattern": "precedence", "before": ["investigate"], "event": ["report_findings"]}

    report = prove(_side_by_side(24, [promise]), statutory={}, seconds=0.3)

    assert report.verdict is Verdict.VIOLATED
    assert [one.promise for one in report.violations] == ["R0"]
