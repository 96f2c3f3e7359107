"""Every branch of the shipped diagrams is walked by the acts, to an archived case whose papers all exist."""

from functools import cache

import pytest

from tests.journeys.roads import ROADS
from tests.journeys.walking import Walk, every_branch
from workflows.guards.volume import unrendered
from workflows.vocabulary.facts import FactValue

ENDS: dict[str, dict[str, FactValue]] = {}


@cache
def walked(name: str) -> Walk:
    return ROADS[name]()


@pytest.mark.parametrize("name", ROADS)
def test_every_road_ends_in_an_archived_case_with_all_its_papers(name: str) -> None:
    office = walked(name).office
    dossier = office.dossier()
    assert (office.open_acts(), dossier.run.status, dossier.case.status) == ([], "closed", "closed")
    assert dossier.case.archived_on == office.now.date()
    assert unrendered(dossier) == ()


def test_no_branch_is_left_unwalked() -> None:
    taken = set().union(*(walked(name).taken for name in ROADS))
    assert sorted(every_branch() - taken) == []
