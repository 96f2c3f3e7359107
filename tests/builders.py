"""An office to test in: a fresh database, the demo agency, the shipped flows, and people who do their acts."""

import weakref
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from tempfile import mkdtemp
from typing import Any
from uuid import uuid4

from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from tests.answers import answers_for
from tests.engines import an_archive
from workflows.acts.office.install_flows import install_flows
from workflows.acts.office.load_demo import PEOPLE, load_demo
from workflows.acts.office.take_upload import keep_file, take_upload
from workflows.acts.pressing import Outcome, Press
from workflows.acts.register_case import register_case
from workflows.acts.walk import act, complete
from workflows.documents.catalogue import catalogue
from workflows.documents.render import render
from workflows.errors import RefusedError
from workflows.forms import SHANGHAI
from workflows.guards.means import Means
from workflows.lawbook import Lawbook
from workflows.records.dossier import Dossier
from workflows.records.runs import TaskRow
from workflows.records.staff import find_actor
from workflows.records.transaction import Archive, Records
from workflows.storage import Storage
from workflows.vocabulary.acts import CASE_ACTS
from workflows.vocabulary.facts import FactValue
from workflows.vocabulary.roles import Actor, Role
from workflows.vocabulary.wording import Objection
from workflows.worker import Worker

ROOT = Path(__file__).resolve().parent.parent
ANYTIME = {one.id for one in CASE_ACTS}

# Who acts for a role unless a test says otherwise.
USUAL = {
    Role.HANDLER: "林静",
    Role.UNIT_HEAD: "孙国强",
    Role.REVIEWER: "王律",
    Role.LEGAL_HEAD: "何敏",
    Role.HEARING_CHAIR: "何敏",
    Role.HEARING_CLERK: "许文",
    Role.LEADER: "吴岚",
    Role.PRINCIPAL: "周正",
    Role.MINUTE_TAKER: "钱莉",
    Role.SERVER: "林静",
    Role.DISCLOSURE_COLLECTOR: "钱莉",
    Role.DISCLOSURE_EXAMINER: "冯雪",
    Role.DISCLOSURE_PUBLISHER: "韩磊",
    Role.ARCHIVIST: "韩磊",
}

FIRST_DAY = datetime(2026, 5, 18, 10, 0, tzinfo=SHANGHAI)

# A walk that takes longer goes in circles.
MOST_STEPS = 60

_LAW = Lawbook.load(ROOT / "bpmn" / "law")


@dataclass
class Office:
    """One agency on one day; ``at`` moves the day, ``do`` lets somebody do the open act of that name."""

    archive: Archive
    means: Means
    now: datetime = FIRST_DAY
    run_id: int = 0
    case_id: int = 0
    people: dict[str, int] = field(default_factory=dict)

    def at(self, day: str, hour: int = 10) -> "Office":
        """Move to an hour of a day; whatever falls due until then happens first, as the worker would do it."""
        self.now = datetime.fromisoformat(f"{day}T{hour:02d}:00").replace(tzinfo=SHANGHAI)
        self.work()
        return self

    def work(self) -> None:
        """Let the worker do what is due: clocks and papers."""
        Worker(self.archive, self.means, lambda: self.now, lambda: self.now).run_once()

    def person(self, name: str) -> int:
        """Return a person's number by name."""
        return self.people[name]

    def actor(self, name: str) -> Actor:
        """Return a person as the one who acts."""
        with self.archive.reading() as records:
            found = find_actor(records.session, self.people[name])
        assert found is not None
        return found

    def a_case(self, by: str = "林静", **answers: object) -> Outcome:
        """Register a case (the example of law.md §7.1 unless told otherwise)."""
        posted = as_posted({**answers_for("register_source", self), **answers})
        with self.archive.transaction() as records:
            outcome = register_case(
                posted, key=uuid4().hex, actor=self.actor(by), records=records, means=self.means, now=self.now
            )
        self.run_id, self.case_id = outcome.run_id, outcome.case_id
        self.work()
        return outcome

    def send(self, name: str, content: bytes, by: str = "林静") -> str:
        """Send a file as a person before an act takes it; return its hash."""
        kept = keep_file(name, content, means=self.means)
        with self.archive.transaction() as records:
            return take_upload(kept, actor=self.actor(by), records=records, now=self.now).sha

    def do(self, act_id: str, by: str = "", **answers: object) -> Outcome:
        """Do an act with its usual answers, overridden by ``answers``."""
        posted = as_posted({**answers_for(act_id, self), **answers})
        task = None if act_id in ANYTIME else self.task(act_id)
        actor = self.actor(by or self.usual_holder(act_id))
        with self.archive.transaction() as records:
            run = records.runs.find(self.run_id)
            assert run is not None
            press = Press(uuid4().hex, run.version)
            if task is None:
                outcome = act(
                    self.run_id,
                    act_id,
                    posted,
                    press=press,
                    actor=actor,
                    records=records,
                    means=self.means,
                    now=self.now,
                )
            else:
                outcome = complete(
                    task.id, posted, press=press, actor=actor, records=records, means=self.means, now=self.now
                )
        self.work()
        return outcome

    def refusal(self, act_id: str, by: str = "", **answers: object) -> Objection:
        """Return the objection with which an act is refused; an act that is not refused fails the test."""
        try:
            self.do(act_id, by, **answers)
        except RefusedError as refused:
            return refused.objection
        message = f"{act_id} was not refused"
        raise AssertionError(message)

    def walk_to(self, act_id: str, **choices: Mapping[str, object]) -> "Office":
        """Do the open acts one after another until ``act_id`` is open; ``choices`` override answers by act."""
        for _ in range(MOST_STEPS):
            waiting = self.open_acts()
            if act_id in waiting:
                return self
            assert waiting, f"the run ended before {act_id}"
            answers: dict[str, Any] = dict(choices.get(waiting[0], {}))
            self.do(waiting[0], **answers)
        message = f"{act_id} was not reached; open: {self.open_acts()}"
        raise AssertionError(message)

    def tasks(self) -> list[TaskRow]:
        """Return the open tasks of the case."""
        with self.archive.reading() as records:
            return records.tasks.of_run(self.run_id)

    def task(self, act_id: str) -> TaskRow:
        """Return the open task of an act."""
        found = [task for task in self.tasks() if task.act == act_id]
        assert found, f"{act_id} is not open; open: {self.open_acts()}"
        return found[0]

    def open_acts(self) -> list[str]:
        """Return the acts of the open tasks."""
        return [task.act for task in self.tasks()]

    @property
    def facts(self) -> Mapping[str, FactValue]:
        """Return the run's facts as saved."""
        return self.dossier().facts

    def dossier(self) -> Dossier:
        """Return the file of the case for looking; it stays readable after its transaction."""
        session = Session(self.archive.reader, autoflush=False)
        if self.archive.is_shared:
            # A test may look at a file for longer than any page does.
            session.execute(text("SET LOCAL idle_in_transaction_session_timeout = 0"))
        run = Records(session).runs.find(self.run_id)
        assert run is not None
        dossier = Dossier(Records(session), run)
        # The archive stays until its file has been put away.
        weakref.finalize(dossier, _put_away, session, self.archive)
        return dossier

    def usual_holder(self, act_id: str) -> str:
        """Return the name of who does an act: the holder of its open task, else whoever usually does."""
        task = None if act_id in ANYTIME else self.task(act_id)
        if task is not None and task.person_id:
            return next(name for name, number in self.people.items() if number == task.person_id)
        role = Role(task.role) if task else answers_role(act_id)
        return USUAL[role]


def _put_away(session: Session, _archive: Archive) -> None:
    # Whoever copies a database sends everybody away who is at it, those who only look too.
    with suppress(DBAPIError):
        session.close()


def an_office() -> Office:
    """Return a new office: a database of its own, demo agency, shipped flows and law."""
    folder = mkdtemp(prefix="fashen-test-")
    archive = an_archive(folder, move_in)
    means = Means(law=_LAW, papers=catalogue(), storage=Storage(f"{folder}/files"), render=render)
    office = Office(archive, means)
    office.people = {one.name: number for number, one in enumerate(PEOPLE, start=1)}
    return office


def move_in(archive: Archive) -> None:
    with archive.transaction() as records:
        load_demo(records)
        install_flows(ROOT / "bpmn", records=records, now=FIRST_DAY)


def answers_role(act_id: str) -> Role:
    """Return the role that usually does an act possible at any time."""
    return next(one.roles[0] for one in CASE_ACTS if one.id == act_id)


def as_posted(answers: Mapping[str, object]) -> dict[str, list[str]]:
    """Return answers the way a browser posts them."""
    posted: dict[str, list[str]] = {}
    for name, value in answers.items():
        if isinstance(value, list | tuple) and value and isinstance(value[0], Mapping):
            for index, row in enumerate(value):
                posted.update({f"{name}-{index}-{key}": parts for key, parts in as_posted(row).items()})
        elif isinstance(value, list | tuple | set | frozenset):
            posted[name] = [_text(one) for one in value]
        elif value is not None and value is not False:
            posted[name] = [_text(value)]
    return posted


def _text(value: object) -> str:
    if value is True:
        return "yes"
    return value.isoformat() if isinstance(value, date | datetime) else str(value)


def texts(objections: Sequence[Objection]) -> list[str]:
    """Return the codes of objections, for comparing."""
    return [one.code for one in objections]
