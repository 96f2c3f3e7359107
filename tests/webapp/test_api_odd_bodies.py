"""接口 under bodies no form can ask for: each is refused as a problem with its place, and none is cut short unseen."""

import json
from dataclasses import replace
from typing import Any

import pytest
from werkzeug.test import TestResponse

from tests.acts.prepared import a_case_before
from tests.webapp.an_application import EVERYTHING, Application, a_key
from tests.webapp.office_on_the_web import a_website
from workflows.storage import Storage


@pytest.fixture(name="lin", scope="module")
def _lin() -> Application:
    office = a_case_before("report_findings")
    return Application(a_website(office, testing=False), a_key(office, *EVERYTHING, person="lin"))


def send(lin: Application, answers: Any) -> TestResponse:
    """Send answers to the open task, written as JSON by hand."""
    body = json.dumps({"version": lin.site.version, "answers": answers}) if not isinstance(answers, bytes) else answers
    task = lin.site.office.task("report_findings")
    headers = {**lin.headers, "Idempotency-Key": "20260518-0001"}
    address = f"/api/v1/tasks/{task.id}/complete"
    return lin.client.post(address, headers=headers, data=body, content_type="application/json")


@pytest.mark.parametrize(
    "answers",
    [
        {"facts": "\ud800"},
        {"penalties": [{"kind": "\udfff"}]},
        {"evidence": ["1", "\ud800"]},
        {"income": [{"amount": "1"}] * 501},
        {"income": [{"amount": [{"amount": "1"}]}]},
        {"in come": [{"amount": "1"}]},
        {"income": [{"am ount": "1"}]},
        {"facts": {"a": "b"}},
    ],
    ids=[
        "half a character",
        "in a row",
        "in a list",
        "too many rows",
        "rows in rows",
        "name",
        "name in a row",
        "object",
    ],
)
def test_what_no_form_can_ask_is_refused_with_its_place(lin: Application, answers: dict[str, Any]) -> None:
    answer = send(lin, answers)

    assert (answer.status_code, answer.content_type) == (422, "application/problem+json")
    assert answer.json is not None
    assert (answer.json["code"], [*answer.json["errors"]]) == ("wrong-request", ["answers"])
    assert lin.site.steps("report_findings") == 0


@pytest.mark.parametrize("depth", [300, 5000, 100_000])
def test_nesting_without_end_is_refused_and_no_failure(lin: Application, depth: int) -> None:
    answer = send(lin, b'{"version": 1, "answers": ' + b'{"a": [' * depth + b"1" + b"]}" * depth + b"}")

    assert answer.status_code in {400, 422}
    assert answer.content_type == "application/problem+json"


def test_while_files_cannot_be_kept_programs_are_told_so_in_their_own_way(lin: Application) -> None:
    extensions = lin.site.app.extensions
    whole = extensions["installation"]
    extensions["installation"] = replace(whole, means=replace(whole.means, storage=Storage("/proc/nothing")))
    try:
        answer = lin.upload("照片.jpg", b"photo")
    finally:
        extensions["installation"] = whole

    assert (answer.status_code, answer.content_type) == (503, "application/problem+json")
    assert answer.json is not None
    assert answer.json["code"] == "no-storage"
