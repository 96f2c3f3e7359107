"""本机关期限: a step whose diagram names a limit has its own clock, from its opening until it is done or withdrawn."""

from collections.abc import Collection, Sequence

from workflows.acts.clocks import end_clock, enter_clocks, set_due
from workflows.acts.step import Step
from workflows.process.run import OpenTask, Run
from workflows.records.clocks import Clock
from workflows.rules.own_limits import find_own_limit
from workflows.rules.periods import Limit
from workflows.vocabulary.wording import N_

BY_OWN_RULE = N_("本机关规定")


def start_own_limits(step: Step, run: Run, opened: Sequence[OpenTask]) -> None:
    """Start the clocks of the steps that have just opened and name a limit."""
    named = {task.id: find_own_limit(run.bundle.node(task.node).properties.get("limit", "")) for task in opened}
    clocks = [_clock(step, run, task, limit) for task in opened if (limit := named[task.id]) is not None]
    if clocks:
        enter_clocks(step, clocks)


def end_own_limits(step: Step, gone: Collection[str]) -> None:
    """Stop the clocks of steps that are over: the one that was done, and those the case has left behind."""
    done = step.desk.task.engine_id if step.desk.task else ""
    for clock in step.dossier.clocks:
        if clock.engine_id and clock.engine_id in gone and clock.state == "running":
            end_clock(step, clock, state="stopped" if clock.engine_id == done else "withdrawn")


def _clock(step: Step, run: Run, task: OpenTask, limit: Limit) -> Clock:
    clock = Clock(
        run_id=step.run_id,
        case_id=step.case_id,
        name=f"step:{task.node}",
        basis=run.bundle.node(task.node).properties.get("article", "").strip() or BY_OWN_RULE,
        length=limit.length,
        unit=limit.unit.value,
        is_limit=True,
        is_agency=True,
        term=task.label,
        engine_id=task.id,
        started_on=step.today,
        started_at=step.now,
        due_on=step.today,
        strict_due_on=step.today,
        is_provisional=False,
        state="running",
        law_sha="",
    )
    set_due(step, clock)
    return clock
