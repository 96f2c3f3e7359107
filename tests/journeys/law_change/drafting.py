"""2026-05-18, 杜鹃 changes the draft: the amount, 风险评估 with its form, and a fast lane round the review, undone."""

import re

from playwright.sync_api import expect

from tests.journeys.law_change.journey import LawChange, keep

MAIN, REVIEW, HEARING = "procedures/penalty_ordinary.bpmn", "parts/legal_review.bpmn", "tables/hearing_threshold.dmn"
MOST_STEPS_BACK = 12
TITLE = "听证金额下调，增设风险评估"


def begin(journey: LawChange) -> None:
    """The draft begins with the version in force, which is proved."""
    du = journey.du.go("/flows")
    keep(du.page, "01-flows")
    du.page.get_by_label("新草稿名称").fill(TITLE)
    du.page.get_by_role("button", name="新建草稿").click()
    expect(du.page.locator(".flash")).to_contain_text("已建立草稿")
    journey.draft = du.page.url.removeprefix(journey.office.address)
    du.page.get_by_role("link", name="打开编辑器").click()
    journey.drawing.begin()


def lower_the_amount(journey: LawChange) -> None:
    """组织听证的罚款金额 100,000 元 becomes 50,000 元, chosen beside the table; the note says so too."""
    drawing = journey.drawing
    drawing.open(HEARING)
    drawing.page.locator("td[data-element-id=hearing_threshold_rule_3_fine]").click()
    side = drawing.page.locator(".te-side")
    expect(side).to_contain_text("第 3 行：拟罚款")
    expect(side.get_by_label("界限")).to_have_value("100000")
    side.get_by_label("界限").fill("50000")
    side.get_by_label("界限").press("Tab")
    expect(side).to_contain_text("50,000元以上（含本数）")
    keep(drawing.page, "02-table")
    expect(drawing.page.locator(".te-report")).to_contain_text("49,999.99元", timeout=20_000)
    drawing.is_proved()


def add_the_step(journey: LawChange) -> None:
    """风险评估 comes before 送审, with a form of its own, provision and period; all of it from the outline."""
    drawing = journey.drawing
    drawing.open(REVIEW)
    drawing.outline()
    drawing.add_step_after("须法制审核", "风险评估")
    drawing.put("编号", "assess_risk")
    drawing.put("依据", "本机关重大处罚风险评估规程3条")
    drawing.panel.get_by_role("spinbutton").fill("3")
    drawing.panel.get_by_role("spinbutton").press("Tab")
    drawing.new_form("risk")
    _design(journey)


def _design(journey: LawChange) -> None:
    drawing, form = journey.drawing, journey.drawing.form
    drawing.add_field("单选", "风险等级", "level")
    for number, (value, label) in enumerate((("low", "较低"), ("high", "较高"))):
        form.get_by_label(f"选项文字 {number + 1}").fill(label)
        form.get_by_label(f"取值 {number + 1}").fill(value)
    drawing.add_field("多行文字", "较高的理由", "reasons")
    form.get_by_label("何时显示").select_option("取决于“风险等级”")
    form.get_by_label("回答是下列时显示").select_option("较高")
    preview = form.locator(".fd-paper")
    expect(preview.get_by_text("较高的理由")).to_be_hidden()
    preview.get_by_role("radio", name="较高").check()
    expect(preview.get_by_text("较高的理由")).to_be_visible()
    keep(drawing.page, "03-form")


def branch_on_the_answer(journey: LawChange) -> None:
    """A high risk is talked over by a leader first: a question with a condition on the answer, and a second form."""
    drawing = journey.drawing
    drawing.open(REVIEW)
    drawing.outline()
    drawing.row("风险评估").click()
    drawing.page.get_by_role("button", name="在此后加判断").click()
    details = drawing.page.locator(".ol-details")
    details.get_by_label("名称").fill("较高")
    details.get_by_label("名称").press("Tab")
    details.get_by_label("事实要素").select_option("风险评估 · 风险等级")
    details.get_by_label("取值").select_option("较高")
    drawing.page.keyboard.press("Escape")
    expect(drawing.row("如果风险评估 · 风险等级：较高")).to_be_visible()
    drawing.rename("新判断", "风险等级？")
    drawing.rename("其他情况", "较低")
    drawing.rename("新环节", "风险会商")
    keep(drawing.page, "04-outline")
    drawing.put("编号", "discuss_risk")
    drawing.put("依据", "本机关重大处罚风险评估规程5条")
    drawing.choose("岗位", "机关负责人")
    drawing.choose("机构", "机关负责人")
    drawing.new_form("risk_talk")
    drawing.add_field("单行文字", "会商意见", "advice")
    drawing.is_proved()
    expect(drawing.page.locator(".finding")).to_have_count(0)


def draw_a_fast_lane(journey: LawChange) -> None:
    """The classic mistake: fines under 100,000 元 go round the review, straight to the deliberation or the decision."""
    drawing = journey.drawing
    drawing.open(MAIN)
    for _ in range(2):
        drawing.page.get_by_role("button", name="缩小").click()
    drawing.find("是否须集体讨论")
    drawing.connect("draft_renotice", "needs_deliberation")
    journey.lane = drawing.panel.get_by_label("编号").input_value()
    drawing.pull_down("draft_renotice", "needs_deliberation", 75)
    drawing.put("连线上的答案", "快速办理")
    drawing.panel.get_by_role("button", name="加一个条件").click()
    drawing.panel.get_by_label("事实要素").select_option("拟罚款")
    drawing.panel.get_by_label("比较方式").select_option("低于")
    drawing.panel.get_by_label("金额（元）").fill("100000")
    drawing.panel.get_by_label("金额（元）").press("Tab")


def see_it_refused(journey: LawChange) -> None:
    """Article 58 forbids it: one sentence, the path drawn and played step by step, replayed in the engine."""
    drawing, page = journey.drawing, journey.du.page
    expect(drawing.verdict).to_have_text(re.compile("^违反 [0-9]+ 项$"), timeout=30_000)
    broken = drawing.violations.filter(has_text="处罚法58条1款").filter(has_text="未经法制审核通过就作出处罚决定").first
    expect(broken).to_be_visible()
    keep(page, "05-refused")
    broken.get_by_role("button", name=re.compile("看看如何发生")).click()
    played = page.locator("[data-part=playback]")
    expect(played.locator(".playback-sure")).to_contain_text("确实如此")
    for _ in range(3):
        page.locator("[data-play=next]").click()
    expect(played.locator(".playback-said")).to_contain_text(re.compile("^4 / "))
    page.locator("[data-play=back]").click()
    expect(played.locator(".playback-said")).to_contain_text(re.compile("^3 / "))
    played.locator(".playback-steps button").last.click()
    expect(played.locator(".playback-said")).to_contain_text("作出行政处罚决定")
    expect(page.locator(".djs-shape.path-now[data-element-id=decide_penalty]")).to_be_visible()
    expect(page.locator(f".djs-connection.path-done[data-element-id={journey.lane}]")).to_be_attached()
    keep(page, "06-played")
    page.locator("[data-play=close]").click()
    expect(page.locator(".path-now")).to_have_count(0)


def not_even_submit_it(journey: LawChange) -> None:
    """The page of the draft, in another window, offers no submission."""
    page = journey.du.context.new_page()
    page.goto(journey.draft)
    expect(page.locator("#check")).to_contain_text("妨碍公布")
    expect(page.locator("#submit .btn-act")).to_be_disabled()
    keep(page, "07-not-to-be-submitted")
    page.close()


def undo_it(journey: LawChange) -> None:
    """Taken back step by step until the line is gone, the flow is proved again."""
    drawing = journey.drawing
    line = drawing.page.locator(f".djs-connection[data-element-id={journey.lane}]")
    for _ in range(MOST_STEPS_BACK):
        if line.count() == 0:
            break
        drawing.undo()
    expect(line).to_have_count(0)
    drawing.is_proved()
    expect(drawing.violations).to_have_count(0)
    keep(drawing.page, "08-undone")
