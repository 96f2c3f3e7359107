"""Every mutant of the shipped ways is refused for the right promise, or as a flow that cannot run."""

import pytest

from tests.process.proof.judging import asked_for, some_of, survivors
from tests.process.proof.mutants import Operator
from tests.process.proof.mutants_of_ways import (
    circles_back_to_the_decision,
    circles_without_end,
    exits_that_lead_on,
    joins_and_splits_swapped,
    returns_too_far,
    silence_for_consent,
)

OPERATORS: tuple[Operator, ...] = (
    exits_that_lead_on,
    silence_for_consent,
    joins_and_splits_swapped,
    circles_back_to_the_decision,
    circles_without_end,
    returns_too_far,
)


LONG = (joins_and_splits_swapped,)
# Where each takes long, as many as make test has time for.
ONE_IN = {circles_back_to_the_decision: 3, silence_for_consent: 2}


@pytest.mark.parametrize("operator", asked_for(OPERATORS, LONG), ids=lambda one: one.__name__)
def test_no_unlawful_mutant_survives(operator: Operator) -> None:
    table = survivors(some_of(operator, ONE_IN))

    assert not table, table
