"""What leaves for other systems: a whole case, lists, and the event log by the rules of XES written down here."""

import csv
import io
import json
import re
import zipfile
from collections.abc import Sequence
from datetime import datetime
from xml.etree import ElementTree as ET

import pytest

from tests.acts.flow_with_a_form import LOW, a_case_to_assess
from tests.acts.prepared import a_case_before
from tests.webapp.an_application import READING, Application, a_key
from tests.webapp.office_on_the_web import Website, a_website
from workflows.documents.sheets import read_sheet
from workflows.records.chain import GENESIS, chained
from workflows.records.tables import metadata

INFORMANT = "赵某某（举报人）"

# The rules of IEEE 1849-2016 as we read its schema, which is not kept here: which children an element has, in which
# order, and what its attributes must be. How the log was held against the schema itself stands in docs/api.md.
ATTRIBUTES = ("string", "date", "int", "float", "boolean", "id", "list")
ORDER: dict[str, list[Sequence[str]]] = {
    "log": [["extension"], ["global"], ["classifier"], ATTRIBUTES, ["trace"], ["event"]],
    "trace": [ATTRIBUTES, ["event"]],
    "event": [ATTRIBUTES],
    "global": [ATTRIBUTES],
}
NC_NAME = re.compile(r"[A-Za-z_][\w.-]*")
XML_NAME = re.compile(r"[A-Za-z_:][\w.:-]*")
TOKEN = re.compile(r"(\S+( \S+)*)?")
DECIMAL = re.compile(r"[+-]?\d+(\.\d*)?")
KINDS = {
    "extension": {"name": NC_NAME, "prefix": NC_NAME, "uri": re.compile(r"https?://\S+")},
    "classifier": {"name": NC_NAME, "scope": NC_NAME, "keys": TOKEN},
    "global": {"scope": NC_NAME},
    "log": {"xes.version": DECIMAL, "xes.features": TOKEN},
    "string": {"key": XML_NAME, "value": re.compile(r"(?s).*")},
    "int": {"key": XML_NAME, "value": re.compile(r"[+-]?\d{1,18}")},
    "boolean": {"key": XML_NAME, "value": re.compile(r"true|false|0|1")},
    "date": {"key": XML_NAME, "value": re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)?")},
}
REQUIRED = {
    "extension": {"name", "prefix", "uri"},
    "classifier": {"name", "keys"},
    "log": {"xes.version"},
    **{kind: {"key", "value"} for kind in ATTRIBUTES},
}


def faults(element: ET.Element) -> list[str]:
    """Return what the rules above have against an element and everything in it."""
    found = [f"{element.tag} has no {name}" for name in sorted(REQUIRED.get(element.tag, set()) - set(element.attrib))]
    allowed = KINDS.get(element.tag, {})
    for name, value in element.attrib.items():
        if name not in allowed:
            found.append(f"{element.tag} may not have {name}")
        elif not allowed[name].fullmatch(value):
            found.append(f"{element.tag} {name}={value!r}")
    if (element.text or "").strip() or (element.tail or "").strip():
        found.append(f"text in {element.tag}")
    place = 0
    order = ORDER.get(element.tag, [ATTRIBUTES])
    for child in element:
        place = next((at for at in range(place, len(order)) if child.tag in order[at]), len(order))
        if place == len(order):
            found.append(f"{child.tag} stands wrong in {element.tag}")
        found += faults(child)
    return found


@pytest.fixture(name="site", scope="module")
def _site() -> Website:
    site = a_website(a_case_before("report_findings"))
    site.office.a_case(informant_name=INFORMANT, informant_phone="13700000000")
    site.office.walk_to("close_case")
    return site


@pytest.fixture(name="reader", scope="module")
def _reader(site: Website) -> Application:
    return Application(site, a_key(site.office))


@pytest.fixture(name="log", scope="module")
def _log(reader: Application) -> ET.Element:
    return ET.fromstring(reader.get("/exports/events").data)  # noqa: S314 -- our own


def test_the_event_log_keeps_the_rules_of_ieee_1849_2016_written_down_here(log: ET.Element) -> None:
    assert log.tag == "log"
    assert faults(log) == []


def test_the_log_is_of_the_standard_and_its_globals_are_everywhere(log: ET.Element) -> None:
    keys = {scope.get("scope"): {one.get("key") for one in scope} for scope in log.findall("global")}
    classified = {key for one in log.findall("classifier") for key in str(one.get("keys")).split()}

    assert log.get("xes.version") == "1849.2016"
    assert classified <= keys["event"]
    assert all(keys["trace"] <= {one.get("key") for one in trace} for trace in log.findall("trace"))
    assert all(keys["event"] <= {one.get("key") for one in event} for event in log.iter("event"))
    assert "xmlns" not in log.attrib


@pytest.mark.parametrize(
    "wrong",
    [
        '<log><string key="a" value="b"/></log>',
        '<log xes.version="x"/>',
        '<log xes.version="2.0"><trace/><extension name="a" prefix="b" uri="http://c"/></log>',
        '<log xes.version="2.0"><trace><event/><string key="a" value="b"/></trace></log>',
        '<log xes.version="2.0"><trace><event><date key="a" value="gestern"/></event></trace></log>',
        '<log xes.version="2.0"><string key="1 a" value="b"/></log>',
        '<log xes.version="2.0"><string key="a"/></log>',
        '<log xes.version="2.0"><event>text</event></log>',
        '<log xes.version="2.0"><act/></log>',
    ],
)
def test_the_rules_written_down_here_notice_what_is_wrong(wrong: str) -> None:
    assert faults(ET.fromstring(wrong)) != []  # noqa: S314 -- our own


def test_each_case_is_a_trace_and_each_step_an_event(site: Website, log: ET.Element) -> None:
    steps = site.office.dossier().steps
    trace = log.findall("trace")[0]
    events = [{one.get("key"): one.get("value") for one in event} for event in trace.findall("event")]

    assert len(log.findall("trace")) == 2
    assert [one["fashen:act"] for one in events] == [one.act for one in steps]
    assert [datetime.fromisoformat(str(one["time:timestamp"])) for one in events] == [one.done_at for one in steps]
    assert {one["org:resource"] for one in events} == {str(one.by_id) for one in steps}
    assert {"concept:name", "lifecycle:transition"} <= set(events[0])


def test_names_are_written_only_when_asked_for(reader: Application) -> None:
    assert "林静" not in reader.get("/exports/events").text
    assert 'value="林静"' in reader.get("/exports/events", names="true").text


def test_a_whole_case_leaves_with_its_files_and_a_chain_that_can_be_checked(site: Website, reader: Application) -> None:
    answer = reader.get(f"/cases/{site.office.case_id}/export")

    with zipfile.ZipFile(io.BytesIO(answer.data)) as archive:
        case = json.loads(archive.read("case.json"))
        names = set(archive.namelist())
    before = GENESIS
    for entry in case["journal"]:
        assert chained(before, entry["written"].encode()) == entry["hash"]
        before = entry["hash"]
    assert names == {"case.json", *case["files"]}
    assert case["missing_files"] == {}
    assert [one["act"] for one in case["steps"]] == [one.act for one in site.office.dossier().steps]
    assert len(case["papers"]) == len(site.office.dossier().papers) > 5
    assert site.noted()[-1].body["body"]["what"] == "case-export"  # type: ignore[index]


def test_who_informed_never_leaves_with_the_case(site: Website, reader: Application) -> None:
    answer = reader.get(f"/cases/{site.office.case_id}/export")

    with zipfile.ZipFile(io.BytesIO(answer.data)) as archive:
        told = archive.read("case.json").decode()

    assert site.office.dossier().case.informant["name"] == INFORMANT
    assert INFORMANT not in told
    assert "13700000000" not in told


def test_a_case_leaves_whole_or_not_at_all(site: Website) -> None:
    poor = Application(site, a_key(site.office, "cases:read"))

    answer = poor.get(f"/cases/{site.office.case_id}/export")

    assert (answer.status_code, answer.json["code"]) == (403, "scope-missing")  # type: ignore[index]


def test_a_list_is_the_same_as_csv_and_as_a_spreadsheet(site: Website, reader: Application) -> None:
    as_csv, as_xlsx = reader.get("/exports/cases"), reader.get("/exports/cases", **{"as": "xlsx"})

    rows = list(csv.reader(io.StringIO(as_csv.data.decode("utf-8-sig"))))
    assert as_csv.data.startswith(b"\xef\xbb\xbf")
    assert rows[0][:2] == ["案号", "案件"]
    assert len(rows) == 3
    assert [row[:6] for row in read_sheet("x.xlsx", as_xlsx.data)] == [row[:6] for row in rows]
    assert site.office.dossier().case.number in {row[0] for row in rows}


def test_the_lists_of_the_pages_come_as_spreadsheets_too(site: Website) -> None:
    answer = site.browser("lin").get("/done.csv?as=xlsx", buffered=True)

    rows = read_sheet("x.xlsx", answer.data)
    assert len(rows) > 5
    assert answer.headers["Content-Disposition"].endswith(".xlsx")


# What is made of other rows, or belongs to whoever looked at the case and not to the case.
NOT_OF_THE_FILE = {
    "case_texts": "words for the search",
    "legacy_texts": "words for the search of older cases",
    "errands": "whoever asked for something to be made",
    "access_journal": "who looked; the audit administrator's",
}
# Under which name a table's rows stand in case.json.
NAMED_OTHERWISE = {"runs": "flow", "finished_steps": "steps", "parties": "party", "case_journal": "journal"}


def test_every_table_of_a_case_is_in_its_export_or_has_a_reason_not_to_be(site: Website, reader: Application) -> None:
    answer = reader.get(f"/cases/{site.office.case_id}/export")
    with zipfile.ZipFile(io.BytesIO(answer.data)) as archive:
        case = json.loads(archive.read("case.json"))
    of_a_case = {
        table.name
        for table in metadata.sorted_tables
        if {"case_id", "run_id", "clock_id", "paper_id"} & {one.name for one in table.columns}
    }

    told = {NAMED_OTHERWISE.get(name, name) for name in of_a_case - set(NOT_OF_THE_FILE)}

    # A file's own row is told by ``files`` as well.
    assert told - set(case) == set()
    assert set(NOT_OF_THE_FILE) <= of_a_case
    assert {name: len(case[name]) for name in ("reviews", "services", "notices")} == {
        "reviews": len(site.office.dossier().reviews),
        "services": len(site.office.dossier().services),
        "notices": len(site.office.dossier().notices),
    }


def test_what_was_attached_to_a_designed_form_leaves_with_the_case() -> None:
    office = a_case_to_assess()
    office.do("form", **LOW, survey=[office.send("评估.pdf", b"%PDF-1.7 survey", "孙国强")])
    site = a_website(office)
    program = Application(site, a_key(office, *READING, person="lin"))

    with zipfile.ZipFile(io.BytesIO(program.get(f"/cases/{office.case_id}/export").data)) as archive:
        attached = [archive.read(name) for name in archive.namelist() if name.startswith("attachments/")]

    assert attached == [b"%PDF-1.7 survey"]
