"""公示网页: published decisions for everybody, without an account; personal data are masked before they come here."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from webapp.access import open_to_all
from webapp.request_scope import reading, today
from workflows.questions.portal import list_published as ask_published
from workflows.questions.portal import read_published

blueprint = Blueprint("portal", __name__, url_prefix="/public")


@blueprint.get("")
@open_to_all
def list_published() -> ResponseReturnValue:
    """List the decisions published now."""
    words = request.args.get("q", "")[:100]
    with reading() as records:
        decisions = ask_published(words, records=records, today=today())
    return render_template("portal/list.html", decisions=decisions, words=words)


@blueprint.get("/<int:disclosure_id>")
@open_to_all
def show_published(disclosure_id: int) -> ResponseReturnValue:
    """Show one published decision, or the notice that it was withdrawn."""
    with reading() as records:
        decision = read_published(disclosure_id, records=records, today=today())
    return render_template("portal/show.html", decision=decision)
