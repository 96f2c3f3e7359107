"""Every mutant of the shipped steps is refused for the right promise, and every counterexample was replayed."""

import pytest

from tests.process.proof.judging import asked_for, some_of, survivors
from tests.process.proof.mutants import Operator
from tests.process.proof.mutants_of_steps import (
    calls_dropped,
    cases_cut_short,
    gates_hidden_in_parts,
    neighbours_swapped,
    parts_swapped,
    questions_passed_by,
    steps_dropped,
    steps_given_to_others,
    steps_passed_by,
)

OPERATORS: tuple[Operator, ...] = (
    steps_dropped,
    calls_dropped,
    steps_passed_by,
    questions_passed_by,
    gates_hidden_in_parts,
    cases_cut_short,
    neighbours_swapped,
    parts_swapped,
    steps_given_to_others,
)


LONG = (neighbours_swapped,)
# Where each takes long, as many as make test has time for.
ONE_IN = {steps_passed_by: 2}


@pytest.mark.parametrize("operator", asked_for(OPERATORS, LONG), ids=lambda one: one.__name__)
def test_no_unlawful_mutant_survives(operator: Operator) -> None:
    table = survivors(some_of(operator, ONE_IN))

    assert not table, table
