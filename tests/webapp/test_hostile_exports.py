"""Whatever a clerk has typed into one case, everybody's exports are written, can be read, and calculate nothing."""

import csv
import io
from xml.etree import ElementTree as ET

import pytest
from openpyxl import load_workbook

from tests.builders import an_office
from tests.webapp.office_on_the_web import Website, a_website

ODD = "=1+1\ufffe\uffff\x0b\x01\x1f]]>&<!--\u2028\U0010ffff\"'公司"
KEPT = "'=1+1]]>&<!--\u2028\U0010ffff\"'公司"


@pytest.fixture(name="site", scope="module")
def _site() -> Website:
    office = an_office()
    office.a_case(party_name=ODD)
    return a_website(office)


def taken(site: Website, what: str) -> bytes:
    """Return an export that the worker made."""
    he = site.browser("he")
    he.post("/errands/lists", data={"what": what, "q": "", "names": "yes"})
    site.office.work()
    newest = he.get("/errands").text.partition('href="/errands/')[2].partition('"')[0].partition("/")[0]
    answer = he.get(f"/errands/{newest}/file", buffered=True)
    assert answer.status_code == 200
    return bytes(answer.data)


def test_a_spreadsheet_is_written_and_no_cell_calculates(site: Website) -> None:
    sheets = [taken(site, "case-list.xlsx"), site.browser("lin").get("/tasks.csv?as=xlsx", buffered=True).data]

    for content in sheets:
        cells = [cell for row in load_workbook(io.BytesIO(content)).worksheets[0].iter_rows() for cell in row]
        assert KEPT in {cell.value for cell in cells}
        assert {cell.data_type for cell in cells} <= {"inlineStr", "s", "n", "d"}


def test_a_list_of_commas_is_written_and_no_cell_calculates(site: Website) -> None:
    rows = list(csv.reader(io.StringIO(taken(site, "case-list.csv").decode("utf-8-sig"))))

    assert KEPT in rows[1]


def test_the_event_log_can_be_read(site: Website) -> None:
    log = ET.fromstring(taken(site, "event-log.xes"))  # noqa: S314 -- our own, and read as strictly as others would

    assert len(log.findall("trace")) == 1
