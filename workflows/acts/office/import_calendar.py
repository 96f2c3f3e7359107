"""导入放假通知: the calendar changes at once; the open clocks of all agencies are counted again in the background.

A clock that falls due meanwhile is counted by the new calendar first (``due_clocks.py``).
"""

from dataclasses import dataclass
from datetime import datetime

from workflows.acts.office.errands import request_recount
from workflows.acts.office.one_at_a_time import CALENDAR, one_at_a_time
from workflows.errors import RefusedError
from workflows.events import CalendarImported
from workflows.forms import Posted
from workflows.guards.calendar import (
    as_form_error,
    check,
    days_off,
    make_up_days,
    notice_form,
    notice_of,
    objections_to_importing,
)
from workflows.lawbook.notice_files import NoticeFile, read_notice_file
from workflows.records.chain import sha_of
from workflows.records.clocks import CalendarNotice
from workflows.records.transaction import Records
from workflows.vocabulary.roles import Actor


@dataclass(frozen=True, slots=True)
class Imported:
    """What was imported, and the errand that counts the open clocks again."""

    year: int
    title: str
    errand_id: int


@one_at_a_time(CALENDAR)
def import_form(posted: Posted, *, actor: Actor, records: Records, now: datetime) -> Imported:
    """Import a notice from the form; FormError names every row that is wrong."""
    notice = notice_of(notice_form().read(posted))
    error = as_form_error(check(notice), notice)
    if error is not None:
        raise error
    return _import(notice, actor=actor, records=records, now=now)


@one_at_a_time(CALENDAR)
def import_file(name: str, content: bytes, *, actor: Actor, records: Records, now: datetime) -> Imported:
    """Import a notice from a YAML or CSV file; RefusedError names the line that is wrong."""
    return _import(read_notice_file(name, content), actor=actor, records=records, now=now)


def _import(notice: NoticeFile, *, actor: Actor, records: Records, now: datetime) -> Imported:
    known = records.list_where(CalendarNotice, CalendarNotice.year == notice.year)
    for objection in objections_to_importing(notice, check(notice), actor=actor, known=known):
        raise RefusedError(objection)
    row = records.add(
        CalendarNotice(
            year=notice.year,
            title=notice.title,
            is_regional=notice.is_regional,
            holidays=dict(days_off(notice)),
            make_up_days=list(make_up_days(notice)),
            sha=sha_of([notice.year, notice.title, notice.is_regional, days_off(notice), make_up_days(notice)]),
            imported_by=actor.name,
            imported_at=now,
        )
    )
    _note(notice, actor=actor, records=records, now=now)
    errand = request_recount(row.id, notice.title, actor=actor, records=records, now=now)
    return Imported(notice.year, notice.title, errand.id)


def _note(notice: NoticeFile, *, actor: Actor, records: Records, now: datetime) -> None:
    event = CalendarImported(
        notice.year,
        notice.title,
        notice.is_regional,
        len(days_off(notice)),
        len(make_up_days(notice)),
    )
    records.journal.append(0, kind=event.kind(), actor_id=actor.id, actor=actor.name, now=now, body=event.body())
