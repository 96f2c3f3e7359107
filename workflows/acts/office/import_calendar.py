"""导入放假通知: the calendar changes, and every open clock it can touch is counted again, its holder told.

What has ended stays as it ended; a clock that runs or stands still gets its new day, the open task its new limit,
the case a line in its journal with the old day and the new one.
"""

from dataclasses import dataclass
from datetime import datetime

from workflows.acts.assignment import renew_limits
from workflows.acts.clocks import recompute
from workflows.acts.office.one_at_a_time import CALENDAR, one_at_a_time
from workflows.acts.step import Step, sha_of
from workflows.errors import NotFoundError, RefusedError
from workflows.events import CalendarImported, ClockChanged
from workflows.forms import Answers, Posted
from workflows.guards.calendar import (
    as_form_error,
    check,
    days_off,
    first_day_touched,
    make_up_days,
    notice_form,
    notice_of,
    objections_to_importing,
)
from workflows.guards.desk import lay_desk
from workflows.guards.means import Means
from workflows.lawbook.notice_files import NoticeFile, read_notice_file
from workflows.records.clocks import CalendarNotice, Clock
from workflows.records.dossier import Dossier
from workflows.records.transaction import Records
from workflows.vocabulary.acts import Act
from workflows.vocabulary.roles import Actor, Role
from workflows.vocabulary.wording import N_

IMPORTING = Act("import_calendar", N_("导入放假通知"), (Role.LEGAL_HEAD, Role.SYSTEM_ADMIN), "放假办法")


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did: how many clocks were counted again, and how many days or marks changed."""

    year: int
    title: str
    counted: int
    moved: int
    confirmed: int


@one_at_a_time(CALENDAR)
def import_form(posted: Posted, *, actor: Actor, records: Records, means: Means, now: datetime) -> Imported:
    """Import a notice from the form; FormError names every row that is wrong."""
    notice = notice_of(notice_form().read(posted))
    error = as_form_error(check(notice), notice)
    if error is not None:
        raise error
    return _import(notice, actor=actor, records=records, means=means, now=now)


@one_at_a_time(CALENDAR)
def import_file(name: str, content: bytes, *, actor: Actor, records: Records, means: Means, now: datetime) -> Imported:
    """Import a notice from a YAML or CSV file; RefusedError names the line that is wrong."""
    return _import(read_notice_file(name, content), actor=actor, records=records, means=means, now=now)


def _import(notice: NoticeFile, *, actor: Actor, records: Records, means: Means, now: datetime) -> Imported:
    known = records.list_where(CalendarNotice, CalendarNotice.year == notice.year)
    for objection in objections_to_importing(notice, check(notice), actor=actor, known=known):
        raise RefusedError(objection)
    records.add(
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
    counted = [
        change
        for run_id, clocks in _touched(records, notice.year).items()
        for change in _recount(run_id, clocks, notice, actor=actor, records=records, means=means, now=now)
    ]
    outcome = Imported(notice.year, notice.title, len(counted), counted.count("recomputed"), counted.count("confirmed"))
    _note(notice, outcome, actor=actor, records=records, now=now)
    return outcome


def _touched(records: Records, year: int) -> dict[int, list[Clock]]:
    """Return the open clocks, by run, that this notice can move: provisional ones and all from its year on."""
    live = Clock.state.in_(("running", "paused"))
    may_move = Clock.is_provisional | (Clock.due_on >= first_day_touched(year))
    by_run: dict[int, list[Clock]] = {}
    for clock in records.list_where(Clock, live, may_move):
        by_run.setdefault(clock.run_id, []).append(clock)
    return by_run


def _recount(
    run_id: int,
    clocks: list[Clock],
    notice: NoticeFile,
    *,
    actor: Actor,
    records: Records,
    means: Means,
    now: datetime,
) -> list[str]:
    """Count the clocks of one run again; return for each what became of it: recomputed, confirmed or same."""
    run = records.lock(run_id)
    if run is None:
        raise NotFoundError(run_id)
    desk = lay_desk(Dossier(records, run), actor=actor, means=means, now=now, task=None)
    step = Step(act=IMPORTING, desk=desk, answers=Answers(), means=means)
    changes = [_recount_one(step, clock, notice.title) for clock in clocks]
    if "recomputed" in changes:
        records.session.flush()
        renew_limits(step)
    return changes


def _recount_one(step: Step, clock: Clock, title: str) -> str:
    before, was_provisional = clock.due_on, clock.is_provisional
    recompute(step, clock)
    if clock.due_on == before and clock.is_provisional == was_provisional:
        return "same"
    change = "confirmed" if clock.due_on == before else "recomputed"
    step.note(ClockChanged(clock.entered_as, change, clock.due_on.isoformat(), title, before.isoformat()))
    return change


def _note(notice: NoticeFile, outcome: Imported, *, actor: Actor, records: Records, now: datetime) -> None:
    event = CalendarImported(
        notice.year,
        notice.title,
        notice.is_regional,
        len(days_off(notice)),
        len(make_up_days(notice)),
        outcome.moved,
    )
    records.journal.append(0, kind=event.kind(), actor_id=actor.id, actor=actor.name, now=now, body=event.body())
