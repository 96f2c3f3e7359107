"""The only begin and commit: one transaction per act, whole or not at all (design decision 4)."""

import fcntl
import threading
import weakref
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

import orjson
from sqlalchemy import Engine, create_engine, event, insert, inspect, select
from sqlalchemy.orm import Session
from sqlalchemy.pool import StaticPool

from workflows.errors import NotFoundError
from workflows.records.jobs import Jobs
from workflows.records.journal import Journal, access_journal, case_journal
from workflows.records.opening import OpenFile, calendar_mark, open_file, open_file_of_task
from workflows.records.runs import RunRow, Runs, TaskRow
from workflows.records.schema import Record
from workflows.records.seals import seal
from workflows.records.tables import metadata
from workflows.records.tasks import Tasks
from workflows.records.templates import newest_approved

Row = TypeVar("Row", bound=Record)


class Records:
    """Everything recorded, inside one transaction."""

    def __init__(self, session: Session) -> None:
        """Open the drawers on the caller's session."""
        self.session = session
        self.journal = Journal(session, case_journal)
        self.runs = Runs(session)
        self.tasks = Tasks(session)
        self.jobs = Jobs(session)
        self.access = Journal(session, access_journal)
        self.opened: dict[int, OpenFile] = {}

    def lock(self, run_id: int) -> RunRow | None:
        """Return a run for writing, or None; the file of its case is opened with it."""
        found = open_file(self.session, self.journal, run_id)
        if found is None:
            return None
        self.opened[run_id] = found
        return found.run

    def lock_of_task(self, task_id: int) -> tuple[RunRow, TaskRow] | None:
        """Return the run of an open task for writing, and the task; None when the task is not open."""
        found = open_file_of_task(self.session, self.journal, task_id)
        if found is None:
            return None
        opened, task = found
        self.opened[opened.run.id] = opened
        return opened.run, task

    @cached_property
    def calendar_mark(self) -> str | None:
        """Return what changes with every imported holiday notice."""
        opened = next(iter(self.opened.values()), None)
        return opened.calendar_mark if opened is not None else calendar_mark(self.session)

    def template_mark(self, agency_id: int) -> str | None:
        """Return what changes with every template an agency approves; None while it has none of its own."""
        for opened in self.opened.values():
            if opened.run.agency_id == agency_id:
                return opened.template_mark
        mark: str | None = self.session.execute(select(newest_approved(agency_id))).scalar_one()
        return mark

    def get(self, table: type[Row], key: object) -> Row:
        """Return a row by its key; raise NotFoundError when there is none."""
        row = self.session.get(table, key)
        if row is None:
            message = f"{table.__tablename__} {key}"
            raise NotFoundError(message)
        return row

    def list_where(self, table: type[Row], *conditions: Any) -> list[Row]:  # noqa: ANN401 -- SQLAlchemy's expressions
        """Return the rows that meet all conditions, in the order they were made."""
        self.session.flush()
        query = select(table).where(*conditions).order_by(*inspect(table).primary_key)
        return list(self.session.scalars(query))

    def find_where(self, table: type[Row], *conditions: Any) -> Row | None:  # noqa: ANN401 -- SQLAlchemy's expressions
        """Return the last row that meets all conditions, or None."""
        self.session.flush()
        newest = [column.desc() for column in inspect(table).primary_key]
        return self.session.scalars(select(table).where(*conditions).order_by(*newest).limit(1)).one_or_none()

    def add(self, row: Row) -> Row:
        """Record a new row; its number is known at once."""
        self.session.add(row)
        self.session.flush()
        return row

    def add_all(self, rows: Sequence[Row]) -> list[Row]:
        """Record new rows of one table in one statement and return them as recorded, in their order."""
        table = type(rows[0])
        keys = {column.key for column in inspect(table).primary_key}
        names = [one.key for one in inspect(table).column_attrs if one.key not in keys]
        values = [{name: getattr(row, name) for name in names} for row in rows]
        made = self.session.scalars(insert(table).returning(table), values)
        return sorted(made, key=inspect(table).primary_key_from_instance)


class Archive:
    """The database and its one writer gate."""

    def __init__(self, url: str) -> None:
        """Connect to a database; SQLite files get WAL, full durability and a fair gate for writers."""
        self.engine = _connect(url)
        database = self.engine.url.database
        is_file = self.engine.dialect.name == "sqlite" and database not in {None, "", ":memory:"}
        self._gate = Path(f"{database}.wlock") if is_file else None
        self._in_memory = threading.RLock()
        # Whoever lets the archive go closes its connections.
        weakref.finalize(self, self.engine.dispose)

    def create_all(self) -> None:
        """Create every table and seal; a new database in tests, migrations elsewhere."""
        with self.engine.begin() as connection:
            metadata.create_all(connection)
            seal(connection)

    @contextmanager
    def transaction(self) -> Iterator[Records]:
        """Write: everything inside happens, or nothing does."""
        with self._turn(), Session(self.engine, autoflush=False, expire_on_commit=False) as session:
            records = Records(session)
            yield records
            records.jobs.flush()
            records.journal.flush()
            records.access.flush()
            session.commit()

    @contextmanager
    def rehearsal(self) -> Iterator[Records]:
        """Write as in a transaction, and take everything back at the end."""
        with self._turn(), Session(self.engine, autoflush=False, expire_on_commit=False) as session:
            yield Records(session)
            session.rollback()

    @contextmanager
    def reading(self) -> Iterator[Records]:
        """Read only; whatever is changed inside is thrown away."""
        with Session(self.engine.execution_options(reading=True), autoflush=False) as session:
            yield Records(session)

    @contextmanager
    def _turn(self) -> Iterator[None]:
        """Wait for this writer's turn: SQLite's own waiting is unfair, one of eight writers starves the rest."""
        if self._gate is None:
            with self._in_memory:
                yield
            return
        with self._gate.open("a") as gate:
            fcntl.flock(gate, fcntl.LOCK_EX)
            yield


def _written(value: Any) -> str:  # noqa: ANN401 -- any JSON value
    """Write JSON as UTF-8 text: Chinese takes half the room it takes escaped."""
    return orjson.dumps(value).decode()


def _connect(url: str) -> Engine:
    if not url.startswith("sqlite"):
        return create_engine(url, pool_pre_ping=True, json_serializer=_written)
    in_memory = url in {"sqlite://", "sqlite:///:memory:"}
    options: dict[str, Any] = {"poolclass": StaticPool} if in_memory else {}
    engine = create_engine(
        url, connect_args={"check_same_thread": False, "timeout": 10}, json_serializer=_written, **options
    )

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _: object) -> None:  # noqa: ANN401 -- the driver's own connection
        connection.isolation_level = None
        # Without recursive triggers a REPLACE would delete a sealed row unseen.
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "recursive_triggers=ON"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begin(connection: Any) -> None:  # noqa: ANN401 -- SQLAlchemy's connection
        reading = connection.get_execution_options().get("reading", False)
        connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")

    return engine
