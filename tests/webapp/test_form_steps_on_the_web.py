"""自定义表单 in the browser: the page of a step that an administrator added, its answers, its files."""

from io import BytesIO

import pytest

from tests.acts.flow_with_a_form import a_case_to_assess
from tests.webapp.office_on_the_web import Website, a_website


@pytest.fixture(name="site")
def _site() -> Website:
    return a_website(a_case_to_assess())


def test_the_page_shows_form_provision_instructions_and_limit(site: Website) -> None:
    page = site.browser("sun").get(site.address("form")).text

    for words in ("风险评估", "本机关重大处罚风险评估规程", "对处罚可能引起的风险逐项评估", "依据：本机关规程3条"):
        assert words in page
    for kind in ("choice", "paragraph", "money", "number", "choices", "day", "file"):
        assert f"field-{kind}" in page
    assert 'data-shown-by="level"' in page
    assert "风险评估（本机关期限）" in page


def test_a_wrong_answer_is_told_at_its_field_and_nothing_typed_is_lost(site: Website) -> None:
    answer = site.press(site.browser("sun"), "form", level="high", reasons="涉及群众", is_public="yes", staff="九百")

    assert answer.status_code == 422
    assert "“九百”不是整数" in answer.text
    assert "涉及群众" in answer.text
    assert site.steps("form") == 0


def test_the_answer_leads_to_the_step_it_demands_and_is_read_there(site: Website) -> None:
    browser = site.browser("sun")
    survey = (BytesIO(b"%PDF-1.7 survey"), "评估报告.pdf")
    posted = {**site.answers("form", level="high", reasons="涉及群众", is_public="yes"), "survey": [survey]}

    answer = browser.post(site.address("form"), data=posted, content_type="multipart/form-data")

    assert answer.status_code == 303
    assert [task.label for task in site.office.tasks()] == ["风险会商"]
    page = site.browser("wu").get(site.address("form")).text
    assert "供审阅" in page
    assert "涉及群众" in page
    assert "评估报告.pdf" in page
    case = browser.get(f"/cases/{site.office.case_id}").text
    assert "风险等级：较高" in case
    assert "已办结：风险评估" in case


def test_an_attached_file_is_fetched_by_who_may_read_the_case_and_noted(site: Website) -> None:
    survey = (BytesIO(b"%PDF-1.7 survey"), "评估报告.pdf")
    posted = {**site.answers("form", level="low", is_public="no"), "survey": [survey]}
    site.browser("sun").post(site.address("form"), data=posted, content_type="multipart/form-data")
    step = site.office.dossier().steps[-1]
    sha = step.answers["survey"][0]  # type: ignore[index]
    address = f"/steps/{step.id}/files/{sha}"

    fetched = site.browser("wu").get(address)

    assert fetched.data == b"%PDF-1.7 survey"
    assert "attachment" in fetched.headers["Content-Disposition"]
    assert site.noted()[-1].kind == "Downloaded"
    assert site.browser("wu").get(f"/steps/{step.id}/files/{'0' * 64}").status_code == 404
    assert site.browser("du").get(address).status_code in {403, 404}


def test_the_step_is_told_by_its_own_name_in_lists_and_journal(site: Website) -> None:
    browser = site.browser("sun")
    assert "风险评估" in browser.get("/tasks").text + browser.get("/pool").text
    site.press(browser, "form", level="low", is_public="no")

    assert "风险评估" in browser.get("/done").text
    journal = browser.get(f"/journal/cases/{site.office.case_id}").text
    assert "风险评估（本机关期限）：" in journal
    assert "自定义表单" not in journal


def test_what_the_administrator_wrote_is_shown_as_it_is_and_never_run(site: Website) -> None:
    page = site.browser("sun").get(site.address("form")).text

    assert "&lt;b&gt;{持续}关注%&lt;/b&gt;" in page
    assert "<b>{持续}" not in page


def test_what_was_typed_is_kept_until_the_step_is_done(site: Website) -> None:
    browser = site.browser("sun")

    browser.post(f"{site.address('form')}/draft", data={"level": "high", "reasons": "写到一半"})

    page = browser.get(site.address("form")).text
    assert "写到一半" in page
    assert "已填入您于" in page


def test_the_page_is_read_in_english_with_the_form_s_own_words_marked(site: Website) -> None:
    browser = site.browser("sun")
    browser.post("/language", data={"language": "en"})

    page = browser.get(site.address("form")).text

    assert '<html lang="en"' in page
    assert '<span lang="zh-CN">本机关重大处罚风险评估规程</span>' in page
