"""全过程记录: the journal of a case to read, print and export; the access journal; verifying all chains."""

import re
from datetime import date
from typing import Any

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from webapp.access import requires
from webapp.figures import moment
from webapp.paging import pager_of, turn_of_request
from webapp.request_scope import installation, me, note_access, now, reading, transaction
from webapp.spreadsheets import csv_response
from webapp.wording import in_words, translated
from workflows.acts.office.errands import request_journal_check
from workflows.errors import RefusedError
from workflows.events import Downloaded, Viewed
from workflows.questions.errands import find_last_check
from workflows.questions.journal import (
    ENTRY_KEY,
    CaseJournal,
    WantedEntries,
    read_access_journal,
    read_case_journal,
)
from workflows.questions.permissions import Permission, may_in_agency

blueprint = Blueprint("journal", __name__, url_prefix="/journal")


@blueprint.get("")
@requires(Permission.READ_ACCESS_JOURNAL)
def show() -> ResponseReturnValue:
    """Show the access journal, newest first, by person, kind and day, under what the last check of all chains found."""
    wanted = _wanted()
    with reading() as records:
        journal = read_access_journal(records=records, actor=me(), wanted=wanted)
        check = find_last_check(records=records, actor=me())
    asked: dict[str, Any] = {
        "person": wanted.person_id or None,
        "kind": wanted.kind or None,
        "day": wanted.day.isoformat() if wanted.day else None,
    }
    pager = pager_of(journal.page, "journal.show", asked)
    return render_template("journal/show.html", journal=journal, wanted=wanted, pager=pager, check=check)


@blueprint.post("/verify")
@requires(Permission.READ_ACCESS_JOURNAL)
def verify() -> ResponseReturnValue:
    """Ask for every chain to be re-computed; how far that is and what came of it stand on a page of its own."""
    try:
        with transaction() as records:
            begun = request_journal_check(actor=me(), records=records, now=now())
    except RefusedError as error:
        flash(in_words(error.objection), "warning")
        return redirect(url_for("journal.show"), 303)
    return redirect(url_for("errands.show", errand_id=begun.id), 303)


@blueprint.get("/cases/<int:case_id>")
@requires(Permission.READ_CASE_JOURNAL)
def show_case(case_id: int) -> ResponseReturnValue:
    """Show the whole journal of one case."""
    return render_template(
        "journal/case.html",
        journal=_journal(case_id),
        is_printed=False,
        sees_case=may_in_agency(Permission.SEE_CASE, actor=me()),
    )


@blueprint.get("/cases/<int:case_id>/print")
@requires(Permission.READ_CASE_JOURNAL)
def print_case(case_id: int) -> ResponseReturnValue:
    """Show the journal of one case for paper, oldest first; the access journal keeps who took it."""
    journal = _journal(case_id)
    note_access(case_id, Viewed("case-journal-print", str(case_id)))
    return render_template("journal/case.html", journal=journal, is_printed=True, printed_at=now(), nav=())


@blueprint.get("/cases/<int:case_id>.csv")
@requires(Permission.READ_CASE_JOURNAL)
def export_case(case_id: int) -> Response:
    """Return the journal of one case as a spreadsheet, oldest first; the access journal keeps who took it."""
    journal = _journal(case_id)
    note_access(case_id, Downloaded("case-journal-csv", str(case_id)))
    heads = (_("序号"), _("时间"), _("人员"), _("类别"), _("内容"), _("校验值"), _("存证"))
    rows = [
        (one.seq, moment(one.at), one.who, translated(one.kind), one.what, one.hash, one.place or _("待存证"))
        for one in reversed(journal.entries)
    ]
    return csv_response(" ".join((journal.number, _("全过程记录"))), heads, rows)


def _journal(case_id: int) -> CaseJournal:
    with reading() as records:
        return read_case_journal(case_id, records=records, actor=me(), means=installation().means)


def _wanted() -> WantedEntries:
    return WantedEntries(
        person_id=_number("person"),
        kind=request.args.get("kind", "")[:40],
        day=_day(),
        turn=turn_of_request(*ENTRY_KEY),
    )


def _number(name: str) -> int:
    given = request.args.get(name, "")
    return int(given) if re.fullmatch(r"[0-9]{1,9}", given) else 0


def _day() -> date | None:
    try:
        return date.fromisoformat(request.args.get("day", ""))
    except ValueError:
        return None
