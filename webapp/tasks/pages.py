"""我的待办, 待签收, and the submission of a step."""

import re
from dataclasses import dataclass
from uuid import uuid4

from flask import Blueprint, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from webapp.access import requires
from webapp.account.menu import first_page
from webapp.cases.steps import Attempt, show_papers_to_come, show_step
from webapp.figures import counted
from webapp.paging import pager_of
from webapp.request_scope import (
    installation,
    me,
    note_access,
    now,
    own_archive,
    posted,
    press_of_request,
    reading,
    today,
    transaction,
)
from webapp.tasks.asking import as_arguments, wanted_of_request
from webapp.wording import in_words
from workflows.acts.office.hold_tasks import claim_task, save_form, transfer_task
from workflows.acts.pressing import answers_in
from workflows.acts.rehearsal import rehearse_task
from workflows.acts.walk import complete
from workflows.errors import ConflictError, NotFoundError, RefusedError
from workflows.events import Refused
from workflows.forms import FormError, Posted
from workflows.questions.anytime import list_approvals
from workflows.questions.my_tasks import list_my_tasks
from workflows.questions.my_tasks import list_pool as list_waiting
from workflows.questions.past_tasks import ask_past_task, ask_typed_too_late
from workflows.questions.permissions import Permission
from workflows.questions.task_page import ask_task, ask_transfer, files_of_task
from workflows.vocabulary.stages import STAGES
from workflows.vocabulary.wording import N_

blueprint = Blueprint("tasks", __name__)

TILES = (
    ("", N_("全部待办"), "all"),
    ("overdue", N_("已超期"), "overdue"),
    ("soon", N_("临期（3 个工作日内）"), "soon"),
    ("fine", N_("正常"), "fine"),
    ("paused", N_("暂停计时"), "paused"),
)


@dataclass(frozen=True, slots=True)
class Tile:
    """One tile above the list: a lamp, its count, and the list it keeps."""

    label: str
    count: int
    lamp: str
    url: str
    is_current: bool


@blueprint.get("/")
@requires(Permission.SEE_PEOPLE)
def home() -> ResponseReturnValue:
    """Lead everyone to where their work begins."""
    return redirect(first_page(me()))


@blueprint.get("/tasks")
@requires(Permission.SEE_PEOPLE)
def list_mine() -> ResponseReturnValue:
    """Show the person's open tasks, most urgent first."""
    wanted = wanted_of_request()
    with reading() as records:
        tasks = list_my_tasks(records=records, actor=me(), means=installation().means, today=today(), wanted=wanted)
        approvals = list_approvals(records=records, actor=me())
    tiles = [
        Tile(
            label,
            tasks.counts[name or "all"],
            shown,
            url_for("tasks.list_mine", lamp=name or None),
            name == wanted.lamp,
        )
        for name, label, shown in TILES
    ]
    return render_template(
        "tasks/mine.html",
        tasks=tasks,
        tiles=tiles,
        approvals=approvals,
        is_pool=False,
        wanted=wanted,
        asked=as_arguments(wanted),
        stages=STAGES,
        pager=pager_of(tasks.page, "tasks.list_mine", as_arguments(wanted), total=counted(tasks.total)),
    )


@blueprint.get("/pool")
@requires(Permission.SEE_PEOPLE)
def list_pool() -> ResponseReturnValue:
    """Show what waits to be claimed by somebody with this person's roles."""
    wanted = wanted_of_request()
    with reading() as records:
        tasks = list_waiting(records=records, actor=me(), means=installation().means, today=today(), wanted=wanted)
    return render_template(
        "tasks/mine.html",
        tasks=tasks,
        tiles=[],
        is_pool=True,
        wanted=wanted,
        asked=as_arguments(wanted),
        stages=STAGES,
        pager=pager_of(tasks.page, "tasks.list_pool", as_arguments(wanted), total=counted(tasks.total)),
    )


@blueprint.get("/tasks/<int:task_id>")
@requires(Permission.SEE_PEOPLE)
def show(task_id: int) -> ResponseReturnValue:
    """Show the case page with the form of this task first; of one no longer open, what became of it."""
    try:
        return show_step(lambda scene: ask_task(task_id, **scene), Attempt())
    except NotFoundError:
        return _show_past(task_id)


@blueprint.post("/tasks/<int:task_id>")
@requires(Permission.SEE_PEOPLE)
def submit(task_id: int) -> ResponseReturnValue:
    """Complete the task; whatever refuses it, nothing that was typed is lost."""
    press = press_of_request()
    try:
        answers = _sent_for(task_id)
        with transaction() as records:
            outcome = complete(
                task_id, answers, press=press, actor=me(), records=records, means=installation().means, now=now()
            )
    except FormError as error:
        _keep_typed(task_id)
        return show_step(lambda scene: ask_task(task_id, **scene), Attempt(errors=error.errors, key=press.key)), 422
    except RefusedError as error:
        _note_refusal(task_id, error)
        _keep_typed(task_id)
        return show_step(lambda scene: ask_task(task_id, **scene), Attempt(refusal=error.objection)), 409
    except ConflictError as error:
        return _answer_conflict(task_id, error)
    flash(_("已办结：%(what)s", what=outcome.summary))
    return redirect(url_for("cases.show", case_id=outcome.case_id), 303)


@blueprint.post("/tasks/<int:task_id>/draft")
@requires(Permission.SEE_PEOPLE)
def save_draft(task_id: int) -> ResponseReturnValue:
    """Keep what has been typed so far 暂存."""
    typed = _sent_for(task_id)
    with transaction() as records:
        save_form(task_id, typed, actor=me(), records=records, now=now())
    if request.headers.get("X-Autosave"):
        return make_response("", 204)
    flash(_("已暂存，可随时回来继续填写"))
    return redirect(url_for("tasks.show", task_id=task_id), 303)


@blueprint.post("/tasks/<int:task_id>/preview")
@requires(Permission.SEE_PEOPLE)
def preview(task_id: int) -> ResponseReturnValue:
    """Show the papers that submitting these answers would issue; nothing is written."""
    office = installation()
    try:
        answers = _sent_for(task_id)
        papers = rehearse_task(task_id, answers, actor=me(), archive=own_archive(), means=office.means, now=now())
    except FormError as error:
        return show_step(lambda scene: ask_task(task_id, **scene), Attempt(errors=error.errors)), 422
    except RefusedError as error:
        return show_step(lambda scene: ask_task(task_id, **scene), Attempt(refusal=error.objection)), 409
    return show_papers_to_come(papers)


@blueprint.post("/tasks/<int:task_id>/claim")
@requires(Permission.SEE_PEOPLE)
def claim(task_id: int) -> ResponseReturnValue:
    """Take a task out of the pool 签收."""
    with transaction() as records:
        claim_task(task_id, actor=me(), records=records, means=installation().means, now=now())
    flash(_("已签收"))
    return redirect(url_for("tasks.show", task_id=task_id), 303)


@blueprint.get("/tasks/<int:task_id>/transfer")
@requires(Permission.SEE_PEOPLE)
def ask_for_transfer(task_id: int) -> ResponseReturnValue:
    """Show everybody who holds the role: the eligible with their workload, the others with the reason why not."""
    try:
        with reading() as records:
            page = ask_transfer(task_id, records=records, actor=me(), means=installation().means, now=now())
    except NotFoundError:
        return _show_past(task_id)
    return render_template("tasks/transfer.html", page=page, key=uuid4().hex)


@blueprint.post("/tasks/<int:task_id>/transfer")
@requires(Permission.SEE_PEOPLE)
def transfer(task_id: int) -> ResponseReturnValue:
    """Give a task to somebody, with a reason 转办、指派."""
    chosen = request.form.get("person", "")
    to_id = int(chosen) if re.fullmatch(r"[0-9]{1,9}", chosen) else 0
    with transaction() as records:
        case_id = transfer_task(
            task_id,
            to_id=to_id,
            reason=request.form.get("reason", ""),
            actor=me(),
            records=records,
            means=installation().means,
            now=now(),
        )
    flash(_("已转办"))
    return redirect(url_for("cases.show", case_id=case_id), 303)


def _answer_conflict(task_id: int, error: ConflictError) -> ResponseReturnValue:
    with reading() as records:
        is_open = records.tasks.find(task_id) is not None
    if is_open:
        _keep_typed(task_id)
        return show_step(lambda scene: ask_task(task_id, **scene), Attempt(conflict=error.objection)), 409
    typed = answers_in(posted())
    with reading() as records:
        task, shown = ask_typed_too_late(
            task_id, typed, records=records, actor=me(), means=installation().means, now=now()
        )
    return render_template("tasks/too_late.html", reason=in_words(error.objection), task=task, typed=shown), 409


def _show_past(task_id: int) -> ResponseReturnValue:
    """Say what became of a task that is no longer open; who may not read its case finds nothing."""
    with reading() as records:
        task = ask_past_task(task_id, records=records, actor=me())
    return render_template("tasks/past.html", task=task), 410


def _keep_typed(task_id: int) -> None:
    """Keep what was typed and refused as a draft: the way back, or another language, must not lose it."""
    typed = posted()
    with transaction() as records:
        save_form(task_id, typed, actor=me(), records=records, now=now())


def _sent_for(task_id: int) -> Posted:
    """Return what was typed and sent for a task; only whoever may do it leaves a file behind."""
    means = installation().means
    return posted(lambda records: files_of_task(task_id, records=records, actor=me(), means=means, now=now()))


def _note_refusal(task_id: int, error: RefusedError) -> None:
    with reading() as records:
        task = records.tasks.find(task_id)
    if task is not None:
        note_access(task.case_id, Refused(task.act, error.objection.code, error.objection.in_chinese()))
