"""Files in an S3-compatible bucket are kept as surely as in a folder, and a bucket that is off loses nothing.

Hypothesis (P27): with the bucket off acts without files go on, papers wait and are made once when it is back, and
whoever sends a file is told that nothing was saved. Negative control: an object changed in the bucket is refused.
"""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import timedelta
from io import BytesIO

import pytest
from werkzeug.test import TestResponse

from tests.acts.prepared import a_case_before
from tests.builders import Office
from tests.engines import url_of
from tests.faults.s3_server import S3Server, an_s3_server
from tests.webapp.office_on_the_web import a_website
from workflows.acts.office.watch_storage import watch_storage
from workflows.errors import NotFoundError, RefusedError
from workflows.jobs import SECONDS, Periodic
from workflows.questions.operation import read_operation, what_waits
from workflows.records.jobs import Job
from workflows.records.papers import PaperFile
from workflows.records.periodic import PeriodicWork
from workflows.records.transaction import Archive
from workflows.storage import Storage, StorageDownError, storage_at
from workflows.worker import Worker

A_MOMENT, LONG = 2.0, 60.0


@pytest.fixture(name="server", scope="module")
def _server() -> Iterator[S3Server]:
    with an_s3_server() as server:
        yield server


def test_what_is_put_into_a_bucket_comes_back_and_is_kept_once(server: S3Server) -> None:
    storage = server.storage("plain")

    sha = storage.put("证据".encode() * 1000)

    assert storage.put("证据".encode() * 1000) == sha
    assert storage.get(sha) == "证据".encode() * 1000
    assert (storage.has(sha), storage.has("0" * 64)) == (True, False)
    assert list(storage.names()) == [sha]
    assert storage.probe() == ""
    assert list(storage.names()) == [sha]
    with pytest.raises(NotFoundError):
        storage.get("0" * 64)


def test_an_object_changed_in_the_bucket_is_refused(server: S3Server) -> None:
    storage = server.storage("changed")
    sha = storage.put(b"evidence")
    with storage.opened(sha) as (bucket, path):
        bucket.pipe_file(path, b"evidence!")

    with pytest.raises(RefusedError, match="校验值不一致"):
        storage.get(sha)


def test_an_object_is_brought_over_in_pieces_and_checked_before_anybody_reads_it(server: S3Server) -> None:
    storage, content = server.storage("large"), b"0123456789abcdef" * (1024 * 640)
    sha = storage.put(content)

    with storage.open_checked(sha) as file:
        assert (file.read(16), file.read()) == (content[:16], content[16:])
    with storage.opened(sha) as (bucket, path):
        bucket.pipe_file(path, content[:-1])
    with pytest.raises(RefusedError, match="校验值不一致"):
        storage.open_checked(sha)
    with pytest.raises(NotFoundError):
        storage.open_checked("0" * 64)


def test_a_bucket_that_is_not_there_is_named(server: S3Server) -> None:
    storage = type(server.storage("x"))("s3://no-such-bucket/x", server.storage("x").options)

    assert "bucket" in storage.probe()
    with pytest.raises(StorageDownError):
        storage.put(b"evidence")


@dataclass(frozen=True)
class Outage:
    """What people met while the bucket was off."""

    refused: TestResponse
    page: TestResponse
    told: list[str]
    job: Job


def test_a_bucket_that_is_off_holds_up_papers_and_nothing_else(server: S3Server) -> None:
    office = a_case_before("approve_filing")
    office.means.storage = server.storage("office")
    at_work = {"storage": Periodic(30 * SECONDS, watch_storage)}
    worker = Worker(office.archive, office.means, lambda: office.now, lambda: office.now, periodic=at_work)

    server.stop()
    try:
        met = work_without_files(office, worker)
    finally:
        server.start()
    office.now += timedelta(minutes=5)
    worker.do_rounds()
    office.work()

    assert (met.refused.status_code, "什么都没有改变" in met.refused.text) == (503, True)
    assert "文件存储暂时不可用" in met.page.text
    assert met.told[0].startswith("文件存储暂时不可用")
    assert (met.job.died_at, met.job.error.split(":")[0]) == (None, "StorageDownError")
    assert told(office) == []
    assert office.open_acts() == ["assign_officers"]
    with office.archive.reading() as records:
        [paper] = records.list_where(PaperFile)
        assert records.list_where(Job, Job.kind == "render") == []
    assert office.means.storage.get(paper.sha)[:2] == b"PK"


@contextmanager
def a_bucket_that_takes_and_never_answers() -> Iterator[tuple[Storage, threading.Event]]:
    """Give a storage whose server accepts and stays silent, and what tells that it was asked; then pull its plug."""
    asked, silent = threading.Event(), list[socket.socket]()
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]

        def take() -> None:
            with suppress(OSError):
                while True:
                    silent.append(server.accept()[0])
                    asked.set()

        threading.Thread(target=take, daemon=True).start()
        yield storage_at("s3://cases/silent", endpoint=f"http://127.0.0.1:{port}"), asked
        server.shutdown(socket.SHUT_RDWR)
    for one in silent:
        one.close()


def test_a_bucket_that_takes_a_file_and_never_answers_holds_up_nobody_else() -> None:
    office = a_case_before("investigate")
    site = a_website(office, testing=False)
    form = {**site.answers("add_evidence"), "file": (BytesIO(b"lease"), "合同.pdf")}
    address, lin, answers = site.address("add_evidence"), site.browser("lin"), list[int]()
    others = Archive(url_of(office.archive), patience=A_MOMENT)

    def send() -> None:
        answers.append(lin.post(address, data=form, content_type="multipart/form-data").status_code)

    with a_bucket_that_takes_and_never_answers() as (silent, asked):
        office.means.storage = silent
        sending = threading.Thread(target=send)
        sending.start()
        assert asked.wait(LONG)
        with others.transaction() as records:
            records.add(PeriodicWork(name="written meanwhile"))
        assert answers == []
    sending.join(LONG)

    assert answers == [503]
    assert office.dossier().evidence == []


def work_without_files(office: Office, worker: Worker) -> Outage:
    """Do an act, try to send a file, and look at a page while the bucket is off."""
    site = a_website(office, testing=False)
    site.app.config["PROPAGATE_EXCEPTIONS"] = False
    office.do("approve_filing")
    worker.do_rounds()
    form = {**site.answers("add_evidence"), "file": (BytesIO(b"lease"), "合同.pdf")}
    refused = site.browser("lin").post(site.address("add_evidence"), data=form, content_type="multipart/form-data")
    with office.archive.reading() as records:
        assert records.list_where(PaperFile) == []
        [job] = records.list_where(Job, Job.kind == "render")
    return Outage(refused, site.browser("lin").get("/tasks"), told(office), job)


def told(office: Office) -> list[str]:
    """Return what the top of every page says of files."""
    with office.archive.reading() as records:
        operation = read_operation(records=records, now=office.now)
        return [one.in_chinese() for one in what_waits(operation, actor=None) if one.code == "no-storage"]
