"""流程: procedures with their versions, one version, one draft, and what is done with a draft."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from webapp.access import requires
from webapp.paging import pager_of, turn_of_request
from webapp.request_scope import installation, me, now, reading, today, transaction
from webapp.wording import with_translated_names
from workflows.acts.office.begin_draft import begin_draft
from workflows.acts.office.decide_draft import approve_draft, return_draft
from workflows.acts.office.drop_draft import drop_draft, restore_draft
from workflows.acts.office.import_draft_files import import_draft_files
from workflows.acts.office.submit_draft import submit_draft, withdraw_draft
from workflows.errors import RefusedError
from workflows.forms import FormError
from workflows.questions.flow_draft import check_draft, check_for_publication
from workflows.questions.flow_draft_page import pack_draft, show_draft
from workflows.questions.flow_list import VERSION_KEY, WantedVersions, list_flows
from workflows.questions.flow_version import pack_version, read_version_diagram, read_version_file, show_version
from workflows.questions.permissions import Permission
from workflows.vocabulary.wording import Objection

blueprint = Blueprint("flows", __name__, url_prefix="/flows")

Posted = Mapping[str, list[str]]


@dataclass(frozen=True, slots=True)
class Attempt:
    """What came of a form: which one it was, its wrong fields, or a refusal."""

    form: str = ""
    errors: Mapping[str, Objection] = field(default_factory=dict)
    refusal: Objection | None = None


@blueprint.get("")
@requires(Permission.SEE_FLOW)
def show() -> ResponseReturnValue:
    """Show every procedure with its versions and drafts."""
    return _list_page(Attempt())


@blueprint.get("/versions/<sha>")
@requires(Permission.SEE_FLOW)
def version(sha: str) -> ResponseReturnValue:
    """Show one published version."""
    part = request.args.get("part", "")
    with reading() as records:
        page = show_version(sha, part=part, actor=me(), records=records, means=installation().means, today=today())
    return render_template("flows/version.html", page=page)


@blueprint.get("/versions/<sha>/diagram/<part>")
@requires(Permission.SEE_FLOW)
def diagram(sha: str, part: str) -> ResponseReturnValue:
    """Return the BPMN of one part of a version, to be drawn."""
    with reading() as records:
        xml = read_version_diagram(sha, part, actor=me(), records=records, means=installation().means)
    return Response(with_translated_names(xml), mimetype="application/xml")


@blueprint.get("/versions/<sha>/files/<path:name>")
@requires(Permission.SEE_FLOW)
def version_file(sha: str, name: str) -> ResponseReturnValue:
    """Return one file of a version as it was published."""
    with reading() as records:
        content = read_version_file(sha, name, actor=me(), records=records, means=installation().means)
    return _download(name.rpartition("/")[2], content, "application/octet-stream")


@blueprint.get("/versions/<sha>.zip")
@requires(Permission.SEE_FLOW)
def export_version(sha: str) -> ResponseReturnValue:
    """Return a version as one archive."""
    with reading() as records:
        name, content = pack_version(sha, actor=me(), records=records, means=installation().means)
    return _download(name, content, "application/zip")


@blueprint.post("/drafts")
@requires(Permission.EDIT_FLOW)
def begin() -> ResponseReturnValue:
    """Begin a draft from a published version."""
    base = request.form.get("base", "")[:64]
    try:
        with transaction() as records:
            draft_id = begin_draft(base, _posted(), actor=me(), records=records, means=installation().means, now=now())
    except FormError as error:
        return _list_page(Attempt("begin", errors=error.errors)), 422
    flash(_("已建立草稿，每次修改都会自动保存"))
    return redirect(url_for("flows.draft", draft_id=draft_id), 303)


@blueprint.get("/drafts/<int:draft_id>")
@requires(Permission.SEE_FLOW)
def draft(draft_id: int) -> ResponseReturnValue:
    """Show a draft: what changed, what the check says, and what can be done now."""
    return _draft_page(draft_id, Attempt())


@blueprint.get("/drafts/<int:draft_id>.zip")
@requires(Permission.SEE_FLOW)
def export_draft(draft_id: int) -> ResponseReturnValue:
    """Return a draft's files as one archive."""
    with reading() as records:
        name, content = pack_draft(draft_id, actor=me(), records=records)
    return _download(name, content, "application/zip")


@blueprint.post("/drafts/<int:draft_id>/import")
@requires(Permission.EDIT_FLOW)
def import_files(draft_id: int) -> ResponseReturnValue:
    """Read an uploaded file or archive into a draft."""
    sent = request.files.get("file")
    upload = (sent.filename or "", sent.read()) if sent is not None else ("", b"")
    given = request.form.get("revision", "")
    revision = int(given) if re.fullmatch(r"[0-9]{1,9}", given) else -1
    try:
        with transaction() as records:
            changed = import_draft_files(draft_id, upload, revision, actor=me(), records=records, now=now())
    except RefusedError as error:
        return _draft_page(draft_id, Attempt("import", refusal=error.objection)), 409
    flash(_("已导入，改变了 %(count)s 个文件", count=len(changed)) if changed else _("导入的文件与草稿相同，没有改变"))
    return redirect(url_for("flows.draft", draft_id=draft_id), 303)


@blueprint.post("/drafts/<int:draft_id>/submit")
@requires(Permission.EDIT_FLOW)
def submit(draft_id: int) -> ResponseReturnValue:
    """Submit a draft for approval; it is proved first, before anything is locked."""
    with reading() as records:
        check_draft(draft_id, actor=me(), records=records, means=installation().means)
    return _do(
        draft_id,
        "submit",
        lambda scene: submit_draft(draft_id, _posted(), means=installation().means, **scene),
        _("已提交，等待法制机构审批"),
    )


@blueprint.post("/drafts/<int:draft_id>/withdraw")
@requires(Permission.EDIT_FLOW)
def withdraw(draft_id: int) -> ResponseReturnValue:
    """Take a submitted draft back."""
    return _do(draft_id, "withdraw", lambda scene: withdraw_draft(draft_id, **scene), _("已撤回，可以继续修改"))


@blueprint.post("/drafts/<int:draft_id>/approve")
@requires(Permission.PUBLISH_FLOW)
def approve(draft_id: int) -> ResponseReturnValue:
    """Publish a submitted draft; its frozen files are examined again first, before anything is locked."""
    with reading() as records:
        check_for_publication(draft_id, actor=me(), records=records, means=installation().means)
    return _do(
        draft_id,
        "approve",
        lambda scene: approve_draft(draft_id, _posted(), means=installation().means, **scene),
        _("已批准公布；自生效日起登记的案件适用新版本"),
    )


@blueprint.post("/drafts/<int:draft_id>/return")
@requires(Permission.PUBLISH_FLOW)
def send_back(draft_id: int) -> ResponseReturnValue:
    """Return a submitted draft with reasons."""
    return _do(
        draft_id, "return", lambda scene: return_draft(draft_id, _posted(), **scene), _("已退回，理由已告知编辑人")
    )


@blueprint.post("/drafts/<int:draft_id>/drop")
@requires(Permission.EDIT_FLOW)
def drop(draft_id: int) -> ResponseReturnValue:
    """Drop a draft; it can be restored."""
    return _do(draft_id, "drop", lambda scene: drop_draft(draft_id, **scene), _("草稿已作废，需要时可以恢复"))


@blueprint.post("/drafts/<int:draft_id>/restore")
@requires(Permission.EDIT_FLOW)
def restore(draft_id: int) -> ResponseReturnValue:
    """Take a dropped draft up again."""
    return _do(draft_id, "restore", lambda scene: restore_draft(draft_id, **scene), _("草稿已恢复"))


def _do(draft_id: int, form: str, act: Callable[..., object], done: str) -> ResponseReturnValue:
    """Let an act happen in a transaction of its own, and answer with the draft's page."""
    try:
        with transaction() as records:
            act({"actor": me(), "records": records, "now": now()})
    except FormError as error:
        return _draft_page(draft_id, Attempt(form, errors=error.errors)), 422
    except RefusedError as error:
        return _draft_page(draft_id, Attempt(form, refusal=error.objection)), 409
    flash(done)
    return redirect(url_for("flows.draft", draft_id=draft_id), 303)


def _list_page(attempt: Attempt) -> str:
    with reading() as records:
        page = list_flows(
            actor=me(),
            records=records,
            means=installation().means,
            now=now(),
            today=today(),
            wanted=WantedVersions(request.args.get("process", ""), turn_of_request(*VERSION_KEY)),
        )
    pagers = {one.process: pager_of(one.page, "flows.show", {"process": one.process}) for one in page.procedures}
    asked_base = request.form.get("base", "")
    return render_template("flows/list.html", page=page, pagers=pagers, attempt=attempt, asked_base=asked_base)


def _draft_page(draft_id: int, attempt: Attempt) -> str:
    with reading() as records:
        page = show_draft(draft_id, actor=me(), records=records, means=installation().means, now=now(), today=today())
    posted = request.form if request.method == "POST" and attempt.errors else None
    return render_template("flows/draft.html", page=page, attempt=attempt, posted=posted)


def _posted() -> Posted:
    return {name: request.form.getlist(name) for name in request.form}


def _download(name: str, content: bytes, kind: str) -> Response:
    return Response(content, mimetype=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})
