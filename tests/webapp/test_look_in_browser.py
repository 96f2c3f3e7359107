"""The style guide in a real browser: what scripts add works, and no page is wider than the screen."""

from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser, ConsoleMessage, Page

from tests.webapp.at_an_address import at_an_address
from webapp.static_files import MANIFEST

pytestmark = pytest.mark.browser
# Texts in Chinese characters outside elements that say so.
CHINESE_LEFT = """() => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const left = [];
  while (walker.nextNode()) {
    const { data, parentElement } = walker.currentNode;
    if (/[\\u3400-\\u9fff]/.test(data) && !parentElement.closest("[lang|=zh]:not(html)")) left.push(data.trim());
  }
  return left;
}"""
SCREENS = ((1440, 900), (1366, 768), (390, 844))


@pytest.fixture(name="address")
def _address(bare_app: Flask) -> Iterator[str]:
    with at_an_address(bare_app) as address:
        yield address


@pytest.fixture(name="page")
def _page(chromium: Browser, address: str) -> Page:
    page = chromium.new_page(viewport={"width": 1440, "height": 900}, base_url=address)
    page.goto("/_styleguide")
    return page


def test_the_assets_are_built() -> None:
    assert MANIFEST.is_file(), "Run `make assets`"


def speak(page: Page, language: str) -> None:
    """Press the button of a language and wait for the page that speaks it: what was typed is kept first."""
    with page.expect_navigation():
        page.locator(f'button[name="language"][value="{language}"]').click()


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_nothing_is_wider_than_the_screen(page: Page, screen: tuple[int, int], language: str) -> None:
    page.set_viewport_size({"width": screen[0], "height": screen[1]})
    speak(page, language)

    assert page.evaluate("document.documentElement.scrollWidth") == screen[0]


@pytest.mark.parametrize("path", ["/sign-in", "/keys", "/notices", "/public", "/no-such-page"])
def test_in_english_only_what_is_marked_as_chinese_is_chinese(page: Page, path: str) -> None:
    speak(page, "en")

    page.goto(path)

    assert page.evaluate(CHINESE_LEFT) == []


def test_no_page_breaks_its_own_policy(chromium: Browser, address: str) -> None:
    said: list[str] = []
    page = chromium.new_page(base_url=address)
    page.on("console", lambda message: _note(said, message))
    page.on("pageerror", lambda error: said.append(str(error)))

    for path in ("/_styleguide", "/keys", "/notices", "/no-such-page"):
        page.goto(path)

    assert [line for line in said if "404" not in line] == []


def _note(said: list[str], message: ConsoleMessage) -> None:
    if message.type in {"error", "warning"}:
        said.append(message.text)


def test_rows_are_added_and_removed_and_keep_their_numbers(page: Page) -> None:
    rows = page.locator("[data-module=rows] [data-row]")
    assert rows.count() == 1

    page.get_by_role("button", name="增加一行").click()
    page.get_by_role("button", name="增加一行").click()
    rows.nth(1).get_by_role("button", name="删除本行").click()

    assert [field.get_attribute("name") for field in page.locator("[data-row] input").all()] == [
        "evidence-0-fact",
        "evidence-4-fact",
    ]


def test_a_field_is_asked_only_for_the_answer_that_needs_it(page: Page) -> None:
    place = page.locator("#f-back_to")
    assert place.is_hidden()

    page.get_by_text("退回补充证据", exact=True).click()
    assert place.is_visible()

    page.get_by_text("修改后通过", exact=True).click()
    assert place.is_hidden()
    assert place.locator("input").first.is_disabled()


def test_an_answer_that_the_law_refuses_cannot_be_chosen_and_says_why(page: Page) -> None:
    tile = page.locator(".tile.is-refused")

    assert tile.locator("input").is_disabled()
    assert "市监程序规定24条" in tile.inner_text()


def test_j_walks_down_a_list(page: Page) -> None:
    page.keyboard.press("j")
    page.keyboard.press("j")

    assert page.locator("tr.is-here td").nth(1).inner_text() == "高某（个体工商户）"
