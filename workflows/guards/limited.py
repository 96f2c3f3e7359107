"""Objections that hold for one answer alone, and days that must lie in the past."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime

from workflows.forms import SHANGHAI
from workflows.vocabulary.wording import N_, Objection

EARLIEST = date(1990, 1, 1)
"""No event of a case that is open today lies before this day; an earlier one is a slip of the pen."""


def only_when(field: str, value: str, found: Iterable[Objection | None]) -> list[Objection]:
    """Limit objections to one answer of the form; warnings stay warnings."""
    return [replace(one, when=(field, value)) for one in found if one is not None]


def as_warnings(found: Iterable[Objection]) -> list[Objection]:
    """Return objections as what is only told, never refused."""
    return [replace(one, warning=True) for one in found]


def objection_to_future(happened: date | datetime | None, *, now: datetime, what: str) -> Objection | None:
    """Refuse a day or a moment that has not come, or that lies before ``EARLIEST``.

    What happened outside is entered after it happened.
    """
    if happened is None:
        return None
    is_moment = isinstance(happened, datetime)
    current = now if is_moment else now.astimezone(SHANGHAI).date()
    if happened.year < EARLIEST.year:
        return Objection("long-ago", N_("{what}早于1990年，请核对后填写"), {"what": what})
    if happened <= current:
        return None
    return Objection("in-the-future", N_("{what}不得晚于现在，请核对后填写"), {"what": what})


def objection_to_early(happened: date | None, *, since: date | None, what: str, event: str) -> Objection | None:
    """Refuse a day before the event it can only follow; None: not given, or the event has no day."""
    if happened is None or since is None or happened >= since:
        return None
    text = N_("{what}早于{event}（{since}），请核对后填写")
    return Objection("too-early", text, {"what": what, "event": event, "since": since.isoformat()})


def day_of(moment: datetime) -> date:
    """Return the legal day of a moment."""
    return moment.astimezone(SHANGHAI).date()
