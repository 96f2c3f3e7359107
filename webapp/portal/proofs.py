"""存证公示: the current checkpoint with its key, the growth between two of them, and whether a paper was recorded."""

from flask import Blueprint, Response, jsonify, render_template, request
from flask.typing import ResponseReturnValue

from webapp.access import open_to_all
from webapp.request_scope import reading, reading_everywhere
from workflows.errors import NotFoundError
from workflows.questions.paper_proof import read_paper_proof
from workflows.questions.sealing import current_checkpoint, prove_growth

blueprint = Blueprint("proofs", __name__, url_prefix="/public")

LONGEST_CODE = 400


@blueprint.get("/checkpoint")
@open_to_all
def show_checkpoint() -> ResponseReturnValue:
    """Show the newest signed checkpoint and the public key that checks it."""
    with reading() as records:
        checkpoint = current_checkpoint(records=records)
    return render_template("portal/checkpoint.html", checkpoint=checkpoint)


@blueprint.get("/checkpoint.txt")
@open_to_all
def checkpoint_note() -> Response:
    """Return the newest checkpoint as it was signed, to keep elsewhere."""
    with reading() as records:
        checkpoint = current_checkpoint(records=records)
    if not checkpoint.note:
        raise NotFoundError("checkpoint")
    return _download(checkpoint.note, f"checkpoint-{checkpoint.size}.txt")


@blueprint.get("/checkpoint.pub")
@open_to_all
def checkpoint_key() -> Response:
    """Return the public key that checks checkpoints."""
    with reading() as records:
        checkpoint = current_checkpoint(records=records)
    if not checkpoint.public_key:
        raise NotFoundError("checkpoint")
    return _download(f"{checkpoint.public_key}\n", "checkpoint.pub")


@blueprint.get("/consistency/<int:old>-<int:new>.json")
@open_to_all
def prove_consistency(old: int, new: int) -> Response:
    """Return the proof that the log of one size only added to that of another."""
    with reading() as records:
        proof = prove_growth(old, new, records=records)
    return jsonify({"old": old, "new": new, "proof": proof})


@blueprint.get("/papers")
@open_to_all
def ask_paper() -> ResponseReturnValue:
    """Ask for the code of a paper and answer whether it was recorded."""
    written = request.args.get("code", "").strip()
    return _answer(written) if written else render_template("portal/paper_proof.html", found=None, written="")


@blueprint.get("/papers/<code>")
@open_to_all
def show_paper(code: str) -> ResponseReturnValue:
    """Answer whether the paper whose code was scanned was recorded."""
    return _answer(code)


def _answer(written: str) -> ResponseReturnValue:
    with reading_everywhere() as records:
        found = read_paper_proof(written[:LONGEST_CODE], records=records)
    page = render_template("portal/paper_proof.html", found=found, written=written[:LONGEST_CODE])
    return page, 200 if found is not None else 404


def _download(content: str, name: str) -> Response:
    told = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, mimetype="text/plain", headers=told)
