"""演练: a flow is stepped through before it is law, on a draft or on a published version; nothing is written.

A rehearsal is its script, which travels in the address: going back is leaving out the last step, and a page that was
kept or sent to a colleague opens where it stood.
"""

import json
import re
from datetime import date

from flask import Blueprint, Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from webapp.access import requires
from webapp.request_scope import installation, me, note_access, reading, today
from webapp.wording import with_translated_names
from workflows.errors import BrokenDiagramError, NotFoundError, RefusedError
from workflows.events import Viewed
from workflows.questions.flow_rehearsal import (
    Choice,
    Script,
    choose,
    invent,
    read_road,
    show_rehearsal,
)
from workflows.questions.flow_replay import script_of_case
from workflows.questions.flow_scenarios import ScenariosPage, show_scenarios
from workflows.questions.flow_source import Which, read_part
from workflows.questions.permissions import Permission
from workflows.questions.rehearsal_ahead import script_to_breach, show_ahead
from workflows.vocabulary.wording import N_, Objection

blueprint = Blueprint("flow_rehearsing", __name__, url_prefix="/flows")

# Longer addresses are cut by some servers; the page is then the answer itself.
LONGEST_ROAD = 3000


@blueprint.get("/drafts/<int:draft_id>/rehearsal")
@blueprint.get("/versions/<sha>/rehearsal")
@requires(Permission.SEE_FLOW)
def show(draft_id: int = 0, sha: str = "") -> ResponseReturnValue:
    """Show where a rehearsal stands."""
    which = Which(draft_id, sha)
    try:
        return _page(which, _script(), whole=_whole())
    except RefusedError as error:
        return _page(which, Script(today()), error.objection), 409


@blueprint.get("/drafts/<int:draft_id>/rehearsal/breach")
@requires(Permission.SEE_FLOW)
def walk_to_breach(draft_id: int) -> ResponseReturnValue:
    """Prepare the way to a violation of a draft, none of it played yet."""
    which, key = Which(draft_id), request.args.get("of", "")[:200]
    try:
        with reading() as records:
            script = script_to_breach(which, key, today(), actor=me(), records=records, means=installation().means)
    except (NotFoundError, BrokenDiagramError):
        gone = Objection("breach-gone", N_("草稿已有改动，没有这一项违反了；请回到草稿查看最新的检查结果"))
        return _page(which, Script(today()), gone), 409
    return redirect(url_for("flow_rehearsing.show", **_at(which), road=script.pack(), steps=0, breach=key), 303)  # type: ignore[arg-type]


@blueprint.post("/drafts/<int:draft_id>/rehearsal")
@blueprint.post("/versions/<sha>/rehearsal")
@requires(Permission.SEE_FLOW)
def play(draft_id: int = 0, sha: str = "") -> ResponseReturnValue:
    """Play one more step."""
    which, script = Which(draft_id, sha), Script(today())
    try:
        script = _script()
        with reading() as records:
            script = choose(
                which,
                script,
                _wanted(),
                request.form,
                actor=me(),
                records=records,
                means=installation().means,
            )
    except RefusedError as error:
        return _page(which, script, error.objection), 409
    return _go(which, script)


@blueprint.post("/drafts/<int:draft_id>/rehearsal/begin")
@blueprint.post("/versions/<sha>/rehearsal/begin")
@requires(Permission.SEE_FLOW)
def begin(draft_id: int = 0, sha: str = "") -> ResponseReturnValue:
    """Begin anew with invented facts."""
    which = Which(draft_id, sha)
    try:
        return _go(which, invent(request.form, _day(request.form.get("day", ""))))
    except RefusedError as error:
        return _page(which, Script(today()), error.objection), 409


@blueprint.post("/drafts/<int:draft_id>/rehearsal/case")
@blueprint.post("/versions/<sha>/rehearsal/case")
@requires(Permission.SEE_FLOW)
def copy_case(draft_id: int = 0, sha: str = "") -> ResponseReturnValue:
    """Play the acts of a real case by its number, with the facts they set and nothing else of it."""
    which, number = Which(draft_id, sha), request.form.get("number", "").strip()[:60]
    try:
        with reading() as records:
            case_id, script = script_of_case(which, number, actor=me(), records=records, means=installation().means)
    except NotFoundError:
        gone = Objection("case-unknown", N_("没有案号为“{number}”、适用此流程的案件，请核对案号"), {"number": number})
        return _page(which, Script(today()), gone), 409
    note_access(case_id, Viewed("flow-rehearsal", number))
    return _go(which, script)


@blueprint.get("/drafts/<int:draft_id>/rehearsal/diagram/<part>")
@blueprint.get("/versions/<sha>/rehearsal/diagram/<part>")
@requires(Permission.SEE_FLOW)
def diagram(part: str, draft_id: int = 0, sha: str = "") -> ResponseReturnValue:
    """Return the BPMN of one part as the rehearsal walks it."""
    with reading() as records:
        xml = read_part(Which(draft_id, sha), part, actor=me(), records=records, means=installation().means)
    return Response(with_translated_names(xml), mimetype="application/xml")


@blueprint.get("/drafts/<int:draft_id>/scenarios")
@blueprint.get("/versions/<sha>/scenarios")
@requires(Permission.SEE_FLOW)
def scenarios(draft_id: int = 0, sha: str = "") -> ResponseReturnValue:
    """Show the page that asks for scenarios, which take some seconds; ``?now=1`` shows them at once."""
    which = Which(draft_id, sha)
    found = _found(which) if request.args.get("now") else None
    return render_template("flows/scenarios.html", page=found, which=which, at=_at(which))


@blueprint.get("/drafts/<int:draft_id>/scenarios/found")
@blueprint.get("/versions/<sha>/scenarios/found")
@requires(Permission.SEE_FLOW)
def found_scenarios(draft_id: int = 0, sha: str = "") -> ResponseReturnValue:
    """Return the scenarios alone, for the page that waits for them."""
    which = Which(draft_id, sha)
    return render_template("flows/scenarios_found.html", page=_found(which), at=_at(which))


@blueprint.get("/drafts/<int:draft_id>/scenarios.json")
@blueprint.get("/versions/<sha>/scenarios.json")
@requires(Permission.SEE_FLOW)
def export_scenarios(draft_id: int = 0, sha: str = "") -> ResponseReturnValue:
    """Return the scenarios as a file."""
    told = json.dumps(_found(Which(draft_id, sha)).as_json(), ensure_ascii=False, indent=1)
    answer = Response(told, mimetype="application/json")
    answer.headers["Content-Disposition"] = "attachment; filename=scenarios.json"
    return answer


def _found(which: Which) -> ScenariosPage:
    with reading() as records:
        return show_scenarios(which, today(), actor=me(), records=records, means=installation().means)


def _page(which: Which, script: Script, refusal: Objection | None = None, whole: Script | None = None) -> str:
    """Show where a rehearsal stands; ``whole`` is the road with what is prepared and not played yet."""
    part, key = request.args.get("part", "")[:80], request.args.get("breach", "")[:200]
    road, played = whole or script, len(script.choices)
    with reading() as records:
        page = show_rehearsal(which, script, part=part, actor=me(), records=records, means=installation().means)
        ahead = None
        if key or played < len(road.choices):
            ahead = show_ahead(which, road, played, key, actor=me(), records=records, means=installation().means)
    at, shown = _at(which), refusal or page.refusal
    return render_template(
        "flows/rehearsal.html", page=page, which=which, at=at, refusal=shown, ahead=ahead, whole=road, breach=key
    )


def _at(which: Which) -> dict[str, str | int]:
    """Return how addresses name the flow."""
    return {"draft_id": which.draft_id} if which.draft_id else {"sha": which.sha}


def _go(which: Which, script: Script) -> ResponseReturnValue:
    road = script.pack()
    if len(road) > LONGEST_ROAD:
        return _page(which, script)
    return redirect(url_for("flow_rehearsing.show", **_at(which), road=road), 303)  # type: ignore[arg-type]


def _whole() -> Script:
    """Return the rehearsal that was sent, with what is prepared beyond where one stands."""
    road = request.values.get("road", "")
    return read_road(road) if road else Script(today())


def _script() -> Script:
    """Return the rehearsal that was sent, cut to ``steps`` where that is asked."""
    script = _whole()
    steps = request.args.get("steps", "")
    return script.up_to(int(steps)) if re.fullmatch(r"[0-9]{1,3}", steps) else script


def _wanted() -> Choice:
    kind, path, target, message = (request.form.get(name, "")[:200] for name in ("kind", "path", "target", "message"))
    return Choice(kind, path, {}, target, message)


def _day(given: str) -> date:
    try:
        return date.fromisoformat(given)
    except ValueError:
        return today()
