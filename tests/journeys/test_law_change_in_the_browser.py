"""A regulation changes: the flow administrator draws it, the proof refuses the shortcut, the office works by it."""

from collections.abc import Iterator

import pytest

from tests.journeys.law_change import drafting, handling, publishing, together
from tests.journeys.law_change.journey import LawChange
from tests.journeys.office_in_browser import Building, a_browser
from tests.journeys.served_office import a_served_office

pytestmark = pytest.mark.browser


@pytest.fixture(name="journey")
def _journey(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LawChange]:
    with a_served_office(tmp_path_factory.mktemp("office"), day="2026-05-18") as office, a_browser() as browser:
        yield LawChange(office, Building(browser, office.address))


CHANGED = (
    handling.four_cases_are_under_way,
    drafting.begin,
    drafting.lower_the_amount,
    drafting.add_the_step,
    drafting.branch_on_the_answer,
    drafting.draw_a_fast_lane,
    drafting.see_it_refused,
    drafting.not_even_submit_it,
    drafting.undo_it,
    publishing.compare,
    publishing.rehearse,
    publishing.submit,
    publishing.approve,
    handling.register_on_the_old_version,
    handling.register_on_the_new_version,
    handling.assess_the_risk,
    handling.propose_to_move,
    handling.move_what_may_move,
    handling.move_one_back,
)


def test_the_law_is_changed_in_the_browser_from_the_draft_to_the_cases(journey: LawChange) -> None:
    for step in CHANGED:
        step(journey)

    assert journey.building.what_browsers_complained_of() == []


TOGETHER = (
    together.a_second_administrator,
    together.begin,
    together.take_in_a_foreign_diagram,
    together.drop_it_again,
    together.see_each_other,
    together.change_the_same_step,
    together.see_the_others_change,
)


def test_a_foreign_diagram_is_taken_in_and_two_administrators_overwrite_nothing(journey: LawChange) -> None:
    for step in TOGETHER:
        step(journey)

    assert journey.building.what_browsers_complained_of() == []
