"""On PostgreSQL, what brings a job to a worker: for every row of ``jobs`` that is owed, Procrastinate keeps one call.

A call carries the number of the job and nothing else. It is written in the transaction of the row, and may come twice
or for nothing: only whoever strikes the row off has done the job. What is written here is Procrastinate's own SQL.
"""

import re
from collections.abc import Iterable, Sequence
from importlib.resources import files
from typing import Any, Final, cast

from procrastinate.sql import queries
from procrastinate.types import JobToDefer, JSONDict
from psycopg.types.json import Jsonb
from sqlalchemy import Connection, column, func, select, table
from sqlalchemy.dialects.postgresql import ENUM
from sqlalchemy.orm import Session

TASK: Final = "do_job"

# After how much silence a worker's calls go to others.
STALLED_AFTER_SECONDS: Final = 20.0

_STATUS: Final = ENUM("todo", "doing", name="procrastinate_job_status", create_type=False)
calls: Final = table(
    "procrastinate_jobs", column("id"), column("queueing_lock"), column("status", _STATUS), column("scheduled_at")
)
LOCK: Final = "job-"

# How Procrastinate's migrations make a type, list its values, and add one later.
_MADE: Final = re.compile(r"CREATE TYPE (\w+) AS ENUM \((.*?)\);", re.DOTALL)
_LISTED: Final = re.compile(r"^\s*'(\w+)'", re.MULTILINE)
_ADDED: Final = re.compile(r"ALTER TYPE (\w+) ADD VALUE '(\w+)'(?: (BEFORE|AFTER) '(\w+)')?;")


def create_calls(connection: Connection, *, after: str = "", until: str = "03.04.00_99") -> None:
    """Apply Procrastinate's packaged migrations later than one and no later than another; nothing on SQLite.

    They stay the same in later versions of the library, so that a new database and an old one become alike.
    """
    if connection.dialect.name != "postgresql":
        return
    folder = files("procrastinate.sql") / "migrations"
    names = sorted(one.name for one in folder.iterdir() if one.name.endswith(".sql"))
    wanted = [name for name in names if after < name.removesuffix(".sql") <= until]
    for script in with_all_values([(folder / name).read_text("utf-8") for name in wanted]):
        connection.exec_driver_sql(script, execution_options={"no_parameters": True})


def with_all_values(scripts: Sequence[str]) -> list[str]:
    """Return the scripts with each type made with the values that later ones of them add to it.

    Before version 17, PostgreSQL uses no value that its own transaction has added, and these make one transaction.
    """
    listed = {made[1]: _LISTED.findall(made[2]) for script in scripts for made in _MADE.finditer(script)}
    added = {one[0]: one for script in scripts for one in _ADDED.finditer(script) if one[1] in listed}
    for name, value, side, neighbour in (one.groups() for one in added.values()):
        values = listed[name]
        values.insert(values.index(neighbour) + (side == "AFTER") if neighbour else len(values), value)

    def made_whole(made: re.Match[str]) -> str:
        return f"CREATE TYPE {made[1]} AS ENUM ({', '.join(map(repr, listed[made[1]]))});"

    return [_ADDED.sub(lambda one: "" if one[0] in added else one[0], _MADE.sub(made_whole, one)) for one in scripts]


def call(session: Session, jobs: Iterable[tuple[int, str, int]]) -> None:
    """Have jobs (number, kind, haste) brought to a worker once this transaction is written; each kind is a queue."""
    new = [
        JobToDefer(
            queue_name=kind,
            task_name=TASK,
            priority=haste,
            lock=None,
            queueing_lock=f"{LOCK}{job_id}",
            args=cast("JSONDict", Jsonb({"job_id": job_id})),
            scheduled_at=None,
        )
        for job_id, kind, haste in jobs
    ]
    if new:
        _ask(session, "defer_jobs", jobs=new)


def wait_for_turn(session: Session) -> None:
    """Let whoever mends the calls be alone with them until its transaction is written."""
    session.execute(select(func.pg_advisory_xact_lock(func.hashtextextended("procrastinate_jobs", 0))))


def take_from_the_dead(session: Session, *, silent_for: float) -> None:
    """Free the calls of workers that give no sign of life."""
    asked = {"queue": None, "task_name": None, "seconds_since_heartbeat": silent_for}
    for one in _ask(session, "select_stalled_jobs_by_heartbeat", **asked):
        unchanged = dict.fromkeys(("retry_at", "new_priority", "new_queue_name", "new_lock"))
        _ask(session, "retry_job", job_id=one["id"], **unchanged)


def take_back(session: Session, numbers: Iterable[int]) -> None:
    """Take calls away that nobody follows yet."""
    for number in numbers:
        _ask(session, "cancel_job", job_id=number, abort=False, delete_job=True)


def _ask(session: Session, query: str, **arguments: object) -> list[dict[str, Any]]:
    return [dict(row) for row in session.connection().exec_driver_sql(queries[query], arguments).mappings()]
