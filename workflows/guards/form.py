"""自定义表单: a step that an administrator designed asks what its form asks, and opens with the last answers."""

from collections.abc import Mapping, Sequence
from typing import cast

from workflows.errors import NotFoundError
from workflows.forms import Answers, Form, Kind
from workflows.guards.desk import Desk
from workflows.process.bundle import Bundle
from workflows.process.form_schema import read_form
from workflows.process.form_sheet import FormSheet
from workflows.records.jobs import Upload
from workflows.records.runs import StepRow
from workflows.vocabulary.acts import FORM_ACT
from workflows.vocabulary.wording import N_, Objection


def form(desk: Desk) -> Form:
    """Ask the questions of the form that the task names; in a later round with the answers of the one before."""
    last = _last(desk)
    known = {name: value for name, value in last.answers.items() if value is not None} if last is not None else {}
    return own_sheet(desk).form().with_initial(known)


def objections(desk: Desk, answers: Answers | None) -> Sequence[Objection]:
    """Refuse a file that this person did not send, unless the round before had it already."""
    sheet, last = own_sheet(desk), _last(desk)
    known = _shas(sheet, last.answers) if last is not None else set()
    new = _shas(sheet, answers or {}) - known
    if not new:
        return ()
    sent = desk.dossier.records.list_where(Upload, Upload.sha.in_(new), Upload.sent_by == desk.actor.id)
    if {one.sha for one in sent} == new:
        return ()
    return (Objection("file-unknown", N_("没有收到所附文件，请重新上传")),)


def own_sheet(desk: Desk) -> FormSheet:
    """Return the form of the task that lies on the desk; NotFoundError where there is none."""
    sheet = find_sheet(flow_of(desk), desk.task.node) if desk.task is not None else None
    if sheet is None:
        message = "a form step has a form"
        raise NotFoundError(message)
    return sheet


def flow_of(desk: Desk) -> Bundle:
    """Return the flow version that the case stays on."""
    return desk.means.flow(desk.dossier.records, desk.dossier.run.bundle_sha)


def find_sheet(bundle: Bundle, node: str) -> FormSheet | None:
    """Return the form that a step shows, or None where the case's flow version has no such step (any more)."""
    name = bundle.node(node).properties.get("form", "") if node in bundle.places else ""
    return read_form(name, bundle.files[f"forms/{name}.json"]) if name else None


def files_in(sheet: FormSheet, answers: Mapping[str, object]) -> dict[str, list[str]]:
    """Return the content hashes of the files attached to the answers of a form, by the name of their field."""
    fields = [one for one in sheet.fields if one.kind is Kind.FILE]
    return {one.title: [str(sha) for sha in cast("Sequence[str]", answers.get(one.key) or ())] for one in fields}


def _shas(sheet: FormSheet, answers: Mapping[str, object]) -> set[str]:
    return {sha for given in files_in(sheet, answers).values() for sha in given}


def _last(desk: Desk) -> StepRow | None:
    node = desk.task.node if desk.task is not None else ""
    return next((one for one in desk.dossier.last_steps(FORM_ACT.id) if one.node == node), None)
