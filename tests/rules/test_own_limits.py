"""本机关期限 as a diagram writes it."""

import pytest

from workflows.rules.own_limits import find_own_limit
from workflows.rules.periods import Limit, Unit


@pytest.mark.parametrize(
    ("written", "limit"),
    [
        ("3wd", Limit(3, Unit.WORKING)),
        ("10cd", Limit(10, Unit.CALENDAR)),
        ("999wd", Limit(999, Unit.WORKING)),
        ("0wd", None),
        ("03wd", None),
        ("1000cd", None),
        ("3", None),
        ("3 wd", None),
        ("３wd", None),
        ("wd", None),
        ("", None),
    ],
)
def test_a_limit_is_working_days_or_days_and_nothing_else(written: str, limit: Limit | None) -> None:
    assert find_own_limit(written) == limit
