"""历史案件: closed cases of an older register, taken over as they were; nothing can be done with them here."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from webapp.access import requires
from webapp.paging import pager_of, turn_of_request
from webapp.request_scope import me, reading
from workflows.questions.legacy_cases import LEGACY_KEY, list_legacy
from workflows.questions.permissions import Permission

blueprint = Blueprint("older_cases", __name__, url_prefix="/cases")


@blueprint.get("/older")
@requires(Permission.SEE_CASE)
def show() -> ResponseReturnValue:
    """Find older cases by number, title or party."""
    words, turn = request.args.get("q", "").strip()[:100], turn_of_request(*LEGACY_KEY)
    with reading() as records:
        page = list_legacy(words, records=records, actor=me(), turn=turn)
    pager = pager_of(page, "older_cases.show", {"q": words or None})
    return render_template("cases/older.html", cases=page.lines, words=words, pager=pager)
