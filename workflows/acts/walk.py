"""The one way to complete a step: lock, ask the law again, do the act, walk the engine, write it down.

Whoever calls opens the transaction; anything raised leaves everything as it was (design decision 4).
"""

from datetime import datetime
from uuid import uuid4

from workflows.acts.announcing import announce_step
from workflows.acts.assignment import lay_out_tasks
from workflows.acts.clocks import stop_clocks
from workflows.acts.pressing import Outcome, Press, answer_given, sha_of_press
from workflows.acts.register import PERFORMS, guard_of, perform_of
from workflows.acts.step import Step
from workflows.errors import ConflictError, NotFoundError, RefusedError
from workflows.events import ActDone
from workflows.forms import SHANGHAI, Posted
from workflows.guards.desk import Desk, lay_desk
from workflows.guards.means import Means
from workflows.guards.standing import objection_to_standing
from workflows.process.run import Run
from workflows.records.cases import Case
from workflows.records.chain import sha_of
from workflows.records.dossier import Dossier
from workflows.records.runs import RunRow, TaskRow
from workflows.records.transaction import Records
from workflows.vocabulary.acts import ACTS, CASE_ACTS, FORM_ACT
from workflows.vocabulary.effects import admits, outcome_of_form
from workflows.vocabulary.facts import told_facts
from workflows.vocabulary.roles import Actor
from workflows.vocabulary.wording import N_, Objection

# Everything else is a step, which only the diagram opens (design decision 1).
ANYTIME = frozenset(one.id for one in CASE_ACTS if one.id in PERFORMS)


def complete(
    task_id: int, posted: Posted, *, press: Press, actor: Actor, records: Records, means: Means, now: datetime
) -> Outcome:
    """Complete an open task with what was posted (the answers of its form)."""
    opened = records.lock_of_task(task_id)
    run, task = opened if opened is not None else (None, None)
    if run is None or task is None or run.version != press.version:
        given = answer_given(press, posted, lambda step: step.task_id == task_id, actor=actor, records=records)
        if given is not None:
            return given
        raise _too_late(task_id, run, actor=actor, records=records)
    desk = lay_desk(Dossier(records, run), actor=actor, means=means, now=now, task=task)
    step = perform_act(desk, task.act, posted, means)
    return _finish(step, task=task, pressed=(press.key, sha_of_press(posted)))


def act(  # noqa: PLR0913 -- as complete, and which act of which run
    run_id: int,
    act_id: str,
    posted: Posted,
    *,
    press: Press,
    actor: Actor,
    records: Records,
    means: Means,
    now: datetime,
) -> Outcome:
    """Do an act that is possible at any time while the case is open; NotFoundError for any other."""
    if act_id not in ANYTIME:
        raise NotFoundError(act_id)
    run = _lock(records, run_id)
    if run.version != press.version:
        given = answer_given(
            press,
            posted,
            lambda step: (step.run_id, step.act, step.task_id) == (run_id, act_id, None),
            actor=actor,
            records=records,
        )
        if given is not None:
            return given
        raise ConflictError(_changed(run))
    desk = lay_desk(Dossier(records, run), actor=actor, means=means, now=now, task=None)
    step = perform_act(desk, act_id, posted, means)
    return _finish(step, task=None, pressed=(press.key, sha_of_press(posted)))


def finish_system_step(step: Step, *, task: TaskRow | None) -> Outcome:
    """Write down what a due clock did; the clock worker's counterpart of pressing a button."""
    return _finish(step, task=task, pressed=(uuid4().hex, ""))


def perform_act(desk: Desk, act_id: str, posted: Posted, means: Means) -> Step:
    """Ask the law, read the answers, ask again, and perform; the engine has not moved yet."""
    standing = objection_to_standing(desk, ACTS[act_id])
    if standing is not None:
        raise RefusedError(standing)
    guard = guard_of(act_id)
    answers = guard.form(desk).read(posted)
    for objection in guard.objections(desk, answers):
        if objection.applies_to(answers):
            raise RefusedError(objection)
    step = Step(act=ACTS[act_id], desk=desk, answers=answers, means=means)
    perform_of(act_id)(step)
    return step


def _finish(step: Step, *, task: TaskRow | None, pressed: tuple[str, str]) -> Outcome:
    """Walk the engine to the next human steps and write everything down."""
    row = step.dossier.run
    run = Run.resume(step.means.flow(step.records, row.bundle_sha), row.state, dict(row.facts))
    _check_effects(step, run)
    before = {one.id for one in run.open_tasks()}
    _advance(run, step, task)
    summary = step.summary or step.term
    stop_clocks(step, step.act.id)
    _save_run(step, run)
    lay_out_tasks(step, run, before)
    _write_step(step, task, pressed=pressed, summary=summary)
    _write_entry(step)
    announce_step(step)
    return Outcome(step.case_id, step.run_id, summary)


def _check_effects(step: Step, run: Run) -> None:
    """Refuse what the act may not set: proofs over a flow rest on it; it is a defect of the program."""
    name = step.message if step.message.startswith("clock:") else step.act.id
    if step.act is FORM_ACT and step.desk.task is not None:
        is_admitted = outcome_of_form(step.desk.task.node, run.bundle.facts).admits(step.sets, run.facts)
    else:
        is_admitted = admits(name, step.site, step.sets, before=run.facts)
    if not is_admitted:
        message = f"{name} sets facts beyond its effects: {step.sets}"
        raise ValueError(message)


def _advance(run: Run, step: Step, task: TaskRow | None) -> None:
    run.note({"judged_on": step.today.toordinal()})
    if task is not None and not step.message:
        run.complete(task.engine_id, step.sets)
    elif step.message:
        run.send(step.message, step.sets)
    elif step.jump:
        run.note(step.sets)
        run.jump(step.jump)
    else:
        run.note(step.sets)


def _save_run(step: Step, run: Run) -> None:
    row = step.dossier.run
    step.dossier.facts.clear()
    step.dossier.facts.update(run.facts)
    saved = step.records.runs.save(
        row.id,
        version=row.version,
        state=run.save(),
        facts=told_facts(run.facts),
        status="closed" if run.finished else "open",
        changed_at=step.now,
        changed_by=step.actor.name,
        changed_what=step.term,
    )
    if not saved:
        raise ConflictError(_changed(row))


def _write_step(step: Step, task: TaskRow | None, *, pressed: tuple[str, str], summary: str) -> None:
    key, press_sha = pressed
    persons = [one for one in dict.fromkeys([step.actor.id, *step.persons]) if one]
    step.records.runs.add_step(
        run_id=step.run_id,
        case_id=step.case_id,
        task_id=task.id if task else None,
        node=task.node if task else "",
        act=step.act.id,
        site=step.site,
        stage=task.stage if task else "",
        by_id=step.actor.id,
        by_name=step.actor.name,
        persons=persons,
        round=task.round if task else 1,
        opened_at=task.opened_at if task else None,
        done_at=step.now,
        done_on=step.today,
        facts=dict(step.sets),
        answers=step.answers.as_json(),
        summary=summary,
        key=key or None,
        press_sha=press_sha,
    )


def _write_entry(step: Step) -> None:
    persons = [one for one in dict.fromkeys([step.actor.id, *step.persons]) if one]
    task = step.desk.task
    step.note(
        ActDone(
            act=step.act.id,
            label=task.label if task else step.term,
            site=step.site,
            round=task.round if task else 1,
            persons=persons,
            done_on=step.today.isoformat(),
            content_sha=sha_of({"answers": step.answers.as_json(), "facts": dict(step.sets)}),
            summary=step.summary,
            papers=[paper.number or paper.title for paper in step.papers],
        )
    )


def _lock(records: Records, run_id: int) -> RunRow:
    run = records.lock(run_id)
    if run is None:
        message = f"run {run_id}"
        raise NotFoundError(message)
    return run


def _changed(run: RunRow) -> Objection:
    text = N_("您打开页面后，{who} 已于 {when} 办理“{what}”，案件内容有变化。您填写的内容已保留，请核对后重新提交")
    when = run.changed_at.astimezone(SHANGHAI).strftime("%m-%d %H:%M")
    return Objection("run-changed", text, {"who": run.changed_by, "when": when, "what": run.changed_what})


def _too_late(task_id: int, run: RunRow | None, *, actor: Actor, records: Records) -> ConflictError:
    """Say who was faster: every step raises the run's version, so a repeated press always comes here."""
    if run is not None and records.tasks.find(task_id) is not None:
        return ConflictError(_changed(run))
    return _already_done(task_id, actor=actor, records=records)


def _already_done(task_id: int, *, actor: Actor, records: Records) -> ConflictError:
    """Say who was faster; of another agency's case nothing is said."""
    step = records.runs.find_step_of_task(task_id)
    if step is None:
        gone = records.tasks.find_withdrawn(task_id)
        if gone is None or records.get(Case, gone.case_id).agency_id != actor.agency_id:
            raise NotFoundError(task_id)
        text = N_("此待办已被收回或者不存在，请回到“我的待办”查看最新任务")
        return ConflictError(Objection("task-gone", text))
    if _lock(records, step.run_id).agency_id != actor.agency_id:
        raise NotFoundError(task_id)
    text = (
        N_("您已于 {when} 办结此任务。您填写的内容仍在页面上，可复制留用")
        if step.by_id == actor.id
        else N_("{who} 已于 {when} 办结此任务。您填写的内容仍在页面上，可复制留用")
    )
    when = step.done_at.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M")
    return ConflictError(Objection("task-done", text, {"who": step.by_name, "when": when}))
