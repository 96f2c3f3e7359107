"""Cases for programs: the list, one case, its papers, evidence, clocks and journal, its files, and registering one."""

from collections.abc import Mapping
from typing import Any

from flask import Response
from flask_smorest import Blueprint

from webapp.api.caller import need, with_scope
from webapp.api.forms import AnswersSchema, KeySchema, OutcomeSchema, posted_of
from webapp.api.presses import key_of
from webapp.api.schemas import (
    CasePageSchema,
    CaseSchema,
    ClocksSchema,
    EntriesSchema,
    EvidenceListSchema,
    PapersSchema,
    WordsSchema,
)
from webapp.api.sending import reader, send_content, send_written
from webapp.problems import answer_for
from webapp.request_scope import installation, me, note_access, now, reading, today, transaction
from workflows.acts.pressing import Outcome
from workflows.acts.register_case import register_case
from workflows.events import Downloaded
from workflows.questions.case_page import CasePage, show_case
from workflows.questions.export_case import write_case
from workflows.questions.files import read_evidence, read_paper
from workflows.questions.find_cases import CASE_KEY, find_cases
from workflows.questions.journal import read_case_journal
from workflows.questions.paging import read_turn
from workflows.questions.permissions import Permission
from workflows.questions.viewing import open_dossier

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ANY = "application/octet-stream"

blueprint = Blueprint("api_cases", __name__, url_prefix="/api/v1", description="案件")
answer_for(blueprint)


@blueprint.route("/cases")
@with_scope("cases:read", Permission.SEE_CASE)
@blueprint.arguments(WordsSchema, location="query")
@blueprint.response(200, CasePageSchema)
def list_cases(wanted: Mapping[str, Any]) -> object:
    """List the newest cases the caller may read."""
    turn = read_turn(before="", behind=wanted["after"], kinds=CASE_KEY)
    with reading() as records:
        return find_cases(
            wanted["q"], records=records, actor=me(), means=installation().means, today=today(), turn=turn
        )


@blueprint.route("/cases", methods=["POST"])
@with_scope("acts:write", Permission.REGISTER_CASE)
@blueprint.arguments(KeySchema, location="headers")
@blueprint.arguments(AnswersSchema)
@blueprint.response(201, OutcomeSchema)
def register(key: Mapping[str, Any], given: Mapping[str, Any]) -> Outcome:
    """Register a lead as a case; the form is that of GET /registration."""
    answers = posted_of(given["answers"])
    with transaction() as records:
        return register_case(
            answers, key=key_of(key), actor=me(), records=records, means=installation().means, now=now()
        )


@blueprint.route("/cases/<int:case_id>")
@with_scope("cases:read", Permission.SEE_CASE)
@blueprint.response(200, CaseSchema)
def show(case_id: int) -> CasePage:
    """Return a case with its open tasks and what may be done at any time."""
    return _page(case_id)


@blueprint.route("/cases/<int:case_id>/papers")
@with_scope("papers:read", Permission.SEE_CASE)
@blueprint.response(200, PapersSchema)
def list_papers(case_id: int) -> object:
    """List the papers of a case."""
    return {"items": _page(case_id).papers}


@blueprint.route("/cases/<int:case_id>/evidence")
@with_scope("evidence:read", Permission.SEE_CASE)
@blueprint.response(200, EvidenceListSchema)
def list_evidence(case_id: int) -> object:
    """List the evidence of a case."""
    return {"items": _page(case_id).evidence}


@blueprint.route("/cases/<int:case_id>/clocks")
@with_scope("clocks:read", Permission.SEE_CASE)
@blueprint.response(200, ClocksSchema)
def list_clocks(case_id: int) -> object:
    """List the clocks of a case, running ones first."""
    return {"items": _page(case_id).clocks}


@blueprint.route("/cases/<int:case_id>/journal")
@with_scope("journal:read", Permission.READ_CASE_JOURNAL)
@blueprint.response(200, EntriesSchema)
def list_entries(case_id: int) -> object:
    """List the journal of a case; the access journal keeps that it was read."""
    with reading() as records:
        journal = read_case_journal(case_id, records=records, actor=me(), means=installation().means)
    note_access(case_id, Downloaded("case-journal-csv", str(case_id)))
    return journal


@blueprint.route("/cases/<int:case_id>/export")
@with_scope("cases:read", Permission.SEE_CASE)
@blueprint.response(200, {"type": "string", "format": "binary"}, content_type="application/zip")
def export(case_id: int) -> Response:
    """Return a case with everything in it: case.json and all files, in one archive; needs every reading scope."""
    need("papers:read", "evidence:read", "clocks:read", "journal:read")
    answer = send_written(
        lambda out: write_case(out, case_id, reader()), media_type="application/zip", name=f"case-{case_id}.zip"
    )
    note_access(case_id, Downloaded("case-export", str(case_id)))
    return answer


@blueprint.route("/papers/<int:paper_id>/file")
@with_scope("papers:read", Permission.SEE_CASE)
@blueprint.response(200, {"type": "string", "format": "binary"}, content_type=WORD)
def paper_file(paper_id: int) -> Response:
    """Return the Word file of a paper, checked against its hash; the access journal keeps who took it."""
    with reading() as records:
        found = read_paper(paper_id, records=records, actor=me(), means=installation().means)
    note_access(found.case_id, Downloaded("paper-file", str(paper_id), found.sha))
    return send_content(found.content, media_type=WORD, name=found.file_name)


@blueprint.route("/evidence/<int:evidence_id>/file")
@with_scope("evidence:read", Permission.SEE_CASE)
@blueprint.response(200, {"type": "string", "format": "binary"}, content_type=ANY)
def evidence_file(evidence_id: int) -> Response:
    """Return the file of a piece of evidence, checked against its hash; the access journal keeps who took it."""
    with reading() as records:
        found = read_evidence(evidence_id, records=records, actor=me(), means=installation().means)
    note_access(found.case_id, Downloaded("evidence-file", str(evidence_id), found.sha))
    return send_content(found.content, media_type=ANY, name=found.file_name)


def _page(case_id: int) -> CasePage:
    with reading() as records:
        dossier = open_dossier(records, case_id, actor=me())
        return show_case(dossier, actor=me(), means=installation().means, now=now())
