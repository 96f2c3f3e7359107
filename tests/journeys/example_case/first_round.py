"""From the notice to the first opinion: 2026-06-18 to 07-08."""

from playwright.sync_api import expect

from tests.journeys.example_case.before_notice import FACTS
from tests.journeys.example_case.journey import OFFICERS, Journey

DEFENCE = ("部分业务发生在新条例施行之前", "已向3单家属退费6,600元")
FINDINGS = (
    ("law", "3月30日前4单不得适用殡葬管理条例65条，违法所得应剔除14,400元", "处罚法37条"),
    ("procedure", "6月3日询问笔录仅一名执法人员签名，应当重作", "处罚法42条"),
    ("evidence", "缺少冷库租赁合同、银行流水", "处罚法40条"),
    ("law", "已退赔的6,600元应当扣除", "处罚法28条2款"),
    ("law", "裁量说理不足，初次违法、主动退费未予考虑", "处罚法32条"),
)


def tell_the_party(journey: Journey) -> None:
    """6/18 事先告知: issued and served on the same day; the party has until 6/26, over the Dragon Boat holiday."""
    journey.on("2026-06-18").does("林静", "制发事先告知书")
    journey.serves("事先告知书")
    journey.sees_clock("陈述申辩期", "2026-06-26", explained="端午节")


def hear_the_party(journey: Journey) -> None:
    """6/25 陈述申辩: in writing; the period goes on until its last day, only then the review of it opens."""
    journey.on("2026-06-25").acts(
        "林静",
        "record_statement",
        kind="statement",
        way="written",
        received_on="2026-06-25",
        speaker="周启明",
        arguments=[{"text": one} for one in DEFENCE],
    )
    lin = journey.building.person("林静")
    assert not lin.has_task("陈述申辩复核")
    journey.on("2026-06-26")
    assert not lin.has_task("陈述申辩复核")


def review_the_defence(journey: Journey) -> None:
    """6/29 复核: the handlers hold that the conduct continued, adopt nothing, and keep what they intend."""
    journey.on("2026-06-29").does(
        "林静",
        "陈述申辩复核",
        arguments=[
            {"claim": one, "verification": "经核对账册", "adopted": "rejected", "reason": "行为持续至新条例施行后"}
            for one in DEFENCE
        ],
        outcome="不予采纳",
        change="keep",
        opinion="维持拟处罚内容",
        unit_head="孙国强",
        unit_head_opinion="同意",
    )
    lin = journey.opens("林静", "拟定决定书草案")
    assert lin.value("facts").splitlines() == list(FACTS)
    lin.fill(direction="penalise", defence_text="当事人的陈述申辩不予采纳：行为持续", change_cause="none").done()


def send_for_review(journey: Journey) -> None:
    """6/30 送审: the package is complete, the defective record is told and does not bar it; seven working days."""
    journey.on("2026-06-30").building.person("林静").go("/tasks").screenshot("my-tasks")
    lin = journey.opens("林静", "送审")
    expect(lin.form).to_contain_text("询问笔录（周启明，2026-06-03）")
    lin.fill(
        opinion="建议按草案作出处罚",
        committed=True,
        unit_head="孙国强",
        unit_head_agreed=True,
    ).done()
    journey.does("王律", "接收与材料审查", review="accepted")
    journey.sees_clock("审核时限", "2026-07-09", name="王律")
    journey.nobody_can_decide()


def return_the_case(journey: Journey) -> None:
    """7/7 审核意见①: the machine has found the one-signature record; a pass is greyed; returned with five findings."""
    wang = journey.on("2026-07-07").opens("王律", "逐项审核")
    assert "询问笔录（周启明，2026-06-03）" in wang.value("facts_problem")
    wang.screenshot("review")
    wang.fill(
        subject_result="conforms",
        procedure_result="problem",
        procedure_problem=FINDINGS[1][1],
        facts_result="problem",
        law_result="problem",
        law_problem=FINDINGS[0][1],
        law_basis="处罚法37条",
        authority_result="conforms",
        papers_result="conforms",
        crime_result="conforms",
        other_result="conforms",
        methods=["papers", "file"],
        key_issues="新旧条例衔接：施行前的行为不适用新罚则",
    ).done()
    he = journey.opens("何敏", "签署法制审核意见")
    for conclusion in ("pass", "pass_edit"):
        tile = he.form.locator(".tile").filter(has=he.page.locator(f'[name="conclusion"][value="{conclusion}"]'))
        expect(tile.locator("input")).to_be_disabled()
        expect(tile).to_contain_text("处罚法42条")
    he.screenshot("opinion")
    he.fill(
        conclusion="return_evidence",
        opinion="事实未查清，法律适用错误，程序存在缺陷",
        findings=[
            {
                "category": category,
                "text": text,
                "basis": basis,
                **({"return_to": "investigate"} if category == "procedure" else {}),
            }
            for category, text, basis in FINDINGS
        ],
        correction_due_on="2026-07-20",
    ).done()


def take_the_opinion(journey: Journey) -> None:
    """7/8 签收: the unit accepts the opinion; the investigation is open again, with the five points on top."""
    journey.on("2026-07-08").does("孙国强", "签收审核意见", reply="accepted")
    lin = journey.opens("林静", "调查取证")
    points = lin.page.locator("#act .notice-returned .points")
    for _, text, _ in FINDINGS:
        expect(points).to_contain_text(text)
    journey.nobody_can_decide()


def supplement(journey: Journey) -> None:
    """7/13 补充调查: the lease, the bank statements and the refund receipts come as files."""
    journey.on("2026-07-13")
    for name, proves, elements in (
        ("冷库租赁合同", "租用冷库的期间和用途", ["conduct"]),
        ("银行流水", "13单收款的时间和金额", ["amount"]),
        ("退款凭证", "3单已退费6,600元", ["amount"]),
    ):
        journey.acts(
            "林静",
            "add_evidence",
            kind="document",
            name=name,
            proves=proves,
            elements=elements,
            collectors=OFFICERS,
            collected_at="2026-07-13T08:30",
            place="青峦县城南路6号",
            source="向当事人、银行调取复制",
            file=(f"{name}.pdf", f"%PDF-1.7 {name}".encode()),
        )
