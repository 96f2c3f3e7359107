"""What a due clock does, as 系统: the party's silence, a public notice that has run, money not paid, a demand unmet.

Only clocks that the run waits for (``clock:NAME`` in its diagram) do anything; all others stay as limits to be watched.
Firing twice does nothing the second time.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from workflows.acts.announcing import announce_due, days_of_listening
from workflows.acts.assignment import renew_limits
from workflows.acts.clocks import end_clock, has_expired, recount
from workflows.acts.pressing import Outcome
from workflows.acts.serving import deliver, served_paper
from workflows.acts.step import Step
from workflows.acts.walk import finish_system_step
from workflows.forms import Answers
from workflows.guards.background import Background
from workflows.guards.desk import Desk, lay_desk
from workflows.guards.limited import day_of
from workflows.guards.means import Means
from workflows.guards.noticed import get_notice, periods_of
from workflows.process.run import Run
from workflows.records.clocks import Clock, list_untold
from workflows.records.dossier import Dossier
from workflows.records.runs import RunRow, TaskRow
from workflows.records.transaction import Records
from workflows.rules.days import in_words
from workflows.rules.notice import objections_to_ending_periods
from workflows.vocabulary.acts import ACTS
from workflows.vocabulary.roles import the_system

# So many are told at a time; the next round goes on.
MOST_TOLD: Final = 200


@dataclass(frozen=True, slots=True)
class Firing:
    """What a due clock amounts to: the act it is written down as, what it does, and when it must still wait."""

    act: str
    happen: Callable[[Step, Clock], None]
    may_happen: Callable[[Desk], bool] = lambda _: True


def fire_due_clocks(records: Records, means: Means, now: datetime) -> list[Outcome]:
    """Fire every due clock that a run waits for; return what was done."""
    outcomes = (fire(clock_id, records, means, now) for clock_id in list_due(records, now))
    return [outcome for outcome in outcomes if outcome is not None]


def fire_clocks(background: Background) -> int:
    """Fire what is due, each clock in a transaction of its own; return how many did something.

    A clock that cannot fire holds up nobody else's: what failed is raised together, when the others are done.
    """
    now = background.now()
    with background.archive.reading() as records:
        due = list_due(records, now)
    done, failures = 0, list[Exception]()
    for clock_id in due:
        try:
            with background.archive.transaction() as records:
                done += fire(clock_id, records, background.means, now) is not None
        except Exception as failure:  # noqa: BLE001 -- kept, and raised when the rest is done
            failures.append(failure)
    _tell_of_the_rest(background, now)
    if failures:
        raise ExceptionGroup("clocks that could not fire", failures)
    return done


def _tell_of_the_rest(background: Background, now: datetime) -> None:
    """Tell other systems of every clock that is due, those that start no act too; each in a transaction of its own."""
    with background.archive.reading() as records:
        since = days_of_listening(records)
        found = list_untold(records.session, since, until=day_of(now), most=MOST_TOLD)
        due = [(one.id, one.run_id) for one in found if is_due(one, now)]
    for clock_id, run_id in due:
        with background.archive.transaction() as records:
            run = records.lock(run_id)
            clock = records.get(Clock, clock_id)
            if run is not None and run.status == "open" and clock.state == "running" and is_due(clock, now):
                announce_due(clock, agency_id=run.agency_id, records=records, now=now)


def list_due(records: Records, now: datetime) -> list[int]:
    """Return the numbers of the running clocks that may fire, the longest due first."""
    running = records.list_where(Clock, Clock.state == "running", Clock.name.in_(FIRINGS), Clock.due_on <= day_of(now))
    due = [clock for clock in running if is_due(clock, now)]
    return [clock.id for clock in sorted(due, key=lambda clock: (clock.due_on, clock.id))]


def is_due(clock: Clock, now: datetime) -> bool:
    """Say whether a limit's last day has ended, or the first day of an earliest date has come."""
    return has_expired(clock, now) if clock.is_limit else day_of(now) >= clock.due_on


def fire(clock_id: int, records: Records, means: Means, now: datetime) -> Outcome | None:
    """Let one clock fall due; None when it is not due, has fired before, or nobody waits for it."""
    clock = records.get(Clock, clock_id)
    run = records.lock(clock.run_id)
    records.session.refresh(clock)
    firing = FIRINGS.get(clock.name)
    if firing is None or run is None or run.status != "open" or clock.state != "running" or not is_due(clock, now):
        return None
    if f"clock:{clock.name}" not in Run.resume(means.flow(records, run.bundle_sha), run.state, {}).awaited():
        return None
    return _do(clock, firing, run, _System(records, means, now))


@dataclass(frozen=True, slots=True)
class _System:
    records: Records
    means: Means
    now: datetime


def _do(clock: Clock, firing: Firing, run: RunRow, system: _System) -> Outcome | None:
    task = _waiting_task(system.records, run.id, firing.act)
    actor = the_system(run.agency_id)
    desk = lay_desk(Dossier(system.records, run), actor=actor, means=system.means, now=system.now, task=task)
    if not firing.may_happen(desk):
        return None
    step = Step(act=ACTS[firing.act], desk=desk, answers=Answers(), means=system.means)
    if recount(step, clock, ground="") == "recomputed" and not is_due(clock, system.now):
        # A notice of holidays came, and nobody has counted this clock again yet.
        renew_limits(step)
        return None
    step.message = f"clock:{clock.name}"
    announce_due(clock, agency_id=run.agency_id, records=system.records, now=system.now)
    end_clock(step, clock, state="fired")
    firing.happen(step, clock)
    return finish_system_step(step, task=task)


def _waiting_task(records: Records, run_id: int, act: str) -> TaskRow | None:
    return next((task for task in records.tasks.of_run(run_id) if task.act == act), None)


def _periods_are_over(desk: Desk) -> bool:
    right = get_notice(desk).right == "with_hearing"
    return not objections_to_ending_periods(periods=periods_of(desk), hearing_right=right, today=desk.today)


def _end_statement_period(step: Step, clock: Clock) -> None:
    """Silence to the end of the last day gives the rights up (处罚法44条、64条1项); what was said stays said."""
    hearing = step.dossier.clock("hearing_request_5wd")
    if hearing is not None and hearing.state == "running":
        end_clock(step, hearing, state="fired")
    get_notice(step.desk).closed_on = step.today
    if step.dossier.facts["statement"] == "none":
        step.set(statement="expired")
    step.summary = f"陈述申辩期于{clock.due_on.isoformat()}届满"


def _serve_by_public_notice(step: Step, clock: Clock) -> None:
    """Thirty days after the public notice the paper counts as served (民诉法95条)."""
    service = next(
        one for one in reversed(step.dossier.services) if one.way == "public_notice" and one.entered_at is None
    )
    published = service.published_on or clock.started_on
    announcement = f"{service.proof.get('media', '')}，{in_words(published)}至{in_words(clock.due_on)}"
    deliver(step, service, on=clock.due_on, proof={"announcement": announcement})
    step.signed_by(service.servers)
    step.summary = f"《{served_paper(step, service).title}》公告期满，{clock.due_on.isoformat()}视为送达"


def _mark_overdue(step: Step, clock: Clock) -> None:
    """Nothing, or not all, was paid in time (处罚法72条)."""
    step.set(performance="overdue")
    step.summary = f"缴款期限于{clock.due_on.isoformat()}届满，未履行完毕"


def _end_demand(step: Step, clock: Clock) -> None:
    """Ten working days after the demand the way to the court is open (强制法54条)."""
    step.summary = f"催告期满，{clock.due_on.isoformat()}起可以申请法院强制执行"


FIRINGS: Mapping[str, Firing] = {
    "statement_5wd": Firing("await_statement", _end_statement_period, _periods_are_over),
    "public_notice_30d": Firing("record_service", _serve_by_public_notice),
    "payment_15d": Firing("record_performance", _mark_overdue),
    "demand_10wd": Firing("record_performance", _end_demand),
}
