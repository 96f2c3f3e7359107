"""Objections that hold for one answer alone, and days that must lie in the past."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime

from workflows.forms import SHANGHAI
from workflows.vocabulary.wording import N_, Objection


def only_when(field: str, value: str, found: Iterable[Objection | None]) -> list[Objection]:
    """Limit objections to one answer of the form; warnings stay warnings."""
    return [replace(one, when=(field, value)) for one in found if one is not None]


def as_warnings(found: Iterable[Objection]) -> list[Objection]:
    """Return objections as what is only told, never refused."""
    return [replace(one, warning=True) for one in found]


def objection_to_future(happened: date | datetime | None, *, now: datetime, what: str) -> Objection | None:
    """Refuse a day or a moment that has not come: what happened outside is entered after it happened."""
    if happened is None:
        return None
    is_moment = isinstance(happened, datetime)
    current = now if is_moment else now.astimezone(SHANGHAI).date()
    if happened <= current:
        return None
    return Objection("in-the-future", N_("{what}不得晚于现在，请核对后填写"), {"what": what})


def day_of(moment: datetime) -> date:
    """Return the legal day of a moment."""
    return moment.astimezone(SHANGHAI).date()
