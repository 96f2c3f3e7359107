"""历史案件: closed cases of an older register, found and taken over as they were; nothing else is done with them."""

from io import BytesIO

from flask import Blueprint, Response, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from webapp.access import requires
from webapp.paging import pager_of, turn_of_request
from webapp.request_scope import installation, me, now, reading, transaction
from webapp.spreadsheets import XLSX
from workflows.acts.office.errands import keep_given, request_import
from workflows.acts.office.import_cases import blank_register
from workflows.errors import RefusedError
from workflows.questions.legacy_cases import LEGACY_KEY, list_legacy
from workflows.questions.permissions import Permission, may_in_agency
from workflows.vocabulary.wording import N_, Objection

blueprint = Blueprint("older_cases", __name__, url_prefix="/cases")


@blueprint.get("/older")
@requires(Permission.SEE_CASE)
def show() -> ResponseReturnValue:
    """Find older cases by number, title or party."""
    words, turn = request.args.get("q", "").strip()[:100], turn_of_request(*LEGACY_KEY)
    batch = request.args.get("batch", "")[:64]
    with reading() as records:
        page = list_legacy(words, records=records, actor=me(), turn=turn, batch=batch)
    pager = pager_of(page, "older_cases.show", {"q": words or None, "batch": batch or None})
    may_import = may_in_agency(Permission.IMPORT_CASES, actor=me())
    return render_template(
        "cases/older.html", cases=page.lines, words=words, batch=batch, pager=pager, may_import=may_import
    )


@blueprint.get("/older/import")
@requires(Permission.IMPORT_CASES)
def ask_import() -> ResponseReturnValue:
    """Ask for the file of an older register."""
    return _import_page(None)


@blueprint.get("/older/template.xlsx")
@requires(Permission.IMPORT_CASES)
def template() -> Response:
    """Return an empty file with the columns that are needed."""
    return _sheet(blank_register(), _("历史案件模板"))


@blueprint.post("/older/import")
@requires(Permission.IMPORT_CASES)
def submit_import() -> ResponseReturnValue:
    """Have a file checked, and taken over when nothing is wrong in it; its page shows how far that is."""
    sent = request.files.get("file")
    name, content = (sent.filename or "", sent.read()) if sent is not None else ("", b"")
    if not content:
        return _import_page(Objection("file-empty", N_("请选择要导入的文件，空文件不能导入"))), 422
    is_trial, given = request.form.get("what", "check") != "import", keep_given(content, means=installation().means)
    try:
        with transaction() as records:
            begun = request_import(name, given, is_trial=is_trial, actor=me(), records=records, now=now())
    except RefusedError as error:
        return _import_page(error.objection), 409
    return redirect(url_for("errands.show", errand_id=begun.id), 303)


def _import_page(refusal: Objection | None) -> str:
    return render_template("cases/import.html", refusal=refusal)


def _sheet(content: bytes, name: str) -> Response:
    return send_file(BytesIO(content), mimetype=XLSX, as_attachment=True, download_name=f"{name}.xlsx")
