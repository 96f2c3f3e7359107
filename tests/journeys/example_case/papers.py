"""At the end of the case: every paper in its Word file, the journals, and what the screen shows of all of it."""

import re
from collections.abc import Mapping

from playwright.sync_api import expect

from tests.documents.words import words_of
from tests.journeys.example_case.before_notice import PARTY
from tests.journeys.example_case.journey import Journey

EXPECTED = (
    "现场检查笔录",
    "立案审批表",
    "证据先行登记保存通知书",
    "先行登记保存证据处理决定书",
    "询问笔录",
    "案件调查终结报告",
    "行政处罚事先告知书",
    "送达回证",
    "陈述申辩复核意见书",
    "重大执法决定法制审核送审表",
    "重大执法决定法制审核意见书",
    "询问笔录",
    "案件调查终结报告",
    "行政处罚事先告知书",
    "送达回证",
    "重大执法决定法制审核送审表",
    "重大执法决定法制审核意见书",
    "重大案件集体讨论记录",
    "行政处罚决定审批表",
    "行政处罚决定书",
    "责令改正通知书",
    "送达回证",
    "行政执法信息公示表",
    "结案审批表",
)
SAID = {
    ("行政处罚事先告知书", "1号"): ("罚款人民币80,000.00元（大写：捌万元整）", "肆万陆仟捌佰元整", "5个工作日"),
    ("行政处罚事先告知书", "2号"): (
        "罚款人民币60,000.00元（大写：陆万元整）",
        "没收违法所得人民币25,800.00元（大写：贰万伍仟捌佰元整）",
        "重新告知",
    ),
    ("重大执法决定法制审核意见书", "1号"): (
        "3月30日前4单不得适用",
        "应当重作",
        "缺少冷库租赁合同、银行流水",
        "裁量说理不足",
    ),
    ("重大执法决定法制审核送审表", "2号"): ("第2轮送审", "第1条已经整改", "第5条已经整改"),
    ("行政处罚决定书", "1号"): (
        "青峦民罚决字〔2026〕1号",
        PARTY,
        "91539921MAY00A1K6X",
        "罚款人民币60,000.00元（大写：陆万元整）",
        "没收违法所得人民币25,800.00元（大写：贰万伍仟捌佰元整）",
        "合计人民币85,800.00元（大写：捌万伍仟捌佰元整）",
        "自收到本决定书之日起六十日内向青峦县人民政府申请行政复议",
        "向青峦县人民法院提起行政诉讼",
        "自收到本决定书之日起六个月内",
        "2026年7月29日，本案通过重大执法决定法制审核",
        "2026年7月31日，本机关负责人集体讨论决定本案",
        "2026年8月3日",
    ),
    ("结案审批表", "1号"): (
        "2026年10月8日",
        "2027年2月11日（暂定）",
        "2026年8月19日",
        "罚款60,000.00元、没收款25,800.00元已缴纳",
    ),
}
LEFT_OVER = re.compile(r"[{}]|\bNone\b|\bnan\b|Undefined|\[object|lorem")


def read_every_paper(journey: Journey) -> None:
    """Download every paper of the case and read it."""
    found = _download(journey)

    titles = tuple(title for title, _, _ in found)
    assert titles == EXPECTED, titles
    left_over = [(title, number, LEFT_OVER.findall(words)) for title, number, words in found if LEFT_OVER.search(words)]
    assert left_over == [], left_over
    numbered = {(title, number.rpartition("〕")[2]): words for title, number, words in found}
    missing = [(key, phrase) for key, phrases in SAID.items() for phrase in phrases if phrase not in numbered[key]]
    assert missing == [], missing


def read_a_paper_on_the_page(journey: Journey) -> None:
    """The preview says the same as the file, without leaving the browser."""
    lin = journey.looks()
    lin.page.locator("#papers tr", has_text="行政处罚决定书").get_by_role("link", name="预览").click()
    expect(lin.page.locator("main")).to_contain_text("陆万元整")
    lin.screenshot("paper")


def verify_the_journals(journey: Journey) -> None:
    """Every chain is whole, told by the command and by the auditor's page; nobody's step is missing."""
    told = journey.office.command("journal", "verify")
    assert (told.returncode, told.stdout.strip()) == (0, "全部日志链条校验一致")
    auditor = journey.building.person("方明").go("/journal")
    auditor.page.get_by_role("button", name="核验全部日志").click()
    expect(auditor.page.locator("#errand")).to_contain_text("全部日志链条校验一致", timeout=30_000)
    auditor.go("/journal")
    expect(auditor.page.locator("#last-check")).to_contain_text("已完成")
    auditor.screenshot("journal")


def look_back(journey: Journey) -> None:
    """The closed case offers nothing more to do, and its timeline tells the way back and forth."""
    page = journey.looks("王律")
    page.page.get_by_text("更早的").click()
    titles = page.page.locator(".timeline-head b").all_inner_texts()
    twice = ("调查取证", "调查终结报告", "制发事先告知书", "送审", "签署法制审核意见")
    assert [titles.count(one) for one in twice] == [2] * 5, titles
    assert titles.count("作出行政处罚决定") == 1
    assert (titles[0], titles[-1]) == ("立卷归档", "案源登记")
    assert page.page.get_by_text("更多事项").count() == 0
    mine = journey.building.person("林静").go("/tasks")
    expect(mine.page.locator("main")).to_contain_text("没有待办事项")
    mine.screenshot("my-tasks-empty")


def _download(journey: Journey) -> list[tuple[str, str, str]]:
    """Return title, number and words of every paper, in the order in which they were issued."""
    lin = journey.looks()
    papers = []
    for row in lin.page.locator("#papers tbody tr").all():
        address = row.locator('a[href$="/file"]').get_attribute("href") or ""
        answer = lin.context.request.get(address)
        assert answer.ok, address
        cells: Mapping[str, str] = {
            cell.get_attribute("data-l") or "": cell.inner_text().strip() for cell in row.locator("td").all()
        }
        number = int(address.split("/")[2])
        papers.append((number, cells["文书名称"], cells["编号"] if "编号" in cells else cells["文号"], answer.body()))
    return [(title, sign, words_of(body)) for _, title, sign, body in sorted(papers)]
