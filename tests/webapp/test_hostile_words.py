"""What was typed stays words on every page, list, paper and sheet it comes back on."""

from collections.abc import Iterator
from io import BytesIO

import pytest
from docx import Document

from tests.answers import answers_for
from tests.builders import an_office, as_posted
from tests.webapp.office_on_the_web import Website, a_website
from workflows.documents.preview import to_html

MARKS = "<img src=x onerror=alert(1)>'\"&{{7*7}}"
FORMULA = '=HYPERLINK("http://elsewhere.invalid")'
TYPED = {
    "source_detail": MARKS,
    "summary": f"{MARKS} 接运遗体",
    "party_name": f"永宁{MARKS}",
    "party_address": f"</textarea></script>{MARKS}",
    "party_legal_rep": FORMULA,
}


@pytest.fixture(name="site", scope="module")
def _site() -> Website:
    site = a_website(an_office())
    posted = {**as_posted({**answers_for("register_source", site.office), **TYPED}), "key": ["hostile"]}
    answer = site.browser("lin").post("/cases/new", data=posted)
    assert answer.status_code == 303, answer.text
    site.office.case_id = site.office.run_id = 1
    site.office.walk_to("assign_officers")
    return site


def pages(site: Website) -> Iterator[str]:
    lin, wu = site.browser("lin"), site.browser("wu")
    paper = site.office.dossier().papers[0].id
    yield from (lin.get(path).text for path in ("/cases", "/tasks", "/done", "/cases/1", "/cases/1?overview=1"))
    yield from (wu.get(path).text for path in ("/cases?q=永宁", "/journal/cases/1", f"/papers/{paper}"))
    yield site.browser("sun").get(site.address("assign_officers")).text


def test_what_was_typed_never_becomes_part_of_a_page(site: Website) -> None:
    read = list(pages(site))

    assert [page for page in read if "<img src=x" in page or "</textarea></script>" in page] == []
    assert sum("&lt;img src=x onerror" in page for page in read) >= 6
    assert [page for page in read if "49" in page and "{{7*7}}" not in page and "永宁49" in page] == []


def test_what_is_searched_for_stands_in_the_page_as_words(site: Website) -> None:
    page = site.browser("lin").get("/cases", query_string={"q": f'"><script>{MARKS}'}).text

    assert "<script>" not in page
    assert "<img src=x" not in page


def test_a_paper_holds_what_was_typed_and_runs_nothing_of_it(site: Website) -> None:
    content = site.browser("wu").get(f"/papers/{site.office.dossier().papers[0].id}/file").data

    text = "\n".join(
        cell.text for table in Document(BytesIO(content)).tables for row in table.rows for cell in row.cells
    )
    assert "{{7*7}}" in text
    assert "<img src=x" not in to_html(content)


def test_no_cell_of_a_list_is_a_formula(site: Website) -> None:
    sheets = [site.browser("lin").get(path).text for path in ("/done.csv", "/tasks.csv", "/journal/cases/1.csv")]

    cells = [cell.strip('"') for sheet in sheets for line in sheet.splitlines() for cell in line.split(",")]
    assert [cell for cell in cells if cell.startswith(("=", "+", "@", "\t"))] == []
