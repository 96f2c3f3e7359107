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
    office.work()
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


def outcome(site: Website, answer: TestResponse) -> tuple[str, str]:
    """Let the worker do what was asked for; return its address and its page."""
    assert answer.status_code == 303
    site.office.work()
    return answer.headers["Location"], site.browser("he").get(answer.headers["Location"]).text


def test_a_file_is_checked_marked_and_taken_over_on_the_page(site: Website) -> None:
    he, wrong, right = (
        site.browser("he"),
        {**ROW, "案号": "页〔2018〕1号", "结案日期": "去年"},
        {**ROW, "案号": "页〔2018〕2号"},
    )

    address, checked = outcome(site, sent(site, a_csv(wrong, right), "check"))
    marked = he.get(f"{address}/marked.xlsx")
    _, refused = outcome(site, sent(site, a_csv(wrong, right), "import"))
    trial_address, trial = outcome(site, sent(site, a_csv(right), "check"))
    _, done = outcome(site, he.post(f"{trial_address}/take-over"))

    assert "有 1 处有误，没有导入任何案件" in checked
    assert "有 1 处有误，没有导入任何案件" in refused
    assert "去年" in checked
    assert "可以导入 1 件" in trial
    assert "已导入 1 件历史案件" in done
    heads, first, second = read_sheet("a.xlsx", marked.data)
    assert heads == [*HEADS, "核对结果"]
    assert first[-1].startswith("结案日期：")
    assert second[-1] != first[-1]
    assert "页〔2018〕2号" in he.get("/cases/older?q=页").text
    assert "页〔2018〕1号" not in he.get("/cases/older?q=页").text
    batch = done.partition("/cases/older?batch=")[2].partition('"')[0]
    assert "页〔2018〕2号" in he.get(f"/cases/older?batch={batch}").text
    assert "旧〔2019〕" not in he.get(f"/cases/older?batch={batch}").text


def test_all_that_is_wrong_in_a_file_is_counted_even_if_the_first_thousand_are_shown(site: Website) -> None:
    rows = [{**ROW, "案号": f"多〔2018〕{number}号", "结案日期": "去年"} for number in range(1, 1003)]

    address, page = outcome(site, sent(site, a_csv(*rows), "check"))

    assert "有 1002 处有误" in page
    assert "标出前 1000 处" in page
    assert "有 1002 处有误" in site.browser("he").get("/errands").text
    assert len(read_sheet("a.xlsx", site.browser("he").get(f"{address}/marked.xlsx").data)) == 1003


def test_the_template_has_the_columns_and_nobody_else_imports(site: Website) -> None:
    template = site.browser("he").get("/cases/older/template.xlsx")

    assert read_sheet("a.xlsx", template.data) == [HEADS]
    assert sent(site, a_csv({**ROW, "案号": "页〔2018〕3号"}), "import", by="lin").status_code == 403
    assert sent(site, a_csv({**ROW, "案号": "页〔2018〕3号"}), "import", by="admin").status_code == 403
    assert "页〔2018〕3号" not in site.browser("he").get("/cases/older?q=页").text


def test_what_is_no_table_is_refused_in_words(site: Website) -> None:
    _, page = outcome(site, sent(site, b"x", "import"))

    assert sent(site, b"", "import").status_code == 422
    assert "缺少" in page
    assert "没有完成" in page
