"""迁移在办案件: every running case with what the version in force makes of it; proposed, moved in bulk, moved back."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from uuid import uuid4

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from webapp.access import requires
from webapp.paging import pager_of, turn_of_request
from webapp.request_scope import installation, key_of_request, me, now, reading, today, transaction
from workflows.acts.office.errands import request_moves
from workflows.acts.office.move_runs import propose_moves
from workflows.acts.office.undo_move import undo_move
from workflows.errors import ConflictError, RefusedError
from workflows.forms import FormError
from workflows.questions.flow_migration import STANDINGS, MigrationPage, Wanted, ask_migration
from workflows.questions.flow_moves import ask_moved
from workflows.questions.permissions import Permission
from workflows.vocabulary.wording import N_, Objection

blueprint = Blueprint("flow_migrating", __name__, url_prefix="/flows/versions/<sha>/migration")

_PLACED = "place-"
_CHOSEN = re.compile(r"([0-9]{1,9})\.([0-9]{1,9})")
_LAMPS = {"": "all", "movable": "fine", "unmapped": "soon", "refused": "overdue"}


@dataclass(frozen=True, slots=True)
class Attempt:
    """What came of a form: wrong fields, or a refusal."""

    errors: Mapping[str, Objection] = field(default_factory=dict)
    refusal: Objection | None = None


@blueprint.get("")
@requires(Permission.SEE_FLOW)
def show(sha: str) -> ResponseReturnValue:
    """Show what the version makes of the running cases."""
    return _page(sha, Attempt())


@blueprint.post("/propose")
@requires(Permission.EDIT_FLOW)
def propose(sha: str) -> ResponseReturnValue:
    """Propose to move running cases, with the places chosen for steps that vanished."""
    posted = {name: request.form.getlist(name) for name in request.form}
    try:
        with transaction() as records:
            propose_moves(sha, posted, _placed(), actor=me(), records=records, means=installation().means, now=now())
    except FormError as error:
        return _page(sha, Attempt(errors=error.errors)), 422
    except RefusedError as error:
        return _page(sha, Attempt(refusal=error.objection)), 409
    flash(_("已提请迁移，由法制机构负责人决定"))
    return redirect(url_for("flow_migrating.show", sha=sha), 303)


@blueprint.post("/move")
@requires(Permission.MOVE_RUNS)
def move(sha: str) -> ResponseReturnValue:
    """Have the chosen cases moved one by one in the background; a case that is refused keeps no other."""
    chosen, proposal = list(_chosen()), request.form.get("proposal", "")
    if not chosen:
        return _page(sha, Attempt(refusal=Objection("nothing-chosen", N_("没有选择案件，请勾选要迁移的案件")))), 422
    if not re.fullmatch(r"[0-9]{1,9}", proposal):
        return _page(sha, Attempt(refusal=Objection("not-proposed", N_("尚未提请迁移，请由流程管理员提请")))), 409
    try:
        with transaction() as records:
            begun = request_moves(
                int(proposal), chosen, to_sha=sha, key=key_of_request(), actor=me(), records=records, now=now()
            )
    except RefusedError as error:
        return _page(sha, Attempt(refusal=error.objection)), 409
    return redirect(url_for("errands.show", errand_id=begun.id), 303)


@blueprint.get("/moved")
@requires(Permission.MOVE_RUNS)
def moved(sha: str) -> ResponseReturnValue:
    """Show which cases were moved, and which can be moved back."""
    return _moved_page(sha)


@blueprint.post("/moves/<int:move_id>/undo")
@requires(Permission.MOVE_RUNS)
def undo(sha: str, move_id: int) -> ResponseReturnValue:
    """Move one case back where it stood."""
    posted = {name: request.form.getlist(name) for name in request.form}
    key = key_of_request()
    try:
        with transaction() as records:
            undo_move(move_id, posted, key=key, actor=me(), records=records, means=installation().means, now=now())
    except FormError as error:
        refusal = next(iter(error.errors.values()))
        return _moved_page(sha, refusal=refusal), 422
    except (RefusedError, ConflictError) as error:
        return _moved_page(sha, refusal=error.objection), 409
    flash(_("已撤销迁移，案件恢复到迁移之前的环节"))
    return redirect(url_for("flow_migrating.moved", sha=sha), 303)


def _chosen() -> Iterator[tuple[int, int]]:
    """Yield (run, the version the person saw) of the ticked cases, each once."""
    for given in dict.fromkeys(request.form.getlist("case")):
        found = _CHOSEN.fullmatch(given)
        if found is not None:
            yield int(found[1]), int(found[2])


def _placed() -> dict[str, str]:
    """Return the places chosen for steps that vanished, by step."""
    given = {name.removeprefix(_PLACED): value for name, value in request.values.items() if name.startswith(_PLACED)}
    return {step: node for step, node in given.items() if node}


def _page(sha: str, attempt: Attempt) -> str:
    number = request.args.get("page", "")
    wanted = Wanted(
        standing=request.args.get("standing", ""),
        words=request.args.get("words", "")[:100],
        page=int(number) if re.fullmatch(r"[0-9]{1,5}", number) else 1,
        mapping=_placed(),
    )
    with reading() as records:
        page = ask_migration(sha, wanted, actor=me(), records=records, means=installation().means, today=today())
    return render_template(
        "flows/migration.html",
        page=page,
        wanted=wanted,
        tiles=_tiles(page, wanted),
        pager=_pager(page, wanted),
        standings=STANDINGS,
        attempt=attempt,
        posted=request.form if request.method == "POST" else None,
        chooses_all=bool(request.args.get("all")),
        all_url=_url(page, Wanted("movable", wanted.words), all_chosen=True),
        key=uuid4().hex,
    )


def _tiles(page: MigrationPage, wanted: Wanted) -> list[dict[str, object]]:
    """Return how the list can be filtered: all, and each conclusion with how many cases it has."""
    counted = [("", N_("全部在办案件"), sum(page.counts.values()))]
    counted += [(one.value, term, page.counts.get(one.value, 0)) for one, term in STANDINGS.items()]
    return [
        {
            "label": term,
            "count": count,
            "lamp": _LAMPS[standing],
            "url": _url(page, Wanted(standing=standing, words=wanted.words)),
            "is_current": wanted.standing == standing,
        }
        for standing, term, count in counted
    ]


def _pager(page: MigrationPage, wanted: Wanted) -> dict[str, object]:
    before, after = (replace(wanted, page=number) for number in (page.number - 1, page.number + 1))
    return {
        "number": page.number,
        "pages": page.pages,
        "total": page.found,
        "previous_url": _url(page, before) if page.number > 1 else "",
        "next_url": _url(page, after) if page.number < page.pages else "",
    }


def _url(page: MigrationPage, wanted: Wanted, *, all_chosen: bool = False) -> str:
    return url_for(
        "flow_migrating.show",
        sha=page.version.sha,
        standing=wanted.standing or None,
        words=wanted.words or None,
        page=wanted.page if wanted.page > 1 else None,
        all=1 if all_chosen else None,
    )


def _moved_page(sha: str, *, refusal: Objection | None = None) -> str:
    with reading() as records:
        turn = turn_of_request(int)
        page = ask_moved(sha, turn=turn, actor=me(), records=records, means=installation().means)
    pager = pager_of(page.moves, "flow_migrating.moved", {"sha": sha})
    return render_template("flows/moved.html", page=page, pager=pager, refusal=refusal, key=uuid4().hex)
