"""Nobody reads the register with a program and somebody's cookie: searches and exports have a pace for each person."""

import pytest

from tests.builders import Office, an_office
from tests.webapp.office_on_the_web import Website, a_website


def slow(office: Office) -> Website:
    """Open a website where three searches and two exports a minute are the most."""
    return a_website(office, FASHEN_SEARCH_RATE="3/minute", FASHEN_EXPORT_RATE="2/minute")


@pytest.fixture(name="site")
def _site() -> Website:
    return slow(an_office())


@pytest.mark.parametrize(
    "pages", [("/cases?q=永宁", "/tasks?q=a", "/done?q=b"), ("/cases?q=1", "/cases?q=2", "/cases?q=3")]
)
def test_who_searches_faster_than_anybody_types_is_told_to_wait(site: Website, pages: tuple[str, ...]) -> None:
    client = site.browser("lin")

    statuses = [client.get(page).status_code for page in pages]
    refused = client.get("/cases?q=再来")

    assert statuses == [200, 200, 200]
    assert (refused.status_code, "查询、导出过于频繁" in refused.text) == (429, True)
    assert client.get("/cases").status_code == 200
    assert site.browser("zhao").get("/cases?q=永宁").status_code == 200


def test_who_exports_without_end_is_told_to_wait(site: Website) -> None:
    client = site.browser("lin")

    statuses = [client.get(page).status_code for page in ("/tasks.csv", "/done/print", "/done.csv", "/tasks?as=xlsx")]

    assert statuses == [200, 200, 429, 429]
    assert client.get("/cases?q=永宁").status_code == 200


def test_other_sign_ins_of_the_same_person_and_other_processes_count_together(site: Website) -> None:
    other = slow(site.office) if site.office.archive.is_shared else site
    for _ in range(3):
        site.browser("lin").get("/cases?q=永宁")

    assert other.browser("lin").get("/cases?q=永宁").status_code == 429


def test_exports_in_the_background_count_as_exports(site: Website) -> None:
    client = site.browser("lin")

    statuses = [client.post("/errands/lists", data={"what": "case-list.csv"}).status_code for _ in range(3)]

    assert statuses == [303, 303, 429]
