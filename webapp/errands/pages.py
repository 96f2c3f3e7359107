"""我的导出与导入: asking for exports, watching what is under way, taking files away, ending and beginning anew."""

from io import BytesIO

from flask import Blueprint, Response, flash, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from webapp.access import requires
from webapp.errand_files import send_errand_file
from webapp.request_scope import installation, me, now, reading, transaction
from webapp.spreadsheets import XLSX
from webapp.wording import in_words
from workflows.acts.office.errands import (
    cancel_errand,
    repeat_errand,
    request_list,
    request_of_case,
    request_take_over,
)
from workflows.acts.office.import_cases import marked_register
from workflows.errors import NotFoundError, RefusedError
from workflows.questions.errands import find_errand_file, list_my_errands, read_given_file, show_errand
from workflows.questions.permissions import Permission
from workflows.vocabulary.errands import ErrandKind

blueprint = Blueprint("errands", __name__)

MOST_SHOWN = 100
# What the menu of exports offers: the kind and, for a spreadsheet, its format.
OFFERED = {
    "case-list.xlsx": (ErrandKind.CASE_LIST, "xlsx"),
    "case-list.csv": (ErrandKind.CASE_LIST, "csv"),
    "older-list.xlsx": (ErrandKind.OLDER_LIST, "xlsx"),
    "older-list.csv": (ErrandKind.OLDER_LIST, "csv"),
    "event-log.xes": (ErrandKind.EVENT_LOG, ""),
}


@blueprint.get("/errands")
@requires(Permission.SEE_PEOPLE)
def show_mine() -> ResponseReturnValue:
    """Show what the person has under way and what is ready."""
    with reading() as records:
        errands = list_my_errands(records=records, actor=me())
    return render_template("errands/mine.html", errands=errands, days=installation().settings.errand_days)


@blueprint.get("/errands/<int:errand_id>")
@requires(Permission.SEE_PEOPLE)
def show(errand_id: int) -> ResponseReturnValue:
    """Show one of them, and what came of it."""
    with reading() as records:
        page = show_errand(errand_id, records=records, actor=me())
    days = installation().settings.errand_days
    return render_template("errands/show.html", page=page, most=MOST_SHOWN, days=days)


@blueprint.get("/errands/<int:errand_id>/file")
@requires(Permission.SEE_PEOPLE)
def download(errand_id: int) -> ResponseReturnValue:
    """Return a finished file; the access journal keeps who took it."""
    try:
        with reading() as records:
            found = find_errand_file(errand_id, records=records, actor=me())
        return send_errand_file(found, found.paper_id or found.case_id or errand_id)
    except RefusedError as error:
        return _refused(error)


@blueprint.get("/errands/<int:errand_id>/marked.xlsx")
@requires(Permission.IMPORT_CASES)
def marked(errand_id: int) -> ResponseReturnValue:
    """Return the file an import was given, with what is wrong in each row."""
    try:
        with reading() as records:
            name, content = read_given_file(errand_id, records=records, actor=me(), means=installation().means)
            page = show_errand(errand_id, records=records, actor=me())
    except RefusedError as error:
        return _refused(error)
    sheet = marked_register(name, content, page.errors)
    name = _("历史案件核对结果")
    return send_file(BytesIO(sheet), mimetype=XLSX, as_attachment=True, download_name=f"{name}.xlsx")


@blueprint.post("/errands/lists")
@requires(Permission.SEE_CASE)
def export_list() -> ResponseReturnValue:
    """Ask for a whole list, or for the event log, of what the words find."""
    offered = OFFERED.get(request.form.get("what", ""))
    if offered is None:
        raise NotFoundError(request.form.get("what", ""))
    kind, form = offered
    words, names = request.form.get("q", "").strip()[:100], bool(request.form.get("names"))
    try:
        with transaction() as records:
            request_list(kind, words, form=form, names=names, actor=me(), records=records, now=now())
    except RefusedError as error:
        return _refused(error)
    return redirect(url_for("errands.show_mine"), 303)


@blueprint.post("/cases/<int:case_id>/export")
@requires(Permission.EXPORT_DOSSIER)
def export_case(case_id: int) -> ResponseReturnValue:
    """Ask for all data and files of a case."""
    try:
        with transaction() as records:
            request_of_case(ErrandKind.CASE_FILES, case_id, actor=me(), records=records, now=now())
    except RefusedError as error:
        return _refused(error)
    return redirect(url_for("errands.show_mine"), 303)


@blueprint.post("/errands/<int:errand_id>/cancel")
@requires(Permission.SEE_PEOPLE)
def cancel(errand_id: int) -> ResponseReturnValue:
    """End what the person began."""
    try:
        with transaction() as records:
            cancel_errand(errand_id, actor=me(), records=records, now=now())
    except RefusedError as error:
        return _refused(error)
    flash(_("已取消"))
    return redirect(url_for("errands.show_mine"), 303)


@blueprint.post("/errands/<int:errand_id>/again")
@requires(Permission.SEE_PEOPLE)
def again(errand_id: int) -> ResponseReturnValue:
    """Have done again what failed or was ended."""
    try:
        with transaction() as records:
            repeat_errand(errand_id, actor=me(), records=records, now=now())
    except RefusedError as error:
        return _refused(error)
    return redirect(url_for("errands.show", errand_id=errand_id), 303)


@blueprint.post("/errands/<int:errand_id>/take-over")
@requires(Permission.IMPORT_CASES)
def take_over(errand_id: int) -> ResponseReturnValue:
    """Take the cases of a file over that was checked."""
    try:
        with transaction() as records:
            begun = request_take_over(errand_id, actor=me(), records=records, now=now())
    except RefusedError as error:
        return _refused(error)
    return redirect(url_for("errands.show", errand_id=begun.id), 303)


def _refused(error: RefusedError) -> Response:
    """Say why not, on the page of what one has under way."""
    flash(in_words(error.objection), "warning")
    return redirect(url_for("errands.show_mine"), 303)  # type: ignore[return-value]
