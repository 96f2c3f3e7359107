"""公示网页: published decisions for everybody, without an account; personal data are masked before they come here."""

import re

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue

from webapp.access import open_to_all
from webapp.request_scope import reading, today
from workflows.questions.portal import PAGE, read_published
from workflows.questions.portal import list_published as ask_published

blueprint = Blueprint("portal", __name__, url_prefix="/public")


@blueprint.get("")
@open_to_all
def list_published() -> ResponseReturnValue:
    """List the decisions published now."""
    words = request.args.get("q", "").strip()[:100]
    with reading() as records:
        found = ask_published(words, records=records, today=today(), page=_page_number())
    return render_template("portal/list.html", found=found, words=words, pager=_pager(found.page, found.total, words))


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
    with reading() as records:
        decision = read_published(disclosure_id, records=records, today=today())
    extra: dict[str, object] = {"nav": ()} if is_printed else {}
    return render_template("portal/show.html", decision=decision, is_printed=is_printed, printed_on=today(), **extra)


def _pager(page: int, total: int, words: str) -> dict[str, object]:
    pages = max(1, -(-total // PAGE))
    return {
        "number": page,
        "pages": pages,
        "total": total,
        "previous_url": url_for("portal.list_published", q=words or None, page=page - 1) if page > 1 else "",
        "next_url": url_for("portal.list_published", q=words or None, page=page + 1) if page < pages else "",
    }


def _page_number() -> int:
    given = request.args.get("page", "1")
    return max(1, int(given)) if re.fullmatch(r"[0-9]{1,6}", given) else 1
