"""Each scenario's name tells what sets it apart, and no two names are alike, in Chinese and in English."""

from datetime import date

import pytest

from tests.builders import an_office
from tests.webapp.flow_room import in_force
from workflows.questions.flow_scenarios import ScenariosPage, show_scenarios
from workflows.questions.flow_source import Which


@pytest.fixture(name="page", scope="module")
def _page() -> ScenariosPage:
    office = an_office()
    with office.archive.reading() as records:
        which = Which(sha=in_force(office))
        return show_scenarios(which, date(2026, 3, 2), actor=office.actor("杜鹃"), records=records, means=office.means)


def test_no_two_scenarios_of_the_shipped_flow_have_the_same_name(page: ScenariosPage) -> None:
    names = [one.name for one in page.scenarios]

    assert len(names) > 30
    assert len(set(names)) == len(names)
    assert not [one for one in names if "（情形 " in one]


def test_a_name_tells_answers_and_returns_before_what_merely_follows(page: ScenariosPage) -> None:
    names = [one.name for one in page.scenarios]

    assert "处理方向审查退回“调查终结报告”" in names
    assert any("审核结论？（未通过）" in one for one in names)
    assert any("听证：是否受理？（否）" in one for one in names)
    assert any(one.startswith("“听取陈述申辩”期间陈述申辩期满") for one in names)


def test_a_name_stands_in_the_export_too(page: ScenariosPage) -> None:
    told = page.as_json()["scenarios"]

    assert isinstance(told, list)
    assert [one["name"] for one in told] == [one.name for one in page.scenarios]
