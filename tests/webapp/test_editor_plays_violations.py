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
CONDITION = '(review_basis != "none" or review_returned) and review not in ["pass", "pass_edit"]'
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
    undo, redo = (page.get_by_role("button", name=name, exact=True) for name in ("撤销", "重做"))
    expect(undo).to_be_disabled()
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

    expect(redo).to_be_disabled()
    undo.click()
    expect(undo).to_be_disabled()
    expect(redo).to_be_enabled()
    expect(verdict).to_contain_text("已证明", timeout=60000)


def test_on_a_narrow_screen_an_execution_is_played_below_the_drawing(room: Room) -> None:
    bypassed = room.stored(MAIN).replace(CONDITION, BYPASS)
    assert bypassed != room.stored(MAIN)
    room.store(MAIN, bypassed)
    page = room.open(MAIN)
    expect(page.locator("[data-part=verdict]")).to_have_text(re.compile(r"违反 \d+ 项"), timeout=60000)
    page.set_viewport_size({"width": 390, "height": 844})

    page.locator("[data-pane=findings]").click()
    expect(page.locator(".diagram-canvas .djs-container").first).to_be_hidden()
    page.get_by_role("button", name=re.compile("看看如何发生")).first.click()
    page.locator("[data-play=next]").click()

    now = page.locator(".path-now:visible")
    expect(now).to_be_visible()
    drawing, player = now.bounding_box(), page.locator(".editor-playback").bounding_box()
    assert drawing is not None
    assert player is not None
    assert drawing["y"] + drawing["height"] < player["y"]


def test_a_half_drawn_flow_is_told_what_comes_next_and_not_that_it_cannot_be_read(room: Room) -> None:
    alone = '<bpmn:userTask id="alone" name="补充论证" /></bpmn:process>'
    room.store(MAIN, room.stored(MAIN).replace("</bpmn:process>", alone))

    page = room.open(MAIN)

    expect(page.locator("[data-part=verdict]")).to_have_text("尚未画完：请连到下一环节或者结束事件", timeout=60000)
    page.goto(f"/flows/drafts/{room.draft}")
    expect(page.locator("#check")).to_contain_text("尚未画完")
    expect(page.locator("#check")).to_contain_text("先处理：行政处罚普通程序 · 补充论证")


def test_a_violation_is_walked_again_in_a_rehearsal(room: Room) -> None:
    page = room.open(MAIN)
    choose(page, TO_REVIEW)
    page.get_by_text("高级：直接书写").click()
    page.get_by_label("条件（文本）").fill(BYPASS)
    page.get_by_label("条件（文本）").press("Tab")
    saved(page)
    violation = page.locator(".finding.is-violation", has_text="未经法制审核通过就作出处罚决定").first
    violation.get_by_role("link", name="在演练中重走").click(timeout=60000)

    expect(page.get_by_role("heading", name="重走违反的经过")).to_be_visible(timeout=30000)
    expect(page.locator("#prepared")).to_contain_text("已走 0 步")
    page.get_by_role("link", name="走到最后").click()
    expect(page.get_by_role("alert")).to_contain_text("未经法制审核通过就作出处罚决定")
    expect(page.get_by_role("alert")).to_contain_text("处罚法58条1款")
    page.get_by_role("link", name="退一步").click()
    expect(page.locator(".prepared-next")).to_contain_text("作出行政处罚决定")
