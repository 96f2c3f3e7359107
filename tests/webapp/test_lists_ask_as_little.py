"""A list asks the database as often for three rows as for one."""

import pytest

from tests.builders import an_office
from tests.webapp.office_on_the_web import Website, a_website, counted_statements


def _site(cases: int) -> Website:
    office = an_office()
    for _ in range(cases):
        office.a_case()
        office.do("verify_source")
    return a_website(office)


@pytest.mark.parametrize(
    ("login", "address"), [("wu", "/pool"), ("lin", "/cases"), ("lin", "/cases?q=永宁"), ("lin", "/people")]
)
def test_a_list_of_three_asks_as_often_as_a_list_of_one(login: str, address: str) -> None:
    asked = []
    for cases in (1, 3):
        site = _site(cases)
        client = site.browser(login)
        client.get(address)
        with counted_statements(site.office) as statements:
            page = client.get(address)
        asked.append(len(statements))
        rows = page.text.count("539921-2026-CF-")
        assert address == "/people" or rows == cases

    assert asked[0] == asked[1]


def test_my_tasks_too() -> None:
    asked = []
    for cases in (1, 3):
        office = an_office()
        for _ in range(cases):
            office.a_case()
        site = a_website(office)
        client = site.browser("lin")
        client.get("/tasks")
        with counted_statements(office) as statements:
            page = client.get("/tasks")
        asked.append(len(statements))
        assert page.text.count("539921-2026-CF-") == cases

    assert asked[0] == asked[1]
