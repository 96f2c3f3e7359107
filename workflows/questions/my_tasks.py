"""我的待办: what a person has to do and what waits in the pool, most urgent first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import cast

from workflows.guards.means import Means
from workflows.questions.lamps import ShownLamp, lamp_for
from workflows.questions.paging import FIRST, Page, Turn, page_of
from workflows.records.tasks import Sieve
from workflows.records.transaction import Records
from workflows.rules.calendars import Calendar
from workflows.vocabulary.acts import site_term
from workflows.vocabulary.roles import Actor
from workflows.vocabulary.stages import STAGES

PAGE = 20
# A list that is printed or exported is a whole one, within reason.
MOST = 5000


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a list is asked for: a page (or everything), a lamp, words of case, party or step, one stage."""

    turn: Turn = FIRST
    is_whole: bool = False
    lamp: str = ""
    words: str = ""
    stage: str = ""


FIRST_PAGE = Wanted()

# What a page of tasks is asked for by: the day its limit ends, when it was opened, its number.
TASK_KEY = (date, datetime, int)


@dataclass(frozen=True, slots=True)
class TaskLine:
    """One line of the list; ``site`` names the paper that a step of service is about."""

    id: int
    case_id: int
    case_number: str
    case_title: str
    party: str
    label: str
    site: str
    stage: str
    origin: str
    sent_by: str
    opened_at: datetime
    due_on: date | None
    lamp: ShownLamp | None
    is_frozen: bool


@dataclass(frozen=True, slots=True)
class TaskList:
    """A page of tasks with the counts of the tiles; every count ends at a thousand and one."""

    page: Page[TaskLine]
    counts: Mapping[str, int]
    total: int

    @property
    def lines(self) -> Sequence[TaskLine]:
        """Return the tasks of the page."""
        return self.page.lines


def list_my_tasks(
    *, records: Records, actor: Actor, means: Means, today: date, wanted: Wanted = FIRST_PAGE
) -> TaskList:
    """Return the person's own tasks, most urgent first."""
    return _list(records, actor, means, today, is_pool=False, wanted=wanted)


def list_pool(*, records: Records, actor: Actor, means: Means, today: date, wanted: Wanted = FIRST_PAGE) -> TaskList:
    """Return the tasks the person may claim."""
    return _list(records, actor, means, today, is_pool=True, wanted=wanted)


def _list(records: Records, actor: Actor, means: Means, today: date, *, is_pool: bool, wanted: Wanted) -> TaskList:
    calendar = means.calendar(records)
    bounds = lamp_bounds(today, calendar)
    size = MOST if wanted.is_whole else PAGE
    sieve = Sieve("" if is_pool else wanted.lamp, bounds, wanted.words, wanted.stage)
    if is_pool:
        leaf = records.tasks.list_pool(actor, size=size, turn=wanted.turn, sieve=sieve)
        total, counts = records.tasks.count_pool(actor, sieve=sieve), dict[str, int]()
    else:
        leaf = records.tasks.list_mine(actor.id, size=size, turn=wanted.turn, sieve=sieve)
        total, counts = records.tasks.count_mine(actor.id, sieve=sieve), records.tasks.count_by_lamp(actor.id, bounds)
    lines = [_line(row, today, calendar) for row in leaf.rows]
    return TaskList(page_of(lines, leaf), {"all": sum(counts.values()), **counts}, total)


def lamp_bounds(today: date, calendar: Calendar) -> tuple[date, date]:
    """Return (today, the last day that counts as due soon: three working days ahead)."""
    day, left = today, 3
    while left:
        day = calendar.next_workday(day)
        left -= 1
    return today, day


def _line(row: Mapping[str, object], today: date, calendar: Calendar) -> TaskLine:
    due_on = cast("date | None", row["limit_on"])
    shown = lamp_for(due_on, today=today, calendar=calendar, is_paused=bool(row["paused_clocks"])) if due_on else None
    return TaskLine(
        id=cast("int", row["id"]),
        case_id=cast("int", row["case_id"]),
        case_number=str(row["case_number"]),
        case_title=str(row["case_title"]),
        party=str(row["party_name"] or ""),
        label=str(row["label"]),
        site=site_term(str(row["act"]), str(row["site"])),
        stage=STAGES.get(str(row["stage"]), str(row["stage"])),
        origin=str(row["origin"]),
        sent_by=str(row["sent_by"]),
        opened_at=cast("datetime", row["opened_at"]),
        due_on=due_on,
        lamp=shown,
        is_frozen=bool(row["is_frozen"]),
    )
