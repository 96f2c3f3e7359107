"""Statutory clocks 期限 as rows: started by acts, stopped by acts, paused and extended on a ground, told day by day."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from workflows.acts.step import Step, end_of
from workflows.events import ClockChanged, ClockEnded, ClockStarted
from workflows.guards.counting import count_clock, law_of
from workflows.lawbook import Holder
from workflows.records.clocks import Clock, ClockExtension, ClockPause
from workflows.rules.periods import Direction

_ONE_DAY = timedelta(days=1)


def start_clock(
    step: Step, name: str, *, on: date | None = None, length: int | None = None, subject_id: int | None = None
) -> Clock:
    """Start a clock from the event of a day (today by default); a running one of that name and subject is replaced."""
    return enter_clocks(step, [_new_clock(step, name, on or step.today, length, subject_id)])[0]


def start_clocks(step: Step, *names: str, on: date | None = None) -> None:
    """Start several clocks from the event of one day, as ``start_clock`` does."""
    enter_clocks(step, [_new_clock(step, name, on or step.today, None, None) for name in names])


def enter_clocks(step: Step, clocks: Sequence[Clock]) -> list[Clock]:
    """Enter clocks that have been counted, and journal each; return them as recorded."""
    made = step.dossier.add_all(clocks)
    for clock in made:
        step.started_clocks.add(clock.id)
        due_on = clock.due_on.isoformat()
        step.note(ClockStarted(clock.entered_as, clock.started_on.isoformat(), due_on, clock.is_provisional))
    return made


def _new_clock(step: Step, name: str, started_on: date, length: int | None, subject_id: int | None) -> Clock:
    law = step.desk.law.clock(name, on=started_on)
    for earlier in step.dossier.clocks:
        if earlier.name == name and earlier.state in {"running", "paused"} and earlier.subject_id == subject_id:
            end_clock(step, earlier, state="replaced")
    counted = law.limit(length).length
    clock = Clock(
        run_id=step.run_id,
        case_id=step.case_id,
        name=name,
        basis=law.source.citation,
        length=counted,
        unit=law.unit.value,
        is_limit=law.direction is Direction.LATEST,
        is_agency=law.holder is Holder.AGENCY,
        subject_id=subject_id,
        started_on=started_on,
        started_at=step.now,
        due_on=started_on,
        strict_due_on=started_on,
        is_provisional=False,
        state="running",
        law_sha=step.desk.law.sha256,
    )
    set_due(step, clock)
    return clock


def stop_clocks(step: Step, *acts: str) -> None:
    """Stop every running clock that the law ends with one of these acts."""
    for clock in step.dossier.clocks:
        if clock.state not in {"running", "paused"} or clock.id in step.started_clocks:
            continue
        if step.subject_id is not None and clock.subject_id not in {None, step.subject_id}:
            continue
        law = law_of(clock, step.desk.law)
        if any(law.is_stopped_by(one, step.sets) for one in acts):
            end_clock(step, clock, state="stopped")


def end_clock(step: Step, clock: Clock, *, state: str) -> None:
    """End a clock: stopped by its act, fired at its hour, or replaced."""
    clock.state, clock.ended_at, clock.ended_on = state, step.now, step.today
    step.note(ClockEnded(clock.entered_as, state, step.today.isoformat()))


def pause_clock(
    step: Step, clock: Clock, *, ground: str, article: str, since: date, paper_id: int | None = None
) -> None:
    """Let a clock stand still from a day on, on a ground the law names (path.md §3.5)."""
    step.records.add(
        ClockPause(clock_id=clock.id, since=since, until=None, ground=ground, article=article, paper_id=paper_id)
    )
    clock.state = "paused"
    step.note(ClockChanged(clock.name, "paused", clock.due_on.isoformat(), ground))


def resume_clock(step: Step, clock: Clock, *, until: date) -> None:
    """Let a clock run again from the day ``until`` on; the days it stood still are added to its end."""
    _end_pauses(step, clock, last=until - _ONE_DAY)
    clock.state = "running"
    recompute(step, clock)
    step.note(ClockChanged(clock.name, "resumed", clock.due_on.isoformat(), ""))


def resume_stopped_clocks(step: Step, *, ground: str, article: str, on: date) -> None:
    """Let every clock that the law resumes with this act go on where it was stopped (clocks.yaml ``resumes``)."""
    newest = {clock.name: clock for clock in step.dossier.clocks}
    for clock in newest.values():
        law = law_of(clock, step.desk.law)
        if clock.state == "stopped" and law.is_resumed_by(step.act.id, step.sets):
            resume_stopped_clock(step, clock, ground=ground, article=article, on=on)


def resume_stopped_clock(step: Step, clock: Clock, *, ground: str, article: str, on: date) -> None:
    """Let a stopped clock go on from a day, never anew; the days between stop and resumption are kept as a pause.

    The day of the stop was still counted, the day of the resumption is counted again.
    """
    stopped_on = clock.ended_on or clock.started_on
    _end_pauses(step, clock, last=stopped_on)
    if on - stopped_on > _ONE_DAY:
        span = ClockPause(
            clock_id=clock.id,
            since=stopped_on + _ONE_DAY,
            until=on - _ONE_DAY,
            ground=ground,
            article=article,
            paper_id=None,
        )
        step.records.add(span)
    clock.state, clock.ended_at, clock.ended_on = "running", None, None
    recompute(step, clock)
    step.note(ClockChanged(clock.name, "resumed", clock.due_on.isoformat(), ground))


def _end_pauses(step: Step, clock: Clock, *, last: date) -> None:
    """End the open pauses of a clock with a last day; one that took no day away is removed."""
    for pause in step.records.list_where(ClockPause, ClockPause.clock_id == clock.id, ClockPause.until.is_(None)):
        if last < pause.since:
            step.records.session.delete(pause)
        else:
            pause.until = last


def extend_clock(step: Step, clock: Clock, *, days: int, article: str, reason: str, is_collective: bool) -> None:
    """Lengthen a clock by what its rule allows, with who approved it."""
    step.records.add(
        ClockExtension(
            clock_id=clock.id,
            days=days,
            article=article,
            reason=reason,
            approved_by=step.actor.id,
            approved_at=step.now,
            is_collective=is_collective,
        )
    )
    recompute(step, clock)
    step.note(ClockChanged(clock.name, "extended", clock.due_on.isoformat(), reason))


def recompute(step: Step, clock: Clock) -> None:
    """Count a clock anew from its start, its pauses and its extensions."""
    pauses = step.records.list_where(ClockPause, ClockPause.clock_id == clock.id)
    extensions = step.records.list_where(ClockExtension, ClockExtension.clock_id == clock.id)
    set_due(step, clock, pauses, extensions)


def recount(step: Step, clock: Clock, *, ground: str) -> str:
    """Count a clock anew by the calendar in force; say what became of it: recomputed, confirmed or same."""
    before, was_provisional = clock.due_on, clock.is_provisional
    recompute(step, clock)
    if clock.due_on == before and clock.is_provisional == was_provisional:
        return "same"
    change = "confirmed" if clock.due_on == before else "recomputed"
    step.note(ClockChanged(clock.entered_as, change, clock.due_on.isoformat(), ground, before.isoformat()))
    return change


def set_due(
    step: Step, clock: Clock, pauses: Sequence[ClockPause] = (), extensions: Sequence[ClockExtension] = ()
) -> None:
    """Count when a clock is due, with what paused and extended it."""
    counted = count_clock(clock, pauses=pauses, extensions=extensions, law=step.desk.law, calendar=step.desk.calendar)
    clock.due_on, clock.strict_due_on = counted.due_on, counted.strict_on
    clock.is_provisional, clock.due_at = counted.provisional, counted.due_at


def has_expired(clock: Clock, now: datetime) -> bool:
    """Say whether a clock's last day has ended, or its hour has come."""
    if clock.due_at is not None:
        return now >= clock.due_at
    return now >= end_of(clock.due_on)
