"""下一页、上一页: long lists are turned by the last row seen; nothing is left out or shown twice, filters are kept."""

import base64
import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta

import orjson
import pytest
from sqlalchemy import insert, select

from tests.builders import Office, an_office
from tests.webapp.office_on_the_web import Website, a_website, counted_statements, ways_of
from workflows.acts.index_case import index_cases
from workflows.events import Viewed
from workflows.records.cases import Case, Party
from workflows.records.outcomes import Disclosure
from workflows.records.run_tables import open_tasks
from workflows.records.transaction import Records
from workflows.vocabulary.roles import Role

CASES = 130


@pytest.fixture(name="site", scope="module")
def _site() -> Website:
    """Return an office with 130 cases, each with an open task in the pool and one of 林静, many due on one day."""
    office = an_office()
    office.a_case()
    with office.archive.transaction() as records:
        office_of_many(office, records)
    return a_website(office)


def office_of_many(office: Office, records: Records) -> None:
    """Copy the one case as often as wanted, with what lists show of it."""
    first, party = records.get(Case, office.case_id), records.find_where(Party)
    assert party is not None
    task = dict(records.session.execute(select(open_tasks)).one()._mapping)
    kept = {"agency_id", "unit_id", "matter", "cause", "source_kind", "informant", "received_on", "registered_at"}
    for number in range(2, CASES + 1):
        values = {name: getattr(first, name) for name in kept}
        title = f"第{number:03d}家养老院案"
        case = records.add(
            Case(**values, number=f"甲〔2026〕{number:03d}号", title=title, summary="床位不足", registered_by=1)
        )
        records.add(Party(case_id=case.id, kind=party.kind, name=f"第{number:03d}家养老院"))
        due_on = date(2026, 6, 1) + timedelta(days=number % 5) if number % 3 else None
        for holder, role in ((office.person("林静"), Role.HANDLER), (None, Role.LEADER)):
            changes = {
                "case_id": case.id,
                "engine_id": f"{number}-{role.value}",
                "person_id": holder,
                "role": role.value,
                "unit": "",
                "due_on": due_on,
            }
            row = {name: value for name, value in task.items() if name != "id"} | changes
            records.session.execute(insert(open_tasks).values(row))
        records.add(_published(case.id, office, date(2026, 5, 1) + timedelta(days=number % 7)))
        records.access.append(case.id, kind="Viewed", actor_id=1, actor="林静", now=office.now, body=_view(number))
    index_cases(list(range(1, CASES + 1)), records=records)


def _view(number: int) -> dict[str, object]:
    return Viewed("informant", f"第{number}次").body()


def _published(case_id: int, office: Office, day: date) -> Disclosure:
    content = {"number": f"甲罚〔2026〕{case_id:03d}号", "party": "养老院", "violation": "床位不足"}
    return Disclosure(
        case_id=case_id,
        run_id=office.run_id,
        agency_id=1,
        content=content,
        collected_by=1,
        collected_at=office.now,
        published_by=1,
        published_at=office.now,
        published_on=day,
    )


def rows_of(page: str) -> list[str]:
    """Return what tells the rows of a list apart."""
    body = page.partition("<tbody>")[2].partition("</tbody>")[0]
    return [re.sub(r"<[^>]+>|\s|csrf_token", " ", row) for row in body.split("<tr")[1:]]


def walk(browser: Callable[[str], str], address: str, way: str = "next") -> Iterator[tuple[str, list[str]]]:
    """Go from page to page; give the address and the rows of each."""
    while address:
        page = browser(address)
        yield address, rows_of(page)
        address = ways_of(page).get(way, "")


LISTS = [
    ("lin", "/cases", 130, 50),
    ("he", "/cases", 130, 50),
    ("lin", "/cases?q=养老院", 129, 50),
    ("he", "/cases?q=家", 129, 50),
    ("he", "/cases?q=床位不足 〔2026〕", 129, 50),
    ("lin", "/tasks", 130, 20),
    ("lin", "/tasks?stage=filing&lamp=soon", 0, 20),
    ("lin", "/tasks?q=养老", 129, 20),
    ("wu", "/pool", 129, 20),
    ("", "/public", 129, 20),
    ("", "/public?q=床位", 129, 20),
    ("audit", "/journal?kind=Viewed", 129, 100),
]


@pytest.mark.parametrize(("login", "address", "total", "size"), LISTS)
def test_every_row_stands_on_one_page_forward_and_back(
    site: Website, login: str, address: str, total: int, size: int
) -> None:
    client = site.browser(login)
    ask = lambda where: client.get(where).text  # noqa: E731 -- one browser for the whole walk

    pages = list(walk(ask, address))
    forward = [row for _, rows in pages for row in rows]
    back = [rows for _, rows in walk(ask, pages[-1][0], "prev")]

    assert [len(rows) for _, rows in pages[:-1]] == [size] * (len(pages) - 1)
    assert len(forward) == len(set(forward)) == total
    assert back[::-1] == [rows for _, rows in pages]


def test_filters_go_with_the_way_to_the_next_page(site: Website) -> None:
    lin = site.browser("lin")
    address = ways_of(lin.get("/tasks?q=养老&stage=filing").text)["next"]

    assert "stage=filing" in address
    assert "q=" in address
    assert "page" not in address


def test_tasks_come_by_urgency_and_what_has_no_limit_comes_last(site: Website) -> None:
    client = site.browser("wu")
    pages = [rows for _, rows in walk(lambda where: client.get(where).text, "/pool")]
    limits = ["—" in row for rows in pages for row in rows]

    assert limits == sorted(limits)
    assert 20 < sum(limits) < 100


def test_a_page_far_behind_asks_as_little_as_the_first(site: Website) -> None:
    client, asked = site.browser("he"), []
    for address, _ in list(walk(lambda where: client.get(where).text, "/cases")):
        with counted_statements(site.office) as statements:
            client.get(address)
        asked.append(len(statements))

    assert len(asked) == 3
    assert len(set(asked)) == 1


NOT_KEYS: tuple[object, ...] = (
    [],
    [None],
    ["1"],
    [-1],
    [2**63],
    {"a": 1},
    [1, 2],
    ["2026-05-01", "x", 1],
    ["2026-05-01T10:00", 1],
    [True],
)
WORDS = ("x", "%%%", "é" * 9, "WzFd" * 99, *(base64.urlsafe_b64encode(orjson.dumps(one)).decode() for one in NOT_KEYS))


@pytest.mark.parametrize("key", WORDS)
def test_a_key_that_no_page_gave_leads_to_the_beginning(site: Website, key: str) -> None:
    for login, address in (("he", "/cases"), ("lin", "/tasks"), ("", "/public"), ("audit", "/journal")):
        client = site.browser(login)
        answer = client.get(address, query_string={"behind": key})
        assert answer.status_code == 200
        assert rows_of(answer.text) == rows_of(client.get(address).text)


def test_counts_end_at_a_thousand() -> None:
    office = an_office()
    office.a_case()
    with office.archive.transaction() as records:
        row = dict(records.session.execute(select(open_tasks)).one()._mapping)
        rows = [
            {name: value for name, value in row.items() if name != "id"} | {"engine_id": f"{n}"} for n in range(1200)
        ]
        records.session.execute(insert(open_tasks), rows)
    page = a_website(office).browser("lin").get("/tasks").text

    assert page.count("1\u00a0000+") >= 3
    assert "共 1\u00a0000+ 条" in page


def test_a_case_is_found_as_soon_as_the_worker_was_there() -> None:
    office = an_office()
    office.a_case(party_name="临江市渡口养老院", summary="无证经营，身份证号539921198003150012，手机13912345678")
    lin = a_website(office).browser("lin")

    for found in ("渡口", "渡口 无证经营", "口", "-CF-00001", "临江市渡口养老院"):
        assert "临江市渡口养老院" in lin.get("/cases", query_string={"q": found}).text.partition("<tbody>")[2], found
    for kept in ("539921198003150012", "13912345678", "无证经营养老"):
        assert "没有找到案件" in lin.get("/cases", query_string={"q": kept}).text, kept


def test_a_case_is_found_by_the_number_it_was_filed_under() -> None:
    office = an_office()
    office.a_case()
    office.do("verify_source")
    office.do("approve_filing")
    number = office.dossier().case.number
    lin = a_website(office).browser("lin")

    assert number in lin.get("/cases", query_string={"q": number}).text.partition("<tbody>")[2]
