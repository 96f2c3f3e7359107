"""Getting millions of rows into a database: COPY on PostgreSQL, with its indexes made afterwards; INSERT on SQLite."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, Table, insert, text
from sqlalchemy.sql.schema import ScalarElementColumnDefault

from workflows.records.tables import metadata

_INDEXES = text(
    "SELECT i.indexrelid::regclass::text, pg_get_indexdef(i.indexrelid) FROM pg_index i "
    "JOIN pg_class c ON c.oid = i.indrelid WHERE c.relname = ANY(:tables) "
    "AND NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conindid = i.indexrelid)"
)
# Whoever owns the server may leave out what triggers look up for every single row.
_UNHURRIED = (
    "SET LOCAL statement_timeout = 0",
    "SET LOCAL idle_in_transaction_session_timeout = 0",
    "SET LOCAL session_replication_role = replica",
    "SET LOCAL maintenance_work_mem = '1GB'",
)


def is_postgresql(connection: Connection) -> bool:
    """Say which of the two engines this is."""
    return connection.dialect.name == "postgresql"


@contextmanager
def pouring_into(engine: Engine) -> Iterator[Connection]:
    """Write in one transaction that may take its time."""
    with engine.begin() as connection:
        if is_postgresql(connection):
            for statement in _UNHURRIED:
                connection.execute(text(statement))
        yield connection


@contextmanager
def without_indexes(engine: Engine) -> Iterator[None]:
    """Let PostgreSQL make its indexes at the end, all at once; SQLite keeps its own up as it goes."""
    kept: list[tuple[str, str]] = []
    with pouring_into(engine) as connection:
        if is_postgresql(connection):
            tables = [*metadata.tables, "case_words"]
            kept = [(name, made) for name, made in connection.execute(_INDEXES, {"tables": tables})]
            for name, _ in kept:
                connection.execute(text(f"DROP INDEX {name}"))
    yield
    for _, made in kept:
        with pouring_into(engine) as connection:
            connection.execute(text(made))


def pour(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Put rows into a table."""
    if not is_postgresql(connection):
        connection.execute(insert(table), rows)
        return
    names = list(rows[0])
    written = [table.c[name].type.dialect_impl(connection.dialect).bind_processor(connection.dialect) for name in names]
    # What nobody gave, SQLAlchemy would have filled in.
    usual = {
        one.name: one.default.arg
        for one in table.columns
        if one.name not in names and isinstance(one.default, ScalarElementColumnDefault)
    }
    tail = tuple(usual.values())
    copy_rows(
        connection,
        table.name,
        [*names, *usual],
        (
            (*(row[name] if how is None else how(row[name]) for name, how in zip(names, written, strict=True)), *tail)
            for row in rows
        ),
    )


def copy_rows(connection: Connection, table: str, names: Sequence[str], rows: Iterator[Sequence[Any]]) -> None:
    """Send rows to PostgreSQL as it likes them best."""
    driver: Any = connection.connection.driver_connection
    columns = ", ".join(f'"{name}"' for name in names)
    with driver.cursor() as cursor, cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)


def count_on(engine: Engine) -> None:
    """Let PostgreSQL go on counting behind the numbers that were given by hand, and look at what it holds."""
    with pouring_into(engine) as connection:
        for table in metadata.sorted_tables if is_postgresql(connection) else ():
            if "id" in table.columns and table.c.id.type.python_type is int:
                behind = f"SELECT setval(s, (SELECT coalesce(max(id), 0) + 1 FROM {table.name}), false)"  # noqa: S608 -- names of our tables
                connection.execute(
                    text(f"{behind} FROM pg_get_serial_sequence(:name, 'id') AS s WHERE s IS NOT NULL"),
                    {"name": table.name},
                )
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        if is_postgresql(connection):
            connection.exec_driver_sql("SET statement_timeout = 0")
        connection.exec_driver_sql("VACUUM ANALYZE" if is_postgresql(connection) else "ANALYZE")
