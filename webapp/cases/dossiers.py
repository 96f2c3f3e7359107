"""卷宗: asking for the export of a whole case, watching it being made, and taking it away."""

from flask import Blueprint, Response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from webapp.access import requires
from webapp.errand_files import send_errand_file
from webapp.request_scope import me, now, reading, transaction
from workflows.acts.office.errands import request_of_case
from workflows.errors import NotFoundError
from workflows.questions.errands import find_errand_file, list_dossiers
from workflows.questions.permissions import Permission
from workflows.vocabulary.errands import ErrandKind

blueprint = Blueprint("dossiers", __name__, url_prefix="/cases")


@blueprint.get("/<int:case_id>/dossier")
@requires(Permission.EXPORT_DOSSIER)
def show(case_id: int) -> ResponseReturnValue:
    """Show the exports of a case and how far each is."""
    with reading() as records:
        page = list_dossiers(case_id, records=records, actor=me())
    return render_template("cases/dossier.html", page=page)


@blueprint.post("/<int:case_id>/dossier")
@requires(Permission.EXPORT_DOSSIER)
def export(case_id: int) -> ResponseReturnValue:
    """Ask for the dossier of a case."""
    with transaction() as records:
        request_of_case(ErrandKind.DOSSIER, case_id, actor=me(), records=records, now=now())
    return redirect(url_for("dossiers.show", case_id=case_id), 303)


@blueprint.get("/<int:case_id>/dossier/<int:export_id>.zip")
@requires(Permission.EXPORT_DOSSIER)
def download(case_id: int, export_id: int) -> Response:
    """Return a finished dossier; the access journal keeps who took it."""
    with reading() as records:
        found = find_errand_file(export_id, records=records, actor=me())
    if (found.what, found.case_id) != (ErrandKind.DOSSIER, case_id):
        raise NotFoundError(export_id)
    return send_errand_file(found, case_id)
