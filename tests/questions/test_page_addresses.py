"""Where a list goes on is read from an address anybody can write: what no page gave leads to the beginning."""

import base64
import json
from datetime import UTC, datetime

import pytest

from workflows.questions.paging import FIRST, LARGEST_ROW, Turn, read_turn, worded


def crafted(*parts: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(parts).encode()).decode().rstrip("=")


@pytest.mark.parametrize("number", [LARGEST_ROW + 1, 2**62, -1, True, "1", 1.5])
def test_a_number_that_no_row_can_have_leads_to_the_beginning(number: object) -> None:
    assert read_turn(before="", behind=crafted(number), kinds=(int,)) == FIRST


@pytest.mark.parametrize(
    "moment", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00", "2026-05-18T10:00:00", "x"]
)
def test_a_moment_that_the_database_cannot_hold_leads_to_the_beginning(moment: str) -> None:
    assert read_turn(before="", behind=crafted(moment, 1), kinds=(datetime, int)) == FIRST


def test_what_a_page_gave_is_read_again() -> None:
    key = (datetime(2026, 5, 18, 2, tzinfo=UTC), LARGEST_ROW)

    assert read_turn(before="", behind=worded(key), kinds=(datetime, int)) == Turn(key)
    assert read_turn(before=worded(key), behind="", kinds=(datetime, int)) == Turn(key, is_back=True)
