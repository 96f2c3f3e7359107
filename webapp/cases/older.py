"""历史案件: closed cases of an older register, found and taken over as they were; nothing else is done with them."""

from dataclasses import dataclass
from io import BytesIO

from flask import Blueprint, Response, flash, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from webapp.access import requires
from webapp.paging import pager_of, turn_of_request
from webapp.request_scope import me, now, reading, transaction
from webapp.spreadsheets import XLSX
from workflows.acts.office.import_cases import Imported, blank_register, import_cases, marked_register
from workflows.errors import RefusedError
from workflows.questions.legacy_cases import LEGACY_KEY, list_legacy
from workflows.questions.permissions import Permission, may_in_agency
from workflows.vocabulary.wording import Objection

blueprint = Blueprint("older_cases", __name__, url_prefix="/cases")

MOST_SHOWN = 100


@dataclass(frozen=True, slots=True)
class Attempt:
    """What came of a file: nothing yet, what was found in it, or a refusal."""

    name: str = ""
    found: Imported | None = None
    refusal: Objection | None = None


@blueprint.get("/older")
@requires(Permission.SEE_CASE)
def show() -> ResponseReturnValue:
    """Find older cases by number, title or party."""
    words, turn = request.args.get("q", "").strip()[:100], turn_of_request(*LEGACY_KEY)
    with reading() as records:
        page = list_legacy(words, records=records, actor=me(), turn=turn)
    pager = pager_of(page, "older_cases.show", {"q": words or None})
    may_import = may_in_agency(Permission.IMPORT_CASES, actor=me())
    return render_template("cases/older.html", cases=page.lines, words=words, pager=pager, may_import=may_import)


@blueprint.get("/older/import")
@requires(Permission.IMPORT_CASES)
def ask_import() -> ResponseReturnValue:
    """Ask for the file of an older register."""
    return _import_page(Attempt())


@blueprint.get("/older/template.xlsx")
@requires(Permission.IMPORT_CASES)
def template() -> Response:
    """Return an empty file with the columns that are needed."""
    return _sheet(blank_register(), _("历史案件模板"))


@blueprint.post("/older/import")
@requires(Permission.IMPORT_CASES)
def submit_import() -> ResponseReturnValue:
    """Check a file, give it back with what is wrong in it, or take its cases over when nothing is."""
    sent = request.files.get("file")
    name, content = (sent.filename or "", sent.read()) if sent is not None else ("", b"")
    what = request.form.get("what", "check")
    try:
        with transaction() as records:
            done = import_cases(name, content, is_trial=what != "import", actor=me(), records=records, now=now())
        if what == "mark":
            return _sheet(marked_register(name, content, done.errors), _("历史案件核对结果"))
    except RefusedError as error:
        return _import_page(Attempt(name, refusal=error.objection)), 409
    if done.is_done:
        flash(_("已导入 %(count)s 件历史案件", count=done.cases))
        return redirect(url_for("older_cases.show"), 303)
    return _import_page(Attempt(name, found=done)), 422 if done.errors else 200


def _import_page(attempt: Attempt) -> str:
    return render_template("cases/import.html", attempt=attempt, most=MOST_SHOWN)


def _sheet(content: bytes, name: str) -> Response:
    return send_file(BytesIO(content), mimetype=XLSX, as_attachment=True, download_name=f"{name}.xlsx")
