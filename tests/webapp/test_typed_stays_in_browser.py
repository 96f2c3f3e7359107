"""In a real browser: what was typed survives a change of language, and a flow is drawn within its canvas."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.acts.prepared import a_case_before
from tests.webapp.at_an_address import at_an_address, signed_in
from tests.webapp.office_on_the_web import Website, a_website

pytestmark = pytest.mark.browser


@pytest.fixture(name="site")
def _site() -> Website:
    return a_website(a_case_before("investigate"))


@pytest.fixture(name="page")
def _page(site: Website, chromium: Browser) -> Iterator[Page]:
    """Return a page of 林静's browser."""
    with at_an_address(site.app) as address:
        context = signed_in(chromium, site, address, "lin")
        yield context.new_page()
        context.close()


def _switch(page: Page, language: str) -> None:
    with page.expect_navigation():
        page.locator(f'button[name="language"][value="{language}"]').click()
    page.wait_for_load_state()


def test_a_registration_keeps_what_was_typed_through_both_languages(page: Page) -> None:
    page.goto("/cases/new")
    page.fill('[name="summary"]', "永宁公司用改装面包车接运")
    page.check('[name="party_kind"][value="organisation"]')
    page.fill('[name="party_name"]', "青峦县永宁礼仪服务有限公司")

    for language in ("en", "zh"):
        _switch(page, language)

        assert page.input_value('[name="summary"]') == "永宁公司用改装面包车接运"
        assert page.is_checked('[name="party_kind"][value="organisation"]')
        assert page.input_value('[name="party_name"]') == "青峦县永宁礼仪服务有限公司"
    assert page.evaluate("Object.keys(sessionStorage).filter((key) => key.startsWith('typed:'))") == []


def test_rows_that_were_added_are_there_again(site: Website, page: Page) -> None:
    page.goto(site.address("record_interview"))
    rows = page.locator('[data-module="rows"]').first
    for _ in range(3):
        rows.locator("[data-add]").click()
    fields = rows.locator("[data-rows] textarea, [data-rows] input[type=text]")
    names = [fields.nth(index).get_attribute("name") for index in range(fields.count())]
    for name in names:
        page.fill(f'[name="{name}"]', f"第 {name} 句")

    _switch(page, "en")

    assert {name: page.input_value(f'[name="{name}"]') for name in names} == {name: f"第 {name} 句" for name in names}


def test_the_form_of_a_task_is_saved_as_its_draft(site: Website, page: Page) -> None:
    page.goto(site.address("investigate"))
    field = page.locator("form.act-form textarea").first
    field.fill("已补充核查")

    _switch(page, "en")

    assert page.locator("form.act-form textarea").first.input_value() == "已补充核查"
    assert "已补充核查" in site.browser("lin").get(site.address("investigate")).text


def test_a_preview_in_the_browser_is_one_look_and_no_download(site: Website, page: Page) -> None:
    paper = site.office.dossier().papers[0]
    page.goto(f"/papers/{paper.id}")

    page.locator(".paper section").first.wait_for()

    sha = site.office.dossier().paper_files[paper.id].sha
    told = {"what": "paper", "key": str(paper.id), "file_sha": sha}
    assert [(one.kind, one.body["body"]) for one in site.noted()] == [("Viewed", told)]


@pytest.mark.parametrize("presses", [0, 1])
def test_the_flow_is_drawn_within_its_canvas_and_the_mark_covers_nothing(
    site: Website, page: Page, presses: int
) -> None:
    page.goto(site.address("investigate"))
    page.locator(".diagram .step-current").wait_for()
    for _ in range(presses):
        page.locator("[data-diagram-fit]").click()

    canvas, mark, current = (
        page.locator(one).first.bounding_box()
        for one in (".diagram .djs-container", ".diagram .bjs-powered-by", ".diagram .step-current")
    )

    assert canvas is not None
    assert mark is not None
    assert current is not None
    assert mark["y"] >= canvas["y"] + canvas["height"]
    assert current["y"] >= canvas["y"]
    assert current["y"] + current["height"] <= canvas["y"] + canvas["height"]
