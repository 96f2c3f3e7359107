"""From service to the archive: 2026-08-05 to 08-21."""

from playwright.sync_api import expect

from tests.journeys.example_case.before_notice import PARTY
from tests.journeys.example_case.journey import OFFICERS, Journey


def serve(journey: Journey) -> None:
    """8/5 送达: payment until 8/20, reconsideration until 10-08, litigation until 2027-02-11, which is provisional."""
    journey.on("2026-08-05").serves("行政处罚决定书")
    journey.sees_clock("缴款期限", "2026-08-20")
    journey.sees_clock("申请复议期", "2026-10-08")
    journey.sees_clock("起诉期", "2027-02-11")
    expect(journey.looks().clock("起诉期")).to_contain_text("暂定")


def publish(journey: Journey) -> None:
    """8/10 公示: collected, examined by another person, published; the public reads it without personal data."""
    journey.on("2026-08-10").does("钱莉", "公示采集", credit_class="general")
    journey.does("冯雪", "公示审查脱敏", masking_checked=True, disclosure_review="publish", opinion="同意公示")
    journey.does("韩磊", "公示发布", verdict="publish")

    public = journey.building.passer_by("路人")
    journey.building.people["路人"] = public
    public.go("/public").screenshot("portal-list")
    public.page.get_by_role("link", name="青峦民罚决字〔2026〕1号").click()
    told = public.text()
    public.screenshot("portal")
    for word in (PARTY, "60,000", "25,800"):
        assert word in told.replace("，", ","), (word, told)
    for secret in ("周启明", "539921198003150012", "13900000001", "何某", "13900000009", "城南路6号"):
        assert secret not in told, secret


def take_the_money(journey: Journey) -> None:
    """8/18 缴款: fine and confiscation, 85,800 元 in all; less is not everything."""
    receipt = {"paid_on": "2026-08-18", "receipt": "非税票据 0001"}
    lin = journey.on("2026-08-18").opens("林静", "履行登记")
    lin.fill(performance="done", payments=[{"fine": "60000", "confiscation": "20000", **receipt}]).refused("元")
    lin.fill(payments=[{"fine": "60000", "confiscation": "25800", **receipt}]).done()


def verify_the_correction(journey: Journey) -> None:
    """8/19 改正复查: two officers find that everything has stopped."""
    journey.on("2026-08-19").does(
        "林静",
        "改正复查",
        officers=OFFICERS,
        verified_on="2026-08-19",
        correction="verified",
        findings="冷库已腾空，车辆已停运",
    )


def close_and_archive(journey: Journey) -> None:
    """8/21 结案、归档: one case, one volume."""
    journey.on("2026-08-21").waits_for_papers()
    journey.does(
        "吴岚",
        "结案审批",
        handler_opinion="本案已经办理完毕，建议结案",
        unit_head="孙国强",
        unit_head_agreed=True,
        unit_head_opinion="同意结案",
        opinion="同意结案",
    )
    journey.waits_for_papers()
    journey.does("韩磊", "立卷归档", retention="thirty", numbering="by_item", checked=True)
    expect(journey.looks("吴岚").page.locator("main")).to_contain_text("已办结")
    journey.looks("吴岚").screenshot("case-closed")
