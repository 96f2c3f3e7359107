"""A process whose office stands on a small disk: works until it is full, reads, gets room, works on, and tells.

``python -m tests.faults.office_on_a_full_disk FOLDER disk|limit``. On PostgreSQL the small disk holds the tables, as
docs/operations.md wants it: the write-ahead log has a volume of its own.
"""

import json
import os
import resource
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from psycopg import sql

from tests.builders import Office, an_office, move_in
from tests.engines import IS_POSTGRESQL
from tests.faults.broken import dump
from tests.postgres import a_server_of_its_own, lend
from workflows.questions.journal import verify_journals
from workflows.records.cases import Case
from workflows.records.transaction import Archive

ROOM_LEFT = 600_000
MOST_CASES = 3000

Step = Callable[[], None]


@contextmanager
def an_office_on(disk: str) -> Iterator[Office]:
    """Open an office whose database lies on a disk."""
    if not IS_POSTGRESQL:
        tempfile.tempdir = disk
        yield an_office()
        return
    lend(Path(disk))
    with a_server_of_its_own(careless=True) as server:
        server.execute(
            sql.SQL("CREATE TABLESPACE small LOCATION {}").format(sql.Literal(disk)),
            sql.SQL("CREATE DATABASE office TABLESPACE small"),
        )
        archive = Archive(server.url("office"), pool=2)
        archive.create_all()
        move_in(archive)
        yield replace(an_office(), archive=archive)
        archive.forget_connections()


def mount(disk: str, how: str) -> None:
    """Mount a small disk, or make it larger."""
    subprocess.run(["mount", *how.split(), "tmpfs", disk], check=True)


def by_disk(disk: str) -> tuple[Step, Step]:
    """Return how a disk is filled and how it gets room again."""

    def fill() -> None:
        room = os.statvfs(disk)
        with (Path(disk) / "ballast").open("wb") as ballast:
            ballast.write(bytes(room.f_bavail * room.f_bsize - ROOM_LEFT))

    def make_room() -> None:
        subprocess.run(["mount", "-o", "remount,size=400m", disk], check=True)

    return fill, make_room


def by_limit(office: Office) -> tuple[Step, Step]:
    """Return how a limit to the size of files stands for a full disk, and how it is lifted."""

    def fill() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        file = str(office.archive.engine.url.database)
        largest = max(Path(one).stat().st_size for one in (file, f"{file}-wal"))
        resource.setrlimit(resource.RLIMIT_FSIZE, (largest + 250_000, resource.RLIM_INFINITY))

    def make_room() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))

    return fill, make_room


def cases(office: Office) -> int:
    """Return how many cases can be read."""
    with office.archive.reading() as records:
        return len(records.list_where(Case))


def damage(office: Office) -> list[str]:
    """Return what is broken inside the database: PostgreSQL is read from end to end, SQLite looks for itself."""
    with office.archive.reading() as records:
        if verify_journals(records=records) is not None:
            return ["journals"]
        if not IS_POSTGRESQL:
            return [row[0] for row in records.session.connection().exec_driver_sql("PRAGMA integrity_check")]
    dump(office)
    return ["ok"]


def work_until_full_and_on(office: Office, fill: Step, make_room: Step) -> dict[str, object]:
    """Register cases until three were refused, read, and register one more when there is room."""
    done, failures = 1, list[str]()
    fill()
    while len(failures) < 3 and done < MOST_CASES:
        try:
            office.a_case()
            done += 1
        except Exception as error:  # noqa: BLE001 -- what the test looks at
            failures.append(type(error).__name__)
    read_while_full = cases(office)
    make_room()
    office.a_case()
    return {
        "done": done,
        "failures": failures,
        "read while full": read_while_full,
        "at the end": cases(office),
        "damage": damage(office),
    }


def main(disk: str, way: str) -> None:
    """Do it and tell."""
    if way == "disk":
        mount(disk, f"-t tmpfs -o size={100 if IS_POSTGRESQL else 12}m")
    with an_office_on(disk) as office:
        office.a_case()
        told = work_until_full_and_on(office, *(by_disk(disk) if way == "disk" else by_limit(office)))
    print(json.dumps(told))  # noqa: T201 -- what the test reads


if __name__ == "__main__":
    main(*sys.argv[1:])
