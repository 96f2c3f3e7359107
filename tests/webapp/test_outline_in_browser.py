"""The outline in a real browser: a diagram read and changed line by line, from the keyboard alone."""

import re

import pytest
from playwright.sync_api import expect

from tests.webapp.designing_in_browser import FORM, NOTICE, ONE_FIELD, TABLE, Room
from workflows.process.diagram import NodeKind
from workflows.process.diagram_reader import read_diagram

STEPS = {NodeKind.TASK, NodeKind.CALL, NodeKind.TABLE}

pytestmark = pytest.mark.browser


def test_a_step_is_added_renamed_moved_and_taken_back_from_the_keyboard(room: Room) -> None:
    room.outline(NOTICE)
    before = room.rows()
    room.page.get_by_role("treeitem", name="制发事先告知书").first.click()

    room.press("Insert")
    room.page.keyboard.type("风险评估")
    room.press("Enter", "Alt+ArrowDown", "F2")
    room.page.keyboard.type("风险复评")
    room.press("Enter")

    steps = [row for row in room.rows() if re.match(r"\d+\.", row)]
    assert [step.split()[1] for step in steps[1:5]] == ["制发事先告知书", "送达事先告知书", "风险复评", "听取陈述申辩"]
    diagram = read_diagram(NOTICE, room.saved(NOTICE))
    assert diagram.nodes["step_1"].label == "风险复评"
    assert [flow.target for flow in diagram.leaving["serve_notice_call"]] == ["step_1"]
    assert [flow.target for flow in diagram.leaving["step_1"]] == ["await_statement"]

    room.press("Control+z", "Control+z", "Control+z", "Control+z")
    expect(room.page.get_by_role("treeitem")).to_have_count(len(before))
    assert room.rows() == before


def test_deleting_a_step_joins_its_neighbours_and_nobody_returns_to_it(room: Room) -> None:
    room.outline("parts/investigation.bpmn")
    returning = read_diagram("x", room.saved("parts/investigation.bpmn"))
    gone = next(target for node in returning.nodes.values() for target in node.returns)
    before, after = returning.entering[gone][0].source, returning.leaving[gone][0].target
    room.page.locator(f'[data-id="{gone}"]').click()

    room.press("Delete")

    left = read_diagram("x", room.saved("parts/investigation.bpmn"))
    assert gone not in left.nodes
    assert after in {flow.target for flow in left.leaving[before]}
    assert not [node.id for node in left.nodes.values() if gone in node.returns]


def test_the_outline_is_a_tree_that_says_where_one_stands(room: Room) -> None:
    room.outline("procedures/penalty_ordinary.bpmn")
    items = room.page.get_by_role("treeitem")

    assert room.page.locator(".ol-heading").all_inner_texts()[1:3] == ["§\n立案", "§\n调查取证"]
    assert items.evaluate_all("(all) => all.filter((one) => one.tabIndex === 0).length") == 1
    items.first.focus()
    room.press("End")
    expect(items.last).to_be_focused()
    expect(items.last).to_have_attribute("aria-selected", "true")
    room.press("Home", "ArrowDown", "ArrowDown", "ArrowDown", "ArrowRight")
    expect(room.page).to_have_url(re.compile("parts%2Ffiling.bpmn"))


def test_every_step_of_every_shipped_diagram_stands_in_its_outline_once(room: Room) -> None:
    room.open(NOTICE, ".djs-container svg")
    files = room.page.evaluate("() => [...flowEditor.draft.files.keys()].filter((name) => name.endsWith('.bpmn'))")
    for file in files:
        room.page.evaluate("(file) => flowEditor.open(file)", file)
        room.page.locator("[data-do=outline]").click()
        expect(room.page.get_by_role("tree")).to_be_visible()
        shown = room.page.locator(".ol-step").evaluate_all("(all) => all.map((one) => one.dataset.id)")

        steps = [node.id for node in read_diagram(file, room.saved(file)).nodes.values() if node.kind in STEPS]

        assert sorted(shown) == sorted(steps), file


def test_all_three_speak_english(room: Room) -> None:
    room.add(FORM, ONE_FIELD)
    room.open(FORM, ".form-designer")
    with room.page.expect_navigation():
        room.page.locator('button[name="language"][value="en"]').click()

    expect(room.page.locator(".form-designer")).to_contain_text("Preview: as the officer will see it")
    room.page.evaluate("(file) => flowEditor.open(file)", TABLE)
    expect(room.page.locator(".te-report")).to_contain_text("There is no gap, and every row can apply.")
    expect(room.page.locator(".te-grid th .clause").first).to_have_text("When")
    room.outline(NOTICE)
    expect(room.page.get_by_role("treeitem").first).to_have_text("○Begins: 拟处罚")
    assert room.page.evaluate("window.__missingTranslations") == {}


@pytest.mark.parametrize("file", [FORM, TABLE, NOTICE])
def test_everything_fits_on_a_telephone(room: Room, file: str) -> None:
    room.add(FORM, ONE_FIELD)
    room.page.set_viewport_size({"width": 390, "height": 844})
    if file == NOTICE:
        room.outline(file)
    else:
        room.open(file, ".form-designer, .te-grid td.input-cell")

    assert room.page.evaluate("document.documentElement.scrollWidth") == 390
    wide = ".form-designer, .table-editor, .outline"
    assert room.page.locator(wide).evaluate("(one) => one.scrollWidth <= one.parentElement.clientWidth")
