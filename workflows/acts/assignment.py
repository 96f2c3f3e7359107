"""Who gets a task: the person the case is bound to for its role, else the unit's pool 待签收 (design §7)."""

from collections.abc import Sequence
from datetime import date

from workflows.acts.step import Step
from workflows.process.run import OpenTask, Run
from workflows.records.runs import TaskRow


def lay_out_tasks(step: Step, run: Run) -> None:
    """Make the open-task rows follow the run: finished ones go, new ones come with their holder."""
    wanted = {task.id: task for task in run.open_tasks()}
    standing = step.records.tasks.of_run(step.run_id)
    step.records.tasks.remove([row.id for row in standing if row.engine_id not in wanted])
    known = {row.engine_id for row in standing}
    new = [task for task in wanted.values() if task.id not in known]
    step.records.tasks.add([_row(step, task) for task in new])
    for row in standing:
        due_on = _due_on(step, row.act)
        if row.engine_id in wanted and row.due_on != due_on:
            step.records.tasks.change(row.id, due_on=due_on)
    _move_case(step, run, standing, new)


def _row(step: Step, task: OpenTask) -> dict[str, object]:
    dossier = step.dossier
    done_before = sum(1 for one in dossier.steps if one.node == task.node)
    return {
        "run_id": step.run_id, "case_id": step.case_id, "agency_id": dossier.run.agency_id,
        "engine_id": task.id, "node": task.node, "label": task.label, "act": task.act, "site": task.site,
        "part": task.part, "stage": task.stage, "role": task.role, "unit": task.unit, "form": task.form,
        "person_id": _holder(step, task.role), "origin": step.origin, "round": done_before + 1,
        "sent_by": step.actor.name, "reason": step.reason, "points": step.points or None,
        "opened_at": step.now, "due_on": _due_on(step, task.act), "is_frozen": False,
    }


def _due_on(step: Step, act_id: str) -> date | None:
    """Return the end of the nearest running clock that this act stops, so that the list shows the task's own limit."""
    law = step.desk.law
    ends = [
        clock.due_on for clock in step.dossier.clocks
        if clock.state == "running" and clock.is_limit
        and any(stop.act == act_id for stop in law.clock(clock.name, on=clock.started_on).stops)
    ]
    return min(ends, default=None)


def _holder(step: Step, role: str) -> int | None:
    bound = [one for one in step.dossier.officers if one.role == role]
    able = [one.person_id for one in bound if _may_hold(step, one.person_id)]
    return able[0] if able else None


def _may_hold(step: Step, person_id: int) -> bool:
    colleague = step.dossier.staff.get(person_id)
    return colleague is not None and colleague.person.is_active


def _move_case(step: Step, run: Run, standing: Sequence[TaskRow], new: Sequence[OpenTask]) -> None:
    case = step.dossier.case
    if run.finished:
        case.status = "closed"
    stages = [task.stage for task in new if task.stage] or [row.stage for row in standing if row.stage]
    if stages and not run.finished:
        case.stage = stages[0]
