"""A flow that breaks the law, in a real browser: it is refused by name, and the way it goes wrong is drawn and told."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.webapp.at_an_address import at_an_address
from tests.webapp.editor_in_browser import Room, choose, saved
from tests.webapp.flow_room import a_flow_room

pytestmark = pytest.mark.browser

MAIN = "procedures/penalty_ordinary.bpmn"
TO_REVIEW = "draft_needs_review_to_legal_review_call"
# Only what the catalogue names would be reviewed, what the statute itself demands no longer.
BYPASS = 'review_basis == "catalogue" and review not in ["pass", "pass_edit"]'


@pytest.fixture(name="room")
def _room(chromium: Browser) -> Iterator[Room]:
    site, draft = a_flow_room()
    with at_an_address(site.app) as address:
        yield Room(site, draft, address, chromium, [], [])
        for context in chromium.contexts:
            context.close()


def test_a_way_around_review_is_refused_played_step_by_step_and_undone(room: Room) -> None:  # noqa: PLR0915 -- one journey
    page = room.open(MAIN)
    verdict = page.locator("[data-part=verdict]")
    expect(verdict).to_contain_text("已证明", timeout=60000)
    choose(page, TO_REVIEW)
    page.get_by_text("高级：直接书写").click()
    page.get_by_label("条件（文本）").fill(BYPASS)
    page.get_by_label("条件（文本）").press("Tab")
    saved(page)

    expect(verdict).to_have_text(re.compile(r"违反 \d+ 项"), timeout=60000)
    violation = page.locator(".finding.is-violation", has_text="未经法制审核通过就作出处罚决定").first
    expect(violation).to_contain_text("处罚法58条1款")
    violation.get_by_role("button", name=re.compile("看看如何发生")).click()
    files = {page.evaluate("flowEditor.shown.current")}
    steps = page.locator(".playback-steps li")
    for _ in range(steps.count() - 1):
        page.locator("[data-play=next]").click()
        page.wait_for_timeout(60)
        files.add(page.evaluate("flowEditor.shown.current"))

    assert len(files) > 3
    expect(page.locator(".playback-said")).to_contain_text("作出行政处罚决定")
    expect(page.locator('.path-now[data-element-id="decide_penalty"]')).to_be_visible()
    assert page.locator(".djs-connection.path-done").count() > 3
    # Closed in the middle, it leads back to the file that was being changed: there the mistake is undone.
    page.locator(".playback-steps button").nth(2).click()
    page.wait_for_function("(file) => flowEditor.shown.current !== file", arg=MAIN)
    page.locator("[data-play=close]").click()
    page.wait_for_function("(file) => flowEditor.shown.current === file", arg=MAIN)
    assert page.locator(".path-done").count() == 0

    page.get_by_role("button", name="撤销", exact=True).click()
    expect(verdict).to_contain_text("已证明", timeout=60000)
