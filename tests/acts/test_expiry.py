"""陈述申辩期满: at midnight in Shanghai, and never before every period has run."""

from datetime import date

from tests.acts.rounds import LARGE, a_told_case
from workflows.forms import SHANGHAI
from workflows.records.clocks import Clock


def test_the_moment_of_expiry_is_midnight_in_shanghai() -> None:
    office = a_told_case()

    office.now = office.now.replace(day=26, hour=23, minute=59).astimezone(SHANGHAI)
    office.work()

    assert office.open_acts() == ["await_statement"]


def test_the_shorter_period_waits_for_the_longer_one() -> None:
    office = a_told_case(LARGE)
    with office.archive.transaction() as records:
        longer = next(one for one in records.list_where(Clock) if one.name == "hearing_request_5wd")
        longer.due_on = date(2026, 6, 30)

    office.at("2026-06-30")
    assert office.open_acts() == ["await_statement"]
    office.at("2026-07-01")

    assert office.open_acts() == ["finalise_draft"]
