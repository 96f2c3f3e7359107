"""案件登记, 案件查询, 案件页, and the acts possible at any time."""

from uuid import uuid4

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from webapp.access import requires
from webapp.cases.showing import checked_evidence, pieces_of
from webapp.cases.steps import Attempt, show_papers_to_come, show_step
from webapp.paging import pager_of, turn_of_request
from webapp.request_scope import (
    installation,
    key_of_request,
    me,
    note_access,
    now,
    own_archive,
    posted,
    press_of_request,
    reading,
    today,
    transaction,
)
from webapp.wording import with_translated_names
from workflows.acts.register_case import register_case
from workflows.acts.rehearsal import rehearse_act
from workflows.acts.walk import act
from workflows.errors import ConflictError, NotFoundError, RefusedError
from workflows.events import EvidenceChecked, Refused, Viewed
from workflows.forms import FormError, Posted
from workflows.questions.case_page import show_case
from workflows.questions.diagram import read_diagram
from workflows.questions.files import check_files
from workflows.questions.find_cases import CASE_KEY, find_cases
from workflows.questions.permissions import Permission
from workflows.questions.registration import ask_registration
from workflows.questions.task_page import ask_act, files_of_act
from workflows.questions.viewing import open_dossier

blueprint = Blueprint("cases", __name__, url_prefix="/cases")


@blueprint.get("")
@requires(Permission.SEE_CASE)
def list_cases() -> ResponseReturnValue:
    """Find cases by number, title, cause, party or facts."""
    words, turn = request.args.get("q", "").strip()[:100], turn_of_request(*CASE_KEY)
    with reading() as records:
        page = find_cases(words, records=records, actor=me(), means=installation().means, today=today(), turn=turn)
    pager = pager_of(page, "cases.list_cases", {"q": words or None})
    return render_template("cases/list.html", cases=page.lines, words=words, pager=pager)


@blueprint.get("/new")
@requires(Permission.REGISTER_CASE)
def register() -> ResponseReturnValue:
    """Show the registration form."""
    return _registration_page(Attempt())


@blueprint.post("/new")
@requires(Permission.REGISTER_CASE)
def submit_registration() -> ResponseReturnValue:
    """Register a lead as a case."""
    key, answers = key_of_request(), posted()
    try:
        with transaction() as records:
            outcome = register_case(
                answers, key=key, actor=me(), records=records, means=installation().means, now=now()
            )
    except FormError as error:
        return _registration_page(Attempt(errors=error.errors)), 422
    except RefusedError as error:
        return _registration_page(Attempt(refusal=error.objection)), 409
    flash(_("已登记，请继续线索核查"))
    return redirect(url_for("cases.show", case_id=outcome.case_id), 303)


@blueprint.get("/<int:case_id>")
@requires(Permission.SEE_CASE)
def show(case_id: int) -> ResponseReturnValue:
    """Show a case; when exactly one of its tasks is this person's, its form stands first."""
    with reading() as records:
        dossier = open_dossier(records, case_id, actor=me())
        part = request.args.get("part", "")
        page = show_case(dossier, actor=me(), means=installation().means, now=now(), part=part)
    mine = [task for task in page.tasks if task.is_mine]
    if len(mine) == 1 and not request.args.get("overview"):
        return redirect(url_for("tasks.show", task_id=mine[0].row.id))
    if page.sees_informant and page.case.informant.get("name"):
        note_access(case_id, Viewed("informant", str(case_id)))
    return render_template("cases/show.html", page=page, shown=pieces_of(page))


@blueprint.get("/<int:case_id>/acts/<act_id>")
@requires(Permission.SEE_CASE)
def ask(case_id: int, act_id: str) -> ResponseReturnValue:
    """Show the form of an act possible at any time."""
    return show_step(lambda scene: ask_act(case_id, act_id, **scene), Attempt())


@blueprint.post("/<int:case_id>/acts/<act_id>")
@requires(Permission.SEE_CASE)
def do(case_id: int, act_id: str) -> ResponseReturnValue:
    """Do an act possible at any time."""
    press = press_of_request()
    asking = lambda scene: ask_act(case_id, act_id, **scene)  # noqa: E731 -- one question for three answers
    try:
        answers = _sent_for(case_id, act_id)
        with transaction() as records:
            dossier = open_dossier(records, case_id, actor=me())
            outcome = act(
                dossier.run.id,
                act_id,
                answers,
                press=press,
                actor=me(),
                records=records,
                means=installation().means,
                now=now(),
            )
    except FormError as error:
        return show_step(asking, Attempt(errors=error.errors)), 422
    except RefusedError as error:
        note_access(case_id, Refused(act_id, error.objection.code, error.objection.in_chinese()))
        return show_step(asking, Attempt(refusal=error.objection)), 409
    except ConflictError as error:
        return show_step(asking, Attempt(conflict=error.objection)), 409
    flash(_("已办理：%(what)s", what=outcome.summary))
    return redirect(url_for("cases.show", case_id=case_id), 303)


@blueprint.post("/<int:case_id>/acts/<act_id>/preview")
@requires(Permission.SEE_CASE)
def preview(case_id: int, act_id: str) -> ResponseReturnValue:
    """Show the papers that an act possible at any time would issue; nothing is written."""
    office, asking = installation(), lambda scene: ask_act(case_id, act_id, **scene)
    with reading() as records:
        run_id = open_dossier(records, case_id, actor=me()).run.id
    try:
        answers = _sent_for(case_id, act_id)
        papers = rehearse_act(run_id, act_id, answers, actor=me(), archive=own_archive(), means=office.means, now=now())
    except FormError as error:
        return show_step(asking, Attempt(errors=error.errors)), 422
    except RefusedError as error:
        return show_step(asking, Attempt(refusal=error.objection)), 409
    return show_papers_to_come(papers)


@blueprint.post("/<int:case_id>/evidence-check")
@requires(Permission.SEE_CASE)
def check_evidence(case_id: int) -> ResponseReturnValue:
    """Compare every file of the case's evidence with its recorded hash and say which differ."""
    with reading() as records:
        dossier = open_dossier(records, case_id, actor=me())
        page = show_case(dossier, actor=me(), means=installation().means, now=now())
        checked = check_files(dossier, means=installation().means)
    wrong = [one for one in checked if not one.is_intact]
    intact = [one.evidence_id for one in checked if one.is_intact]
    event = EvidenceChecked(len(checked), [one.name for one in wrong], intact, [one.evidence_id for one in wrong])
    note_access(case_id, event)
    found = {one.evidence_id: one.is_intact for one in checked}
    evidence = checked_evidence(page, found, on=today())
    return render_template("cases/evidence_check.html", page=page, evidence=evidence, checked=checked, at=now())


@blueprint.get("/<int:case_id>/diagram/<part>")
@requires(Permission.SEE_CASE)
def diagram(case_id: int, part: str) -> ResponseReturnValue:
    """Return the BPMN of one part of the flow version this case stays on."""
    with reading() as records:
        dossier = open_dossier(records, case_id, actor=me())
        xml = read_diagram(dossier, part, means=installation().means)
    if xml is None:
        raise NotFoundError(part)
    return Response(with_translated_names(xml), mimetype="application/xml")


def _sent_for(case_id: int, act_id: str) -> Posted:
    """Return what was typed and sent for an act; only whoever may do it leaves a file behind."""
    means = installation().means
    return posted(lambda records: files_of_act(case_id, act_id, records=records, actor=me(), means=means, now=now()))


def _registration_page(attempt: Attempt) -> str:
    return render_template(
        "cases/register.html",
        page=ask_registration(means=installation().means, today=today()),
        attempt=attempt,
        posted=request.form if request.method == "POST" else None,
        hidden={"key": uuid4().hex},
    )
