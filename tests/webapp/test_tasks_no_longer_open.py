"""The address of a finished or withdrawn task, and a form sent too late."""

from tests.acts.prepared import a_case_before
from tests.webapp.office_on_the_web import Website, a_website
from workflows.vocabulary.acts import ACTS


def test_the_way_back_to_a_finished_step_says_who_finished_it_and_leads_to_the_case() -> None:
    site = a_website(a_case_before("approve_filing"))
    address = site.address("approve_filing")
    site.press(site.browser("wu"), "approve_filing")

    own, of_another = site.browser("wu").get(address), site.browser("lin").get(address)

    assert (own.status_code, of_another.status_code) == (410, 410)
    assert "您已于 2026-05-18 10:00 办结“立案审批”。" in own.text
    assert "吴岚已于 2026-05-18 10:00 办结“立案审批”。" in of_another.text
    assert f'href="/cases/{site.office.case_id}?overview=1"' in own.text
    assert site.browser("wu").get(f"{address}/transfer").status_code == 410


def test_who_may_not_read_the_case_learns_nothing_of_its_finished_tasks() -> None:
    site = a_website(a_case_before("approve_filing"))
    address = site.address("approve_filing")
    site.press(site.browser("wu"), "approve_filing")

    answers = [site.browser(login).get(address) for login in ("audit", "admin", "du")]

    assert [answer.status_code for answer in answers] == [404] * 3
    assert "吴岚" not in "".join(answer.text for answer in answers)
    assert site.browser("wu").get("/tasks/999999").status_code == 404


def test_a_withdrawn_task_says_what_the_case_did_instead() -> None:
    site = a_website(a_case_before("investigate"))
    address = site.address("investigate")
    _leave_the_road(site)

    page = site.browser("lin").get(address)

    assert page.status_code == 410
    assert "此事项已被收回" in page.text
    assert f"吴岚办理了“{ACTS['decide_exit'].term}”" in page.text
    assert site.browser("audit").get(address).status_code == 404


def test_a_form_sent_into_a_withdrawn_task_is_shown_by_its_labels() -> None:
    site = a_website(a_case_before("investigate"))
    address, form = site.address("investigate"), site.answers("investigate", key="late")
    _leave_the_road(site)

    late = site.browser("lin").post(address, data=form)

    assert late.status_code == 409
    assert "<h1>此事项已被收回</h1>" in late.text
    assert "<dt>summary</dt>" not in late.text
    assert '<dl class="typed">' in late.text


def test_who_was_faster_than_oneself_is_oneself() -> None:
    site = a_website(a_case_before("approve_filing"))
    address, form = site.address("approve_filing"), site.answers("approve_filing", key="second-window")
    site.press(site.browser("wu"), "approve_filing", key="first-window")

    late = site.browser("wu").post(address, data=form)

    assert late.status_code == 409
    assert "<h1>您已办结此事项</h1>" in late.text
    assert "您已于 2026-05-18 10:00 办结此任务" in late.text
    assert "他人" not in late.text


def test_what_was_typed_too_late_is_shown_by_labels_and_names() -> None:
    site = a_website(a_case_before("verify_source"))
    address, form = site.address("verify_source"), site.answers("verify_source", key="late")
    site.office.do("verify_source")

    late = site.browser("lin").post(address, data=form).text.partition('<dl class="typed">')[2].partition("</dl>")[0]

    assert "<dt>officers</dt>" not in late
    assert "verified_on" not in late
    assert "林静" in late
    assert "赵宁" in late


def test_a_refused_form_is_kept_as_a_draft() -> None:
    site = a_website(a_case_before("approve_filing"))
    wu, address = site.browser("wu"), site.address("approve_filing")

    refused = site.press(wu, "approve_filing", filing="", opinion="请补充说明管辖依据")

    assert refused.status_code == 422
    assert "请补充说明管辖依据" in wu.get(address).text
    assert "请补充说明管辖依据" not in site.browser("zhou").get(address).text


def _leave_the_road(site: Website) -> None:
    site.office.do("propose_exit", route="terminate")
    site.office.do("decide_exit")
