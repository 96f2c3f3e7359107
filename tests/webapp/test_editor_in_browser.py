"""The flow editor in a real browser: drawing, choosing conditions, saving by itself, and two people at one draft."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, FilePayload, Page, expect

from tests.acts.flow_drafting import again
from tests.webapp.at_an_address import at_an_address
from tests.webapp.editor_in_browser import Room, choose, rename, saved
from tests.webapp.flow_room import a_flow_room
from workflows.vocabulary.roles import Role

pytestmark = pytest.mark.browser

MAIN = "procedures/penalty_ordinary.bpmn"
REVIEW, NOTICE, EXIT, FILING = (f"parts/{name}.bpmn" for name in ("legal_review", "notice", "exit", "filing"))
# Draws everything that can be drawn, and reads every line on the page that speaks of it.
WALK = (Path(__file__).parent / "editor_walk.js").read_text("utf-8")


@pytest.fixture(name="office_room", scope="module")
def _office_room(chromium: Browser) -> Iterator[Room]:
    site, draft = a_flow_room()
    again(site.office, "韩磊", Role.FLOW_ADMIN)
    with at_an_address(site.app) as address:
        yield Room(site, draft, address, chromium, [], [])


@pytest.fixture(name="room")
def _room(office_room: Room) -> Iterator[Room]:
    """Return the room; afterwards nothing was reported in a console and nothing asked of another host."""
    office_room.said.clear()
    yield office_room
    for context in office_room.chromium.contexts:
        context.close()
    assert office_room.said == []
    assert [one for one in office_room.asked if not one.startswith((office_room.address, "data:", "blob:"))] == []


def drag(page: Page, offer: str, lane: str) -> None:
    """Drag an act from the palette into a lane, with the mouse."""
    act = page.locator(f'[data-offer="{offer}"]')
    act.scroll_into_view_if_needed()
    begin, end = act.bounding_box(), page.locator(f'.djs-shape[data-element-id="{lane}"]').bounding_box()
    assert begin is not None
    assert end is not None
    page.mouse.move(begin["x"] + 40, begin["y"] + 12)
    page.mouse.down()
    page.mouse.move(begin["x"] + 80, begin["y"] + 12, steps=3)
    page.mouse.move(end["x"] + 250, end["y"] + end["height"] / 2, steps=10)
    page.mouse.up()


def test_an_act_is_dragged_in_with_its_provision_and_period_and_is_saved_and_undone(room: Room) -> None:
    page = room.open(REVIEW)
    page.get_by_placeholder("查找行为和部分").fill("法制审核")

    drag(page, "sign_opinion", "legal_review_lane_unit_head")

    panel = page.locator(".diagram-panel:not([hidden])")
    expect(panel.get_by_label("法定行为")).to_have_value("sign_opinion")
    expect(panel.get_by_label("依据", exact=True)).to_have_value("处罚法58条")
    expect(panel).to_contain_text("办结即止：审核时限：7 个工作日")
    expect(panel.get_by_label("本机关另定的期限").first).to_have_value("")
    # The head of the handling unit may not sign it, so the step brings the role that may.
    expect(panel.get_by_label("岗位")).to_have_value("legal_head")
    saved(page)
    assert 'id="sign_opinion_2" name="签署法制审核意见"' in room.stored(REVIEW)
    assert 'name="limit"' not in room.stored(REVIEW)
    expect(page.locator(".finding").first).to_contain_text("没有出线")
    expect(page.locator(".finding-sign")).to_be_visible()

    page.get_by_role("button", name="撤销", exact=True).click()
    page.wait_for_function("() => flowEditor.draft.dirty.size")
    saved(page)
    assert "sign_opinion_2" not in room.stored(REVIEW)


def test_an_act_is_put_into_the_line_after_the_selected_step_from_the_keyboard(room: Room) -> None:
    page = room.open("parts/deliberation.bpmn")
    choose(page, "deliberate")

    page.get_by_placeholder("查找行为和部分").fill("通知当事人")
    page.locator('[data-offer="inform_party"]').focus()
    page.keyboard.press("Enter")

    ways = "(id) => flowEditor.diagram.get('elementRegistry').get(id).outgoing.map((one) => one.target.id)"
    assert page.evaluate(ways, "deliberate") == ["inform_party_2"]
    assert page.evaluate(ways, "inform_party_2") != []
    saved(page)


def test_a_condition_is_chosen_from_facts_and_checked_while_typed(room: Room) -> None:
    page = room.open(MAIN)
    flow = page.evaluate(
        """() => flowEditor.diagram.get("elementRegistry").find(
             (one) => one.businessObject.conditionExpression?.body === 'deliberation == "amended"').id"""
    )
    choose(page, flow)
    panel = page.locator(".diagram-panel:not([hidden])")

    panel.get_by_label("取值").select_option("remanded")
    panel.get_by_role("button", name="加一个条件").click()
    panel.get_by_label("事实要素").nth(1).select_option("fine")
    panel.get_by_label("金额（元）").fill("100000")
    panel.get_by_label("金额（元）").press("Tab")
    saved(page)

    assert 'deliberation == "remanded" and fine &gt;= 10000000</bpmn:conditionExpression>' in room.stored(MAIN)
    expect(panel).to_contain_text("＝ 10 万元")
    panel.get_by_text("高级：直接书写").click()
    panel.get_by_label("条件（文本）").fill('deliberation == "nonsense"')
    expect(panel.locator(".condition-answer")).to_contain_text("没有取值 nonsense")


def test_what_is_searched_is_found_and_brought_into_sight(room: Room) -> None:
    page = room.open(NOTICE)

    page.keyboard.press("Control+f")
    page.keyboard.type("听取陈述申辩")
    page.keyboard.press("Enter")

    assert page.evaluate("flowEditor.diagram.get('selection').get()[0].id") == "await_statement"


def test_steps_are_copied_from_one_file_into_another(room: Room) -> None:
    page = room.open(FILING)
    page.evaluate(
        """async () => {
          const from = flowEditor.diagram;
          from.get("copyPaste").copy([from.get("elementRegistry").get("verify_source")]);
          await flowEditor.open("parts/exit.bpmn");
          const to = flowEditor.diagram;
          const lane = to.get("elementRegistry").find((one) => one.type === "bpmn:Participant");
          to.get("copyPaste").paste({ element: lane, point: { x: lane.x + 400, y: lane.y + 60 } });
        }"""
    )
    saved(page)

    assert 'name="act" value="verify_source"' in room.stored(EXIT)
    assert room.stored(EXIT).count('id="verify_source"') == 0


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_element_speaks_one_language(room: Room, language: str) -> None:
    page = room.open(EXIT, language=language)

    walked = page.evaluate(WALK)

    assert walked["missing"] == []
    assert walked["shapes"] > 20
    named = set(walked["named"])
    # Provisions are cited as they are, in brackets.
    told = [re.sub(r"[（(][^（）()]*[）)]", "", line) for line in walked["said"] if line not in named]
    chinese = [line for line in told if re.search(r"[\u3400-\u9fff]", line)]
    if language == "zh":
        assert len(chinese) > 200
        assert [line for line in told if re.fullmatch(r"[A-Z][a-z]+[A-Za-z ,.()/-]{3,}", line)] == []
    else:
        assert chinese == []


def test_the_second_to_save_is_told_who_was_first_and_loses_nothing(room: Room) -> None:
    second, first = room.open(NOTICE, login="han"), room.open(NOTICE)
    rename(second, "review_defence", "复核（韩磊改）")
    saved(second)
    expect(first.locator("[data-part=present]")).to_contain_text("韩磊")

    rename(first, "review_defence", "复核（杜鹃改）")

    dialog = first.get_by_role("dialog")
    expect(dialog).to_contain_text("韩磊", timeout=8000)
    assert "复核（韩磊改）" in room.stored(NOTICE)
    room.said[:] = [line for line in room.said if "409" not in line]
    dialog.get_by_role("button", name="查看对方的版本").click()
    expect(first.get_by_role("dialog")).to_contain_text("复核（韩磊改）")
    with first.expect_download() as taken:
        first.get_by_role("button", name="另存为我的草稿文件").click()
    assert "复核（杜鹃改）" in taken.value.path().read_text("utf-8")
    first.get_by_role("button", name="放弃我的修改").click()
    first.wait_for_function(
        "() => flowEditor.diagram?.get('elementRegistry').get('review_defence')?.businessObject.name.includes('韩磊')"
    )
    assert "复核（韩磊改）" in room.stored(NOTICE)


def test_without_the_network_the_change_stays_in_the_browser_and_is_saved_later(room: Room) -> None:
    page = room.open(FILING)
    page.context.set_offline(offline=True)
    rename(page, "verify_source", "核查线索")

    expect(page.locator("[data-part=status]")).to_contain_text("已保留在本机浏览器", timeout=8000)
    assert "核查线索" not in room.stored(FILING)
    page.context.set_offline(offline=False)
    room.said.clear()
    page.keyboard.press("Control+s")
    saved(page)

    assert "核查线索" in room.stored(FILING)
    assert page.evaluate("Object.keys(localStorage).length") == 0
    room.said.clear()


FOREIGN = """<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"
  xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC"
  id="definitions" targetNamespace="http://camunda.org">
  <process id="risk" isExecutable="true"><startEvent id="risk_start"/><scriptTask id="risk_script" name="自动评分"/>
  </process><bpmndi:BPMNDiagram id="diagram"><bpmndi:BPMNPlane id="plane" bpmnElement="risk">
  <bpmndi:BPMNShape id="s1" bpmnElement="risk_start"><dc:Bounds x="100" y="100" width="36" height="36"/>
  </bpmndi:BPMNShape>
  <bpmndi:BPMNShape id="s2" bpmnElement="risk_script"><dc:Bounds x="200" y="80" width="100" height="80"/>
  </bpmndi:BPMNShape>
  </bpmndi:BPMNPlane></bpmndi:BPMNDiagram></definitions>"""


def test_a_diagram_of_another_tool_is_taken_in_and_what_it_may_not_use_is_named(room: Room) -> None:
    page = room.open(FILING)
    sent = FilePayload(name="Risk.bpmn", mimeType="application/xml", buffer=FOREIGN.encode())

    page.locator(".file-taking input").set_input_files(sent)
    asked = page.get_by_role("dialog")
    asked.get_by_label("名称").fill("风险评估")
    asked.get_by_label("编号").fill("assess_risk")
    asked.get_by_role("button", name="新建").click()

    finding = page.locator(".finding", has=page.locator('[title="risk_script"]'))
    expect(finding).to_contain_text("脚本任务", timeout=20000)
    expect(finding).to_contain_text("决策表")
    # It bears the name and the number that were given to it, in the list, in the file and in the drawing.
    listed = page.locator(".file-open", has_text="风险评估")
    expect(listed).to_be_visible()
    taken = room.stored("parts/assess_risk.bpmn")
    assert 'id="assess_risk"' in taken
    assert 'name="风险评估"' in taken
    assert 'bpmnElement="assess_risk"' in taken
    finding.get_by_role("button").first.click()
    assert page.evaluate("flowEditor.diagram.get('selection').get()[0].id") == "risk_script"
    page.locator(".file-tools").get_by_role("button", name="删除").click()
    page.get_by_role("dialog").get_by_role("button", name="删除").click()
    expect(listed).to_have_count(0)


def test_a_step_without_a_shape_is_told_of(room: Room) -> None:
    hidden = '<bpmn:userTask id="unseen" name="看不见的环节" /></bpmn:process>'
    room.store(FILING, room.stored(FILING).replace("</bpmn:process>", hidden))

    page = room.open(FILING)

    expect(page.locator(".diagram-undrawn")).to_contain_text("看不见的环节")
    assert page.locator('[data-element-id="unseen"]').count() == 0
    page.locator(".diagram-undrawn").get_by_role("button", name="关闭").click()
    expect(page.locator(".diagram-undrawn")).to_have_count(0)
