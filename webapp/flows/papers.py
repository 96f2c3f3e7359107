"""文书模板: the list of papers, one template with its versions, uploads with their findings, how a version looks."""

from base64 import b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO

from flask import Blueprint, flash, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from webapp.access import requires
from webapp.request_scope import installation, me, now, reading, today, transaction
from workflows.acts.office.approve_template import approve_template, return_template
from workflows.acts.office.upload_template import (
    drop_template,
    keep_sound,
    look_over,
    restore_template,
    submit_template,
    upload_template,
)
from workflows.errors import RefusedError
from workflows.forms import FormError
from workflows.questions.paper_templates import list_kinds, show_template
from workflows.questions.permissions import Permission
from workflows.questions.template_looks import (
    CheckedUpload,
    check_upload,
    fill_sample,
    look_at_template,
    read_template,
)
from workflows.vocabulary.wording import Objection

blueprint = Blueprint("paper_templates", __name__, url_prefix="/flows/papers")

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
# A byte more than a template may have: a larger one is refused without being read.
MOST_BYTES = 5_000_001


@dataclass(frozen=True, slots=True)
class Attempt:
    """What came of pressing a button: wrong fields of which form, a refusal, or the faults of an upload."""

    form: str = ""
    errors: Mapping[str, Objection] = field(default_factory=dict)
    refusal: Objection | None = None
    upload: CheckedUpload | None = None


@blueprint.get("")
@requires(Permission.SEE_FLOW)
def list_papers() -> ResponseReturnValue:
    """List every kind of paper with the version of its template in force."""
    with reading() as records:
        kinds = list_kinds(records=records, actor=me(), means=installation().means, today=today())
    return render_template("flows/papers.html", kinds=kinds)


@blueprint.get("/<kind_id>")
@requires(Permission.SEE_FLOW)
def show(kind_id: str) -> ResponseReturnValue:
    """Show one template: its versions, what may be done with each, and the fields it may use."""
    return _page(kind_id, Attempt())


@blueprint.post("/<kind_id>")
@requires(Permission.EDIT_FLOW)
def upload(kind_id: str) -> ResponseReturnValue:
    """Keep an uploaded .docx as a draft version; a faulty one is refused with every fault at its place."""
    sent = request.files.get("file")
    name, content = (sent.filename or "", sent.read(MOST_BYTES)) if sent is not None else ("", b"")
    means = installation().means
    try:
        checked = check_upload(kind_id, name, content, means=means)
        if checked.findings:
            return _page(kind_id, Attempt("upload", upload=checked)), 422
        sound = keep_sound(kind_id, name, checked.content, means=means)
        with transaction() as records:
            version = upload_template(kind_id, sound, _posted(), actor=me(), records=records, means=means, now=now())
    except FormError as error:
        return _page(kind_id, Attempt("upload", errors=error.errors)), 422
    except RefusedError as error:
        return _page(kind_id, Attempt("upload", refusal=error.objection)), 409
    if checked.mended:
        flash(_("已自动合并 %(count)s 处被拆开的占位符", count=checked.mended))
    flash(_("已上传为第 %(version)s 版（草稿），请核对预览后提交审批", version=version))
    return redirect(url_for("paper_templates.look", kind_id=kind_id, version=version), 303)


@blueprint.get("/<kind_id>/<int:version>")
@requires(Permission.SEE_FLOW)
def look(kind_id: str, version: int) -> ResponseReturnValue:
    """Show a version filled with the sample case, and what it words differently from the one in force."""
    return _look(kind_id, version, Attempt())


@blueprint.get("/<kind_id>/<int:version>/file")
@requires(Permission.SEE_FLOW)
def download(kind_id: str, version: int) -> ResponseReturnValue:
    """Return the .docx of a version, to be edited in Word or WPS."""
    with reading() as records:
        file = read_template(kind_id, version, records=records, actor=me(), means=installation().means)
    return send_file(BytesIO(file.content), mimetype=WORD, as_attachment=True, download_name=file.file_name)


@blueprint.post("/<kind_id>/<int:version>/restore")
@requires(Permission.EDIT_FLOW)
def restore(kind_id: str, version: int) -> ResponseReturnValue:
    """Lay an earlier version down again as a new draft."""
    means = installation().means
    try:
        with reading() as records:
            sound = look_over(kind_id, version, actor=me(), records=records, means=means)
        with transaction() as records:
            number = restore_template(
                kind_id, version, sound, _posted(), actor=me(), records=records, means=means, now=now()
            )
    except FormError as error:
        return _look(kind_id, version, Attempt("restore", errors=error.errors)), 422
    except RefusedError as error:
        return _look(kind_id, version, Attempt("restore", refusal=error.objection)), 409
    flash(_("已按第 %(old)s 版恢复为第 %(version)s 版（草稿），提交并批准后施行", old=version, version=number))
    return redirect(url_for("paper_templates.look", kind_id=kind_id, version=number), 303)


@blueprint.post("/<kind_id>/<int:version>/submit")
@requires(Permission.EDIT_FLOW)
def submit(kind_id: str, version: int) -> ResponseReturnValue:
    """Hand a version to the legal office."""
    try:
        with transaction() as records:
            submit_template(
                kind_id, version, _posted(), actor=me(), records=records, means=installation().means, now=now()
            )
    except FormError as error:
        return _look(kind_id, version, Attempt("submit", errors=error.errors)), 422
    except RefusedError as error:
        return _look(kind_id, version, Attempt("submit", refusal=error.objection)), 409
    flash(_("已提交法制机构审批"))
    return redirect(url_for("paper_templates.show", kind_id=kind_id), 303)


@blueprint.post("/<kind_id>/<int:version>/drop")
@requires(Permission.EDIT_FLOW)
def drop(kind_id: str, version: int) -> ResponseReturnValue:
    """Give up a version that was never approved."""
    try:
        with transaction() as records:
            drop_template(kind_id, version, actor=me(), records=records, means=installation().means, now=now())
    except RefusedError as error:
        return _look(kind_id, version, Attempt("drop", refusal=error.objection)), 409
    flash(_("第 %(version)s 版已作废", version=version))
    return redirect(url_for("paper_templates.show", kind_id=kind_id), 303)


@blueprint.post("/<kind_id>/<int:version>/approve")
@requires(Permission.PUBLISH_FLOW)
def approve(kind_id: str, version: int) -> ResponseReturnValue:
    """Put a version in force from its day on; never by whoever uploaded it."""
    means = installation().means
    try:
        with reading() as records:
            sound = look_over(kind_id, version, actor=me(), records=records, means=means)
        with transaction() as records:
            approve_template(kind_id, version, sound, actor=me(), records=records, means=means, now=now())
    except RefusedError as error:
        return _look(kind_id, version, Attempt("approve", refusal=error.objection)), 409
    flash(_("第 %(version)s 版已批准", version=version))
    return redirect(url_for("paper_templates.show", kind_id=kind_id), 303)


@blueprint.post("/<kind_id>/<int:version>/return")
@requires(Permission.PUBLISH_FLOW)
def send_back(kind_id: str, version: int) -> ResponseReturnValue:
    """Return a version with the reason."""
    try:
        with transaction() as records:
            return_template(
                kind_id, version, _posted(), actor=me(), records=records, means=installation().means, now=now()
            )
    except FormError as error:
        return _look(kind_id, version, Attempt("return", errors=error.errors)), 422
    except RefusedError as error:
        return _look(kind_id, version, Attempt("return", refusal=error.objection)), 409
    flash(_("第 %(version)s 版已退回", version=version))
    return redirect(url_for("paper_templates.show", kind_id=kind_id), 303)


def _posted() -> Mapping[str, Sequence[str]]:
    return {name: request.form.getlist(name) for name in request.form}


def _page(kind_id: str, attempt: Attempt) -> str:
    with reading() as records:
        page = show_template(kind_id, records=records, actor=me(), means=installation().means, today=today())
    posted = request.form if request.method == "POST" else None
    return render_template("flows/paper.html", page=page, attempt=attempt, posted=posted)


def _look(kind_id: str, version: int, attempt: Attempt) -> str:
    means = installation().means
    with reading() as records:
        look = look_at_template(kind_id, version, records=records, actor=me(), means=means, today=today())
    is_sparse = request.args.get("filled") == "least"
    content, html = fill_sample(kind_id, look.template, means=means, is_sparse=is_sparse)
    return render_template(
        "flows/paper_look.html",
        page=look.page,
        shown=look.shown,
        changes=look.changes,
        content=b64encode(content).decode("ascii"),
        html=html,
        is_sparse=is_sparse,
        attempt=attempt,
        posted=request.form if request.method == "POST" else None,
    )
