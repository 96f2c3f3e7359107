"""Two versions drawn side by side in a real browser: coloured, moved together, and led to by the list of changes."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.acts.flow_drafting import begin
from tests.builders import an_office
from tests.webapp.at_an_address import at_an_address, signed_in
from tests.webapp.flow_room import in_force
from tests.webapp.office_on_the_web import a_website
from tests.webapp.test_compare_room import REVIEW, change

pytestmark = pytest.mark.browser

BOXES = (
    """() => [...document.querySelectorAll(".compare-pane .viewport")].map((one) => one.getAttribute("transform"))"""
)
NOTICE = "parts/notice.bpmn"


@pytest.fixture(name="page", scope="module")
def _page(chromium: Browser) -> Iterator[Page]:
    office = an_office()
    site = a_website(office, testing=False)
    draft = begin(office)
    change(office, draft, REVIEW, 'name="逐项审核"', 'name="逐条审核"')
    change(office, draft, REVIEW, 'review == "return_materials"', 'review in ["return_materials", "return_law"]')
    change(office, draft, NOTICE, "clock:statement_5wd", "clock:hearing_request_5wd")
    with at_an_address(site.app) as address:
        page = signed_in(chromium, site, address, "du").new_page()
        page.goto(f"/flows/compare?old={in_force(office)}&new=draft-{draft}")
        yield page
        page.context.close()


def chosen(side: str, element: str) -> str:
    return f'.compare-pane[data-side="{side}"] [data-element-id="{element}"].is-chosen'


def numbers(transform: str) -> list[float]:
    return [float(one) for one in re.findall(r"-?[0-9.]+(?:e-?[0-9]+)?", transform)]


def test_both_drawings_mark_what_changed_and_open_at_it(page: Page) -> None:
    for side in ("old", "new"):
        expect(page.locator(f'.compare-pane[data-side="{side}"] .djs-shape.is-changed')).to_have_count(1)
        expect(page.locator(f'.compare-pane[data-side="{side}"] .djs-connection.is-changed')).to_have_count(1)
        line = page.locator(f'.compare-pane[data-side="{side}"] .djs-connection.is-changed .djs-visual > path')
        expect(line).to_have_css("stroke", "rgb(180, 95, 6)")


def test_a_change_in_the_list_leads_to_its_element_on_both_sides(page: Page) -> None:
    page.locator('[data-change][data-element="examine_case"]').click()

    for side in ("old", "new"):
        expect(page.locator(chosen(side, "examine_case"))).to_be_visible()
    expect(page.locator("[data-change][aria-current]")).to_have_text("环节“逐项审核”的名称由“逐项审核”改为“逐条审核”")


def test_a_change_of_another_part_opens_that_part(page: Page) -> None:
    page.locator('[data-change][data-element="statement_period_over"]').click()

    expect(page.locator(chosen("new", "statement_period_over"))).to_be_visible()
    expect(page.locator('.compare-parts [data-part="notice"]')).to_have_attribute("aria-pressed", "true")


def test_the_next_change_and_the_arrow_keys_walk_through_the_list(page: Page) -> None:
    page.locator('[data-change][data-element="examine_case"]').click()
    page.locator('[data-step="1"]').click()
    expect(page.locator("[data-change][aria-current]")).to_have_attribute(
        "data-element", "review_materials_complete_to_submit_review"
    )

    page.locator("[data-change]").first.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")

    expect(page.locator("[data-change][aria-current]")).to_have_attribute("data-element", "statement_period_over")


def test_moving_one_drawing_moves_the_other(page: Page) -> None:
    page.locator('[data-change][data-element="examine_case"]').click()
    expect(page.locator(chosen("old", "examine_case"))).to_be_visible()
    before = page.evaluate(BOXES)
    pane = page.locator('.compare-pane[data-side="old"] .diagram')
    pane.hover()
    page.mouse.wheel(0, 120)

    page.wait_for_function(f"(before) => JSON.stringify(({BOXES})()) !== JSON.stringify(before)", arg=before)
    after = page.evaluate(BOXES)
    assert numbers(after[0]) == pytest.approx(numbers(after[1]), abs=0.01)
    assert numbers(after[0]) != pytest.approx(numbers(before[0]), abs=1)
