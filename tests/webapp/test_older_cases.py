"""历史案件 on the page: found by those who read every case, and by nobody else."""

from io import BytesIO

import pytest
from werkzeug.test import TestResponse

from tests.acts.test_import_cases import HEADS, ROW, a_csv, bring
from tests.builders import an_office
from tests.webapp.office_on_the_web import Website, a_website
from workflows.documents.sheets import read_sheet


@pytest.fixture(name="site", scope="module")
def _site() -> Website:
    office = an_office()
    rows = [{**ROW, "案号": f"旧〔2019〕{number}号"} for number in range(1, 61)]
    bring(office, a_csv(*rows, {**ROW, "案号": "other", "当事人": "李某"}))
    return a_website(office)


def test_the_legal_office_finds_older_cases_page_by_page(site: Website) -> None:
    he = site.browser("he")
    first = he.get("/cases/older").text

    assert first.count("<tr>") >= 50
    assert "旧台账.csv" in first
    assert "20,000.50" in first
    assert "behind=" in first
    assert he.get("/cases/older?q=李某").text.count("李某") >= 1
    assert "旧〔2019〕" not in he.get("/cases/older?q=李某").text


def test_a_handler_of_one_unit_finds_none(site: Website) -> None:
    assert "旧〔2019〕" not in site.browser("lin").get("/cases/older").text


def test_older_cases_are_never_shown_as_handled_here(site: Website) -> None:
    assert "旧〔2019〕" not in site.browser("he").get("/cases?q=旧").text


def sent(site: Website, content: bytes, what: str, *, by: str = "he") -> TestResponse:
    data = {"file": (BytesIO(content), "台账.csv"), "what": what}
    return site.browser(by).post("/cases/older/import", data=data, content_type="multipart/form-data")


def test_a_file_is_checked_marked_and_taken_over_on_the_page(site: Website) -> None:
    wrong, right = {**ROW, "案号": "页〔2018〕1号", "结案日期": "去年"}, {**ROW, "案号": "页〔2018〕2号"}

    checked, marked = sent(site, a_csv(wrong, right), "check"), sent(site, a_csv(wrong, right), "mark")
    refused, trial, done = [
        sent(site, a_csv(*rows), what)
        for rows, what in (((wrong, right), "import"), ((right,), "check"), ((right,), "import"))
    ]

    assert (checked.status_code, refused.status_code, trial.status_code, done.status_code) == (422, 422, 200, 303)
    assert "去年" in checked.text
    heads, first, second = read_sheet("a.xlsx", marked.data)
    assert heads == [*HEADS, "核对结果"]
    assert first[-1].startswith("结案日期：")
    assert second[-1] != first[-1]
    assert "页〔2018〕2号" in site.browser("he").get("/cases/older?q=页").text
    assert "页〔2018〕1号" not in site.browser("he").get("/cases/older?q=页").text


def test_the_template_has_the_columns_and_nobody_else_imports(site: Website) -> None:
    template = site.browser("he").get("/cases/older/template.xlsx")

    assert read_sheet("a.xlsx", template.data) == [HEADS]
    assert sent(site, a_csv({**ROW, "案号": "页〔2018〕3号"}), "import", by="lin").status_code == 403
    assert sent(site, a_csv({**ROW, "案号": "页〔2018〕3号"}), "import", by="admin").status_code == 403
    assert "页〔2018〕3号" not in site.browser("he").get("/cases/older?q=页").text


def test_what_is_no_table_is_refused_in_words(site: Website) -> None:
    answer = sent(site, b"", "import")

    assert answer.status_code == 409
    assert "缺少" in answer.text
