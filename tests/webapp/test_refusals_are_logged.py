"""Whoever tries doors is seen in the log of the server, in plain text too; no name and no word typed stands there."""

import logging

import pytest
from flask.testing import FlaskClient

from tests.acts.prepared import a_case_before
from tests.webapp.neighbours import UNKNOWN
from tests.webapp.office_on_the_web import Website, a_website


@pytest.fixture(name="site", scope="module")
def _site() -> Website:
    return a_website(a_case_before("sign_opinion"), checks_tokens=True, testing=False, FASHEN_SEARCH_RATE="2/hour")


def refusals(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [one.getMessage() for one in caplog.records if one.name == "fashen.requests"]


def knock_too_often(client: FlaskClient) -> None:
    for _ in range(3):
        client.get("/cases?q=张三")


def test_each_way_around_a_control_leaves_a_line(site: Website, caplog: pytest.LogCaptureFixture) -> None:
    lin, admin, nobody = site.browser("lin"), site.browser("admin"), site.browser()
    with caplog.at_level(logging.INFO, "fashen.requests"):
        admin.get("/cases?name=张三")
        lin.get(f"/cases/{UNKNOWN}?name=张三")
        lin.post("/cases/new", data={"party_name": "张三"})
        nobody.get("/api/v1/cases", headers={"Authorization": "Bearer 张三".encode().decode("latin-1")})
        lin.delete("/cases")
        knock_too_often(lin)

    assert refusals(caplog) == [
        "GET /cases was refused with 403",
        "GET /cases/<int:case_id> was refused with 404",
        "POST /cases/new was refused with 400",
        "GET /api/v1/cases was refused with 401",
        "GET /cases was refused with 429",
    ]
    assert "张三" not in caplog.text


def test_what_is_answered_and_what_is_no_address_of_ours_leaves_none(
    site: Website, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO, "fashen.requests"):
        site.browser("wu").get("/tasks")
        site.browser().get("/wp-login.php")

    assert refusals(caplog) == []
