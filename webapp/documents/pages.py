"""Papers and evidence files: preview and download; each look at a file is written into the access journal."""

from base64 import b64encode
from io import BytesIO

from flask import Blueprint, redirect, render_template, send_file, url_for
from flask.typing import ResponseReturnValue

from webapp.access import requires
from webapp.request_scope import installation, me, note_access, now, reading, transaction
from workflows.acts.office.errands import request_paper_pdf
from workflows.events import Downloaded, Viewed
from workflows.questions.files import read_evidence, read_paper, read_step_file
from workflows.questions.permissions import Permission

blueprint = Blueprint("documents", __name__)

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@blueprint.get("/papers/<int:paper_id>")
@requires(Permission.SEE_CASE)
def preview(paper_id: int) -> ResponseReturnValue:
    """Show a paper on the page; the Word file stays the authoritative version.

    The page carries the file it draws: a look is one request and one entry, and never the entry of a download.
    """
    with reading() as records:
        shown = read_paper(paper_id, records=records, actor=me(), means=installation().means)
    note_access(shown.case_id, Viewed("paper", str(paper_id), shown.sha))
    content, has_pdf = b64encode(shown.content).decode("ascii"), installation().means.pdf.is_offered
    return render_template("documents/paper.html", paper=shown, content=content, has_pdf=has_pdf)


@blueprint.get("/papers/<int:paper_id>/file")
@requires(Permission.SEE_CASE)
def download(paper_id: int) -> ResponseReturnValue:
    """Return the Word file of an issued paper, re-checked against its hash."""
    with reading() as records:
        shown = read_paper(paper_id, records=records, actor=me(), means=installation().means)
    note_access(shown.case_id, Downloaded("paper-file", str(paper_id), shown.sha))
    return send_file(BytesIO(shown.content), mimetype=WORD, as_attachment=True, download_name=shown.file_name)


@blueprint.post("/papers/<int:paper_id>/pdf")
@requires(Permission.SEE_CASE)
def ask_for_pdf(paper_id: int) -> ResponseReturnValue:
    """Ask for a copy of an issued paper as PDF, or find the one that was made."""
    with transaction() as records:
        asked = request_paper_pdf(paper_id, actor=me(), records=records, means=installation().means, now=now())
    return redirect(url_for("errands.show", errand_id=asked.id), 303)


@blueprint.get("/evidence/<int:evidence_id>/file")
@requires(Permission.SEE_CASE)
def evidence_file(evidence_id: int) -> ResponseReturnValue:
    """Return the file of a piece of evidence, re-checked against its hash; never shown as a page of ours."""
    with reading() as records:
        found = read_evidence(evidence_id, records=records, actor=me(), means=installation().means)
    note_access(found.case_id, Downloaded("evidence-file", str(evidence_id), found.sha))
    return send_file(
        BytesIO(found.content),
        mimetype="application/octet-stream",
        as_attachment=True,
        download_name=found.file_name,
    )


@blueprint.get("/steps/<int:step_id>/files/<sha>")
@requires(Permission.SEE_CASE)
def step_file(step_id: int, sha: str) -> ResponseReturnValue:
    """Return a file attached to the answers of a step the agency designed; never shown as a page of ours."""
    with reading() as records:
        found = read_step_file(step_id, sha, records=records, actor=me(), means=installation().means)
    note_access(found.case_id, Downloaded("step-file", str(step_id), found.sha))
    return send_file(
        BytesIO(found.content),
        mimetype="application/octet-stream",
        as_attachment=True,
        download_name=found.file_name,
    )
