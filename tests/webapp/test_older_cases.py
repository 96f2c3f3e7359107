"""历史案件 on the page: found by those who read every case, and by nobody else."""

import pytest

from tests.acts.test_import_cases import ROW, a_csv, bring
from tests.builders import an_office
from tests.webapp.office_on_the_web import Website, a_website


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
