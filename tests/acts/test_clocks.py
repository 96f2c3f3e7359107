"""A clock that stood still: the day it runs again is counted, and what took no day away leaves no trace."""

from datetime import date

from tests.acts.prepared import a_case_before
from tests.acts.rounds import walked_once
from tests.builders import Office


def ninety_days_of(office: Office) -> tuple[str, date, list[tuple[date, date | None]]]:
    dossier = office.dossier()
    clock = dossier.clock("penalty_90d")
    assert clock is not None
    return clock.state, clock.due_on, [(one.since, one.until) for one in dossier.clock_pauses]


@walked_once
def a_suspended_case() -> Office:
    """Return a case filed on 2026-05-18, whose ninety days end on Sunday 2026-08-16, suspended on 2026-05-25."""
    office = a_case_before("investigate").at("2026-05-25")
    office.do("suspend_case")
    return office


def test_the_day_of_the_resumption_is_counted_again() -> None:
    office = a_suspended_case().at("2026-05-28")
    assert ninety_days_of(office) == ("paused", date(2026, 8, 17), [(date(2026, 5, 25), None)])
    office.do("resume_case")
    assert ninety_days_of(office) == ("running", date(2026, 8, 19), [(date(2026, 5, 25), date(2026, 5, 27))])


def test_a_suspension_of_one_day_takes_that_day() -> None:
    office = a_suspended_case().at("2026-05-26")
    office.do("resume_case")
    assert ninety_days_of(office) == ("running", date(2026, 8, 17), [(date(2026, 5, 25), date(2026, 5, 25))])


def test_a_suspension_of_no_day_takes_none() -> None:
    office = a_suspended_case()
    office.do("resume_case")
    assert ninety_days_of(office) == ("running", date(2026, 8, 17), [])


def test_a_second_suspension_adds_to_the_first() -> None:
    office = a_suspended_case().at("2026-05-28")
    office.do("resume_case")
    office.at("2026-06-01").do("suspend_case")
    office.at("2026-06-03").do("resume_case")
    assert ninety_days_of(office)[1:] == (
        date(2026, 8, 21),
        [(date(2026, 5, 25), date(2026, 5, 27)), (date(2026, 6, 1), date(2026, 6, 2))],
    )
