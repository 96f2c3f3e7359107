"""Whole cases, paper by paper: each sentence is true of its case, nothing blank, doubled or in the wrong words."""

import re
from collections import Counter

import pytest

from tests.documents.bare_labels import bare_cells, bare_labels
from tests.documents.walked_cases import (
    CASES,
    a_citizen,
    given_up,
    heard,
    not_heard,
    not_made_out,
    overturned,
    papers_of,
    referred,
    refused,
    spared,
    the_example,
    warned,
    words,
)
from tests.documents.words import words_of
from workflows.documents.catalogue import catalogue

NEVER = {
    "a Python value": r"None|True|False",
    "a brace": r"\{\{|\{%|\}\}",
    "an ISO day": r"\d{4}-\d{2}-\d{2}",
    "nothing in 元": r"(?<![\d,])0\.00元",
    "doubled punctuation": r"[。；，、：][。；，、]",
    "empty brackets": r"（）|《》|“”",
    "both kinds of party": r"（单位）|住所（住址）",
    "shorthand": r"(?<![第\d])\d+条",
    "two 第": r"第第",
    "a code of the program": r"\b(?!LX)[a-z]+_[a-z]+\b|\b(?:hotline|citizen|penalise|organisation)\b",
}
TOO_LONG_TO_REPEAT = 18
TO_BE_SIGNED = "年　　月　　日"


@pytest.mark.parametrize("name", CASES)
def test_no_paper_of_a_case_shows_what_a_paper_never_shows(name: str) -> None:
    told = {paper.kind: words_of(content) for paper, content in papers_of(CASES[name]())}
    found = [(kind, what, re.findall(never, text)) for kind, text in told.items() for what, never in NEVER.items()]

    assert [one for one in found if one[2]] == []


@pytest.mark.parametrize("name", CASES)
def test_no_label_of_a_paper_stands_without_its_words(name: str) -> None:
    empty = [
        (paper.kind, label)
        for paper, content in papers_of(CASES[name]())
        for label in (*bare_labels(content, paper.fields), *bare_cells(content))
    ]

    assert empty == []


@pytest.mark.parametrize("name", CASES)
def test_no_paper_says_a_sentence_twice(name: str) -> None:
    twice = [
        (paper.kind, sentence)
        for paper, content in papers_of(CASES[name]())
        for sentence, times in Counter(re.split(r"[。\n]", words_of(content))).items()
        if times > 1 and len(sentence) >= TOO_LONG_TO_REPEAT and TO_BE_SIGNED not in sentence
    ]

    assert twice == []


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("citizen", "你单位|统一社会信用代码：|法定代表人|本单位|住所："),
        ("not_made_out", "你单位|统一社会信用代码：|法定代表人"),
        ("not_heard", "公民身份号码|法定代表人（负责人）|住址："),
        ("example", "公民身份号码|经营者|住址："),
    ],
)
def test_a_party_is_called_what_it_is(name: str, wrong: str) -> None:
    said = {paper.kind: re.findall(wrong, words_of(content)) for paper, content in papers_of(CASES[name]())}

    assert {kind: found for kind, found in said.items() if found} == {}


def test_the_walked_cases_leave_every_paper_there_is() -> None:
    assert {paper.kind for walk in CASES.values() for paper, _ in papers_of(walk())} == set(catalogue())


def test_a_filing_names_both_verifiers_with_their_own_suggestion_and_no_unit_head() -> None:
    told = words(the_example(), "filing_approval")

    assert "建议立案。\n林静（执法证号YZ53990001）、赵宁（执法证号YZ53990002）　2026年5月21日" in told
    assert "同意立案。\n吴岚　2026年5月22日\n审批结果\n同意立案" in told
    assert "承办机构负责人意见" not in told
    assert "违法行为发生地在本县，属于本机关管辖。" in told
    assert "违法行为处于连续或者继续状态，于2026年5月18日被发现，未超过追责时效。" in told


def test_a_refused_filing_tells_its_reason() -> None:
    told = words(refused(), "filing_approval")

    assert "建议不予立案。" in told
    assert "审批结果\n不予立案\n理由和去向\n没有违法事实。" in told


def test_a_report_that_suggests_a_penalty_lists_it_and_names_its_authors() -> None:
    told = words(the_example(), "findings_report")

    assert "建议的处罚内容：\n1. 警告；\n2. 没收违法所得人民币25,800.00元（大写：贰万伍仟捌佰元整）；\n3. 罚款" in told
    assert "当事人的行为违反了《殡葬管理条例》第二十五条的规定，依据《殡葬管理条例》第六十五条的规定，应当给予" in told
    assert "承办人意见：建议给予行政处罚。\n承办人：林静（执法证号YZ53990001）、赵宁（执法证号YZ53990002）" in told


@pytest.mark.parametrize(
    ("walk", "suggested", "unsaid"),
    [
        (spared, "建议不予行政处罚。", "应当给予行政处罚"),
        (not_made_out, "违法事实不能成立，建议不予行政处罚。", "当事人的行为违反了"),
        (referred, "涉嫌犯罪，建议移送公安机关。", "当事人的行为违反了"),
        (given_up, "建议撤销立案。", "当事人的行为违反了"),
    ],
)
def test_a_report_that_suggests_no_penalty_lists_none(walk: object, suggested: str, unsaid: str) -> None:
    told = words(walk(), "findings_report")  # type: ignore[operator]

    assert f"承办人意见：{suggested}" in told
    assert "建议的处罚内容" not in told
    assert unsaid not in told


def test_a_report_without_evidence_says_so() -> None:
    assert "五、证据目录和证明目的\n没有取得能够证明违法事实的证据。" in words(not_made_out(), "findings_report")


def test_a_submission_leaves_its_receipt_to_be_signed_and_the_opinion_tells_it() -> None:
    assert "□材料齐全，予以接收　□材料不齐，退回补充" in words(the_example(), "review_submission")
    told = words(the_example(), "review_opinion", number=0)
    assert "2026年6月30日，材料齐全\n审核期限届满日\n2026年7月9日" in told
    assert "1. 【法律适用、定性、裁量】3月30日前4单不得适用新罚则（" in told
    assert "（《中华人民共和国行政处罚法》第三十七条）。要求：剔除14,400元。" in told
    assert "修改补充要求\n无。" in words(the_example(), "review_opinion")


def test_the_approval_of_a_penalty_gathers_every_conclusion_from_the_file() -> None:
    told = words(the_example(), "penalty_approval")

    assert "建议作出如下处罚：警告；没收违法所得25,800.00元；罚款60,000.00元。\n林静（" in told
    assert "建议按拟定的决定书草案作出处罚，请予审核。\n孙国强　2026年7月24日" in told
    assert "2026年7月29日，法制审核意见书（青峦民法审字〔2026〕2号）：同意。" in told
    assert "2026年7月31日，集体讨论（青峦民集讨字〔2026〕1号）：同意按拟作决定作出处罚，理由：" in told
    assert "同意签发。\n吴岚　2026年8月3日" in told


def test_an_approval_that_needed_neither_review_nor_meeting_says_so() -> None:
    told = words(warned(), "penalty_approval")

    assert "依法和依本机关目录不需法制审核。" in told
    assert "依法不需集体讨论。" in told
    assert "同意承办人意见。\n孙国强　2026年5月25日" in told


def test_a_decision_tells_its_history_once_and_in_order() -> None:
    told = words(the_example(), "penalty_decision")
    (course,) = [line for line in told.splitlines() if line.startswith("办理经过：")]

    assert course == (
        "办理经过：2026年5月18日，受理线索；2026年5月20日，制作《现场检查笔录（2026年5月20日）》；"
        "2026年5月22日，经本机关负责人批准立案，指派林静、赵宁办案，经本机关负责人批准先行登记保存证据；"
        "2026年6月1日，对先行登记保存的证据作出处理决定；"
        "2026年6月3日，制作《询问笔录（周启明，2026年6月3日）》，收集证据“收费账册复制件”；"
        "2026年6月17日，案件调查终结；2026年6月18日，送达《行政处罚事先告知书》（青峦民罚先告字〔2026〕1号）；"
        "2026年6月25日，当事人提出陈述、申辩；"
        "2026年7月17日，收集证据“银行流水”，作出《责令改正通知书》，责令当事人改正；2026年7月20日，补充调查终结。"
    )
    assert told.count("立案，") == 1
    assert "2026年7月21日，本机关依法向当事人送达《行政处罚事先告知书》（青峦民罚先告字〔2026〕2号）" in told


def test_a_decision_tells_discretion_amounts_order_and_relief() -> None:
    told = words(the_example(), "penalty_decision")

    assert "没有违法所得或者违法所得不足10万元，从轻档次，罚款50,000.00元以上80,000.00元以下。" in told
    assert "2. 没收违法所得人民币25,800.00元（大写：贰万伍仟捌佰元整）；" in told
    assert "3. 罚款人民币60,000.00元（大写：陆万元整）。" in told
    assert "以上罚没款合计人民币85,800.00元（大写：捌万伍仟捌佰元整）。" in told
    assert "停止接运、存放遗体，将存放的遗体移送殡仪馆（《责令改正通知书》青峦民责改字〔2026〕1号）。" in told
    assert "4. 银行流水，证明收款46,800元、退款6,600元。" in told
    paper = the_example().dossier().last_paper("penalty_decision")
    assert paper is not None
    assert f"八、救济途径\n{paper.fields['relief']}\n九、公示告知" in told


def test_a_decision_says_what_was_adopted_of_the_partys_words_and_why() -> None:
    told = words(heard(), "penalty_decision")

    assert "2026年6月2日，周启明以书面方式提出陈述、申辩意见。" in told
    assert "（1）当事人提出：系初次违法。复核情况：经核查属实。本机关不予采纳，理由：裁量时已经考虑。" in told
    assert "（2）当事人提出：已主动退还部分费用。复核情况：经核查属实。本机关采纳，理由：收据可以证明。" in told
    assert "听证（2026年6月24日）后，听证主持人提出处理意见：维持拟处罚意见，理由：事实清楚，裁量适当。" in told
    assert "2026年6月24日，本机关依法举行听证。2026年6月25日，本案通过重大执法决定法制审核。" in told


def test_a_decision_of_a_warning_asks_for_no_money_and_no_correction() -> None:
    told = words(warned(), "penalty_decision")

    assert "本决定自送达当事人之日起生效。" in told
    assert re.findall(r"缴纳|加处罚款|责令当事人改正|强制执行|出示执法证件", told) == []


def test_a_fine_alone_is_not_called_a_sum_of_fine_and_confiscation() -> None:
    told = words(a_citizen(), "penalty_decision")

    assert "缴纳罚款，也可以" in told
    assert "罚没款" not in told


def test_what_is_not_money_is_to_be_performed_too() -> None:
    told = words(not_heard(), "penalty_decision")

    assert "3. 暂扣许可证件，期限：30日，暂扣礼仪服务许可证。" in told
    assert "前述处罚中缴款以外的内容，当事人应当自收到本决定书之日起履行。" in told
    assert "经营者：马有粮" in told


def test_a_hearing_that_ended_early_records_only_that() -> None:
    told = words(not_heard(), "hearing_record")

    assert "终止听证的事由：当事人无正当理由拒不出席。" in told
    assert re.findall("核对无误|最后陈述|举证和质证", told) == []
    assert "因当事人无正当理由拒不出席，听证终止。" in words(not_heard(), "hearing_report")


def test_a_decision_not_to_punish_educates_only_under_article_33() -> None:
    educated, unproven = words(spared(), "no_penalty_decision"), words(not_made_out(), "no_penalty_decision")

    assert "依据《中华人民共和国行政处罚法》第三十三条第三款的规定，本机关对当事人进行了教育：当面宣讲" in educated
    assert "教育" not in unproven
    assert "四、救济途径\n如不服本决定，" in unproven
    assert "依据《中华人民共和国行政处罚法》第五十七条第一款第三项（违法事实不能成立）的规定" in unproven
    assert "调查收集的下列证据，不足以证明当事人实施了涉嫌的违法行为：" in unproven


def test_a_receipt_shows_the_proof_of_its_way_and_no_other() -> None:
    direct, public = words(the_example(), "service_receipt"), words(a_citizen(), "service_receipt")

    assert "送达日期\n2026年8月5日\n收件人\n周启明（法定代表人）\n送达人" in direct
    assert "送达日期\n2026年8月10日（公告期满，视为送达）\n公告媒体和起止日期\n" in public
    assert "2026年7月10日至2026年8月10日" in public
    assert "送达地点" not in public
    assert "拒收事由和留置情况\n当事人拒绝签收。\n音像记录\nLX-20260720-1" in words(heard(), "service_receipt")


def test_a_referral_bears_the_principals_decision() -> None:
    assert "同意移送。\n周正　2026年6月8日\n审批结果\n批准移送" in words(referred(), "crime_referral_approval")
    assert "涉嫌触犯《中华人民共和国刑法》第二百六十六条的规定。" in words(referred(), "crime_referral")


def test_closing_tells_until_when_the_party_may_turn_to_others() -> None:
    told = words(the_example(), "closing_approval")

    assert "申请行政复议至2026年10月8日；提起行政诉讼至2027年2月11日（暂定）。" in told
    assert "结案类型\n执行完毕" in told
    assert re.findall("决定文号|送达日期|复议和起诉期限", words(given_up(), "closing_approval")) == []


def test_a_form_of_disclosure_leaves_out_what_the_decision_has_not() -> None:
    assert "罚款金额\n60,000.00元" in words(the_example(), "disclosure_form")
    told = words(warned(), "disclosure_form")
    assert re.findall("罚款金额|没收金额|发布人|公示截止期", told) == []
    assert "批准不予公示。" in told
    assert "撤回" in words(overturned(), "disclosure_withdrawal")
