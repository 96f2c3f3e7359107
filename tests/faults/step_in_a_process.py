"""One step in a process of its own that dies at a chosen statement, quickly: each is forked from one that waits."""

import multiprocessing
import os
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, event

from tests.builders import ROOT
from workflows.acts.pressing import Press
from workflows.acts.walk import complete
from workflows.documents.catalogue import catalogue
from workflows.guards.means import Means
from workflows.lawbook import Lawbook
from workflows.records.staff import find_actor
from workflows.records.transaction import Archive
from workflows.storage import Storage

KILLED, DONE = 9, 0
BEFORE_THE_COMMIT, AFTER_THE_COMMIT, NEVER = -1, -2, 0
# Read once, by the process that all others are forked from.
LAW, PAPERS = Lawbook.load(ROOT / "bpmn" / "law"), catalogue()
FILING = {"filing": ["filed"], "opinion": ["同意"]}


@dataclass(frozen=True)
class Pressing:
    """Which button is pressed, by whom, and at which statement (counted from 1) the process dies.

    Or as what a careless product would do: commit after a statement that begins so, and die at the next.
    """

    url: str
    files: str
    now: datetime
    task: int
    person: int
    press: Press
    dies_at: int = NEVER
    cut_after: str = ""


def press_in_a_process(pressing: Pressing) -> int:
    """Let a process of its own press; return how it ended."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([__name__])
    process = context.Process(target=_press, args=(pressing,))
    process.start()
    process.join()
    return int(process.exitcode or 0)


def _press(pressing: Pressing) -> None:
    archive = Archive(pressing.url)
    means = Means(law=LAW, papers=PAPERS, storage=Storage(pressing.files))
    with archive.reading() as records:
        actor = find_actor(records.session, pressing.person)
    assert actor is not None
    _lay_the_trap(archive, pressing.dies_at)
    if pressing.cut_after:
        _cut(archive, pressing.cut_after)
    with archive.transaction() as records:
        complete(
            pressing.task, FILING, press=pressing.press, actor=actor, records=records, means=means, now=pressing.now
        )
    if pressing.dies_at == AFTER_THE_COMMIT:
        os._exit(KILLED)


def _lay_the_trap(archive: Archive, dies_at: int) -> None:
    """End the process without another word where it is told to."""
    count = [0]

    def before_a_statement(*_: object) -> None:
        count[0] += 1
        if count[0] == dies_at:
            os._exit(KILLED)

    def before_the_commit(_: Connection) -> None:
        if dies_at == BEFORE_THE_COMMIT:
            os._exit(KILLED)

    event.listen(archive.engine, "before_cursor_execute", before_a_statement)
    event.listen(archive.engine, "commit", before_the_commit)


def _cut(archive: Archive, beginning: str) -> None:
    """Commit in the middle of the step, and end the process at the statement after it."""
    is_cut = [False]

    def before_a_statement(*_: object) -> None:
        if is_cut[0]:
            os._exit(KILLED)

    def after_a_statement(_: Connection, cursor: Any, statement: str, *_rest: object) -> None:
        if statement.startswith(beginning):
            cursor.connection.commit()
            is_cut[0] = True

    event.listen(archive.engine, "before_cursor_execute", before_a_statement)
    event.listen(archive.engine, "after_cursor_execute", after_a_statement)
