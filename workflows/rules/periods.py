"""What a statutory period 期限 is made of: its unit, its direction, its suspensions, and where it ends."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from workflows.errors import RefusedError
from workflows.vocabulary.wording import N_, Objection

LONGEST = 20_000


class Unit(StrEnum):
    """What a period is counted in: 工作日, 自然日, 小时, 月, 年."""

    WORKING = "working"
    CALENDAR = "calendar"
    HOUR = "hour"
    MONTH = "month"
    YEAR = "year"


# How many days a month and a year have at most.
_DAYS_OF = {Unit.MONTH: 31, Unit.YEAR: 366}


class Direction(StrEnum):
    """Which side of the bound is lawful.

    LATEST 最迟: on the bound or before it. EARLIEST 最早: on the bound or after it, the full length lying between.
    BEFORE 之前: counted backwards from a coming event, the full length lying between the act and the event.
    """

    LATEST = "latest"
    EARLIEST = "earliest"
    BEFORE = "before"


class Reason(StrEnum):
    """Why a line of the explanation stands as it does."""

    START = "start"
    COUNTED = "counted"
    MAKE_UP = "make_up"
    WEEKEND = "weekend"
    HOLIDAY = "holiday"
    SUSPENDED = "suspended"
    ROLLED = "rolled"
    BOUND = "bound"
    LAST = "last"


REASON_TERMS: Mapping[Reason, str] = {
    Reason.START: N_("起算当日，不计入"),
    Reason.COUNTED: N_("计入"),
    Reason.MAKE_UP: N_("调休上班，计入"),
    Reason.WEEKEND: N_("周末，不计入"),
    Reason.HOLIDAY: N_("节假日，不计入"),
    Reason.SUSPENDED: N_("中止期间，不计入"),
    Reason.ROLLED: N_("末日为休假日，顺延至本日"),
    Reason.BOUND: N_("间隔已满，自本日起可以办理"),
    Reason.LAST: N_("最迟应当在本日办理"),
}


@dataclass(frozen=True, slots=True)
class Limit:
    """A period of the law; ``roll`` moves a bound off a holiday to the working day on its lawful side.

    Raise RefusedError when the length is not between 0 and 20 000 days or hours, or as many months or years.
    """

    length: int
    unit: Unit
    direction: Direction = Direction.LATEST
    roll: bool = True

    def __post_init__(self) -> None:
        """Refuse a length no statute could mean."""
        most = LONGEST // _DAYS_OF.get(self.unit, 1)
        if not 0 <= self.length <= most:
            text = N_("期限长度“{length}”超出范围，请填写 0 至 {most} 的整数")
            raise RefusedError(Objection("length-out-of-range", text, {"length": self.length, "most": most}))


@dataclass(frozen=True, slots=True)
class Suspension:
    """中止, both days included; an open one has no ``last`` yet. Each names its ground and its provision."""

    first: date
    last: date | None = None
    ground: str = ""
    article: str = ""

    def __post_init__(self) -> None:
        """Refuse a span that ends before it begins."""
        if self.last is not None and self.last < self.first:
            text = N_("中止期间 {first} 至 {last} 的止日早于起日，请更正")
            params = {"first": self.first.isoformat(), "last": self.last.isoformat()}
            raise RefusedError(Objection("suspension-reversed", text, params))

    def covers(self, day: date) -> bool:
        """Say whether the period stands still on ``day``."""
        return self.first <= day and (self.last is None or day <= self.last)


@dataclass(frozen=True, slots=True)
class DayLine:
    """One day of the explanation: the number it was counted as, or None and the reason why not."""

    day: date
    number: int | None
    reason: Reason
    detail: str = ""

    def in_chinese(self) -> str:
        """Return the reason as a phrase, the holiday's name or the suspension's ground behind it."""
        phrase = REASON_TERMS[self.reason]
        return f"{phrase}（{self.detail}）" if self.detail else phrase


@dataclass(frozen=True, slots=True)
class Due:
    """Where a period ends (or, for EARLIEST, where the lawful time begins).

    ``strict_on`` is the date before roll-over (内部预警日); ``missing_years`` are the years whose holiday notice is not
    yet known and could move ``due_on``; ``due_at`` is given for periods of hours alone.
    """

    due_on: date
    strict_on: date
    provisional: bool = False
    missing_years: tuple[int, ...] = ()
    direction: Direction = Direction.LATEST
    due_at: datetime | None = None

    @property
    def warning(self) -> Objection | None:
        """Return the mark 暂定 with the years that lack a notice, or None."""
        if not self.provisional:
            return None
        years = "、".join(map(str, self.missing_years))
        text = N_("暂定：尚未导入{years}年放假通知，导入后自动重算")
        return Objection("provisional", text, {"years": years}, article="放假办法", warning=True)
