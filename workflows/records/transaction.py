"""The only begin and commit: one transaction per act, whole or not at all (design decision 4)."""

import copy
import weakref
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Any, Final, Self, TypeVar

from sqlalchemy import Engine, func, insert, inspect, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as NoConnectionError
from sqlalchemy.orm import Session

from workflows.errors import NotFoundError, UnsavedError
from workflows.records.calls import create_calls
from workflows.records.case_words import OLDER, create_words
from workflows.records.connecting import LONG_THOUGHT, connect, is_lost, is_passing, may_try_again, reader_of
from workflows.records.fence import EVERYWHERE, NOWHERE, build_fence, narrowed
from workflows.records.gate import PATIENCE_SECONDS, Gate, Once
from workflows.records.jobs import Jobs
from workflows.records.journal import Journal, access_journal, case_journal
from workflows.records.once import asked_once
from workflows.records.opening import OpenFile, calendar_mark, open_file, open_file_of_task
from workflows.records.periodic import Rota
from workflows.records.runs import RunRow, Runs, TaskRow
from workflows.records.schema import Record
from workflows.records.sealed_log import SealedLog
from workflows.records.seals import seal
from workflows.records.tables import metadata
from workflows.records.tasks import Tasks
from workflows.records.templates import newest_approved

Row = TypeVar("Row", bound=Record)

# The first number of the locks that rooms of the office have; the journals' are 0 and 1.
ROOMS: Final = 2


class Records:
    """Everything recorded, inside one transaction."""

    def __init__(self, session: Session) -> None:
        """Open the drawers on the caller's session."""
        self.session = session
        self.journal = Journal(session, case_journal)
        self.runs = Runs(session)
        self.tasks = Tasks(session)
        self.jobs = Jobs(session)
        self.rota = Rota(session)
        self.access = Journal(session, access_journal)
        self.log = SealedLog(session)
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

    def wait_for_key(self, key: str) -> None:
        """Let the same request, sent twice at once, be answered one after the other; SQLite's gate does so anyway."""
        if self.session.get_bind().dialect.name != "sqlite":
            self.session.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(key, 0))))

    def take_turn(self, room: str) -> None:
        """Wait until nobody else works in a room of the office, and keep it until the commit; SQLite has one writer.

        What was read before the wait is read again.
        """
        if self.session.get_bind().dialect.name != "sqlite":
            self.session.flush()
            self.session.execute(select(func.pg_advisory_xact_lock(ROOMS, func.hashtext(room))))
            self.session.expire_all()

    def take_time(self) -> None:
        """Say that this transaction thinks, or waits for one that thinks, longer than a page may: for a proof."""
        if self.session.get_bind().dialect.name != "sqlite":
            names = ("idle_in_transaction_session_timeout", "lock_timeout", "statement_timeout")
            patient = [func.set_config(name, LONG_THOUGHT, True) for name in names]  # noqa: FBT003 -- SQL's own argument
            self.session.execute(select(*patient))

    @asked_once
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
    """The database: on SQLite behind its one writer gate, on PostgreSQL with as many writers as there are cases."""

    def __init__(self, url: str, *, pool: int = 10, prepares: bool = True, patience: float = PATIENCE_SECONDS) -> None:
        """Connect to a database; ``pool`` is how many connections this process keeps to PostgreSQL.

        ``patience`` is how many seconds a writer waits for its turn on SQLite.
        """
        self.engine = connect(url, pool=pool, prepares=prepares)
        self.prepares, self.agency, self._reading = prepares, EVERYWHERE, reader_of(self.engine)
        database = self.engine.url.database
        self.is_shared = self.engine.dialect.name != "sqlite"
        is_file = not self.is_shared and database not in {None, "", ":memory:"}
        self._gate = Gate(Path(f"{database}.wlock") if is_file else None, patience=patience)
        self._once = Once()
        self.whole: Archive | None = None
        # Whoever lets the archive go closes its connections.
        weakref.finalize(self, self.engine.dispose)

    def create_all(self) -> None:
        """Create every table and seal; a new database in tests, migrations elsewhere."""
        with self.engine.begin() as connection:
            metadata.create_all(connection)
            create_words(connection)
            create_words(connection, OLDER)
            seal(connection)
            create_calls(connection)
            build_fence(connection)

    def within(self, agency_id: int | None) -> Self:
        """Return the same archive as it opens to one agency; None is to nobody, as long as nobody is known."""
        seen = copy.copy(self)
        # As long as anybody works in it, the connections stay.
        seen.whole = self
        seen.agency = NOWHERE if agency_id is None else str(agency_id)
        return seen

    @property
    def writer(self) -> Engine:
        """Return the engine of transactions that write for whom this archive opens."""
        return narrowed(self.engine, self.agency)

    @property
    def reader(self) -> Engine:
        """Return the engine of transactions that only read for whom this archive opens."""
        return narrowed(self._reading, self.agency)

    def forget_connections(self) -> None:
        """Close every connection: before a process forks, so that none is shared."""
        self.engine.dispose()

    @contextmanager
    def transaction(self) -> Iterator[Records]:
        """Write: everything inside happens, or nothing does."""
        with _told_in_time(), self._turn(), Session(self.writer, autoflush=False, expire_on_commit=False) as session:
            records = Records(session)
            yield records
            records.jobs.flush()
            records.journal.flush()
            records.access.flush()
            with _in_doubt():
                session.commit()

    @contextmanager
    def rehearsal(self) -> Iterator[Records]:
        """Write as in a transaction, and take everything back at the end."""
        with _told_in_time(), self._turn(), Session(self.writer, autoflush=False, expire_on_commit=False) as session:
            yield Records(session)
            session.rollback()

    @contextmanager
    def reading(self) -> Iterator[Records]:
        """Read only, from one snapshot; whatever is changed inside is thrown away."""
        with _told_in_time(), Session(self.reader, autoflush=False) as session:
            yield Records(session)

    @contextmanager
    def _turn(self) -> Iterator[None]:
        """Wait for this writer's turn; PostgreSQL has as many writers as there are cases, and no two of one thread."""
        with self._once.at_a_time(), nullcontext() if self.is_shared else self._gate.turn():
            yield


@contextmanager
def _told_in_time() -> Iterator[None]:
    """Turn the database's own passing trouble into UnsavedError: nothing was written, and it may be done again."""
    try:
        yield
    except (DBAPIError, NoConnectionError) as error:
        if not is_passing(error):
            raise
        raise UnsavedError(may_try_again=may_try_again(error)) from error


@contextmanager
def _in_doubt() -> Iterator[None]:
    """Tell a commit that was never answered from one that was refused: only its key says what became of it."""
    try:
        yield
    except DBAPIError as error:
        if not is_lost(error):
            raise
        raise UnsavedError(may_try_again=True, is_in_doubt=True) from error
