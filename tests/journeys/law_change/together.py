"""A diagram drawn in another tool is taken in, and two flow administrators work on one draft."""

import re
from pathlib import Path

from playwright.sync_api import expect

from tests.acts.flow_drafting import again
from tests.journeys.law_change.drawing import Drawing
from tests.journeys.law_change.journey import LawChange, keep
from tests.journeys.office_in_browser import Person
from workflows.vocabulary.roles import Role

NOTICE = "parts/notice.bpmn"
FOREIGN = Path(__file__).parents[2] / "process" / "imported" / "camunda.bpmn"
# What the other tool drew and no flow here may use, with what to draw instead.
NAMED = (("登记", "服务任务", "请改为用户任务或者决策表"), ("编号", "脚本任务", "决策表"))


def a_second_administrator(journey: LawChange) -> None:
    """韩磊 administers flows as well."""
    with journey.behind_closed_doors("2026-05-18") as desk:
        again(desk, "韩磊", Role.FLOW_ADMIN)
    journey.building.enter("韩磊", lands_on="流程")


def begin(journey: LawChange) -> None:
    """杜鹃 begins a draft."""
    du = journey.du.go("/flows")
    du.page.get_by_label("新草稿名称").fill("窗口核对并入立案")
    du.page.get_by_role("button", name="新建草稿").click()
    expect(du.page.locator(".flash")).to_contain_text("已建立草稿")
    journey.draft = du.page.url.removeprefix(journey.office.address)
    _opens(journey, du, "procedures/penalty_ordinary.bpmn").is_proved()


def take_in_a_foreign_diagram(journey: LawChange) -> None:
    """It is read and drawn; every element that may not stand here is named, with what to use instead."""
    drawing = journey.drawing
    drawing.page.locator(".file-taking input").set_input_files(FOREIGN)
    asked = drawing.page.get_by_role("dialog")
    asked.get_by_label("名称").fill("窗口核对")
    asked.get_by_label("编号").fill("window_check")
    asked.get_by_role("button", name="新建", exact=True).click()
    expect(drawing.page.locator(".djs-shape[data-element-id=Task_check]")).to_be_visible()
    for element, kind, cure in NAMED:
        finding = drawing.page.locator(".finding", has_text=kind)
        expect(finding).to_contain_text(cure, timeout=30_000)
        expect(finding).to_contain_text(element)
    drawing.page.locator(".finding", has_text="camunda:assignee").locator(".finding-go").click()
    expect(drawing.page.locator(".bio-properties-panel-header")).to_contain_text("核对材料")
    # What the file has no picture of is said, so that nobody takes the drawing for the whole.
    expect(drawing.page.locator("main")).to_contain_text(re.compile("没有图形，在这里看不到：.*登记、编号"))
    keep(drawing.page, "30-foreign")


def drop_it_again(journey: LawChange) -> None:
    """Removed from the draft, the flow is proved as before."""
    drawing = journey.drawing
    drawing.page.locator(".file-tools").get_by_role("button", name="删除").click()
    drawing.page.get_by_role("dialog").get_by_role("button", name="删除").click()
    drawing.is_proved()


def see_each_other(journey: LawChange) -> None:
    """Both open the same part; each is told who else is here."""
    han = journey.building.person("韩磊")
    _opens(journey, han, NOTICE)
    _opens(journey, journey.du, NOTICE)
    expect(journey.du.page.locator("[data-part=present]")).to_contain_text("韩磊", timeout=20_000)
    expect(han.page.locator("[data-part=present]")).to_contain_text("杜鹃", timeout=20_000)


def change_the_same_step(journey: LawChange) -> None:
    """The second to save is told who was first and with what; nothing is overwritten, and nothing of theirs is lost."""
    han, du = Drawing(journey.building.person("韩磊").page), journey.drawing
    for drawing in (han, du):
        drawing.outline()
    han.rename("陈述申辩复核", "陈述申辩复核（听取意见）")
    han.is_saved()

    du.rename("陈述申辩复核", "复核陈述申辩")
    told = du.page.get_by_role("dialog")
    expect(told).to_contain_text("韩磊", timeout=10_000)
    keep(du.page, "31-told-who-was-first")
    told.get_by_role("button", name="查看对方的版本").click()
    expect(du.page.get_by_role("dialog")).to_contain_text("陈述申辩复核（听取意见）")
    keep(du.page, "32-what-they-changed")
    with du.page.expect_download() as taken:
        du.page.get_by_role("button", name="另存为我的草稿文件").click()
    assert "复核陈述申辩" in taken.value.path().read_text("utf-8")
    du.page.get_by_role("button", name="放弃我的修改").click()
    du.outline()
    expect(du.row("陈述申辩复核（听取意见）")).to_be_visible()
    du.is_proved()


def see_the_others_change(journey: LawChange) -> None:
    """What 杜鹃 saves next is on the screen of 韩磊, who touched nothing, by itself."""
    du, han = journey.drawing, Drawing(journey.building.person("韩磊").page)
    du.rename("陈述申辩复核（听取意见）", "复核陈述申辩")
    du.is_proved()
    shown = han.page.locator(".djs-shape[data-element-id=review_defence]")
    expect(shown).to_contain_text(re.compile("复核陈述\\s*申辩"), timeout=30_000)


def _opens(journey: LawChange, person: Person, file: str) -> Drawing:
    person.go(f"{journey.draft}/editor?file={file}")
    drawing = Drawing(person.page)
    expect(person.page.locator(".diagram-canvas .djs-container")).to_be_visible()
    return drawing
