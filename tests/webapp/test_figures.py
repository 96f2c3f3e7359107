from datetime import UTC, date, datetime

import pytest

from webapp.figures import day, filesize, moment, plain_yuan, short_moment, yuan

EVENING_IN_UTC = datetime(2026, 5, 20, 18, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("fen", "shown"), [(5_000_000, "50,000"), (5_000_050, "50,000.50"), (1, "0.01"), (0, "0"), (None, "—")]
)
def test_money_is_shown_in_yuan_and_kept_in_fen(fen: int | None, shown: str) -> None:
    assert yuan(fen) == shown


def test_money_in_an_input_has_no_commas() -> None:
    assert plain_yuan(123_456_789) == "1234567.89"


def test_a_day_is_the_day_in_shanghai() -> None:
    assert day(EVENING_IN_UTC) == "2026-05-21"


def test_a_moment_is_shown_in_shanghai() -> None:
    assert moment(EVENING_IN_UTC) == "2026-05-21 02:30"
    assert short_moment(EVENING_IN_UTC) == "05-21 02:30"


def test_a_naive_moment_is_taken_as_utc_because_records_keep_utc() -> None:
    assert moment(EVENING_IN_UTC.replace(tzinfo=None)) == "2026-05-21 02:30"


def test_nothing_is_shown_as_a_dash() -> None:
    assert (day(None), moment(None), short_moment(None)) == ("—", "—", "—")


def test_a_legal_day_stays_as_it_is() -> None:
    assert day(date(2026, 2, 13)) == "2026-02-13"


@pytest.mark.parametrize(("count", "shown"), [(1, "1 KB"), (340_000, "332 KB"), (2_202_010, "2.1 MB")])
def test_sizes_are_written_for_people(count: int, shown: str) -> None:
    assert filesize(count) == shown
