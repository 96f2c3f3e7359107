"""Limits of an agency's own."""

import pytest

from tests.process.checks.flows import a_flow, another, found
from workflows.process.checks.limits_can_be_read import unreadable_limits


@pytest.mark.parametrize("limit", ["", "3wd", "10cd", "999cd"])
def test_a_limit_is_a_number_and_working_or_calendar_days(limit: str) -> None:
    assert found(unreadable_limits, a_flow(another(act="investigate", limit=limit))) == []


@pytest.mark.parametrize("limit", ["3", "wd", "0wd", "3 wd", "P3D", "三日", "1000cd"])
def test_any_other_limit_is_found(limit: str) -> None:
    assert found(unreadable_limits, a_flow(another(act="investigate", limit=limit))) == [("limit-unreadable", "extra")]
