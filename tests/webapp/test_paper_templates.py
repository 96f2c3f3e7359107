"""文书模板 in the browser: uploaded, told where it is wrong, approved by another person, used, restored."""

import re
from base64 import b64decode
from io import BytesIO
from typing import Any

import pytest
from docx import Document
from werkzeug.test import TestResponse

from tests.acts.prepared import a_case_before
from tests.documents.words import a_document, a_template, words_of
from tests.webapp.office_on_the_web import Website, a_website

KIND = "filing_approval"
PAGE = f"/flows/papers/{KIND}"


@pytest.fixture(name="site")
def _site() -> Website:
    return a_website(a_case_before("approve_filing"))


def upload(site: Website, content: bytes, name: str = "立案审批表.docx", **fields: str) -> TestResponse:
    posted: dict[str, Any] = {"note": "增加联系电话", "file": (BytesIO(content), name), **fields}
    return site.browser("du").post(PAGE, data=posted, content_type="multipart/form-data")


def test_the_list_leads_to_every_kind_and_says_what_is_in_force(site: Website) -> None:
    page = site.browser("du").get("/flows/papers").text

    assert page.count('href="/flows/papers/') == len(site.office.means.papers)
    assert "随程序安装" in page


def test_the_template_is_downloaded_edited_and_uploaded(site: Website) -> None:
    browser = site.browser("du")
    shipped = browser.get(f"{PAGE}/1/file")
    document = Document(BytesIO(shipped.data))
    document.add_paragraph("联系电话：{{ agency.phone }}")
    changed = BytesIO()
    document.save(changed)

    answer = upload(site, changed.getvalue())

    assert answer.status_code == 303
    look = browser.get(answer.location).text
    assert "联系电话：{{ agency.phone }}" in look
    filled = re.search(r'data-content="([^"]+)"', look)
    assert filled is not None
    assert "联系电话：0999-6012345" in words_of(b64decode(filled[1]))


def test_every_fault_is_told_with_part_heading_paragraph_words_and_nearest_field(site: Website) -> None:
    def write(document: Any) -> None:
        document.add_heading("立案意见", level=1)
        document.add_paragraph("当事人：{{ paty.name }}")
        document.sections[0].header.paragraphs[0].text = "{{ agency.nam }}"
        row = document.add_table(1, 2).rows[0]
        row.cells[0].text, row.cells[1].text = "案由", "{{ case.caus }}"

    answer = upload(site, a_document(write))

    assert answer.status_code == 422
    rows = [
        [re.sub(r"<[^>]+>", "", cell).strip() for cell in re.findall(r"<td[^>]*>(.*?)</td>", row, re.DOTALL)]
        for row in re.findall(r"<tr>(.*?)</tr>", answer.text.split("模板未被接收")[1].split("</table>")[0], re.DOTALL)
    ][1:]
    assert rows == [
        ["正文", "立案意见", "2", "未知字段“paty.name”，是否“party.name”？", "{{ paty.name }}", "party.name"],
        ["正文表格", "案由", "4", "未知字段“case.caus”，是否“case.cause”？", "{{ case.caus }}", "case.cause"],
        ["页眉", "—", "1", "未知字段“agency.nam”，是否“agency.name”？", "{{ agency.nam }}", "agency.name"],
    ]
    assert "第 2 版" not in site.browser("du").get(PAGE).text


def test_placeholders_that_word_split_are_joined_on_the_way_in(site: Website) -> None:
    def write(document: Any) -> None:
        paragraph = document.add_paragraph("文号：")
        for piece in ("{{ pa", "per.num", "ber }}"):
            paragraph.add_run(piece)

    answer = upload(site, a_document(write))

    assert answer.status_code == 303
    assert words_of(site.browser("du").get(f"{PAGE}/2/file").data) == "文号：{{ paper.number }}"


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (b"", "a.docx", "是空的"),
        (b"%PDF-1.7", "a.pdf", "模板须是 .docx 文档"),
        (b"PK not a zip", "a.docx", "不是有效的 .docx 文档"),
    ],
)
def test_what_is_no_template_is_refused_in_words(site: Website, content: bytes, name: str, words: str) -> None:
    answer = upload(site, content, name)

    assert answer.status_code == 409
    assert words in answer.text


def test_a_note_is_needed_for_whoever_approves(site: Website) -> None:
    answer = upload(site, a_template("文号：{{ paper.number }}"), note="")

    assert answer.status_code == 422
    assert "请填写“修改说明”" in answer.text


def test_a_second_person_approves_and_the_next_paper_is_made_from_it(site: Website) -> None:
    upload(site, a_template("新模板：{{ case.title }}"))
    administrator, head = site.browser("du"), site.browser("he")
    day = site.office.now.date().isoformat()

    assert administrator.post(f"{PAGE}/2/submit", data={"effective_from": day}).status_code == 303
    assert administrator.post(f"{PAGE}/2/approve").status_code == 403
    assert "待批准 1 个" in head.get("/flows/papers").text
    assert "批准" in head.get(f"{PAGE}/2").text
    assert head.post(f"{PAGE}/2/approve").status_code == 303

    assert "现行" in head.get(f"{PAGE}/2").text
    site.press(site.browser("wu"), "approve_filing")
    site.office.work()
    paper = site.office.dossier().papers[-1]
    file = site.browser("wu").get(f"/papers/{paper.id}/file")
    assert words_of(file.data).startswith("新模板：")


def test_a_returned_version_says_why_and_may_be_given_up(site: Website) -> None:
    upload(site, a_template("新模板：{{ case.title }}"))
    administrator, head = site.browser("du"), site.browser("he")
    administrator.post(f"{PAGE}/2/submit", data={"effective_from": site.office.now.date().isoformat()})

    assert head.post(f"{PAGE}/2/return", data={"reason": ""}).status_code == 422
    assert head.post(f"{PAGE}/2/return", data={"reason": "文号格式不符"}).status_code == 303

    assert "文号格式不符" in administrator.get(PAGE).text
    assert administrator.post(f"{PAGE}/2/drop").status_code == 303
    assert administrator.get(f"{PAGE}/2").status_code == 404


def test_the_sample_may_be_filled_with_what_is_needed_alone(site: Website) -> None:
    browser = site.browser("du")

    assert "只填必填项" in browser.get(f"{PAGE}/1").text
    assert browser.get(f"{PAGE}/1?filled=least").status_code == 200


@pytest.mark.parametrize("login", ["lin", "wu", "admin"])
def test_nobody_else_comes_in(site: Website, login: str) -> None:
    assert site.browser(login).get("/flows/papers").status_code == 403
    assert site.browser(login).post(f"{PAGE}/1/restore", data={"note": "恢复"}).status_code == 403


def test_an_earlier_version_is_taken_up_again_as_a_new_draft(site: Website) -> None:
    upload(site, a_template("新模板：{{ case.title }}"))
    site.browser("du").post(f"{PAGE}/2/submit", data={"effective_from": site.office.now.date().isoformat()})
    site.browser("he").post(f"{PAGE}/2/approve")

    answer = site.browser("du").post(f"{PAGE}/1/restore", data={"note": "新模板有误"})

    assert answer.location.endswith(f"{PAGE}/3")
    assert "恢复第 1 版" in site.browser("du").get(PAGE).text


def test_pages_are_read_in_english_too(site: Website) -> None:
    upload(site, a_template("新模板：{{ case.title }}"))
    browser = site.browser("du")
    browser.post("/language", data={"language": "en", "next": "/"})

    for address in ("/flows/papers", PAGE, f"{PAGE}/2"):
        assert browser.get(address).status_code == 200
