"""Two people press at the same moment: one wins, the other hears who and when, and loses nothing typed."""

from collections.abc import Iterator

import pytest

from tests.journeys.office_in_browser import Building, Person, a_browser
from tests.journeys.served_office import ServedOffice, a_served_office

pytestmark = pytest.mark.browser

REGISTERED = {
    "matter": "funeral_remains",
    "source_kind": "hotline",
    "received_on": "2026-05-18",
    "summary": "永宁公司用改装面包车接运、租用冷库存放遗体",
    "party_kind": "organisation",
    "party_name": "青峦县永宁礼仪服务有限公司",
    "party_credit_code": "91539921MAY00A1K6X",
    "party_address": "青峦县城南路6号",
}
VERIFIED = {
    "officers": ["林静", "赵宁"],
    "findings": "现场发现改装面包车",
    "has_facts": True,
    "jurisdiction": "违法行为发生地在本县",
    "suggestion": "file",
}


@pytest.fixture(name="office", scope="module")
def _office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedOffice]:
    with a_served_office(tmp_path_factory.mktemp("office"), day="2026-05-18") as office:
        yield office


@pytest.fixture(name="building", scope="module")
def _building(office: ServedOffice) -> Iterator[Building]:
    with a_browser() as browser:
        yield Building(browser, office.address)


@pytest.fixture(name="task")
def _task(building: Building) -> str:
    """Return the address of a task that waits in the leaders' pool: to file a fresh case."""
    lin = building.person("林静").go("/cases/new").fill(**REGISTERED).done("已登记")
    lin.fill(**VERIFIED).done()
    wu = building.person("吴岚").go("/pool")
    newest = wu.page.locator("tbody tr form").last.get_attribute("action") or ""
    return newest.removesuffix("/claim")


def press_together(*people: Person) -> None:
    """Press everybody's button before anybody has an answer, then wait for all answers."""
    for one in people:
        one.page.evaluate(
            "() => { window.stillHere = true; document.querySelector('form.act-form .btn-act').click(); }"
        )
    for one in people:
        one.page.wait_for_function("() => !window.stillHere && document.readyState === 'complete'")


def winners(*people: Person) -> list[Person]:
    """Return whom the office told that it was done."""
    return [one for one in people if one.page.locator(".flash").count()]


def test_of_two_leaders_one_files_the_case_and_the_other_hears_who_and_when(building: Building, task: str) -> None:
    wu, zhou = building.person("吴岚"), building.person("周正")
    for one in (wu, zhou):
        one.go(task).fill(filing="filed", opinion=f"{one.name}同意立案，请抓紧办理")

    press_together(wu, zhou)

    (winner,) = winners(wu, zhou)
    loser = zhou if winner is wu else wu
    assert loser.page.locator("h1").inner_text() == "他人已先办结"
    assert f"{winner.name} 已于 2026-05-18 09:" in loser.text()
    assert "办结此任务" in loser.text()
    assert f"{loser.name}同意立案，请抓紧办理" in loser.text()
    assert winner.page.locator(".timeline").inner_text().count("立案审批") == 1


def test_one_leader_in_two_windows_files_once(building: Building, task: str) -> None:
    first, second = building.person("吴岚"), building.another_window("吴岚")
    for number, one in enumerate((first, second), start=1):
        one.go(task).fill(filing="filed", opinion=f"第{number}个窗口里写的意见")

    press_together(first, second)

    (winner,) = winners(first, second)
    loser, words = (second, "第2个窗口里写的意见") if winner is first else (first, "第1个窗口里写的意见")
    assert "您已于 2026-05-18 09:" in loser.text()
    assert "他人" not in loser.text()
    assert words in loser.text()
    assert winner.page.locator(".timeline").inner_text().count("立案审批") == 1


def test_of_two_who_claim_one_holds_the_task(building: Building, task: str) -> None:
    wu, zhou = building.person("吴岚"), building.person("周正")
    for one in (wu, zhou):
        one.go("/pool")
    for one in (wu, zhou):
        one.page.evaluate(
            "action => { window.stillHere = true; document.querySelector(`form[action='${action}'] button`).click(); }",
            f"{task}/claim",
        )
    for one in (wu, zhou):
        one.page.wait_for_function("() => !window.stillHere && document.readyState === 'complete'")

    (winner,) = winners(wu, zhou)
    loser = zhou if winner is wu else wu
    assert f"已由{winner.name}签收" in loser.text()
    assert loser.go("/tasks").page.locator(f'a[href="{task}"]').count() == 0


def test_no_browser_complained(building: Building) -> None:
    assert building.what_browsers_complained_of() == []
