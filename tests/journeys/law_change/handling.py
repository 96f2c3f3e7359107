"""Cases before and after 2026-06-01: each on its version, one assessed by the new step, three moved, one refused."""

import re

from playwright.sync_api import expect

from tests.answers import answers_for
from tests.builders import Office
from tests.journeys.law_change.journey import LawChange, keep
from tests.journeys.law_change.publishing import DAY, sees_versions
from tests.journeys.office_in_browser import Person

# What each of the cases under way waits for on the day of the change.
STANDING = ("investigate", "await_statement", "finalise_draft", "examine_case")
WHY = {"reason": "风险评估规程施行，未送审的案件一并适用", "provision": "本机关重大处罚风险评估规程8条"}


def four_cases_are_under_way(journey: LawChange) -> None:
    """Before all this, the office has cases at 调查, 告知, 拟定 and 法制审核; their fines are small."""
    small = [{"kind": "confiscate_income", "amount": "25800"}, {"kind": "fine", "amount": "30000"}]
    with journey.behind_closed_doors("2026-05-15") as desk:
        for number, act in enumerate(STANDING, start=1):
            desk.a_case(party_name=f"青峦县{number}号养老服务中心")
            desk.walk_to(act, report_findings={"penalties": small})
            journey.runs[act] = desk.run_id


def register_on_the_old_version(journey: LawChange) -> None:
    """林静 registers a case on the day of the approval: the version in force is the first."""
    journey.old_case = _register(journey, "青峦县永宁礼仪服务有限公司")
    _is_on_version(journey, journey.old_case, 1)


def register_on_the_new_version(journey: LawChange) -> None:
    """From the effective date on, a new case is on the new version, the old one stays on the old."""
    journey.office.set_clock(DAY)
    page = journey.du.go("/flows").page
    sees_versions(page, ("版本 2", "现行"), ("版本 1", "已被取代"))
    journey.new_case = _register(journey, "青峦县长安礼仪服务有限公司")
    _is_on_version(journey, journey.new_case, 2)
    _is_on_version(journey, journey.old_case, 1)


def assess_the_risk(journey: LawChange) -> None:
    """The new case comes to 风险评估: form, provision, clock; the answer 较高 leads to a leader, who talks it over."""
    eighty = [{"kind": "fine", "amount": "80000"}, {"kind": "confiscate_income", "amount": "4680"}]
    with journey.behind_closed_doors(DAY) as desk:
        desk.case_id = int(journey.new_case.rsplit("/", 1)[1])
        desk.run_id = _run_of(desk)
        desk.walk_to("form", report_findings={"penalties": eighty})
        assert desk.facts["notice_right"] == "with_hearing"
    lin = _case(journey.building.person("林静"), journey.new_case)
    expect(lin.page.locator("#flow .djs-shape[data-element-id=discuss_risk]")).to_be_visible()
    keep(lin.page, "16-new-case")
    expect(lin.clock("风险评估").locator(".clock-due time")).to_have_text("2026-06-04")
    lin.open_task("风险评估")
    expect(lin.page.locator("main")).to_contain_text("本机关重大处罚风险评估规程3条")
    lin.fill(level="high")
    keep(lin.page, "17-risk-form")
    lin.refused("较高的理由")
    lin.fill(reasons="涉及群众较多，可能引起社会关注").done()
    wu = journey.building.person("吴岚").open_task("风险会商")
    keep(wu.page, "18-risk-talk")
    wu.fill(advice="同意处罚，先作释法说理").done()
    assert lin.has_task("送审")


def propose_to_move(journey: LawChange) -> None:
    """杜鹃 sees a verdict for every case in numbers, and proposes; she moves none."""
    page = journey.du.go(journey.version).page
    page.get_by_role("link", name="迁移在办案件").click()
    form = page.locator("#propose")
    for name, words in WHY.items():
        form.locator(f"[name={name}]").fill(words)
    keep(page, "19-proposing")
    form.locator(".btn-act").click()
    expect(page.locator(".flash")).to_be_visible()
    expect(page.get_by_role("button", name="迁移勾选的案件")).to_have_count(0)


def move_what_may_move(journey: LawChange) -> None:
    """何敏 ticks what may move; the case past the new step is refused with the reason."""
    page = journey.he.go(journey.version).page
    page.get_by_role("link", name="迁移在办案件").click()
    page.get_by_role("link", name="不可迁移").click()
    refused = page.locator("#cases tbody tr")
    expect(refused).to_have_count(1)
    expect(refused).to_contain_text("4号养老服务中心")
    expect(refused).to_contain_text("风险评估")
    expect(refused.locator("input[type=checkbox]")).to_have_count(0)
    keep(page, "20-refused")
    page.get_by_role("link", name=re.compile("^可迁移")).click()
    page.get_by_role("link", name="勾选全部可迁移案件").click()
    late = page.locator("#cases tbody tr", has_text="永宁礼仪").locator("input[type=checkbox]")
    late.uncheck()
    expect(page.locator("#cases tbody input:checked")).to_have_count(3)
    keep(page, "21-moving")
    page.get_by_role("button", name="迁移勾选的案件").click()
    expect(page.locator("main")).to_contain_text("已迁移 3 件", timeout=30_000)
    page.get_by_role("main").get_by_role("link", name="已迁移案件").click()
    expect(page.locator("#moves tbody tr")).to_have_count(3)
    keep(page, "22-moved")


def move_one_back(journey: LawChange) -> None:
    """One move is taken back with a reason; its case is on the old version again, the others on the new."""
    page = journey.he.page
    row = page.locator("#moves tbody tr", has_text="3号养老服务中心")
    row.locator("summary").click()
    row.locator("[name=reason]").fill("当事人已约定本周签收决定，按原版本办结")
    row.get_by_role("button", name="撤销迁移").click()
    expect(page.locator("#moves tbody tr", has_text="3号养老服务中心")).to_contain_text("已撤销")
    keep(page, "23-moved-back")
    desk = journey.office_on(DAY)
    for act, version in zip(STANDING, (2, 2, 1, 1), strict=True):
        _is_on_version(journey, f"/cases/{_case_of(desk, journey.runs[act])}", version)
    page.goto("/flows")
    keep(page, "24-versions")


def _register(journey: LawChange, party: str) -> str:
    desk = journey.office_on(journey.office.today)
    answers = {**answers_for("register_source", desk), "party_name": party}
    lin = journey.building.person("林静").go("/cases/new").fill(**answers).done("已登记")
    back = lin.page.get_by_role("link", name="返回案件").get_attribute("href") or ""
    return back.partition("?")[0]


def _case(person: Person, case: str) -> Person:
    return person.go(f"{case}?overview=1")


def _is_on_version(journey: LawChange, case: str, version: int) -> None:
    lin = _case(journey.building.person("林静"), case)
    expect(lin.page.locator("#flow h2")).to_contain_text(f"版本 {version}")


def _run_of(desk: Office) -> int:
    with desk.archive.reading() as records:
        run = records.runs.of_case(desk.case_id)
    assert run is not None
    return run.id


def _case_of(desk: Office, run_id: int) -> int:
    with desk.archive.reading() as records:
        run = records.runs.find(run_id)
    assert run is not None
    return run.case_id
