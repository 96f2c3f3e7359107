"""What machines and people are told of how the installation runs, and what nobody is told."""

import io
import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import delete

from tests.acts.prepared import a_case_before
from tests.builders import Office
from tests.faults.broken import as_root
from tests.webapp.office_on_the_web import Website, a_website
from webapp.logs import JsonLines
from workflows.records.jobs import Job
from workflows.records.periodic import PeriodicWork


def system_now() -> datetime:
    """Return the true moment, by which workers sign."""
    return datetime.now(UTC)  # noqa: TID251 -- what the readiness of a served office is measured by


def sign(office: Office, *, ago: timedelta = timedelta()) -> None:
    """Let a worker be seen."""
    with office.archive.transaction() as records:
        records.rota.sign("here:1:a", started_at=system_now(), now=system_now() - ago)


@pytest.fixture(name="office")
def _office() -> Office:
    office = a_case_before("assign_officers")
    # What was done in the past of the tests' calendar would be late today.
    with office.archive.transaction() as records:
        records.session.execute(delete(Job))
    return office


@pytest.fixture(name="site")
def _site(office: Office) -> Website:
    return a_website(office)


def visitor(site: Website) -> FlaskClient:
    """Return a client that has not signed in."""
    return site.app.test_client()


def faults(site: Website) -> tuple[int, set[str]]:
    """Return what ``/readyz`` says, sealing left out: the tests' entries are months old."""
    answer = visitor(site).get("/readyz")
    assert answer.json is not None
    return answer.status_code, set(answer.json["faults"]) - {"sealing"}


def test_a_process_that_lives_says_so_without_asking_anything(site: Website) -> None:
    answer = visitor(site).get("/healthz")

    assert (answer.status_code, answer.json) == (200, {"status": "alive"})


def test_people_are_sent_here_only_while_a_worker_lives(site: Website, office: Office) -> None:
    assert faults(site) == (503, {"worker"})
    sign(office)
    assert faults(site)[1] == set()
    with office.archive.transaction() as records:
        records.rota.leave("here:1:a")
    sign(office, ago=timedelta(seconds=61))
    assert faults(site)[1] == {"worker"}


def test_a_database_that_does_not_answer_is_unready_and_no_error_page(site: Website, office: Office) -> None:
    as_root(office, "ALTER TABLE workers RENAME TO lost")
    answer = visitor(site).get("/readyz")
    figures = visitor(site).get("/metrics")

    assert (answer.status_code, answer.json) == (503, {"status": "unready", "faults": ["database"]})
    assert "fashen_database_up 0.0" in figures.text


def test_pages_say_that_the_worker_is_off_and_what_waits(site: Website, office: Office) -> None:
    client = site.browser("lin")
    assert "后台任务已停止" not in client.get("/tasks").text
    with office.archive.transaction() as records:
        records.jobs.enqueue("render", key="x", arguments={"paper_id": 1}, now=system_now())
    site.app.extensions.pop("operation", None)

    page = client.get("/tasks").text
    asked_again = client.get("/tasks").text

    assert "后台任务已停止，1 项后台工作（文书、期限、存证等）正在等待" in page
    assert "办理不受影响" in asked_again
    assert "后台任务已停止" not in visitor(site).get("/sign-in").text
    sign(office)
    site.app.extensions.pop("operation", None)
    assert "后台任务已停止" not in client.get("/tasks").text


def test_pages_say_that_files_cannot_be_kept(site: Website, office: Office) -> None:
    sign(office)
    with office.archive.transaction() as records:
        records.add(PeriodicWork(name="storage", failures=1, error="the bucket is gone"))
    site.app.extensions.pop("operation", None)

    page = site.browser("lin").get("/tasks").text

    assert "文件存储暂时不可用" in page
    assert "the bucket is gone" not in page
    assert faults(site)[1] == {"storage"}


def test_figures_are_for_this_machine_and_those_on_the_list(site: Website, office: Office) -> None:
    sign(office)
    client = visitor(site)
    told = client.get("/metrics")

    assert told.status_code == 200
    assert "fashen_workers 1.0" in told.text
    assert 'fashen_requests_total{method="GET",status="200"}' in visitor(site).get("/metrics").text
    far = {"REMOTE_ADDR": "10.1.2.3"}
    assert client.get("/metrics", environ_overrides=far).status_code == 404
    assert client.get("/metrics", headers={"X-Forwarded-For": "10.1.2.3"}).status_code == 404


def test_an_answer_carries_the_id_of_its_request(site: Website) -> None:
    client = visitor(site)

    assert client.get("/healthz", headers={"X-Request-ID": "abc-12345"}).headers["X-Request-ID"] == "abc-12345"
    made = client.get("/healthz", headers={"X-Request-ID": "<script>"}).headers["X-Request-ID"]
    assert (len(made), made.isalnum()) == (32, True)


@contextmanager
def logged() -> Iterator[list[dict[str, Any]]]:
    """Collect the lines of the log."""
    said, lines = io.StringIO(), list[dict[str, Any]]()
    handler = logging.StreamHandler(said)
    handler.setFormatter(JsonLines())
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    try:
        yield lines
    finally:
        root.removeHandler(handler)
        root.setLevel(logging.WARNING)
        lines.extend(json.loads(line) for line in said.getvalue().splitlines())


def fail(name: str) -> None:
    """Fail with somebody's name at hand."""
    raise ValueError(name)


def test_the_log_is_one_object_a_line_and_names_nobody(office: Office) -> None:
    with logged() as lines:
        site = a_website(office, FASHEN_LOG="json")
        site.browser("lin").get(f"/cases/{office.case_id}?q=张三", headers={"X-Request-ID": "request-1"})
        try:
            fail("张三")
        except ValueError:
            logging.getLogger("fashen").exception("forged\nline")

    [answered] = [line for line in lines if line.get("request") == "request-1" and line["message"] == "answered"]
    assert (answered["rule"], answered["status"], answered["method"]) == ("/cases/<int:case_id>", 200, "GET")
    failed = lines[-1]
    assert (failed["message"], failed["error"], failed["level"]) == ("forged\nline", "ValueError", "error")
    assert "test_operations.py" in failed["trace"][-1]
    assert not {"张三", "林静"} & {name for line in lines for name in ("张三", "林静") if name in str(line)}


def test_methods_that_clients_make_up_are_counted_together(site: Website) -> None:
    for number in range(3):
        visitor(site).open("/healthz", method=f"MADE-{number}")

    told = visitor(site).get("/metrics").text
    assert 'fashen_requests_total{method="other",status="405"} 3.0' in told
    assert "MADE-" not in told
