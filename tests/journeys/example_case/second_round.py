"""From the supplementary investigation to the decision: 2026-07-17 to 08-03."""

from playwright.sync_api import expect

from tests.journeys.example_case.first_round import FINDINGS
from tests.journeys.example_case.journey import OFFICERS, Journey

RELIED_ON = ["现场检查笔录", "收费账册复制件", "2026-07-10", "冷库租赁合同", "银行流水", "退款凭证"]


def report_again(journey: Journey) -> None:
    """7/20 补充终结报告: what lies before the provision and what was refunded comes off; a fine of 60,000 元."""
    journey.on("2026-07-17").does(
        "林静",
        "调查取证",
        officers=OFFICERS,
        finding="violation",
        elements=["subject", "conduct", "result", "amount"],
        summary="已按审核意见重新询问，调取租赁合同、银行流水和退款凭证",
    )
    lin = journey.on("2026-07-20").opens("林静", "调查终结报告")
    assert lin.value("business_impact").startswith("涉案服务不是当事人主营业务")
    lin.fill(
        officers=OFFICERS,
        suggestion="penalise",
        facts="2026年3月30日至5月20日，当事人用改装面包车接运、租用冷库存放遗体9单\n收取32,400元，已退费6,600元",
        evidence=RELIED_ON,
        penalties=[
            {"kind": "warning"},
            {"kind": "confiscate_income", "amount": "25800"},
            {"kind": "fine", "amount": "60000"},
        ],
        benchmark="below_100k.lighter",
        discretion="初次违法、配合调查、主动退费，适用从轻档次",
        income=[
            {"item": "3月10日至29日4单", "on": "2026-03-29", "amount": "14400", "refunded": "0"},
            {"item": "3月30日以后9单", "on": "2026-05-20", "amount": "32400", "refunded": "6600"},
        ],
        grave=True,
        reason="事实清楚，证据充分，已按审核意见修改",
    ).done()
    journey.does("孙国强", "承办机构负责人审查", endorsement="endorsed", opinion="同意")
    journey.does("吴岚", "处理方向审查", route="penalise", reason="违法事实清楚，证据确凿", opinion="同意")
    draft = journey.looks().page.locator("#draft")
    expect(draft).to_contain_text("25,800")
    expect(draft).to_contain_text("60,000")


def tell_the_party_again(journey: Journey) -> None:
    """7/21 重新告知: the new draft rests on new evidence; until 7/28, and on 7/23 the party waives in writing."""
    journey.does(
        "林静",
        "拟定决定书草案",
        direction="penalise",
        defence_text="当事人的陈述申辩部分采纳：剔除施行前4单和已退款项",
        change_cause="none",
    )
    journey.on("2026-07-21").does("林静", "制发事先告知书", replaced_reason="补充调查后事实、证据和拟处罚内容有变化")
    journey.serves("事先告知书")
    journey.sees_clock("陈述申辩期", "2026-07-28")
    journey.on("2026-07-23").does(
        "林静",
        "听取陈述申辩",
        waiver_form="written",
        waived_on="2026-07-23",
        waives_statement=True,
    )


def send_again(journey: Journey) -> None:
    """7/24 送审第2轮: a finding left without an answer holds the package back; then every one is answered."""
    journey.on("2026-07-24").does(
        "林静",
        "拟定决定书草案",
        direction="penalise",
        defence_text="当事人2026年6月25日的陈述、申辩部分采纳；重新告知后书面放弃陈述、申辩",
        change_cause="none",
    )
    lin = journey.opens("林静", "送审")
    lin.screenshot("task-submit-review")
    package = {
        "opinion": "已逐条整改，建议作出处罚",
        "committed": True,
        "unit_head": "孙国强",
        "unit_head_agreed": True,
    }
    answers = [{"response": f"第{number}条已经整改"} for number in range(1, len(FINDINGS) + 1)]
    lin.fill(**package, responses=[*answers[:-1], {"response": ""}]).refused("审核意见")
    lin.fill(responses=answers).done()
    journey.does("王律", "接收与材料审查", review="accepted")
    journey.sees_clock("审核时限", "2026-08-04", name="王律")


def pass_the_case(journey: Journey) -> None:
    """7/29 审核意见②: every item conforms, nothing defective is relied on, the pass is open again."""
    wang = journey.on("2026-07-29").opens("王律", "逐项审核")
    items = ("subject", "procedure", "facts", "law", "authority", "papers", "crime", "other")
    wang.fill(
        **{f"{item}_result": "conforms" for item in items}, methods=["papers", "file"], key_issues="上轮意见均已落实"
    )
    wang.done()
    journey.does(
        "何敏",
        "签署法制审核意见",
        conclusion="pass",
        findings=[],
        opinion="事实清楚，证据确凿，适用依据正确，程序合法，裁量适当",
    )


def deliberate(journey: Journey) -> None:
    """7/31 集体讨论: three leaders, the principal speaks last; a meeting in which he speaks first is no meeting."""
    qian = journey.on("2026-07-31").opens("钱莉", "集体讨论")
    members = [
        {
            "person": name,
            "present": True,
            "order": str(order),
            "words": f"{name}：同意拟作决定",
            "view": "approved",
            "signed": True,
        }
        for order, name in ((1, "吴岚"), (2, "郑海"), (3, "周正"))
    ]
    wrong = [{**one, "order": order} for one, order in zip(members, ("2", "3", "1"), strict=True)]
    qian.fill(
        held_at="2026-07-31T08:00",
        ended_at="2026-07-31T08:50",
        place="局三楼会议室",
        chair="周正",
        outcome="approved",
        reasons="事实清楚，证据确凿，裁量适当",
        members=wrong,
    ).refused("最后")
    qian.fill(members=members)
    qian.screenshot("deliberation")
    qian.done()


def decide(journey: Journey) -> None:
    """8/3 决定: 17 days before the end of the 90; number, relief and amounts are the paper's; correction is ordered."""
    journey.on("2026-08-03").sees_clock("办案期限", "2026-08-20", name="吴岚")
    wu = journey.looks("吴岚")
    expect(wu.clock("办案期限")).to_contain_text("17")
    journey.does("吴岚", "作出行政处罚决定", signing="signed", opinion="同意签发")
    journey.acts(
        "林静",
        "order_correction",
        facts="擅自从事遗体接运、存放",
        requirements="停止接运、存放，遗体移送殡仪馆",
        days="15",
    )
    page = journey.looks()
    expect(page.page.locator("#papers")).to_contain_text("青峦民罚决字〔2026〕1号")
    journey.sees_clock("决定书送达", "2026-08-12")
    journey.sees_clock("处罚公示", "2026-08-12")
    page.screenshot("case-decided")
