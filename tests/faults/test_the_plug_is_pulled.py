"""kill -9 in the middle of the work: what was acknowledged is there, nothing is there twice, nothing half."""

import http.client
import random
import re
import sqlite3
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

import pytest

from tests.journeys.served_office import ServedOffice, a_served_office
from workflows.acts.office.load_demo import DEMO_PASSWORD

KILLS = 4
HANDS = 3
REGISTRATION = {
    "matter": "funeral_remains",
    "source_kind": "hotline",
    "received_on": "2026-05-18",
    "summary": "永宁公司接运、存放遗体",
    "party_kind": "organisation",
    "party_name": "青峦县永宁礼仪服务有限公司",
    "party_credit_code": "91539921MAY00A1K6X",
    "party_address": "青峦县城南路6号",
}
VERIFICATION = {
    "officers": ["1", "2"],
    "verified_on": "2026-05-18",
    "findings": "现场发现改装面包车",
    "has_facts": "yes",
    "has_jurisdiction": "yes",
    "jurisdiction": "违法行为发生地在本县",
    "suspected_provision": "25条",
    "penalty_provision": "65条",
    "suggestion": "file",
}
TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')


@dataclass
class Clerk:
    """Somebody who registers and verifies case after case, and remembers which answers came back."""

    office: ServedOffice
    cookie: str = ""
    token: str = ""
    acknowledged: list[str] = field(default_factory=list)
    unanswered: list[tuple[str, dict[str, object]]] = field(default_factory=list)

    def sign_in(self, login: str = "lin") -> "Clerk":
        """Sign in once; the session outlives the server."""
        self.token = TOKEN.findall(self._get("/sign-in"))[0]
        self._post("/sign-in", {"login": login, "password": DEMO_PASSWORD})
        self.token = TOKEN.findall(self._get("/tasks"))[0]
        return self

    def work(self) -> None:
        """Register cases and verify each, until the server is gone."""
        while self.register(uuid4().hex):
            pass

    def register(self, key: str) -> bool:
        """Register a case under a key and verify it; say whether both were acknowledged."""
        where = self.press("/cases/new", {**REGISTRATION, "source_detail": key, "key": key})
        if not where:
            return False
        page = self._try_get(where)
        version = re.search(r'name="version" value="(\d+)"', page)
        address = re.search(r'action="(/tasks/\d+)"', page)
        if version is None or address is None:
            return False
        form = {**VERIFICATION, "version": version[1], "key": f"{key}-verified"}
        return bool(self.press(address[1], form))

    def press(self, address: str, form: dict[str, object]) -> str:
        """Post a form; return where the answer leads, empty when none came."""
        try:
            where = self._post(address, form)
        except (OSError, http.client.HTTPException):
            self.unanswered.append((address, form))
            return ""
        self.acknowledged.append(str(form["key"]))
        return where

    def press_again(self) -> None:
        """Do what a person does whose page never answered: press again, with the same form."""
        waiting, self.unanswered = self.unanswered, []
        for address, form in waiting:
            assert self.press(address, form), address

    def _try_get(self, address: str) -> str:
        try:
            return self._get(address)
        except (OSError, http.client.HTTPException):
            return ""

    def _get(self, address: str) -> str:
        answer = self._ask("GET", address, None)
        where = answer.headers.get("Location")
        return self._get(where) if where else answer.text

    def _post(self, address: str, form: dict[str, object]) -> str:
        answer = self._ask("POST", address, urlencode({**form, "csrf_token": self.token}, doseq=True))
        assert answer.status == 303, (address, answer.status, re.sub(r"<[^>]+>|\s+", " ", answer.text)[-1500:])
        return answer.headers["Location"]

    def _ask(self, method: str, address: str, body: str | None) -> "Answer":
        with closing(http.client.HTTPConnection("127.0.0.1", self.office.port, timeout=60)) as line:
            headers = {"Cookie": self.cookie, "Content-Type": "application/x-www-form-urlencoded"}
            line.request(method, address, body, headers)
            answer = line.getresponse()
            text = answer.read().decode()
            if "Set-Cookie" in answer.headers:
                self.cookie = answer.headers["Set-Cookie"].partition(";")[0]
            return Answer(answer.status, dict(answer.headers), text)


@dataclass(frozen=True)
class Answer:
    """What the server said."""

    status: int
    headers: dict[str, str]
    text: str


@pytest.fixture(name="office", scope="module")
def _office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedOffice]:
    with a_served_office(tmp_path_factory.mktemp("office"), day="2026-05-18") as office:
        yield office


def rows(office: ServedOffice, query: str) -> list[tuple[Any, ...]]:
    """Ask the database of the office."""
    with closing(sqlite3.connect(office.home / "demo" / "fashen.db")) as database:
        return database.execute(query).fetchall()


def test_acknowledged_steps_are_never_lost_and_none_is_doubled(office: ServedOffice) -> None:
    clerks = [Clerk(office).sign_in() for _ in range(HANDS)]
    chance = random.Random(20260518)  # noqa: S311 -- when to pull the plug, not a secret
    for _ in range(KILLS):
        hands = [threading.Thread(target=clerk.work) for clerk in clerks]
        for hand in hands:
            hand.start()
        time.sleep(chance.uniform(0.6, 2.0))
        office.kill()
        for hand in hands:
            hand.join(120)
        office.start()
        for clerk in clerks:
            clerk.press_again()

    acknowledged = {key for clerk in clerks for key in clerk.acknowledged}
    steps = Counter(str(key) for (key,) in rows(office, "SELECT key FROM finished_steps"))
    assert len(acknowledged) > KILLS * HANDS
    assert acknowledged - set(steps) == set()
    assert {key: times for key, times in steps.items() if times != 1} == {}
    cases = rows(office, "SELECT source_detail, count(*) FROM cases GROUP BY source_detail HAVING count(*) != 1")
    assert cases == []


def test_no_case_is_half_there_and_no_number_is_skipped(office: ServedOffice) -> None:
    numbers = [str(number) for (number,) in rows(office, "SELECT number FROM cases ORDER BY id")]
    open_tasks: dict[int, int] = dict(rows(office, "SELECT case_id, count(*) FROM open_tasks GROUP BY case_id"))
    steps: dict[int, int] = dict(rows(office, "SELECT case_id, count(*) FROM finished_steps GROUP BY case_id"))
    parties: dict[int, int] = dict(rows(office, "SELECT case_id, count(*) FROM parties GROUP BY case_id"))
    everyone = range(1, len(numbers) + 1)

    assert [number.rpartition("-")[2] for number in numbers] == [f"{place:05d}" for place in everyone]
    assert parties == open_tasks == dict.fromkeys(everyone, 1)
    assert set(steps) == set(everyone)
    assert set(steps.values()) <= {1, 2}


def test_a_paper_that_was_being_made_when_the_plug_was_pulled_is_made_once(office: ServedOffice) -> None:
    leader = Clerk(office).sign_in("wu")
    waiting = rows(
        office, "SELECT t.id, r.version FROM open_tasks t JOIN runs r ON r.id = t.run_id WHERE t.act = 'approve_filing'"
    )[:5]
    for task, version in waiting:
        form = {"filing": "filed", "opinion": "同意", "version": version, "key": f"filed-{task}"}
        assert leader.press(f"/tasks/{task}", form)
    office.kill()
    # The dead worker's lease would end by itself within a minute.
    with closing(sqlite3.connect(office.home / "demo" / "fashen.db")) as database:
        database.execute("UPDATE jobs SET lease_until = NULL")
        database.commit()
    office.start()
    end = time.monotonic() + 60
    while rows(office, "SELECT id FROM jobs") and time.monotonic() < end:
        time.sleep(0.2)

    papers = [paper for (paper,) in rows(office, "SELECT id FROM papers ORDER BY id")]
    rendered = rows(office, "SELECT body FROM case_journal WHERE kind = 'PaperRendered'")
    assert len(papers) == len(waiting) == 5
    assert [paper for (paper,) in rows(office, "SELECT paper_id FROM paper_files ORDER BY paper_id")] == papers
    assert len(rendered) == len(papers)


def test_the_journals_are_whole_and_tell_every_step(office: ServedOffice) -> None:
    told = office.command("journal", "verify")
    noted = rows(office, "SELECT case_id, count(*) FROM case_journal WHERE kind = 'ActDone' GROUP BY case_id")
    done = rows(office, "SELECT case_id, count(*) FROM finished_steps GROUP BY case_id")

    assert (told.returncode, told.stdout.strip()) == (0, "全部日志链条校验一致")
    assert noted == done
    assert rows(office, "PRAGMA integrity_check") == [("ok",)]
