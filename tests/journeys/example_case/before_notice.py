"""From the hotline's lead to the report: 2026-05-18 to 06-17."""

from playwright.sync_api import expect

from tests.journeys.example_case.journey import OFFICERS, Journey

PARTY = "青峦县永宁礼仪服务有限公司"
FACTS = (
    "2026年3月10日至5月20日，当事人用改装面包车接运、租用冷库存放遗体13单",
    "共收取46,800元，其中3月10日至29日4单14,400元",
)


def register(journey: Journey) -> None:
    """5/18 案源: the 12345 hotline passes on what the funeral home reports."""
    lin = journey.building.person("林静").go("/cases/new")
    lin.fill(
        matter="funeral_remains",
        source_kind="hotline",
        source_detail="12345 工单 20260518001",
        received_on="2026-05-18",
        summary="永宁公司用改装面包车接运、租用冷库存放遗体，殡仪馆反映",
        informant_name="何某",
        informant_phone="13900000009",
        party_kind="organisation",
        party_name=PARTY,
        party_credit_code="91539921MAY00A1K6Y",
        party_legal_rep="周启明",
        is_enterprise=True,
        party_address="青峦县城南路6号",
        party_phone="13900000001",
    )
    lin.refused("统一社会信用代码")
    assert lin.value("party_name") == PARTY
    lin.fill(party_credit_code="91539921MAY00A1K6X").done("已登记")
    back = lin.page.get_by_role("link", name="返回案件").get_attribute("href") or ""
    journey.case = back.partition("?")[0]
    lin.screenshot("task-verify")


def inspect(journey: Journey) -> None:
    """5/20 现场检查: two officers with their credentials, on film; then the lead counts as verified."""
    journey.on("2026-05-20").acts(
        "林静",
        "record_inspection",
        started_at="2026-05-20T07:30",
        ended_at="2026-05-20T08:40",
        place="青峦县城南路6号冷库",
        signers=OFFICERS,
        recorder="赵宁",
        present_name="周启明",
        present_position="法定代表人",
        notified="已电话通知当事人到场",
        scope="经营场所、冷库、车辆",
        observations="冷库内存放遗体2具；改装面包车1辆",
        measures="拍照12张，复制收费台账封面",
        recording_number="LX20260520-01",
        party_opinion="无异议",
        proves="租用冷库存放遗体、用改装车接运",
        elements=["conduct", "result"],
        file=("现场照片.jpg", b"\xff\xd8\xff\xe0 inspection photographs"),
    )
    journey.does(
        "林静",
        "线索核查",
        officers=OFFICERS,
        findings="现场检查发现改装面包车和冷库，存放遗体2具",
        has_facts=True,
        has_jurisdiction=True,
        jurisdiction="违法行为发生地在本县",
        suggestion="file",
    )


def file_the_case(journey: Journey) -> None:
    """5/22 立案: a leader approves, 90 days begin; the account book is registered and kept on the same day."""
    journey.on("2026-05-22").does("吴岚", "立案审批", filing="filed", opinion="同意立案")
    journey.does("孙国强", "指派办案人员", lead=OFFICERS[0], officers=OFFICERS[1:], no_interest=True)
    journey.acts(
        "吴岚",
        "preserve_evidence",
        reason="账册、手机收款记录可能被销毁",
        way="elsewhere",
        place="本局证据室",
        keeper="赵宁",
        items=[
            {"name": "收费账册", "specification": "A4", "quantity": "1册", "condition": "完好"},
            {"name": "手机收款记录", "specification": "导出件", "quantity": "1份", "condition": "完好"},
        ],
        officers=OFFICERS,
    )
    journey.sees_clock("办案期限", "2026-08-20")
    journey.sees_clock("先行登记保存处理", "2026-06-02")


def dispose_of_what_was_kept(journey: Journey) -> None:
    """6/1 登记保存处理: copied and given back, one working day before its end."""
    journey.on("2026-06-01").acts(
        "林静",
        "dispose_preserved",
        items=[{"name": "收费账册", "disposal": "copied"}, {"name": "手机收款记录", "disposal": "copied"}],
        disposal="复制固定后解除登记保存，退还当事人",
        reason="证据已复制固定",
        officers=OFFICERS,
    )
    journey.acts(
        "林静",
        "add_evidence",
        kind="document",
        name="收费账册复制件",
        proves="接运、存放遗体13单的时间和收费46,800元",
        elements=["subject", "conduct", "result", "amount"],
        collectors=OFFICERS,
        collected_at="2026-06-01T08:30",
        place="本局证据室",
        source="从先行登记保存的账册复制，经当事人核对签章",
        file=("收费账册.pdf", b"%PDF-1.7 account book"),
    )


def interview_with_one_signature(journey: Journey) -> None:
    """6/3 询问周启明: entered as it was made, signed by one officer alone, and flagged (处罚法42条)."""
    journey.on("2026-06-03").acts("林静", "record_interview", **_interview(["林静"], day="2026-06-03"))

    row = journey.looks().page.locator("#evidence tr", has_text="询问笔录（周启明，2026-06-03）")
    expect(row).to_contain_text("处罚法42条")


def report(journey: Journey) -> None:
    """6/17 终结报告: a warning, 46,800 元 confiscated, a fine of 80,000 元, with the economic impact on the company."""
    journey.on("2026-06-17").does(
        "林静",
        "调查取证",
        officers=OFFICERS,
        finding="violation",
        elements=["subject", "conduct", "result", "amount"],
        summary="已查明接运、存放遗体13单，收费46,800元",
    )
    lin = journey.opens("林静", "调查终结报告").fill(
        officers=OFFICERS,
        suggestion="penalise",
        facts="\n".join(FACTS),
        violated="殡葬管理条例25条",
        penalty_basis="殡葬管理条例65条",
        penalties=[
            {"kind": "warning"},
            {"kind": "confiscate_income", "amount": "46800"},
            {"kind": "fine", "amount": "80000"},
        ],
        benchmark="below_100k.ordinary",
        discretion="没有从轻、从重情节，适用一般档次",
        income=[],
        party_claims="当事人承认接运、存放遗体",
        characterisation="未取得资格从事殡仪馆专营服务",
        crime_view="none",
        crime_assessment="未发现侮辱尸体等涉嫌犯罪的情形",
        review_assessment="罚款五万元以上，列入目录，应当法制审核",
        hearing_assessment="罚款、没收分别计算，均未达到听证数额",
        grave=True,
        business_impact="涉案服务不是当事人主营业务，处罚不影响其存续",
        reason="事实清楚，证据充分",
    )
    lin.done()
    journey.does("孙国强", "承办机构负责人审查", endorsement="endorsed", opinion="同意承办人意见")
    journey.does("吴岚", "处理方向审查", route="penalise", reason="违法事实清楚，证据确凿", opinion="同意")
    expect(journey.looks().page.locator("main")).to_contain_text("80,000")


def _interview(signers: list[str], *, day: str) -> dict[str, object]:
    """Return the record of an interview with the company's legal representative that morning."""
    return {
        "started_at": f"{day}T07:50",
        "ended_at": f"{day}T08:50",
        "place": "青峦县民政局询问室",
        "signers": signers,
        "recorder": "林静",
        "speaker_kind": "party_statement",
        "interviewee_name": "周启明",
        "interviewee_id_number": "539921198003150012",
        "interviewee_relation": "当事人法定代表人",
        "informed_answer": "听清了",
        "recusal_answer": "不申请回避",
        "dialogue": [
            {"question": "何时开始接运遗体？", "answer": "今年3月10日开始"},
            {"question": "共收取多少费用？", "answer": "13单，46,800元，其中3单已退6,600元"},
        ],
        "proves": "接运、存放遗体的经过和收费",
        "elements": ["subject", "conduct"],
    }


def interview_again(journey: Journey) -> None:
    """7/10 重新询问: two officers, and the record takes the place of the defective one."""
    record = {**_interview(OFFICERS, day="2026-07-10"), "replaces": "询问笔录（周启明，2026-06-03 07:50）"}
    journey.on("2026-07-10").acts("林静", "record_interview", **record)

    evidence = journey.looks().page.locator("#evidence")
    expect(evidence).to_contain_text("询问笔录（周启明，2026-07-10）")
    expect(evidence).not_to_contain_text("询问笔录（周启明，2026-06-03）")
