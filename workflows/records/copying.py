"""A copy of the whole database, taken while people work, and put back into an empty one; and what is wrong with it.

SQLite copies itself (``VACUUM INTO``); PostgreSQL is copied by its own pg_dump, of the very snapshot that is verified
meanwhile, and put back by pg_restore.
"""

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, func, inspect, select, table, text
from sqlalchemy.engine import URL
from sqlalchemy.orm import Session

from workflows.errors import RefusedError
from workflows.records.evidence import Evidence
from workflows.records.jobs import Upload
from workflows.records.papers import Paper, PaperFile
from workflows.records.tables import metadata
from workflows.records.templates import PaperTemplate
from workflows.records.transaction import Archive, Records
from workflows.vocabulary.wording import N_, Objection

# Which environment variable of PostgreSQL's programs says what an address says.
_QUERY = {"host": "PGHOST", "sslmode": "PGSSLMODE", "sslrootcert": "PGSSLROOTCERT", "options": "PGOPTIONS"}
_NO_LIMITS = ("statement_timeout", "idle_in_transaction_session_timeout", "transaction_timeout")


@contextmanager
def snapshot(archive: Archive, target: Path) -> Iterator[Records]:
    """Write a copy of the database to a file and give the records exactly as they stand in it."""
    if archive.is_shared:
        with archive.engine.connect().execution_options(isolation_level="REPEATABLE READ") as connection:
            _dump(connection, archive.engine.url, target)
            with Session(connection, autoflush=False) as session:
                yield Records(session)
        return
    with closing(sqlite3.connect(str(archive.engine.url.database))) as database:
        database.execute("VACUUM INTO ?", [str(target)])
    copy = Archive(f"sqlite:///{target}")
    with copy.reading() as records:
        yield records
    copy.forget_connections()


def put_back(archive: Archive, source: Path) -> None:
    """Fill an empty database from a copy."""
    if archive.is_shared:
        options = ["--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction"]
        _run("pg_restore", [*options, "--dbname", str(archive.engine.url.database), str(source)], archive.engine.url)
        return
    archive.forget_connections()
    target = Path(str(archive.engine.url.database))
    # There is the whole database under its name, or nothing: whoever is cut off begins again.
    partial = target.with_name(f"{target.name}.restoring")
    with source.open("rb") as copy, partial.open("wb") as file:
        partial.chmod(0o600)
        shutil.copyfileobj(copy, file)
        file.flush()
        os.fsync(file.fileno())
    partial.replace(target)


def is_empty(engine: Engine) -> bool:
    """Say whether a database holds no table at all."""
    with engine.connect() as connection:
        return not inspect(connection).get_table_names()


def list_kept_files(session: Session) -> Iterator[tuple[str, int, str]]:
    """Return every file the records speak of: what it belongs to, that row's number, and the file's hash."""
    queries = {
        "paper_files": select(PaperFile.paper_id, PaperFile.sha),
        "papers": select(Paper.id, Paper.template_sha).join(PaperFile, PaperFile.paper_id == Paper.id),
        "evidence": select(Evidence.id, Evidence.file_sha).where(Evidence.file_sha != ""),
        "uploads": select(Upload.id, Upload.sha),
        "paper_templates": select(PaperTemplate.id, PaperTemplate.sha),
    }
    for name, query in queries.items():
        for number, sha in session.execute(query):
            yield name, int(number), str(sha)


def count_rows(session: Session, tables: Iterable[str] = ()) -> Mapping[str, int]:
    """Return how many rows tables have that are there, without names all of ours.

    What is only looked up by words is made of them and not counted.
    """
    there = set(inspect(session.connection()).get_table_names())
    counts = {name: select(func.count()).select_from(table(name)) for name in sorted(tables or metadata.tables)}
    return {name: int(session.execute(count).scalar_one()) for name, count in counts.items() if name in there}


def find_damage(session: Session) -> list[str]:
    """Return what the database itself finds wrong with its pages and references."""
    if session.get_bind().dialect.name != "sqlite":
        return []
    told = [str(line) for (line,) in session.execute(text("PRAGMA integrity_check"))]
    loose = [f"{row[0]} {row[1]}: no such {row[2]}" for row in session.execute(text("PRAGMA foreign_key_check"))]
    return [line for line in told if line != "ok"] + loose


def _dump(connection: Connection, url: URL, target: Path) -> None:
    known = {str(name) for (name,) in connection.execute(text("SELECT name FROM pg_settings"))}
    for setting in _NO_LIMITS:
        if setting in known:
            connection.exec_driver_sql(f"SET LOCAL {setting} = 0")
    name = str(connection.execute(text("SELECT pg_export_snapshot()")).scalar_one())
    options = ["--format=custom", "--no-owner", "--no-privileges", f"--snapshot={name}"]
    _run("pg_dump", [*options, "--file", str(target)], url)


def _run(program: str, words: list[str], url: URL) -> None:
    """Run a program of PostgreSQL; where and who comes by the environment, so that no password stands in a list."""
    found = shutil.which(program)
    if found is None:
        told = N_(
            "没有找到 {program}。请安装与数据库同版本的 PostgreSQL 客户端程序（postgresql-client），并使它在 PATH 中"
        )
        raise RefusedError(Objection("no-postgresql-client", told, {"program": program}))
    asked = {
        "PGHOST": url.host,
        "PGPORT": str(url.port) if url.port else None,
        "PGUSER": url.username,
        "PGPASSWORD": str(url.password) if url.password is not None else None,
        "PGDATABASE": url.database,
        **{name: str(url.query[key]) for key, name in _QUERY.items() if key in url.query},
    }
    environment = {**os.environ, **{name: value for name, value in asked.items() if value}}
    done = subprocess.run([found, *words], env=environment, capture_output=True, text=True, check=False)  # noqa: S603 -- PostgreSQL's own program
    if done.returncode != 0:
        told = N_("{program} 没有完成：{reason}")
        reason = done.stderr.strip() or str(done.returncode)
        raise RefusedError(Objection("postgresql-client-failed", told, {"program": program, "reason": reason}))
