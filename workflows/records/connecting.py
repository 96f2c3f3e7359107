"""Connecting to a database: what each engine is told, so that acts need not know which of the two they work on.

SQLite: WAL, full durability, IMMEDIATE for writers. PostgreSQL: READ COMMITTED for writers, who lock the run; one
snapshot for readers; and a limit to every wait, so that one stuck connection never holds up the office.
"""

from typing import Any, Final

import orjson
from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.engine.interfaces import ExceptionContext
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as NoConnectionError
from sqlalchemy.pool import StaticPool

from workflows.records.fence import say_for_whom

LOCK_TIMEOUT: Final = "5s"
STATEMENT_TIMEOUT: Final = "15s"
IDLE_TIMEOUT: Final = "30s"
# For the few transactions that prove a diagram before they write.
LONG_THOUGHT: Final = "3min"

# What every connection of the application to PostgreSQL goes by.
POSTGRESQL_SETTINGS: Final = {
    "timezone": "UTC",
    "lock_timeout": LOCK_TIMEOUT,
    "statement_timeout": STATEMENT_TIMEOUT,
    "idle_in_transaction_session_timeout": IDLE_TIMEOUT,
}
# Serialisation failure, deadlock: the database took everything back and asks for another try.
_TRY_AGAIN: Final = frozenset({"40001", "40P01"})
# A wait that grew too long, a server that is stopping or full, a full disk: nothing was written; try again later.
_PASSING: Final = frozenset({"55P03", "57014", "57P05", "25P03", "53100", "53300"})
# Held by another program for longer than we wait; full.
_PASSING_ON_SQLITE: Final = frozenset({5, 13})
_STOPPING: Final = frozenset({"57P01", "57P02", "57P03"})
_CONNECTION_CLASS: Final = "08"
# A plan made before a migration; the connection that remembers it is of no more use.
_STALE_PLAN: Final = "cached plan must not change result type"


def named(url: str) -> URL:
    """Return a database address with its driver: ``postgresql://`` and ``postgres://`` mean psycopg."""
    address = make_url(url)
    if address.drivername in {"postgres", "postgresql"}:
        return address.set(drivername="postgresql+psycopg")
    return address


def connect(url: str, *, pool: int = 10, prepares: bool = True) -> Engine:
    """Return the engine of a database; ``pool`` is how many connections one process keeps open.

    ``prepares`` lets the driver keep prepared statements, which an old PgBouncer between loses.
    """
    address = named(url)
    if address.get_backend_name() == "sqlite":
        return _sqlite(address)
    return _postgresql(address, pool, _manners(prepares=prepares))


def reader_of(engine: Engine) -> Engine:
    """Return the engine for readers: one consistent snapshot, and no writing at all where the database can say so."""
    if engine.dialect.name == "sqlite":
        return engine.execution_options(reading=True)
    return engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)


def is_lost(error: DBAPIError | NoConnectionError) -> bool:
    """Say whether the connection to the database was lost, so that nobody knows what a commit came to."""
    if isinstance(error, NoConnectionError):
        return False
    state = _state(error)
    # A server that cannot be reached at all answers with no state.
    is_unreached = isinstance(error, OperationalError) and hasattr(error.orig, "sqlstate") and not state
    return is_unreached or error.connection_invalidated or state[:2] == _CONNECTION_CLASS or state in _STOPPING


def may_try_again(error: DBAPIError | NoConnectionError) -> bool:
    """Say whether the same work may simply be done once more: taken back by the database, or never arrived."""
    return not isinstance(error, NoConnectionError) and (_state(error) in _TRY_AGAIN or is_lost(error))


def is_passing(error: DBAPIError | NoConnectionError) -> bool:
    """Say whether it is the database's own trouble, over in a while, and no fault of the work."""
    if isinstance(error, NoConnectionError):
        return True
    # The lowest byte is the kind, what stands above it says how it came about.
    is_sqlite_passing = getattr(error.orig, "sqlite_errorcode", 0) & 0xFF in _PASSING_ON_SQLITE
    return is_sqlite_passing or may_try_again(error) or _state(error) in _PASSING or _STALE_PLAN in str(error.orig)


def _state(error: DBAPIError) -> str:
    return str(getattr(error.orig, "sqlstate", None) or "")


def _written(value: Any) -> str:  # noqa: ANN401 -- any JSON value
    """Write JSON as UTF-8 text: Chinese takes half the room it takes escaped."""
    return orjson.dumps(value).decode()


def driver_arguments(engine: Engine, *, prepares: bool) -> dict[str, Any]:
    """Return with what a connection beside the engine's own is made to the same PostgreSQL."""
    _, arguments = engine.dialect.create_connect_args(engine.url)
    return {**arguments, **_manners(prepares=prepares)}


def _manners(*, prepares: bool) -> dict[str, Any]:
    options = " ".join(f"-c {name}={value}" for name, value in POSTGRESQL_SETTINGS.items())
    how_often = {} if prepares else {"prepare_threshold": None}
    return {"options": options, "connect_timeout": 5, **how_often}


def _postgresql(address: URL, pool: int, manners: dict[str, Any]) -> Engine:
    engine = create_engine(
        address,
        pool_pre_ping=True,
        pool_size=pool,
        max_overflow=pool,
        pool_timeout=10,
        isolation_level="READ COMMITTED",
        connect_args=manners,
        json_serializer=_written,
        json_deserializer=orjson.loads,
        hide_parameters=True,
    )

    @event.listens_for(engine, "handle_error")
    def forget_stale_plans(context: ExceptionContext) -> None:
        if _STALE_PLAN in str(context.original_exception):
            context.is_disconnect = True

    event.listen(engine, "begin", say_for_whom)
    return engine


def _sqlite(address: URL) -> Engine:
    in_memory = address.database in {None, "", ":memory:"}
    options: dict[str, Any] = {"poolclass": StaticPool} if in_memory else {}
    engine = create_engine(
        address,
        connect_args={"check_same_thread": False, "timeout": 10},
        json_serializer=_written,
        json_deserializer=orjson.loads,
        hide_parameters=True,
        **options,
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
