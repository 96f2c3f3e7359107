"""回放: past cases walked through a flow before it is law, slice by slice, and what that amounts to."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from flask import Blueprint, Response, current_app, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from itsdangerous import BadSignature, URLSafeSerializer

from webapp.access import requires
from webapp.request_scope import installation, me, reading, today
from webapp.spreadsheets import csv_response
from webapp.wording import sentence, translated
from workflows.questions.flow_replay import SLICE, Period, ReplayCount, ReplaySlice, replay_slice
from workflows.questions.flow_source import Which
from workflows.questions.permissions import Permission

blueprint = Blueprint("flow_replaying", __name__, url_prefix="/flows")

SALT: Final = "flow-replay"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is replayed, and where the replay stands: the count so far and the last run looked at."""

    period: Period
    count: ReplayCount
    after: int = 0


@blueprint.get("/drafts/<int:draft_id>/replay")
@blueprint.get("/versions/<sha>/replay")
@requires(Permission.SEE_FLOW)
def show(draft_id: int = 0, sha: str = "") -> ResponseReturnValue:
    """Ask for a period; with one, show the first slice and let the page fetch the others."""
    which = Which(draft_id, sha)
    is_asked = bool(request.args.get("first"))
    wanted = _wanted()
    done = _slice(which, wanted) if is_asked else None
    return render_template(
        "flows/replay.html", period=wanted.period, at=_at(which), which=which, **_shown(done, wanted)
    )


@blueprint.get("/drafts/<int:draft_id>/replay/slice")
@blueprint.get("/versions/<sha>/replay/slice")
@requires(Permission.SEE_FLOW)
def show_slice(draft_id: int = 0, sha: str = "") -> ResponseReturnValue:
    """Return the next slice of a replay under way."""
    which, wanted = Which(draft_id, sha), _wanted()
    return render_template("flows/replay_slice.html", at=_at(which), **_shown(_slice(which, wanted), wanted))


@blueprint.get("/drafts/<int:draft_id>/replay.csv")
@blueprint.get("/versions/<sha>/replay.csv")
@requires(Permission.SEE_FLOW)
def export(draft_id: int = 0, sha: str = "") -> Response:
    """Return every affected case as a spreadsheet."""
    heads = (_("案号"), _("结论"), _("路径变化"), _("增加的办理事项"), _("减少的办理事项"), _("不作推断的原因"))
    return csv_response(_("历史案件回放"), heads, _rows(Which(draft_id, sha), _wanted()))


def _rows(which: Which, wanted: Wanted) -> Iterator[tuple[str, ...]]:
    while True:
        done = _slice(which, wanted)
        for one in done.cases:
            words = (one.verdict_term, one.parts, one.added, one.dropped)
            why = sentence(one.open_end) if one.open_end else ""
            yield (one.number, *(translated(word) for word in words), why)
        if not done.next_after:
            return
        wanted = Wanted(wanted.period, done.count, done.next_after)


def _slice(which: Which, wanted: Wanted) -> ReplaySlice:
    with reading() as records:
        return replay_slice(
            which,
            wanted.period,
            wanted.count,
            after=wanted.after,
            actor=me(),
            records=records,
            means=installation().means,
        )


def _shown(done: ReplaySlice | None, wanted: Wanted) -> dict[str, Any]:
    cursor = ""
    if done is not None and done.next_after:
        told = {"count": done.count.as_json(), "after": done.next_after, **_as_asked(wanted.period)}
        cursor = str(_signer().dumps(told))
    return {"done": done, "cursor": cursor, "asked": _as_asked(wanted.period)}


def _wanted() -> Wanted:
    """Return what is asked: a replay under way by its cursor, or a new one by its period; last year otherwise."""
    told = _opened(request.args.get("cursor", ""))
    if told is not None:
        return Wanted(_period(told), ReplayCount.from_json(told["count"]), int(told["after"]))
    return Wanted(_period(request.args), ReplayCount())


def _opened(cursor: str) -> dict[str, Any] | None:
    try:
        return dict(_signer().loads(cursor)) if cursor else None
    except BadSignature:
        return None


def _signer() -> URLSafeSerializer:
    # A place in the cases of one agency is none in another's.
    return URLSafeSerializer(str(current_app.config["SECRET_KEY"]), salt=f"{SALT}-{me().agency_id}")


def _period(asked: Mapping[str, Any]) -> Period:
    last_year = today().year - 1
    first = _day(asked.get("first")) or date(last_year, 1, 1)
    last = _day(asked.get("last")) or date(last_year, 12, 31)
    last = min(max(first, last), first + timedelta(days=3660))
    told = str(asked.get("slice", ""))
    size = min(max(int(told), 1), SLICE) if re.fullmatch(r"[0-9]{1,4}", told) else SLICE
    return Period(first, last, _day(asked.get("judged_on")), size)


def _as_asked(period: Period) -> dict[str, str]:
    told = {"first": period.first.isoformat(), "last": period.last.isoformat(), "slice": str(period.slice)}
    return {**told, "judged_on": period.judged_on.isoformat()} if period.judged_on else told


def _day(given: object) -> date | None:
    text = str(given or "")
    try:
        return date.fromisoformat(text) if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text) else None
    except ValueError:
        return None


def _at(which: Which) -> dict[str, str | int]:
    return {"draft_id": which.draft_id} if which.draft_id else {"sha": which.sha}
