"""工作日历: which days the office works; a notice that is imported lets all open clocks be counted anew."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from webapp.access import requires
from webapp.request_scope import installation, me, now, reading, today, transaction
from workflows.acts.office.import_calendar import Imported, import_file, import_form
from workflows.errors import RefusedError
from workflows.forms import FormError
from workflows.questions.calendar import ask_notice_form, ask_year
from workflows.questions.permissions import Permission, may_in_agency
from workflows.vocabulary.wording import Objection

blueprint = Blueprint("calendar", __name__, url_prefix="/calendar")

MOST_BYTES = 200_000


@dataclass(frozen=True, slots=True)
class Attempt:
    """What came of an import: nothing yet, wrong fields, or a refusal."""

    errors: Mapping[str, Objection] = field(default_factory=dict)
    refusal: Objection | None = None


@blueprint.get("")
@requires(Permission.SEE_PEOPLE)
def show() -> ResponseReturnValue:
    """Show a year: which days are off, which weekends are worked, and what that rests on."""
    with reading() as records:
        page = ask_year(_year(), records=records, means=installation().means, today=today())
    may_import = may_in_agency(Permission.MANAGE_CALENDAR, actor=me())
    return render_template("calendar/show.html", page=page, may_import=may_import)


@blueprint.get("/import")
@requires(Permission.MANAGE_CALENDAR)
def ask() -> ResponseReturnValue:
    """Show how a notice is imported: typed in, or as a file."""
    return _import_page(Attempt())


@blueprint.post("/import")
@requires(Permission.MANAGE_CALENDAR)
def submit() -> ResponseReturnValue:
    """Import a notice that was typed in."""
    posted = {name: request.form.getlist(name) for name in request.form}
    try:
        with transaction() as records:
            done = import_form(posted, actor=me(), records=records, now=now())
    except FormError as error:
        return _import_page(Attempt(errors=error.errors)), 422
    except RefusedError as error:
        return _import_page(Attempt(refusal=error.objection)), 409
    return _to_year(done)


@blueprint.post("/import-file")
@requires(Permission.MANAGE_CALENDAR)
def submit_file() -> ResponseReturnValue:
    """Import a notice from a YAML or CSV file."""
    sent = request.files.get("file")
    name, content = (sent.filename or "", sent.read(MOST_BYTES)) if sent is not None else ("", b"")
    try:
        with transaction() as records:
            done = import_file(name, content, actor=me(), records=records, now=now())
    except RefusedError as error:
        return _import_page(Attempt(refusal=error.objection)), 409
    return _to_year(done)


def _to_year(done: Imported) -> ResponseReturnValue:
    flash(_("已导入 %(year)s 年安排，正在重算未结时限", year=done.year))
    return redirect(url_for("errands.show", errand_id=done.errand_id), 303)


def _import_page(attempt: Attempt) -> str:
    posted = request.form if request.method == "POST" and request.endpoint == "calendar.submit" else None
    return render_template(
        "calendar/import.html",
        form=ask_notice_form(_year()),
        attempt=attempt,
        posted=posted,
        year=_year(),
    )


def _year() -> int:
    given = request.args.get("year", "")
    return int(given) if re.fullmatch(r"[0-9]{4}", given) else today().year
