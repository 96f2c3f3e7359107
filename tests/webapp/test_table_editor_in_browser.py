"""The table editor in a real browser: values picked by their words, amounts in 元, gaps told, everything Chinese."""

import re

import pytest
from playwright.sync_api import expect

from tests.webapp.designing_in_browser import TABLE, Room

pytestmark = pytest.mark.browser


def test_an_amount_is_picked_in_yuan_and_the_cell_is_saved_in_fen(room: Room) -> None:
    room.open(TABLE, ".te-grid td.input-cell")
    room.page.locator('[data-element-id="major_decision_rule_4_penalty_total"]').click()
    room.press("F2")
    expect(room.page.locator("[data-part=sign]")).to_be_focused()

    amount = room.page.get_by_label("界限（元）")
    amount.fill("30000")
    amount.press("Tab")

    expect(room.page.get_by_text("30,000元以上（含本数）").first).to_be_visible()
    cell = room.page.locator('[data-element-id="major_decision_rule_4_penalty_total"] .cell-editor')
    expect(cell).to_have_attribute("data-said", "30,000元以上（含本数）")
    expect(room.page.locator("[data-part=cell-text]")).to_be_focused()
    assert b"&gt;= 3000000" in room.saved(TABLE)
    room.press("Control+z")
    assert b"&gt;= 5000000" in room.saved(TABLE)


def test_values_and_facts_are_chosen_by_their_words(room: Room) -> None:
    room.open(TABLE, ".te-grid td.input-cell")
    room.page.locator('[data-element-id="major_decision_rule_1_party_kind"]').click()
    room.press("F2")
    room.page.get_by_label("公民", exact=True).check()
    room.page.get_by_label("怎样适用", exact=True).select_option("not")
    room.page.locator('[data-element-id="major_decision_rule_1_review_basis"]').click()
    room.page.locator(".te-side").get_by_label("结果", exact=True).select_option(label="法定审核")

    saved = room.saved(TABLE).decode()

    assert "not(&#34;citizen&#34;)" in saved.replace("&quot;", "&#34;").replace('"', "&#34;")
    assert saved.count("statutory") == 1


def test_gaps_stand_under_the_table_once_it_is_saved(room: Room) -> None:
    room.open(TABLE, ".te-grid td.input-cell")
    report = room.page.locator(".te-report")
    expect(report).to_contain_text("没有空档，各行都会适用。")
    expect(report).to_contain_text("含本数")

    room.page.locator('[data-element-id="major_decision_rule_5_category"]').click()
    room.press("F2")
    room.page.get_by_label("行政处罚", exact=True).check()
    room.saved(TABLE)

    expect(report).to_contain_text("没有适用行的情形")


def test_whatever_the_table_says_is_chinese(room: Room) -> None:
    room.open(TABLE, ".te-grid td.input-cell")
    for place in (
        "td.input-cell",
        "td.output-cell",
        "td.annotation",
        "td.rule-index",
        "th.input-cell",
        "th.output-cell",
    ):
        room.page.locator(f".te-grid {place}").first.click(button="right")
        expect(room.page.locator(".context-menu-flex")).to_be_visible()
        assert not re.search("[A-Za-z]{2}", room.page.locator(".context-menu-flex").inner_text())
        room.press("Escape")

    told = room.page.evaluate(
        """() => [...document.querySelectorAll(".te-grid *")].flatMap((one) =>
          ["title", "aria-label", "placeholder"].map((name) => one.getAttribute(name)).filter(Boolean))"""
    )
    assert {text for text in told if not re.search("[一-鿿]", text)} == {"Powered by bpmn.io"}
    assert room.page.evaluate("window.__missingTableWords") == {}
