"""2026-05-18, the change becomes law: compared, rehearsed, submitted by 杜鹃, approved by 何敏, in force from 06-01."""

import re

from playwright.sync_api import Page, expect

from tests.journeys.law_change.drafting import TITLE
from tests.journeys.law_change.journey import LawChange, keep

REASON = "省司法厅下调听证金额标准，并要求重大处罚先作风险评估"
PROVISION = "省行政处罚听证程序规定（2026年修订）第五条"
DAY = "2026-06-01"
CHANGES = (
    (
        "新增环节“风险评估”：法定行为为“自定义表单”，所用表单为“风险评估”，岗位为“承办人”，"
        "法律依据为“本机关重大处罚风险评估规程3条”，时限为“3 个工作日”"
    ),
    "新增排他网关“风险等级？”",
    (
        "新增环节“风险会商”：法定行为为“自定义表单”，所用表单为“风险会商”，岗位为“机关负责人”，"
        "机构为“机关负责人”，法律依据为“本机关重大处罚风险评估规程5条”"
    ),
    "新增“风险评估”至“风险等级？”的连线",
    "新增“风险等级？”至“送审”的连线",
    "新增“风险等级？”至“风险会商”的连线：条件为“风险等级”为“较高”",
    "新增“风险会商”至“送审”的连线",
    "“须法制审核”至“送审”的连线的终点由“送审”改为“风险评估”",
    "图形布局有调整",
    "决策表“听证权判定”第 3 行的“拟罚款”由“100,000元以上（含本数）”改为“50,000元以上（含本数）”",
    "新增表单“风险评估”：风险等级、较高的理由",
    "新增表单“风险会商”：会商意见",
)
USUAL_ANSWERS = {"告知的权利": "陈述、申辩和要求听证", "听证申请": "明确放弃"}
_MOST_STEPS = 30


def compare(journey: LawChange) -> None:
    """The difference names exactly what was changed, and nothing was loosened: a lower amount is stricter."""
    page = journey.du.go(journey.draft).page
    page.get_by_role("link", name="与版本 1 比较").click()
    expect(page.locator(".changes li").first).to_be_visible()
    told = page.locator(".changes li").evaluate_all("all => all.map(one => one.lastElementChild.innerText.trim())")
    assert sorted(told) == sorted(CHANGES)
    expect(page.get_by_role("heading", name=re.compile("^放宽"))).to_have_count(0)
    for step in ("assess_risk", "discuss_risk"):
        expect(page.locator(f".compare-pane[data-side=new] .djs-shape[data-element-id={step}]")).to_be_visible()
    keep(page, "09-difference")


def rehearse(journey: LawChange) -> None:
    """A dry run in the engine comes to 风险评估, and from a high risk to 风险会商."""
    page = journey.du.go(journey.draft).page
    page.get_by_role("link", name="演练", exact=True).click()
    page.get_by_label("当事人类别").last.select_option("法人或者其他组织")
    page.get_by_label("拟罚款（元）").fill("80000")
    page.get_by_label("拟罚没款合计（元）").fill("80000")
    page.get_by_role("button", name="以此案情从头演练").click()
    for _ in range(_MOST_STEPS):
        if page.locator("#next .opening b").first.inner_text() == "风险评估":
            break
        _play(page)
    keep(page, "10-rehearsal")
    expect(page.locator("#next .opening b").first).to_have_text("风险评估")
    page.locator("#next").get_by_label("风险等级").first.select_option("较高")
    _play(page)
    expect(page.locator("#next .opening b").first).to_have_text("风险会商")


def _play(page: Page) -> None:
    """Let the first open step end as it usually does."""
    ways = page.locator("#next .opening").first.locator(".way")
    usual = ways.filter(has_text="告知轮次为已")
    way = (usual if usual.count() else ways).first
    for label, words in USUAL_ANSWERS.items():
        if way.get_by_label(label).count():
            way.get_by_label(label).select_option(words)
    with page.expect_navigation():
        way.get_by_role("button").click()


def submit(journey: LawChange) -> None:
    """With reason, provision, day and transition; then nobody can change it any more."""
    du = journey.du.go(journey.draft)
    form = du.page.locator("#submit")
    form.locator("[name=reason]").fill(REASON)
    form.locator("[name=provision]").fill(PROVISION)
    form.locator("[name=effective_from]").fill(DAY)
    form.get_by_label("在办案件逐案审查后转入新版本").check()
    form.locator(".btn-act").click()
    expect(du.page.locator(".flash")).to_contain_text("已提交")
    expect(du.page.get_by_role("link", name="打开编辑器")).to_have_count(0)
    expect(du.page.locator("#approve")).to_have_count(0)
    keep(du.page, "11-submitted")


def approve(journey: LawChange) -> None:
    """何敏 finds it in 流程, reads what is submitted, and approves; the version waits for its day."""
    he = journey.he.go("/flows")
    he.page.locator("tr", has_text=TITLE).get_by_role("link", name="审批").click()
    expect(he.page.locator("#check")).to_contain_text("已证明")
    for words in (REASON, PROVISION, DAY, "在办案件逐案审查后转入新版本"):
        expect(he.page.locator("main")).to_contain_text(words)
    expect(he.page.locator("#loosened")).to_have_count(0)
    keep(he.page, "12-approval")
    he.page.locator("#approve .btn-act").click()
    expect(he.page.locator(".flash")).to_contain_text("已批准公布", timeout=60_000)
    he.page.get_by_role("link", name="查看该版本").click()
    journey.version = he.page.url.removeprefix(journey.office.address)
    expect(he.page.locator("main")).to_contain_text("杜鹃")
    keep(he.page, "13-version")
    he.go("/flows")
    sees_versions(he.page, ("版本 2", "尚未生效"), ("版本 1", "现行"))
    keep(he.page, "14-versions")


def sees_versions(page: Page, *expected: tuple[str, str]) -> None:
    """Check the version list: every row's number and state, the newest first."""
    rows = page.locator("table").first.locator("tbody tr")
    expect(rows).to_have_count(len(expected))
    for row, words in zip(rows.all(), expected, strict=True):
        for word in words:
            expect(row).to_contain_text(word)
