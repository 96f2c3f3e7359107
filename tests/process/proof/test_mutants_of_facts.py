"""Every mutant of the shipped conditions, forms and tables is refused: no duty can be defined away."""

import pytest

from tests.process.proof import test_mutants, test_mutants_of_ways
from tests.process.proof.harmless import HARMLESS
from tests.process.proof.judging import asked_for, some_of, survivors
from tests.process.proof.mutants import Operator
from tests.process.proof.mutants_of_facts import (
    conditions_turned,
    conditions_weakened,
    forms_that_define_away,
    forms_that_switch_off,
    gates_that_trust_a_table,
    tables_emptied,
    ways_rotated,
)

OPERATORS: tuple[Operator, ...] = (
    conditions_turned,
    conditions_weakened,
    ways_rotated,
    forms_that_switch_off,
    forms_that_define_away,
    gates_that_trust_a_table,
    tables_emptied,
)


LONG = (conditions_turned, conditions_weakened)
# Where each takes long, as many as make test has time for.
ONE_IN = {forms_that_switch_off: 2}


@pytest.mark.parametrize("operator", asked_for(OPERATORS, LONG), ids=lambda one: one.__name__)
def test_no_unlawful_mutant_survives(operator: Operator) -> None:
    table = survivors(some_of(operator, ONE_IN))

    assert not table, table


def test_there_are_mutants_enough_and_every_harmless_one_is_among_them() -> None:
    operators = (*OPERATORS, *test_mutants.OPERATORS, *test_mutants_of_ways.OPERATORS)
    names = [mutant.name for operator in operators for mutant in operator()]

    assert len(names) == len(set(names))
    assert set(HARMLESS) <= set(names)
    assert len(names) - len(HARMLESS) >= 300
    shorter = [one for one in operators if one not in {*LONG, *test_mutants.LONG, *test_mutants_of_ways.LONG}]
    one_in = {**ONE_IN, **test_mutants.ONE_IN, **test_mutants_of_ways.ONE_IN}
    tried = [one for operator in shorter for one in some_of(operator, one_in) if one.name not in HARMLESS]
    assert len(tried) >= 200, len(tried)
