"""比较和核对: two versions side by side, the report on decision tables, and the conformance report."""

from collections.abc import Mapping
from datetime import date

from flask import Blueprint, Response, jsonify, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from webapp.access import requires
from webapp.request_scope import installation, me, reading, today
from webapp.wording import in_words, translated, with_translated_names
from workflows.errors import BrokenDiagramError
from workflows.questions.conformance import report_conformance
from workflows.questions.flow_difference import ComparePage, compare_flows, which_of
from workflows.questions.flow_source import Which, read_part
from workflows.questions.permissions import Permission
from workflows.questions.table_report import ShownTable, report_tables

blueprint = Blueprint("flow_comparing", __name__, url_prefix="/flows")


@blueprint.get("/compare")
@requires(Permission.SEE_FLOW)
def compare() -> ResponseReturnValue:
    """Show what changed from one version or draft to another, in words and drawn side by side."""
    old, new = request.args.get("old", ""), request.args.get("new", "")
    with reading() as records:
        page = compare_flows(old, new, actor=me(), records=records, means=installation().means, today=today())
    return render_template("flows/compare.html", page=page, marks=_marks(page))


@blueprint.get("/compare/drawing")
@requires(Permission.SEE_FLOW)
def drawing() -> ResponseReturnValue:
    """Return the BPMN of one part of a version or a draft, to be drawn."""
    which, part = which_of(request.args.get("of", "")), request.args.get("part", "")
    with reading() as records:
        xml = read_part(which, part, actor=me(), records=records, means=installation().means)
    return Response(with_translated_names(xml), mimetype="application/xml")


@blueprint.get("/tables")
@requires(Permission.SEE_FLOW)
def tables() -> ResponseReturnValue:
    """Show gaps, overlaps and limits of a flow's decision tables, and the cases that lie near a limit."""
    which = which_of(request.args.get("of", ""))
    with reading() as records:
        page = report_tables(which, day=_day(), actor=me(), records=records, means=installation().means)
    return render_template("flows/tables.html", page=page)


@blueprint.post("/drafts/<int:draft_id>/table-report")
@requires(Permission.SEE_FLOW)
def table_report(draft_id: int) -> ResponseReturnValue:
    """Return the report on one table file of a draft as it is saved now, for the editor."""
    sent = request.get_json(silent=True)
    file = sent.get("file") if isinstance(sent, Mapping) else None
    if not isinstance(file, str) or not file:
        return jsonify(message=_("请选择一个决策表文件")), 422
    which, means = Which(draft_id=draft_id), installation().means
    try:
        with reading() as records:
            page = report_tables(which, day=_day(), actor=me(), records=records, means=means, file=file)
    except BrokenDiagramError as error:
        return jsonify(message=in_words(error.objection)), 422
    return jsonify(tables=[_as_json(one) for one in page.tables])


@blueprint.get("/conformance")
@requires(Permission.SEE_FLOW)
def conformance() -> ResponseReturnValue:
    """Show, for printing, what was proved of a flow and which clauses no step covers."""
    which = which_of(request.args.get("of", ""))
    with reading() as records:
        page = report_conformance(which, actor=me(), records=records, means=installation().means)
    return render_template("flows/conformance.html", page=page, printed_on=today())


def _marks(page: ComparePage) -> dict[str, object]:
    """Return what the drawings mark, by part."""
    return {one.process: {"old": one.old_marks, "new": one.new_marks} for one in page.parts}


def _day() -> date:
    try:
        return date.fromisoformat(request.args.get("on", ""))
    except ValueError:
        return today()


def _as_json(one: ShownTable) -> dict[str, object]:
    """Return a table's report in the person's language."""
    report = one.report
    return {
        "decision": report.decision,
        "label": translated(report.label),
        "rows": report.rows,
        "gaps": [translated(gap) for gap in report.gaps],
        "moreGaps": report.has_more_gaps,
        "otherwise": translated(report.otherwise),
        "unreached": report.unreached,
        "tooLarge": report.is_too_large,
        "overlaps": [
            {"first": pair.first, "second": pair.second, "region": translated(pair.region), "agrees": pair.agrees}
            for pair in report.overlaps
        ],
        "boundaries": [
            {
                "row": limit.row,
                "fact": translated(limit.term),
                "limit": translated(limit.limit),
                "answers": [[translated(at), translated(answer)] for at, answer in limit.answers],
                "counts": translated(limit.counts),
                "context": translated(limit.context),
            }
            for limit in report.boundaries
        ],
        "inForce": one.in_force,
        "near": [
            {"number": case.number, "fact": translated(case.term), "amount": translated(case.amount)}
            for case in one.near
        ],
    }
