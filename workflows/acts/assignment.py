"""Who gets a task: the person the case is bound to for its role, else the unit's pool 待签收 (design §7)."""

from collections.abc import Collection, Sequence
from datetime import date

from workflows.acts.own_limits import end_own_limits, start_own_limits
from workflows.acts.step import Step
from workflows.guards.counting import law_of
from workflows.guards.credentials import has_lapsed, rests_on_credential
from workflows.process.run import OpenTask, Run


def lay_out_tasks(step: Step, run: Run, before: Collection[str]) -> None:
    """Make the open-task rows follow the run: finished ones go, new ones come with their holder.

    ``before`` are the engine's ids of the tasks that were open before this step.
    """
    now_open = {task.id: task for task in run.open_tasks()}
    gone = [engine_id for engine_id in before if engine_id not in now_open]
    new = [task for task in now_open.values() if task.id not in before]
    finished = step.desk.task.engine_id if step.desk.task else ""
    withdrawn = [engine_id for engine_id in gone if engine_id != finished]
    step.records.tasks.note_withdrawn(withdrawn, at=step.now, by=step.actor.name, cause=step.term)
    step.records.tasks.remove(gone)
    end_own_limits(step, gone)
    start_own_limits(step, run, new)
    times = step.dossier.times_at({task.node for task in new}) if new else {}
    step.records.tasks.add([_row(step, task, times.get((task.node, task.site), 0)) for task in new])
    if len(now_open) > len(new):
        renew_limits(step, new)
    _move_case(step, run, new)


def renew_limits(step: Step, new: Sequence[OpenTask] = ()) -> None:
    """Give the tasks that stay the limit of the clocks as they stand after this step; ``new`` ones have it already."""
    fresh = {task.id for task in new}
    for row in step.records.tasks.of_run(step.run_id):
        due_on = _due_on(step, row.act, row.engine_id)
        if row.engine_id not in fresh and row.due_on != due_on:
            step.records.tasks.change(row.id, due_on=due_on)


def _row(step: Step, task: OpenTask, times: int) -> dict[str, object]:
    dossier, holder = step.dossier, _holder(step, task.role)
    return {
        "run_id": step.run_id,
        "case_id": step.case_id,
        "agency_id": dossier.run.agency_id,
        "engine_id": task.id,
        "node": task.node,
        "label": task.label,
        "act": task.act,
        "site": task.site,
        "part": task.part,
        "stage": task.stage,
        "role": task.role,
        "unit": task.unit,
        "form": task.form,
        "person_id": holder,
        "origin": step.origin,
        "round": _round_of(step, task, times),
        "sent_by": step.actor.name,
        "reason": step.reason,
        "points": step.points or None,
        "opened_at": step.now,
        "due_on": _due_on(step, task.act, task.id),
        "is_frozen": _is_frozen(step, holder, task.role),
    }


def _due_on(step: Step, act_id: str, engine_id: str) -> date | None:
    """Return the end of the nearest running clock that this task stops, so that the list shows its own limit."""
    law = step.desk.law
    ends = [
        clock.due_on
        for clock in step.dossier.clocks
        if clock.state == "running"
        and clock.is_limit
        and (clock.engine_id == engine_id or any(stop.act == act_id for stop in law_of(clock, law).stops))
    ]
    return min(ends, default=None)


def _round_of(step: Step, task: OpenTask, times: int) -> int:
    """Return which time this step comes, the one being finished now counted; each site of a part counts alone."""
    now = step.desk.task
    finishing = now is not None and (now.node, now.site) == (task.node, task.site)
    return times + (2 if finishing else 1)


def _holder(step: Step, role: str) -> int | None:
    bound = [one.person_id for one in step.dossier.officers if one.role == role]
    return bound[0] if bound else None


def _is_frozen(step: Step, holder: int | None, role: str) -> bool:
    """A task that comes to somebody whose credential has lapsed meanwhile is frozen from its first moment."""
    if holder is None or not rests_on_credential(role):
        return False
    colleague = step.dossier.staff.get(holder)
    return colleague is not None and has_lapsed(colleague, role, today=step.today)


def _move_case(step: Step, run: Run, new: Sequence[OpenTask]) -> None:
    came_from = step.desk.task.stage if step.desk.task else ""
    if run.finished:
        step.dossier.case.status = "closed"
    elif new and new[0].stage and new[0].stage != came_from:
        step.dossier.case.stage = new[0].stage
