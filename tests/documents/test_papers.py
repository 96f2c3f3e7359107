"""Every paper of the example case: the page of GB/T 9704, its headings and the sentences the statutes demand."""

import re

import pytest
from docx.oxml.ns import qn
from docx.shared import Length, Mm, Pt

from tests.documents.samples import COMMON, sample_fields
from tests.documents.words import opened, words_of
from workflows.documents.build import template_for
from workflows.documents.catalogue import Layout, PaperKind, catalogue, paper_kind
from workflows.documents.formatting import with_blanks
from workflows.documents.package import read_package
from workflows.documents.render import render

EVERY_KIND = list(catalogue().values())
IDS = [kind.id for kind in EVERY_KIND]

SENTENCES = {
    "filing_approval": [
        "案件来源",
        "时效核对",
        "违法行为发生地在本县，本机关有管辖权。",
        "林守正（执法证号53990010231）、赵敏（执法证号53990010245）　2026年5月21日",
    ],
    "interview_record": [
        "询问时间：2026年6月3日9时30分至2026年6月3日11时05分　第1次询问",
        "问：接运遗体从什么时候开始？",
        "答：2026年3月10日开始，到5月20日共13单。",
        "询问人：林守正（执法证号53990010231）、赵敏（执法证号53990010245）",
        "问：你是否申请回避？",
        "答：不申请回避。",
        "被询问人（逐页签名）：",
    ],
    "inspection_record": [
        "检查时间：2026年5月20日9时30分至2026年5月20日11时00分",
        "库内有遗体2具，标签齐全。",
        "音像记录编号：ZF-20260520-01",
    ],
    "findings_report": [
        "案件调查终结报告",
        "（第2次报告）",
        "2026年5月20日，现场检查，全程音像记录。",
        "五、证据目录和证明目的",
        "九、涉罪研判",
        "2. 没收违法所得人民币25,800.00元（大写：贰万伍仟捌佰元整），扣除新条例施行前部分和已退费部分；",
    ],
    "prior_notice": [
        "行政处罚事先告知书",
        "青峦民罚先告字〔2026〕3号",
        "三、拟作出的行政处罚内容",
        "3. 罚款人民币60,000.00元（大写：陆万元整）。",
        "五、要求听证的权利",
        "本机关不会因你单位陈述、申辩而给予更重的处罚。",
        "附：放弃权利声明（自愿填写，不填写不影响权利）",
    ],
    "defence_review": [
        "（1）采纳",
        "当事人意见：部分业务在新条例施行前。",
        "本机关未因当事人陈述、申辩而给予更重的处罚。",
    ],
    "hearing_notice": [
        "听证时间：2026年7月8日9时00分。",
        "听证公开举行。",
        "有权申请回避",
    ],
    "hearing_record": [
        "证据1：业务登记账册",
        "七、最后陈述",
        "听证员：孙宁、何涛",
    ],
    "hearing_report": [
        "处理意见：变更拟处罚内容",
        "五、证据认定意见",
    ],
    "review_submission": [
        "第2轮送审",
        "☑",
        "☐",
        "上轮审核意见逐条整改对照",
        "真实性、准确性、完整性",
        "□材料齐全，予以接收　□材料不齐，退回补充",
    ],
    "review_opinion": [
        "第1轮审核",
        "问题：6月3日询问笔录仅一名执法人员签名",
        "依据：《行政处罚法》第四十二条",
        "未发现问题。",
        "退回补充调查",
        "期限：2026年7月20日以前（含当日）",
        "承办人认为行为持续，应一并处罚。",
    ],
    "deliberation_record": [
        "应到3人，实到3人",
        "3. 王建国（局长）：同意，注意公示期限。",
        "无不同意见。",
    ],
    "period_approval": [
        "延长办案期限",
        "参加人员：王建国、吴岚、郑海",
        "王建国　2026年8月18日",
    ],
    "penalty_approval": [
        "25,800.00元（贰万伍仟捌佰元整）",
        "2026年7月29日，法制审核意见书（青峦民法审字〔2026〕2号）：同意。",
        "2026年7月31日，集体讨论（青峦民集讨字〔2026〕1号）：同意按拟作决定作出处罚。",
        "王建国　2026年8月3日",
    ],
    "penalty_decision": [
        "行政处罚决定书\n青峦民罚决字〔2026〕3号",
        "统一社会信用代码：91539921MAY00A1K6X",
        "2. 没收违法所得人民币25,800.00元（大写：贰万伍仟捌佰元整），扣除新条例施行前部分和已退费部分；",
        "以上罚没款合计人民币85,800.00元（大写：捌万伍仟捌佰元整）。",
        "自收到本决定书之日起15日内",
        "每日按罚款数额的百分之三加处罚款",
        "如不服本决定，可以自收到本决定书之日起六十日内向青峦县人民政府申请行政复议，也可以自收到本决定书之日起六个月内依法直接向青峦县人民法院提起行政诉讼。",
        "2026年7月31日，本机关负责人集体讨论决定本案。",
        "2026年8月3日",
        "附：物品清单",
        "业务登记账册",
    ],
    "no_penalty_decision": [
        "不予行政处罚",
        "第三十三条第一款",
        "依据《中华人民共和国行政处罚法》第三十三条第三款的规定，本机关对当事人进行了教育：",
        "五、救济途径",
        "青峦县人民法院",
    ],
    "service_receipt": [
        "☑直接送达　☐留置送达　☐电子送达　☐委托送达",
        "☐邮寄送达　☐转交送达　☐公告送达",
        "周启明",
    ],
    "crime_referral_approval": [
        "正职负责人（主持工作的负责人）审批",
        "批准移送。",
    ],
    "crime_referral": [
        "青峦县公安局：",
        "1. 涉嫌犯罪案件情况的调查报告（1份）",
        "回　执",
    ],
    "preservation_notice": [
        "自2026年5月22日至2026年6月2日（七个工作日）",
        "不得销毁、损坏或者转移证据",
        "手机收款记录打印件",
    ],
    "preservation_disposal": [
        "解除先行登记保存，退还原件。",
        "复制后退还",
    ],
    "correction_order": [
        "在2026年8月18日以前（含当日）改正",
        "改正内容和要求：停止接运、存放，将遗体移交县殡仪馆。",
    ],
    "service_announcement": [
        "自本公告发出之日起经过30日，即视为送达。",
    ],
    "demand_notice": [
        "加处罚款人民币18,000.00元（大写：壹万捌仟元整）",
        "合计应缴人民币103,800.00元",
        "10个工作日内",
    ],
    "closing_approval": [
        "执行完毕",
        "8月19日复查，已改正。",
    ],
    "disclosure_form": [
        "60,000.00元",
        "25,800.00元",
        "2026年8月10日10时00分",
    ],
    "disclosure_withdrawal": [
        "撤回",
        "青政复决字〔2026〕9号",
    ],
}


def paper_of(kind_id: str, **changes: object) -> bytes:
    kind = paper_kind(kind_id)
    return render(template_for(kind), kind, {**sample_fields(kind_id), **changes})


@pytest.mark.parametrize("kind", EVERY_KIND, ids=IDS)
def test_a_paper_says_what_the_statute_demands(kind: PaperKind) -> None:
    words = words_of(paper_of(kind.id))

    assert [sentence for sentence in SENTENCES[kind.id] if sentence not in words] == []


@pytest.mark.parametrize("kind", EVERY_KIND, ids=IDS)
def test_no_brace_and_no_python_is_left_in_a_paper(kind: PaperKind) -> None:
    members = read_package(paper_of(kind.id))
    written = b"".join(members[name] for name in members if name.startswith("word/") and name.endswith(".xml"))

    assert [mark for mark in (b"{{", b"}}", b"{%", b"%}", b"None", b"Undefined", b"&lt;") if mark in written] == []


@pytest.mark.parametrize("kind", EVERY_KIND, ids=IDS)
def test_the_page_is_that_of_the_national_standard(kind: PaperKind) -> None:
    section = opened(paper_of(kind.id)).sections[0]
    margins = (section.top_margin, section.left_margin, section.bottom_margin, section.right_margin)

    assert [round(Length(length or 0).mm) for length in (section.page_width, section.page_height)] == [210, 297]
    assert [round(Length(length or 0).mm) for length in margins] == [37, 28, 35, 26]


@pytest.mark.parametrize("kind", EVERY_KIND, ids=IDS)
def test_every_run_names_its_east_asian_face_and_the_language(kind: PaperKind) -> None:
    document = opened(paper_of(kind.id))
    runs = [run for run in document.element.body.iter(qn("w:r")) if "".join(t.text or "" for t in run.iter(qn("w:t")))]
    defaults = document.styles.element.find(qn("w:docDefaults"))

    faces = {run.find(f"{qn('w:rPr')}/{qn('w:rFonts')}").get(qn("w:eastAsia")) for run in runs}
    assert faces <= {"仿宋_GB2312", "方正小标宋简体", "黑体", "楷体_GB2312", "宋体"}
    assert {run.find(f"{qn('w:rPr')}/{qn('w:lang')}").get(qn("w:eastAsia")) for run in runs} == {"zh-CN"}
    assert defaults.find(f".//{qn('w:lang')}").get(qn("w:eastAsia")) == "zh-CN"


@pytest.mark.parametrize("kind", EVERY_KIND, ids=IDS)
def test_a_title_is_set_large_and_in_the_middle(kind: PaperKind) -> None:
    paragraphs = opened(paper_of(kind.id)).paragraphs
    (title,) = [one for one in paragraphs if one.style is not None and one.style.name == "Title"]

    assert title.text == kind.name
    assert title.runs[0].font.size == Pt(22)
    assert title.alignment == 1


def test_a_decision_is_set_in_sixteen_points_on_twenty_two_lines() -> None:
    document = opened(paper_of("penalty_decision"))
    body = next(one for one in document.paragraphs if one.text.startswith("经查明"))

    assert body.runs[0].font.size == Pt(16)
    assert body.paragraph_format.line_spacing == Pt(28.9)
    assert 22 * Pt(28.9) <= Mm(297 - 37 - 35) < 23 * Pt(28.9)
    assert 'w:firstLineChars="200"' in body._element.xml  # noqa: SLF001 -- not public


@pytest.mark.parametrize("kind", EVERY_KIND, ids=IDS)
def test_pages_are_numbered(kind: PaperKind) -> None:
    section = opened(paper_of(kind.id)).sections[0]
    footer = section.footer.paragraphs[0]

    if kind.layout is Layout.LETTER:
        assert footer.text == "— 1 —"
        assert section.even_page_footer.paragraphs[0].text == "— 1 —"
    else:
        assert footer.text.endswith("第 1 页　共 1 页")
    assert "PAGE" in footer._element.xml  # noqa: SLF001 -- not public


def test_the_party_signs_each_page_of_a_record() -> None:
    footer = opened(paper_of("interview_record")).sections[0].footer.paragraphs[0].text

    assert footer.startswith("被询问人签名：")


def test_a_citizen_is_named_by_identity_number() -> None:
    party = {**COMMON["party"], "is_citizen": True, "name": "马有粮", "code": "539921197512200036", "legal_rep": ""}

    words = words_of(paper_of("penalty_decision", party=party))

    assert "公民身份号码：539921197512200036" in words
    assert "统一社会信用代码" not in words
    assert "法定代表人" not in words


def test_relief_is_told_in_the_words_of_the_law_pack_alone() -> None:
    relief = "如不服本决定，应当自收到本决定书之日起六十日内先向青峦县人民政府申请行政复议。"
    words = words_of(paper_of("penalty_decision", relief=relief))

    assert f"八、救济途径\n{relief}\n九、公示告知" in words
    assert "青峦县人民法院" not in words


def test_a_warning_alone_asks_for_no_money() -> None:
    words = words_of(
        paper_of("penalty_decision", penalties=[{"kind": "警告"}], payable=None, has_fine=False, has_confiscation=False)
    )

    assert "1. 警告。" in words
    assert "缴纳" not in words


def test_a_notice_without_hearing_right_offers_no_hearing() -> None:
    words = words_of(paper_of("prior_notice", hearing_right=False, hearing_days=None))

    assert "听证" not in words
    assert "自收到本告知书之日起5个工作日内" in words


def test_a_repeated_notice_names_the_one_it_replaces() -> None:
    assert "青峦民罚先告字〔2026〕5号" in words_of(paper_of("prior_notice"))
    assert "重新告知" not in words_of(paper_of("prior_notice", replaced_number=None))


@pytest.mark.parametrize("kind", EVERY_KIND, ids=IDS)
def test_a_preview_of_an_unfinished_paper_shows_what_is_still_to_fill(kind: PaperKind) -> None:
    words = words_of(render(template_for(kind), kind, with_blanks(kind, {})))

    assert re.search(r"【行政机关全称】", words)
    assert "{{" not in words
