"""公示网页: published decisions for everybody, without an account; personal data are masked before they come here."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from webapp.access import open_to_all
from webapp.paging import pager_of, turn_of_request
from webapp.request_scope import reading_everywhere, today
from workflows.questions.portal import PUBLISHED_KEY, read_published
from workflows.questions.portal import list_published as ask_published

blueprint = Blueprint("portal", __name__, url_prefix="/public")


@blueprint.get("")
@open_to_all
def list_published() -> ResponseReturnValue:
    """List the decisions published now."""
    words = request.args.get("q", "").strip()[:100]
    with reading_everywhere() as records:
        found = ask_published(words, records=records, today=today(), turn=turn_of_request(*PUBLISHED_KEY))
    pager = pager_of(found.page, "portal.list_published", {"q": words or None})
    return render_template("portal/list.html", found=found, words=words, pager=pager)


@blueprint.get("/<int:disclosure_id>")
@open_to_all
def show_published(disclosure_id: int) -> ResponseReturnValue:
    """Show one published decision, or the notice that it was withdrawn."""
    return _decision(disclosure_id, is_printed=False)


@blueprint.get("/<int:disclosure_id>/print")
@open_to_all
def print_published(disclosure_id: int) -> ResponseReturnValue:
    """Show one published decision for paper."""
    return _decision(disclosure_id, is_printed=True)


def _decision(disclosure_id: int, *, is_printed: bool) -> str:
    with reading_everywhere() as records:
        decision = read_published(disclosure_id, records=records, today=today())
    extra: dict[str, object] = {"nav": ()} if is_printed else {}
    return render_template("portal/show.html", decision=decision, is_printed=is_printed, printed_on=today(), **extra)
