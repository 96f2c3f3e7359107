"""卷宗: asking for the export of a whole case, watching it being made, and taking it away."""

from io import BytesIO

from flask import Blueprint, Response, redirect, render_template, send_file, url_for
from flask.typing import ResponseReturnValue

from webapp.access import requires
from webapp.request_scope import installation, me, note_access, now, reading, transaction
from workflows.acts.office.errands import request_of_case
from workflows.errors import NotFoundError
from workflows.events import Downloaded
from workflows.questions.errands import list_dossiers, read_errand_file
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
        found = read_errand_file(export_id, records=records, actor=me(), means=installation().means)
    if (found.what, found.case_id) != (ErrandKind.DOSSIER, case_id):
        raise NotFoundError(export_id)
    note_access(case_id, Downloaded("dossier", str(case_id), found.sha))
    return send_file(BytesIO(found.content), mimetype="application/zip", as_attachment=True, download_name=found.name)
