"""Acts by programs: the same guards, the same record; pressed sixteen times at once they are one act."""

import http.client
import json
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.acts.prepared import a_case_before
from tests.webapp.an_application import EVERYTHING, Application, a_key
from tests.webapp.at_an_address import at_an_address
from tests.webapp.office_on_the_web import Website, a_website
from workflows.records.jobs import Upload


@pytest.fixture(name="site")
def _site() -> Website:
    return a_website(a_case_before("report_findings"))


@pytest.fixture(name="lin")
def _lin(site: Website) -> Application:
    """Return an application that acts as the handler in charge."""
    return Application(site, a_key(site.office, *EVERYTHING, person="lin"))


def test_a_step_done_by_a_program_is_the_persons_step(site: Website, lin: Application) -> None:
    before = lin.get(f"/tasks/{site.office.task('report_findings').id}").json
    assert before is not None

    answer = lin.complete("report_findings", version=before["version"])

    step = site.office.dossier().steps[-1]
    assert answer.status_code == 200
    assert answer.json == {"case_id": site.office.case_id, "summary": step.summary, "is_replay": False}
    assert (step.act, step.by_name) == ("report_findings", "林静")
    assert {one["name"] for one in before["form"]["fields"]} > {"officers"}


def test_the_same_key_again_is_the_same_answer_and_no_second_act(site: Website, lin: Application) -> None:
    task, body = site.office.task("report_findings").id, lin.body("report_findings")

    first = lin.post(f"/tasks/{task}/complete", body, key="import-7-of-may")
    again = lin.post(f"/tasks/{task}/complete", body, key="import-7-of-may")

    assert (first.status_code, again.status_code) == (200, 200)
    assert first.json is not None
    assert again.json == {**first.json, "is_replay": True}
    assert site.steps("report_findings") == 1


def test_a_key_used_for_one_task_does_not_answer_for_another(site: Website, lin: Application) -> None:
    done, body = site.office.task("report_findings").id, lin.body("report_findings")
    lin.post(f"/tasks/{done}/complete", body, key="one-key-for-all")
    head = Application(site, a_key(site.office, *EVERYTHING, person="sun"))
    other = site.office.tasks()[0]

    mixed = lin.post(f"/tasks/{other.id}/complete", body, key="one-key-for-all")
    of_another = head.post(f"/tasks/{done}/complete", body, key="one-key-for-all")

    assert (mixed.status_code, mixed.json["code"]) == (409, "key-used")  # type: ignore[index]
    assert (of_another.status_code, of_another.json["code"]) == (409, "task-done")  # type: ignore[index]
    assert site.steps("report_findings") == 1


def test_sixteen_identical_posts_at_once_are_one_act(site: Website, lin: Application) -> None:
    task, body = site.office.task("report_findings").id, json.dumps(lin.body("report_findings"))
    barrier = threading.Barrier(16)

    def post(address: str) -> tuple[int, bool]:
        connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=60)
        headers = {**lin.headers, "Idempotency-Key": "sixteen-at-once", "Content-Type": "application/json"}
        barrier.wait()
        connection.request("POST", f"/api/v1/tasks/{task}/complete", body, headers)
        answer = connection.getresponse()
        told = json.loads(answer.read())
        connection.close()
        return answer.status, told.get("is_replay")

    with at_an_address(site.app) as address, ThreadPoolExecutor(16) as pool:
        answers = [one.result() for one in [pool.submit(post, address) for _ in range(16)]]

    assert sorted(answers) == [(200, False), *[(200, True)] * 15]
    assert site.steps("report_findings") == 1


def test_who_read_an_older_version_is_told_who_was_faster_with_what(site: Website, lin: Application) -> None:
    version = site.version
    site.office.do("add_evidence", "赵宁")

    late = lin.complete("report_findings", version=version)

    assert (late.status_code, late.mimetype) == (409, "application/problem+json")
    assert late.json is not None
    assert (late.json["code"], late.json["who"], late.json["what"]) == ("run-changed", "赵宁", "补充证据")
    assert site.steps("report_findings") == 0


def test_every_wrong_answer_is_named_with_its_field(site: Website, lin: Application) -> None:
    answer = lin.complete("report_findings", conclusion="", officers=[])

    assert (answer.status_code, answer.mimetype) == (422, "application/problem+json")
    assert answer.json is not None
    assert answer.json["code"] == "wrong-answers"
    assert "officers" in {one["field"] for one in answer.json["errors"]}
    assert site.steps("report_findings") == 0


def test_a_refusal_has_its_code_text_and_article_and_stands_in_the_access_journal(site: Website) -> None:
    site.office.walk_to("sign_opinion")
    handler = Application(site, a_key(site.office, *EVERYTHING, person="lin"))

    answer = handler.complete("sign_opinion")

    assert answer.status_code == 422
    assert answer.json is not None
    assert answer.json["code"]
    assert answer.json["text"] in answer.json["detail"]
    assert site.noted()[-1].kind == "Refused"
    assert site.steps("sign_opinion") == 0


def test_an_act_possible_at_any_time_with_a_file(site: Website, lin: Application) -> None:
    sent = lin.upload("合同.txt", b"lease")
    assert (sent.status_code, sent.json["name"]) == (201, "合同.txt")  # type: ignore[index]

    done = lin.post(f"/cases/{site.office.case_id}/acts/add_evidence", lin.body("add_evidence", file=sent.json["sha"]))  # type: ignore[index]

    assert done.status_code == 200
    evidence = site.office.dossier().evidence[-1]
    assert evidence.file_name == "合同.txt"
    taken = lin.get(f"/evidence/{evidence.id}/file")
    assert (taken.data, site.noted()[-1].kind) == (b"lease", "Downloaded")


def test_a_file_sent_again_with_its_key_is_the_same_file(site: Website, lin: Application) -> None:
    first = lin.upload("合同.txt", b"lease", key="20260518-0007")
    again = lin.upload("合同.txt", b"lease", key="20260518-0007")
    other = lin.upload("合同.txt", b"another", key="20260518-0007")
    of_another = Application(site, a_key(site.office, *EVERYTHING, person="lin"))
    elsewhere = of_another.upload("合同.txt", b"another", key="20260518-0007")
    keyless = lin.upload("合同.txt", b"lease", key="short")

    assert (first.status_code, again.status_code) == (201, 201)
    assert again.json == {**first.json, "is_replay": True}  # type: ignore[dict-item]
    assert (other.status_code, other.json["code"]) == (409, "key-used")  # type: ignore[index]
    assert elsewhere.status_code == 201
    assert keyless.status_code == 422
    with site.office.archive.reading() as records:
        assert [one.sha for one in records.list_where(Upload)] == [first.json["sha"], elsewhere.json["sha"]]  # type: ignore[index]


def test_sixteen_identical_files_at_once_are_one_file(site: Website, lin: Application) -> None:
    with ThreadPoolExecutor(16) as hands:
        answers = list(hands.map(lambda _: lin.upload("合同.txt", b"lease", key="sixteen-at-once"), range(16)))

    assert {one.status_code for one in answers} == {201}
    assert sum(not one.json["is_replay"] for one in answers) == 1  # type: ignore[index]
    with site.office.archive.reading() as records:
        assert len(records.list_where(Upload)) == 1


def test_the_document_for_machines_asks_for_the_key_of_every_write(site: Website) -> None:
    paths = site.app.test_client().get("/api/v1/openapi.json").json["paths"]  # type: ignore[index]

    keyless = [
        path
        for path, methods in paths.items()
        if "post" in methods
        and ("Idempotency-Key", True)
        not in [(one["name"], one.get("required")) for one in methods["post"].get("parameters", [])]
    ]

    assert paths
    assert keyless == []


def test_a_lead_is_registered_once(lin: Application) -> None:
    form = lin.get("/registration").json
    assert form is not None
    answers = lin.body("register_source")["answers"]

    first = lin.post("/cases", {"answers": answers}, key="hotline-20260518001")
    again = lin.post("/cases", {"answers": answers}, key="hotline-20260518001")

    assert first.status_code == again.status_code == 201
    assert first.json is not None
    assert again.json == {**first.json, "is_replay": True}
    assert {one["name"] for one in form["fields"]} >= {"matter", "party_name"}


def test_what_is_no_answer_at_all_is_named(site: Website, lin: Application) -> None:
    task = site.office.task("report_findings").id
    odd: dict[str, object] = {"version": 1, "answers": {"x": {"y": 1}}}
    bodies: list[dict[str, Any]] = [odd, {"version": "1", "answers": {}}, {"answers": {}}, {"version": 1}]

    answers = [lin.post(f"/tasks/{task}/complete", body) for body in bodies]
    no_key = lin.client.post(f"/api/v1/tasks/{task}/complete", headers=lin.headers, json=lin.body("report_findings"))

    assert [one.status_code for one in [*answers, no_key]] == [422] * 5
    assert all(one.mimetype == "application/problem+json" and one.json["errors"] for one in [*answers, no_key])  # type: ignore[index]


def test_a_program_needs_no_token_against_forged_posts_but_a_key(site: Website) -> None:
    strict = a_website(site.office, checks_tokens=True)
    lin = Application(strict, a_key(site.office, *EVERYTHING, person="lin"))

    assert lin.complete("report_findings").status_code == 200
    assert strict.browser("lin").post("/api/v1/cases", json={}).status_code == 401
