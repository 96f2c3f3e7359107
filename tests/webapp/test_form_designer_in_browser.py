"""The form designer in a real browser: from the keyboard, saved as the run time reads it, seen as the officer will."""

import re

import pytest
from flask import render_template_string
from playwright.sync_api import Dialog, Locator, Page, expect

from tests.webapp.designing_in_browser import FORM, NOTICE, ONE_FIELD, Room
from workflows.forms import Kind
from workflows.process.form_schema import read_form

EMPTY = '{"title": "风险评估", "type": "object", "properties": {}}'
# The markup that decides how a field looks, without the names and ids that tell fields apart.
SKELETON = """(fields) => {
  const said = (node) => {
    if (node.nodeType === Node.TEXT_NODE) return node.data.trim() ? [node.data.trim()] : [];
    const looks = ["class", "type", "rows", "maxlength", "inputmode", "multiple", "value", "title"];
    const attributes = looks.filter((name) => node.hasAttribute(name) && node.getAttribute(name) !== "");
    const marks = attributes.map((name) => `${name}=${node.getAttribute(name).trim()}`);
    return [[node.localName, ...marks, ...[...node.childNodes].flatMap(said)]];
  };
  const isText = typeof fields === "string";
  return said(isText ? new DOMParser().parseFromString(fields, "text/html").body.firstElementChild : fields);
}"""


pytestmark = pytest.mark.browser


def designed(room: Room, *kinds: str) -> None:
    """Open an empty form and add fields of these kinds, each called like its kind."""
    room.add(FORM, EMPTY)
    room.open(FORM, ".form-designer")
    for kind in kinds:
        room.page.get_by_role("button", name=kind, exact=True).press("Enter")


def fields_of(page: Page) -> Locator:
    """Return the list of fields."""
    return page.get_by_role("listbox", name="字段")


def test_a_form_is_designed_from_the_keyboard_and_the_run_time_reads_it(room: Room) -> None:
    designed(room, "单选", "多行文字", "金额")
    names = fields_of(room.page).get_by_role("option")

    expect(room.page.get_by_label("名称", exact=True)).to_be_focused()
    room.page.keyboard.type("预计损失")
    fields_of(room.page).focus()
    room.press("Alt+ArrowUp", "Control+d", "ArrowDown", "ArrowDown", "Delete")

    expect(names).to_have_text(["单选 *单选", "预计损失 *金额", "预计损失 *金额"])
    expect(room.page.locator(".fd-status")).to_have_text("已删除“多行文字”，可以撤销")
    room.press("Control+z")
    expect(names).to_have_text(["单选 *单选", "预计损失 *金额", "预计损失 *金额", "多行文字 *多行文字"])
    room.press("Home", "Enter")
    room.fill("选项文字 1", "低")
    room.fill("选项文字 2", "高")
    room.fill("依据", "重大行政决策程序暂行条例22条")

    sheet = read_form("risk", room.saved(FORM))
    assert [(one.key, one.kind, one.title) for one in sheet.fields] == [
        ("choice_1", Kind.CHOICE, "单选"),
        ("money_1", Kind.MONEY, "预计损失"),
        ("money_2", Kind.MONEY, "预计损失"),
        ("paragraph_1", Kind.PARAGRAPH, "多行文字"),
    ]
    assert sheet.fields[0].options == (("option_1", "低"), ("option_2", "高"))
    assert sheet.fields[0].article == "重大行政决策程序暂行条例22条"


def test_a_field_is_dragged_to_its_place(room: Room) -> None:
    designed(room, "单选", "日期", "附件")
    names = fields_of(room.page).get_by_role("option")

    names.nth(2).drag_to(names.nth(0))

    expect(names).to_have_text(["附件 *附件", "单选 *单选", "日期 *日期"])


def test_a_field_is_asked_in_the_preview_only_for_the_answer_it_depends_on(room: Room) -> None:
    designed(room, "是非", "单行文字")
    room.page.get_by_label("何时显示").select_option(label="取决于“是非”")
    room.page.get_by_label("回答是下列时显示").select_option(label="否")
    asked = room.page.locator('.form-preview [data-field="line_1"]')

    expect(asked).to_be_hidden()
    room.page.locator(".form-preview").get_by_role("radio", name="否").check()
    expect(asked).to_be_visible()
    room.page.locator(".form-preview").get_by_role("radio", name="是").check()
    expect(asked).to_be_hidden()
    assert read_form("risk", room.saved(FORM)).field("line_1").shown_when == ("truth_1", ("no",))


def test_the_preview_is_what_the_officer_will_see(room: Room) -> None:
    kinds = ("单行文字", "多行文字", "是非", "单选", "多选", "整数", "金额", "日期", "附件")
    designed(room, *kinds)
    room.fill("填写说明", "每项一份")
    room.fill("依据", "行政处罚法58条")
    room.page.get_by_label("必填").uncheck()
    form = read_form("risk", room.saved(FORM)).form()

    with room.site.app.test_request_context():
        page = '{% import "macros/forms.html" as forms %}{{ forms.fields(draw(form)) }}'
        officer = render_template_string(page, form=form)

    preview = room.page.locator(".form-preview > .fields")
    assert preview.evaluate(SKELETON) == room.page.evaluate(SKELETON, officer)


def test_what_the_run_time_would_refuse_is_said_while_designing(room: Room) -> None:
    designed(room, "单选", "单行文字")
    room.page.get_by_label("何时显示").select_option(label="取决于“单选”")
    fields_of(room.page).focus()
    room.press("Alt+ArrowUp")
    problem = room.page.get_by_role("button", name="单行文字：显示条件只能取决于它前面的单选或者是非字段，请重新选择")

    problem.press("Enter")

    expect(room.page.get_by_label("何时显示")).to_be_focused()


def test_a_field_in_use_is_not_deleted_without_a_warning(room: Room) -> None:
    room.add(FORM, ONE_FIELD)
    room.outline(NOTICE)
    room.page.get_by_role("treeitem", name="制发事先告知书", exact=False).first.click()
    room.press("Insert")
    room.page.keyboard.type("评估")
    room.press("Enter", "Enter")
    room.page.get_by_label("办理什么").select_option("form")
    # The panel beside the outline asks the same.
    room.page.get_by_role("region", name="详情").get_by_label("表单", exact=True).select_option("risk")
    room.press("Escape")
    room.page.get_by_role("button", name="在此后加判断").press("Enter")
    room.fill("条件", "form.step_1.high")
    room.press("Tab")
    room.saved(NOTICE)
    warnings = list[str]()

    def refuse(dialog: Dialog) -> None:
        warnings.append(dialog.message)
        dialog.dismiss()

    room.page.on("dialog", refuse)

    room.open(FORM, ".form-designer")
    expect(room.page.get_by_text("form.step_1.high", exact=True).first).to_be_visible()
    fields_of(room.page).focus()
    room.press("Delete")

    assert [re.findall("form.step_1.high", warning) for warning in warnings] == [["form.step_1.high"]]
    expect(fields_of(room.page).get_by_role("option")).to_have_count(1)
