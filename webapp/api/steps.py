"""What is to be done, for programs: tasks with their forms, acts possible at any time, and doing them."""

from collections.abc import Mapping
from typing import Any

from flask_smorest import Blueprint
from flask_smorest.fields import Upload
from marshmallow import Schema

from webapp.api.caller import with_scope
from webapp.api.forms import (
    FormSchema,
    KeySchema,
    OutcomeSchema,
    PressSchema,
    StepSchema,
    UploadSchema,
    form_schema,
    posted_of,
)
from webapp.api.presses import key_of
from webapp.api.schemas import TaskPageSchema, TasksWantedSchema
from webapp.problems import answer_for
from webapp.request_scope import installation, me, note_access, now, reading, today, transaction
from workflows.acts.office.take_upload import keep_file, take_upload_once
from workflows.acts.pressing import Outcome, Press
from workflows.acts.walk import act, complete
from workflows.errors import RefusedError
from workflows.events import Refused
from workflows.questions.my_tasks import TASK_KEY, Wanted, list_my_tasks, list_pool
from workflows.questions.paging import read_turn
from workflows.questions.permissions import Permission
from workflows.questions.registration import ask_registration
from workflows.questions.task_page import TaskPage, ask_act, ask_task
from workflows.questions.viewing import open_dossier, refuse_to_strangers

blueprint = Blueprint("api_steps", __name__, url_prefix="/api/v1", description="待办和办理")
answer_for(blueprint)


class FileSchema(Schema):
    """A file to keep."""

    file = Upload(required=True)


@blueprint.route("/tasks")
@with_scope("tasks:read", Permission.SEE_PEOPLE)
@blueprint.arguments(TasksWantedSchema, location="query")
@blueprint.response(200, TaskPageSchema)
def list_tasks(asked: Mapping[str, Any]) -> object:
    """List the tasks of the person the application acts as; those of a case stand in the case."""
    turn = read_turn(before="", behind=asked["after"], kinds=TASK_KEY)
    wanted = Wanted(turn=turn, words=asked["q"])
    ask = list_pool if asked["pool"] else list_my_tasks
    with reading() as records:
        return ask(records=records, actor=me(), means=installation().means, today=today(), wanted=wanted)


@blueprint.route("/tasks/<int:task_id>")
@with_scope("tasks:read", Permission.SEE_PEOPLE)
@blueprint.response(200, StepSchema)
def show_task(task_id: int) -> object:
    """Return an open task with its form, and what stands against it."""
    with reading() as records:
        page, case = ask_task(task_id, records=records, actor=me(), means=installation().means, now=now())
        return _step(page, case.case.id)


@blueprint.route("/tasks/<int:task_id>/complete", methods=["POST"])
@with_scope("acts:write", Permission.SEE_PEOPLE)
@blueprint.arguments(KeySchema, location="headers")
@blueprint.arguments(PressSchema)
@blueprint.response(200, OutcomeSchema)
def complete_task(key: Mapping[str, Any], given: Mapping[str, Any], task_id: int) -> Outcome:
    """Complete a task: the same guards, the same record as the button on its page; the same key twice is one act."""
    answers, press = posted_of(given["answers"]), Press(key_of(key), given["version"])
    try:
        with transaction() as records:
            refuse_to_strangers(task_id, records=records, actor=me())
            return complete(
                task_id, answers, press=press, actor=me(), records=records, means=installation().means, now=now()
            )
    except RefusedError as error:
        with reading() as records:
            task = records.tasks.find(task_id)
        if task is not None and task.agency_id == me().agency_id:
            note_access(task.case_id, Refused(task.act, error.objection.code, error.objection.in_chinese()))
        raise


@blueprint.route("/cases/<int:case_id>/acts/<act_id>")
@with_scope("tasks:read", Permission.SEE_CASE)
@blueprint.response(200, StepSchema)
def show_act(case_id: int, act_id: str) -> object:
    """Return the form of an act possible at any time, and what stands against it."""
    with reading() as records:
        page, _ = ask_act(case_id, act_id, records=records, actor=me(), means=installation().means, now=now())
        return _step(page, case_id)


@blueprint.route("/cases/<int:case_id>/acts/<act_id>", methods=["POST"])
@with_scope("acts:write", Permission.SEE_CASE)
@blueprint.arguments(KeySchema, location="headers")
@blueprint.arguments(PressSchema)
@blueprint.response(200, OutcomeSchema)
def do_act(key: Mapping[str, Any], given: Mapping[str, Any], case_id: int, act_id: str) -> Outcome:
    """Do an act possible at any time; the same key twice is one act."""
    answers, press = posted_of(given["answers"]), Press(key_of(key), given["version"])
    try:
        with transaction() as records:
            run_id = open_dossier(records, case_id, actor=me()).run.id
            return act(
                run_id,
                act_id,
                answers,
                press=press,
                actor=me(),
                records=records,
                means=installation().means,
                now=now(),
            )
    except RefusedError as error:
        note_access(case_id, Refused(act_id, error.objection.code, error.objection.in_chinese()))
        raise


@blueprint.route("/registration")
@with_scope("acts:write", Permission.REGISTER_CASE)
@blueprint.response(200, FormSchema)
def show_registration() -> dict[str, object]:
    """Return the form of POST /cases."""
    return form_schema(ask_registration(means=installation().means, today=today()).form)


@blueprint.route("/uploads", methods=["POST"])
@with_scope("acts:write", Permission.SEE_CASE)
@blueprint.arguments(KeySchema, location="headers")
@blueprint.arguments(FileSchema, location="files")
@blueprint.response(201, UploadSchema)
def upload(key: Mapping[str, Any], files: Mapping[str, Any]) -> object:
    """Keep a file until an act takes it into a case; the same key twice is one file."""
    sent = files["file"]
    file = keep_file(sent.filename or "", sent.read(), means=installation().means)
    with transaction() as records:
        kept, is_replay = take_upload_once(key_of(key), file, actor=me(), records=records, now=now())
        return {"sha": kept.sha, "name": kept.name, "size": kept.size, "is_replay": is_replay}


def _step(page: TaskPage, case_id: int) -> dict[str, object]:
    return {
        "act": page.act,
        "label": page.label,
        "article": page.article,
        "note": page.note,
        "case_id": case_id,
        "task_id": page.task.id if page.task is not None else None,
        "version": page.version,
        "objections": page.objections,
        "form": form_schema(page.form),
    }
