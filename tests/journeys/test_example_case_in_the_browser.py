"""The example case of law.md §7.1 as corrected by path.md §1.3, day by day, as its people do it in the browser."""

from collections.abc import Iterator

import pytest

from tests.journeys.example_case import after_decision, before_notice, first_round, papers, second_round
from tests.journeys.example_case.journey import Journey
from tests.journeys.office_in_browser import Building, a_browser
from tests.journeys.served_office import a_served_office

pytestmark = pytest.mark.browser


@pytest.fixture(name="journey", scope="module")
def _journey(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Journey]:
    with a_served_office(tmp_path_factory.mktemp("office"), day="2026-05-18") as office, a_browser() as browser:
        yield Journey(office, Building(browser, office.address))


STEPS = (
    before_notice.register,
    before_notice.inspect,
    before_notice.file_the_case,
    before_notice.dispose_of_what_was_kept,
    before_notice.interview_with_one_signature,
    before_notice.report,
    first_round.tell_the_party,
    first_round.hear_the_party,
    first_round.review_the_defence,
    first_round.send_for_review,
    first_round.return_the_case,
    first_round.take_the_opinion,
    before_notice.interview_again,
    first_round.supplement,
    second_round.report_again,
    second_round.tell_the_party_again,
    second_round.send_again,
    second_round.pass_the_case,
    second_round.deliberate,
    second_round.decide,
    after_decision.serve,
    after_decision.publish,
    after_decision.take_the_money,
    after_decision.verify_the_correction,
    after_decision.close_and_archive,
    papers.read_every_paper,
    papers.read_a_paper_on_the_page,
    papers.verify_the_journals,
    papers.look_back,
)


def test_the_case_goes_from_registration_to_the_archive(journey: Journey) -> None:
    for step in STEPS:
        step(journey)

    assert journey.building.what_browsers_complained_of() == []
