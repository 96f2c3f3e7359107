"""Lists, case page, search and due clocks at a million cases, through the whole web app, against a primary-key SELECT.

Run: python -m benchmarks.scale [--cases 1000000] [--folder FOLDER]   (prints a table; docs/performance.md quotes it)
The database is made once and kept in the folder: SQLite, or with FASHEN_TEST_ENGINE=postgresql a PostgreSQL of its own,
asked by the application's role behind the fence between agencies. Ten million: --cases 10000000.
"""

import argparse
import gc
import random
import resource
import statistics
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from flask.testing import FlaskClient
from sqlalchemy import select

from benchmarks.big_office import a_big_office
from tests.builders import Office
from tests.webapp.office_on_the_web import Website, a_website
from workflows.acts.due_clocks import list_due
from workflows.questions.paging import worded
from workflows.records.cases import Case
from workflows.records.run_tables import open_tasks

ROUNDS = 40
SEED = 7


@dataclass(frozen=True, slots=True)
class Figure:
    """Milliseconds of one thing done many times: as a clock on the wall has it, and of the processor."""

    name: str
    taken: list[float]
    worked: list[float]

    def line(self, floor: float) -> str:
        """Return median and p95 of both, and the ratio of processor time to the floor."""
        half, worked = statistics.median(self.taken), statistics.median(self.worked)
        wall = f"{half:8.2f} {p95(self.taken):8.2f}"
        return f"{self.name:62} {wall} {worked:8.2f} {p95(self.worked):8.2f} ms {worked / floor:7.1f} x"


def p95(taken: list[float]) -> float:
    """Return what nineteen of twenty stay below."""
    return sorted(taken)[min(len(taken) - 1, round(len(taken) * 0.95))]


def timed(name: str, work: Callable[[object], object], given: Iterable[object]) -> Figure:
    """Do a thing once for each of what is given."""
    taken, worked = [], []
    for one in given:
        began, busy = time.perf_counter(), time.thread_time()
        work(one)
        taken.append((time.perf_counter() - began) * 1000)
        worked.append((time.thread_time() - busy) * 1000)
    return Figure(name, taken, worked)


def floor_of(office: Office, cases: int) -> Figure:
    """Measure the least a page can ask: one row by its primary key."""
    chance = random.Random(SEED)  # noqa: S311 -- a repeatable sample

    def one(number: object) -> None:
        with office.archive.reading() as records:
            records.session.execute(select(Case.__table__).where(Case.id == number)).one()

    return timed("floor: one case by its primary key", one, [chance.randrange(10, cases) for _ in range(ROUNDS * 5)])


SEARCHES = {
    "two characters, in every case": ["涉嫌"],
    "two characters, of a name": ["磊军", "秀英", "桂玉", "轩欣", "飞雪", "志鹏"],
    "three characters": ["福安养", "石桥乡", "未取得", "伟芳福", "娜秀同"],
    "four characters": ["康泰护理", "违法募捐", "杰娟涛长", "改装面包"],
    "a whole name, with its place": ["云岭区永宁礼仪服务有限公司", "临江市超霞仁和殡仪合作社"],
    "rare and common together": ["桂玉 公墓", "飞雪 涉嫌", "轩欣 材料"],
    "one character, common and rare": ["案", "轩", "卢", "庆"],
    "nothing like it": ["龘靐", "不存在的词语", "zzzz"],
}


def lists_of_cases(site: Website, cases: int) -> Iterable[Figure]:
    """Measure the list and the search of cases as two people see them."""
    chance = random.Random(SEED)  # noqa: S311 -- a repeatable sample
    far = [worded((chance.randrange(cases // 10, cases),)) for _ in range(ROUNDS)]
    numbers = [_number(site.office, chance.randrange(100, cases)) for _ in range(8)]
    for login, reads in (("he", "reads all"), ("lin", "reads a unit")):
        ask = asking(site.browser(login))
        ask("/cases")
        yield timed(f"list of cases, first page, {reads}", ask, ["/cases"] * ROUNDS)
        yield timed(f"list of cases, far behind, {reads}", ask, [f"/cases?behind={key}" for key in far])
        for name, words in {**SEARCHES, "a case number": numbers}.items():
            asked = [f"/cases?q={chance.choice(words)}" for _ in range(ROUNDS)]
            yield timed(f"search, {reads}: {name}", ask, asked)


def other_pages(site: Website, cases: int) -> Iterable[Figure]:
    """Measure the case page and the other long lists."""
    chance = random.Random(SEED)  # noqa: S311 -- a repeatable sample
    with site.office.archive.reading() as records:
        mine = Case.agency_id == 1
        seen = list(records.session.scalars(select(Case.id).where(mine, Case.id > cases // 2).limit(20000)))
        waiting = select(open_tasks.c.case_id).where(open_tasks.c.agency_id == 1).limit(4000)
        open_ones = list(records.session.scalars(waiting))
    ask = asking(site.browser("he"))
    for name, among in (("closed, four steps", seen), ("open", open_ones)):
        chosen = [f"/cases/{number}?overview=1" for number in chance.sample(among, ROUNDS)]
        ask(chosen[0])
        yield timed(f"case page, {name}", ask, chosen)
    for login, name, address in LISTS:
        ask = asking(site.browser(login))
        ask(address)
        yield timed(name, ask, [address] * ROUNDS)


LISTS = (
    ("lin", "my tasks", "/tasks"),
    ("wu", "pool of a leader", "/pool"),
    ("lin", "what I finished", "/done"),
    ("audit", "access journal", "/journal"),
    ("audit", "access journal, refusals alone", "/journal?kind=Refused"),
    ("", "published decisions", "/public"),
    ("", "published decisions, searched", "/public?q=永宁"),
)


def asking(client: FlaskClient) -> Callable[[object], None]:
    """Return how this browser asks for an address."""

    def ask(address: object) -> None:
        answer = client.get(str(address))
        assert answer.status_code == 200, (address, answer.status_code)

    return ask


def _number(office: Office, case_id: int) -> str:
    with office.archive.reading() as records:
        return records.get(Case, case_id).number


def due_clocks(office: Office) -> Figure:
    """Measure the question the worker asks every few seconds."""

    def ask(_: object) -> None:
        with office.archive.reading() as records:
            list_due(records, office.now)

    return timed("due clocks", ask, range(ROUNDS))


def main() -> None:
    """Fill the database when it is not, and print every line."""
    given = argparse.ArgumentParser()
    given.add_argument("--cases", type=int, default=1_000_000)
    given.add_argument("--folder", type=Path, default=Path("var/scale"))
    wanted = given.parse_args()
    office = a_big_office(wanted.folder, wanted.cases)
    floor = floor_of(office, wanted.cases)
    half = statistics.median(floor.worked)
    print(f"{office.archive.engine.dialect.name}, {wanted.cases:,} cases{'':28}   median      p95  and CPU:     p95")
    print(floor.line(half))
    # Nobody types so fast: the pace of searches and exports is not what is measured.
    site = a_website(office, testing=False, FASHEN_SEARCH_RATE="1000000/minute")
    # A process that serves sets its start aside, too.
    gc.collect()
    gc.freeze()
    for figure in (*lists_of_cases(site, wanted.cases), *other_pages(site, wanted.cases)):
        print(figure.line(half), flush=True)
    print(due_clocks(office).line(half))
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main()
