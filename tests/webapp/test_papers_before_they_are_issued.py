"""What an approver decides on stands on the page, and the paper can be read before it is signed."""

import pytest

from tests.acts.prepared import a_case_before
from tests.webapp.office_on_the_web import Website, a_website


def preview(site: Website, login: str, act_id: str, **answers: object) -> tuple[int, str]:
    answer = site.browser(login).post(f"{site.address(act_id)}/preview", data=site.answers(act_id, **answers))
    return answer.status_code, answer.text


@pytest.mark.parametrize(
    ("act_id", "login", "words"),
    [
        ("approve_filing", "wu", ["供审阅", "线索核查"]),
        ("endorse_report", "sun", ["调查终结报告", "违法所得"]),
        ("sign_opinion", "he", ["逐项审核", "符合"]),
        ("decide_penalty", "wu", ["集体讨论", "签署法制审核意见"]),
    ],
)
def test_the_page_shows_what_is_decided_on(act_id: str, login: str, words: list[str]) -> None:
    site = a_website(a_case_before(act_id))

    page = site.browser(login).get(site.address(act_id)).text
    shown = page.split('class="filled-in"', 1)[1].split("</details>")[0:3]

    assert [word for word in words if word not in "".join(shown)] == []


def test_people_and_choices_are_shown_by_their_names() -> None:
    site = a_website(a_case_before("approve_filing"))

    shown = site.browser("wu").get(site.address("approve_filing")).text.split('class="filled-in"', 1)[1]

    assert "林静、赵宁" in shown.split("</details>")[0]


def test_a_paper_is_read_before_it_is_issued_and_nothing_is_written() -> None:
    site = a_website(a_case_before("decide_penalty"))
    before = (site.version, len(site.office.dossier().papers), site.steps("decide_penalty"))

    status, page = preview(site, "wu", "decide_penalty")

    assert status == 200
    assert "行政处罚决定书" in page
    assert "青峦县永宁礼仪服务有限公司" in page
    assert "（签发时编号）" in page
    assert (site.version, len(site.office.dossier().papers), site.steps("decide_penalty")) == before


def test_the_number_that_was_shown_to_nobody_is_the_next() -> None:
    looked, plain = a_website(a_case_before("approve_filing")), a_website(a_case_before("approve_filing"))

    preview(looked, "wu", "approve_filing")
    for site in (looked, plain):
        site.press(site.browser("wu"), "approve_filing")

    assert looked.office.dossier().case.number == plain.office.dossier().case.number


def test_who_may_not_sign_sees_no_draft_and_hears_why() -> None:
    site = a_website(a_case_before("decide_penalty"))

    status, page = preview(site, "lin", "decide_penalty")

    assert status == 409
    assert "您没有该职责" in page


def test_missing_answers_are_named_as_on_submission() -> None:
    site = a_website(a_case_before("decide_penalty"))

    status, page = preview(site, "wu", "decide_penalty", signing="")

    assert status == 422
    assert 'href="#f-signing"' in page


def test_an_interview_is_read_before_it_is_issued() -> None:
    site = a_website(a_case_before("investigate"))

    status, page = preview(site, "lin", "record_interview")

    assert status == 200
    assert "询问笔录" in page
    assert site.office.dossier().papers == [] or site.office.dossier().last_paper("interview_record") is None


def test_another_agency_sees_nothing() -> None:
    site = a_website(a_case_before("decide_penalty"))
    address = f"{site.address('decide_penalty')}/preview"

    assert site.browser().post(address, data={}).status_code in {302, 303, 401}
    assert site.browser("wu").post("/tasks/99999999/preview", data={}).status_code == 404
