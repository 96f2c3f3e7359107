"""Whatever breaks in the middle of a step, nothing has happened, and afterwards the same step can be done.

Hypothesis (P3, P7): a write that the database refuses, a file that cannot be kept, a disk that is full or a rule that
objects leaves every row of every table as it was; the same step done again succeeds.
Negative control: a number drawn in a transaction of its own is still drawn when the step after it fails, and is seen.
"""

import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pytest
from sqlalchemy.exc import SQLAlchemyError

from tests.acts.prepared import a_case_before
from tests.builders import ROOT, Office, an_office
from tests.faults.broken import as_bytes, as_root, dump, failing, file_of
from tests.webapp.office_on_the_web import a_website
from workflows.errors import RefusedError
from workflows.questions.journal import verify_journals
from workflows.records.clocks import Clock
from workflows.records.jobs import Job
from workflows.records.papers import take_number
from workflows.records.transaction import Archive
from workflows.storage import Storage
from workflows.worker import Worker

# Every place a step writes to, from the first row to the journal's last entry.
PLACES = [
    ("INSERT", "case_officers"),
    ("INSERT", "papers"),
    ("INSERT", "paper_series"),
    ("INSERT", "clocks"),
    ("UPDATE", "runs"),
    ("DELETE", "open_tasks"),
    ("INSERT", "open_tasks"),
    ("INSERT", "finished_steps"),
    ("INSERT", "jobs"),
    ("INSERT", "case_journal"),
    ("UPDATE", "cases"),
]


@pytest.mark.parametrize(("verb", "table"), PLACES)
def test_a_write_that_fails_undoes_the_whole_step(verb: str, table: str) -> None:
    act = "assign_officers" if table == "case_officers" else "approve_filing"
    office = a_case_before(act)
    before = dump(office)

    with failing(office, verb, table), pytest.raises(SQLAlchemyError, match="disk fault"):
        office.do(act)

    assert dump(office) == before
    office.do(act)
    assert act not in office.open_acts()


def test_a_number_drawn_in_a_transaction_of_its_own_is_found_drawn() -> None:
    """The negative control: what a careless product writes before the step that fails is seen."""
    office = a_case_before("approve_filing")
    before = dump(office)

    with office.archive.transaction() as records:
        take_number(records.session, agency_id=1, code="careless", year=2026)
    with failing(office, "INSERT", "finished_steps"), pytest.raises(SQLAlchemyError, match="disk fault"):
        office.do("approve_filing")

    assert {table for table, found in dump(office).items() if found != before[table]} == {"paper_series"}


def test_a_registration_that_fails_leaves_neither_case_nor_number() -> None:
    office = an_office()
    before = dump(office)

    with failing(office, "INSERT", "finished_steps"), pytest.raises(SQLAlchemyError, match="disk fault"):
        office.a_case()

    assert dump(office) == before
    office.a_case()
    assert office.dossier().case.number.endswith("CF-00001")


def test_the_page_says_that_nothing_has_changed_and_keeps_the_form_open() -> None:
    office = a_case_before("approve_filing")
    site = a_website(office, testing=False)
    site.app.config["PROPAGATE_EXCEPTIONS"] = False
    client = site.browser("wu")
    before = dump(office)

    with failing(office, "INSERT", "finished_steps"):
        answer = site.press(client, "approve_filing")

    assert answer.status_code == 500
    assert "什么都没有改变" in answer.text
    assert "disk fault" not in answer.text
    assert dump(office) == before
    assert site.press(client, "approve_filing").status_code == 303


def test_evidence_whose_file_cannot_be_kept_is_not_entered(tmp_path: Path) -> None:
    office = a_case_before("investigate")
    blocked = tmp_path / "files"
    blocked.write_text("a file stands where the folder should be")
    office.means = type(office.means)(law=office.means.law, papers=office.means.papers, storage=Storage(str(blocked)))
    site = a_website(office, testing=False)
    site.app.config["PROPAGATE_EXCEPTIONS"] = False
    form = {**site.answers("add_evidence"), "file": (BytesIO(b"lease"), "合同.pdf")}
    client = site.browser("lin")
    before = dump(office)

    answer = client.post(site.address("add_evidence"), data=form, content_type="multipart/form-data")

    assert answer.status_code == 503
    assert "什么都没有改变" in answer.text
    assert dump(office) == before


def test_a_paper_whose_file_cannot_be_kept_is_made_when_the_disk_is_back(tmp_path: Path) -> None:
    office = a_case_before("approve_filing")
    whole, blocked = office.means, tmp_path / "files"
    blocked.write_text("a file stands where the folder should be")
    broken = type(whole)(law=whole.law, papers=whole.papers, storage=Storage(str(blocked)))
    office.means = broken
    office.do("approve_filing")
    steps = [step.act for step in office.dossier().steps]
    office.means = whole
    with office.archive.transaction() as records:
        [failed] = records.list_where(Job)
        assert "files" in failed.error
        assert records.jobs.revive() == 1

    office.work()

    assert steps[-1] == "approve_filing"
    paper = office.dossier().papers[0]
    assert whole.storage.get(office.dossier().paper_files[paper.id].sha)[:2] == b"PK"
    with office.archive.reading() as records:
        assert records.list_where(Job) == []


def test_a_clock_that_cannot_fire_holds_up_nobody_elses() -> None:
    office = an_office()
    runs = []
    for _ in range(2):
        office.a_case()
        office.walk_to("await_statement")
        runs.append(office.run_id)
    broken = as_bytes(office, b"\0")
    as_root(office, f"UPDATE runs SET state = {broken} WHERE id = (SELECT min(id) FROM runs)")  # noqa: S608 -- the tests' own hand
    office.now = office.now.replace(month=9)
    worker = Worker(office.archive, office.means, lambda: office.now, lambda: office.now)

    with pytest.raises(Exception) as told:  # noqa: PT011 -- whatever a broken state raises
        worker.run_once()

    with office.archive.reading() as records:
        states = {clock.run_id: clock.state for clock in records.list_where(Clock, Clock.name == "statement_5wd")}
    assert states == {runs[0]: "running", runs[1]: "fired"}, told.getrepr()


def test_a_changed_paper_is_refused_on_download_and_named() -> None:
    office = a_case_before("assign_officers")
    paper = office.dossier().papers[0]
    sha = office.dossier().paper_files[paper.id].sha
    file = Path(office.means.storage.address) / sha[:2] / sha
    content = file.read_bytes()
    file.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
    try:
        answer = a_website(office).browser("lin").get(f"/papers/{paper.id}/file")
    finally:
        file.write_bytes(content)

    assert answer.status_code == 403
    assert "文件内容与登记的校验值不一致" in answer.text


FULL_DISK = """
import os, resource, signal
from tests.builders import an_office
office = an_office()
file = str(office.archive.engine.url.database)
office.a_case()
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
limit = max(os.path.getsize(file), os.path.getsize(file + "-wal")) + 250_000
resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
done, failure = 1, ""
while not failure:
    try:
        office.a_case(); done += 1
    except Exception as error:
        failure = type(error).__name__
print(file, done, failure)
"""


@pytest.mark.engine("sqlite")
def test_a_full_disk_loses_no_registered_case_and_leaves_no_half_of_one() -> None:
    told = subprocess.run(
        [sys.executable, "-c", FULL_DISK],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
        timeout=300,
        env={"PYTHONPATH": str(ROOT), "PATH": ""},
    )
    file, done, failure = told.stdout.split()

    office = Office(Archive(f"sqlite:///{file}"), an_office().means)
    found = dump(office)
    assert failure in {"OperationalError", "OSError"}
    assert int(done) > 1
    assert [len(found[table]) for table in ("cases", "parties", "runs", "finished_steps", "open_tasks")] == [
        int(done)
    ] * 5
    with office.archive.reading() as records:
        assert verify_journals(records=records) is None
    assert file_of(office).exists()


def test_a_refused_step_changes_nothing_either() -> None:
    office = a_case_before("approve_filing")
    before = dump(office)

    with pytest.raises(RefusedError):
        office.do("approve_filing", by="林静")

    assert dump(office) == before
