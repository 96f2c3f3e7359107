"""One step through the web app against the bare engine, young and old cases, a new case, the task list.

Run: python -m benchmarks.step   (prints a table; FASHEN_TEST_ENGINE=postgresql in front for PostgreSQL)
"""

import gc
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from uuid import uuid4

from flask.testing import FlaskClient
from sqlalchemy import Engine, event, insert, text

from benchmarks.floor import measure_floor
from tests.answers import answers_for
from tests.builders import Office, an_office, as_posted
from tests.engines import IS_POSTGRESQL
from webapp.app import create_app
from webapp.installation import Clock, Installation
from workflows.acts.office.load_demo import DEMO_PASSWORD, PEOPLE
from workflows.records.run_tables import finished_steps, open_tasks
from workflows.settings import read_settings

ROUNDS = 15
WALKS = 3
OPEN_TASKS = 10_000
OLD = 500
# Beside two for each paper; on PostgreSQL the lock, the agency and the calls of jobs are statements apart.
STATEMENTS = 18 if IS_POSTGRESQL else 15


@dataclass
class Count:
    """SQL statements and commits seen on one engine."""

    statements: int = 0
    commits: int = 0
    taken: list[float] = field(default_factory=list)


@dataclass(frozen=True)
class StandingClock(Clock):
    """The office's clock of a benchmark: it stands on the builder's day."""

    office: Office | None = None

    def now(self) -> datetime:
        """Return the builder's moment."""
        assert self.office is not None
        return self.office.now


def watch(engine: Engine) -> Count:
    """Count what goes over an engine from now on; BEGIN is not counted as a statement."""
    seen = Count()

    @event.listens_for(engine, "before_cursor_execute")
    def statement(_c: object, _u: object, sql: str, *_rest: object) -> None:
        seen.statements += not sql.startswith("BEGIN")

    @event.listens_for(engine, "commit")
    def commit(_c: object) -> None:
        seen.commits += 1

    return seen


def client_of(office: Office, login: str) -> FlaskClient:
    """Return a signed-in browser without the forged-request check, which a benchmark of steps does not need."""
    home = Path(office.means.storage.address).parent
    settings = read_settings({"FASHEN_HOME": str(home)})
    installation = Installation(settings, office.archive, office.means, StandingClock(None, office))
    app = create_app(settings, installation=installation)
    app.config["WTF_CSRF_ENABLED"] = False
    app.config["RATELIMIT_ENABLED"] = False
    client = app.test_client()
    client.post("/sign-in", data={"login": login, "password": DEMO_PASSWORD})
    return client


def settle() -> None:
    """Free what the benchmark itself made: a process that serves sets its start aside, and renders no paper."""
    gc.unfreeze()
    gc.collect()
    gc.freeze()


def press(office: Office, client: FlaskClient, act_id: str, seen: Count) -> None:
    """Do the open act through HTTP and keep what it took."""
    task, answers = office.task(act_id), as_posted(answers_for(act_id, office))
    with office.archive.reading() as records:
        version = records.runs.find(office.run_id).version  # type: ignore[union-attr]
    data = {**answers, "key": uuid4().hex, "version": str(version)}
    with client.session_transaction() as kept:
        # A browser fetches the page that says what was done; here the sentences would pile up in the cookie.
        kept.pop("_flashes", None)
    statements, commits = seen.statements, seen.commits
    began = time.process_time()
    answer = client.post(f"/tasks/{task.id}", data=data)
    seen.taken.append((time.process_time() - began) * 1000)
    assert answer.status_code == 303, (act_id, answer.status_code, answer.get_data(as_text=True)[-2500:])
    seen.statements, seen.commits = seen.statements - statements, seen.commits - commits


def measure(name: str, prepare: Callable[[Office], None], floor: float) -> str:
    """Return one line: verify_source, an ordinary step without papers, in a case prepared so."""
    office = an_office()
    client = client_of(office, "lin")
    seen, statements, commits = watch(office.archive.engine), [], []
    for _ in range(ROUNDS):
        office.a_case()
        prepare(office)
        settle()
        seen.statements = seen.commits = 0
        press(office, client, "verify_source", seen)
        statements.append(seen.statements)
        commits.append(seen.commits)
    median = statistics.median(seen.taken)
    return (
        f"{name:34} {median:7.1f} ms CPU  {statistics.median(statements):4.0f} SQL  {max(commits)} commit"
        f"  {median / floor:5.2f} x floor"
    )


def age(office: Office, steps: int) -> None:
    """Give a case finished steps as if it had gone round and round."""
    with office.archive.transaction() as records:
        row = records.runs.list_steps(office.run_id)[0]
        values = {name: getattr(row, name) for name in row.__slots__ if name not in {"id", "key", "task_id"}}
        records.session.execute(insert(finished_steps), [values | {"key": None, "task_id": None}] * steps)


def new_case(floor: float) -> str:
    """Return the line of registering a case."""
    office = an_office()
    client = client_of(office, "lin")
    seen = watch(office.archive.engine)
    taken = []
    for _ in range(ROUNDS):
        data = {**as_posted(answers_for("register_source", office)), "key": uuid4().hex}
        seen.statements = seen.commits = 0
        began = time.process_time()
        assert client.post("/cases/new", data=data).status_code == 303
        taken.append((time.process_time() - began) * 1000)
    median = statistics.median(taken)
    ratio = f"{median / floor:5.2f} x floor"
    return f"{'a new case':34} {median:7.1f} ms CPU  {seen.statements:4} SQL  {seen.commits} commit  {ratio}"


def task_list(floor: float) -> str:
    """Return the line of the task list with ten thousand open tasks."""
    office = an_office()
    office.a_case()
    with office.archive.transaction() as records:
        row = records.tasks.of_run(office.run_id)[0]
        values = {name: getattr(row, name) for name in row.__slots__ if name != "id"}
        rows = [values | {"engine_id": uuid4().hex} for _ in range(OPEN_TASKS)]
        records.session.execute(insert(open_tasks), rows)
    client, seen, taken = client_of(office, "lin"), watch(office.archive.engine), []
    for _ in range(ROUNDS):
        seen.statements = 0
        began = time.process_time()
        assert client.get("/tasks").status_code == 200
        taken.append((time.process_time() - began) * 1000)
    median = statistics.median(taken)
    ratio = f"{median / floor:5.2f} x floor"
    return f"{'task list, 10 000 open tasks':34} {median:7.1f} ms CPU  {seen.statements:4} SQL            {ratio}"


def size_of_cases() -> str:
    """Return the line of how much database a case takes from registration to its draft, fifteen steps."""
    office = an_office()
    before = _bytes(office)
    for _ in range(ROUNDS):
        office.at("2026-05-18").a_case()
        office.do("verify_source")
        office.at("2026-05-22").do("approve_filing")
        office.do("assign_officers")
        office.at("2026-06-17").walk_to("issue_notice")
        office.do("issue_notice")
        office.do("choose_service")
        office.do("record_service")
        office.at("2026-06-29")
        office.walk_to("submit_review")
    kilobytes = (_bytes(office) - before) / ROUNDS / 1024
    return f"{'database per 15-step case':34} {kilobytes:7.1f} KB beyond files and papers"


def whole_case(floor: float) -> str:
    """Return the line of every step of the example case through HTTP, each by whoever usually does it."""
    office = an_office()
    clients = {one.name: client_of(office, one.login) for one in PEOPLE}
    seen, statements, over = watch(office.archive.engine), list[int](), 0
    for _ in range(WALKS):
        office.a_case()
        seen.taken.clear()
        statements.clear()
        while acts := office.open_acts():
            papers = len(office.dossier().papers)
            settle()
            seen.statements = seen.commits = 0
            press(office, clients[office.usual_holder(acts[0])], acts[0], seen)
            statements.append(seen.statements)
            over += seen.statements > STATEMENTS + 2 * (len(office.dossier().papers) - papers)
            office.work()
    median, most = statistics.median(seen.taken), max(seen.taken)
    counted = f"{statistics.median(statements):4.0f} SQL (most {max(statements)}, over budget {over})"
    times = f"{median:7.1f} ms CPU (most {most:.1f})"
    return f"{'all steps of the example case':34} {times}  {counted}  {median / floor:5.2f} x floor"


def _bytes(office: Office) -> int:
    """Return the bytes of all pages that hold neither papers nor the files made of them."""
    apart = "'papers', 'paper_files', 'ix_papers_case_id', 'ix_papers_run_id'"
    pages = f"SELECT sum(pgsize) FROM dbstat WHERE name NOT IN ({apart})"  # noqa: S608 -- fixed names
    if IS_POSTGRESQL:
        size = "pg_relation_size(oid) + coalesce(pg_total_relation_size(nullif(reltoastrelid, 0)), 0)"
        ours = f"relkind IN ('r', 'i') AND relnamespace = 'public'::regnamespace AND relname NOT IN ({apart})"
        pages = f"SELECT sum({size}) FROM pg_class WHERE {ours}"  # noqa: S608 -- fixed names
    query = text(pages)
    with office.archive.engine.connect() as connection:
        return int(connection.execute(query).scalar_one())


def main() -> None:
    """Print every line."""
    office = an_office()
    office.a_case()
    with office.archive.reading() as records:
        bundle = office.means.flow(records, records.runs.find(office.run_id).bundle_sha)  # type: ignore[union-attr]
    floor = measure_floor(bundle, 14)
    print(f"{'bare engine, same diagram (floor)':34} {floor:7.1f} ms CPU")
    print(measure("one step, young case", lambda _: None, floor))
    print(measure("one step, 10 finished steps", lambda office: age(office, 10), floor))
    print(measure(f"one step, {OLD} finished steps", lambda office: age(office, OLD), floor))
    print(whole_case(floor))
    print(new_case(floor))
    print(task_list(floor))
    print(size_of_cases())


if __name__ == "__main__":
    main()
