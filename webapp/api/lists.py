"""Whole lists for programs: cases as a spreadsheet, the event log, cases of an older register."""

from collections.abc import Mapping
from typing import Any

from flask import Response
from flask_babel import gettext as _
from flask_smorest import Blueprint
from marshmallow import Schema, fields, validate

from webapp.api.caller import with_scope
from webapp.api.schemas import SearchSchema, WordsSchema
from webapp.api.sending import reader, send_written
from webapp.problems import answer_for
from webapp.request_scope import me, note_access, reading
from webapp.spreadsheets import csv_response
from workflows.events import Downloaded
from workflows.questions.case_sheet import HEADS, case_rows
from workflows.questions.event_log import LogWanted, write_event_log
from workflows.questions.legacy_cases import LEGACY_KEY, list_legacy
from workflows.questions.paging import read_turn
from workflows.questions.permissions import Permission

blueprint = Blueprint("api_lists", __name__, url_prefix="/api/v1", description="清单和日志")
answer_for(blueprint)


class SheetSchema(SearchSchema):
    """Which cases, and in which format."""

    format = fields.String(load_default="csv", data_key="as", validate=validate.OneOf(("csv", "xlsx")))


class LegacySchema(Schema):
    """A closed case of an older register; amounts in 分."""

    id = fields.Integer(required=True)
    number = fields.String(required=True)
    title = fields.String(required=True)
    cause = fields.String(required=True)
    party_kind = fields.String(required=True)
    party_name = fields.String(required=True)
    party_code = fields.String(required=True)
    filed_on = fields.Date(required=True)
    decided_on = fields.Date(allow_none=True, required=True)
    closed_on = fields.Date(required=True)
    outcome = fields.String(required=True)
    decision_number = fields.String(required=True)
    fine = fields.Integer(required=True)
    confiscation = fields.Integer(required=True)
    remark = fields.String(required=True)
    source = fields.String(required=True)


class LegacyPageSchema(Schema):
    """A page of older cases, newest first."""

    items = fields.List(fields.Nested(LegacySchema), required=True, attribute="lines")
    next = fields.String(required=True, attribute="behind")


class LogSchema(SearchSchema):
    """Which cases the log holds."""

    names = fields.Boolean(load_default=False)


@blueprint.route("/exports/cases")
@with_scope("cases:read", Permission.SEE_CASE)
@blueprint.arguments(SheetSchema, location="query")
@blueprint.response(200, {"type": "string", "format": "binary"}, content_type="text/csv")
def export_cases(wanted: Mapping[str, Any]) -> Response:
    """Return the list of cases as CSV or XLSX (``as=xlsx``)."""
    answer = csv_response(_("案件清单"), HEADS, case_rows(wanted["q"], reader()))
    note_access(0, Downloaded("case-list", wanted["q"]))
    return answer


@blueprint.route("/exports/events")
@with_scope("journal:read", Permission.SEE_CASE)
@blueprint.arguments(LogSchema, location="query")
@blueprint.response(200, {"type": "string", "format": "binary"}, content_type="application/xml")
def export_events(wanted: Mapping[str, Any]) -> Response:
    """Return the event log as XES: one trace a case, one event an act; people as numbers unless ``names`` is true."""
    asked = LogWanted(wanted["q"], with_names=wanted["names"])
    answer = send_written(
        lambda out: write_event_log(out, asked, reader()), media_type="application/xml", name="events.xes"
    )
    note_access(0, Downloaded("event-log", wanted["q"]))
    return answer


@blueprint.route("/legacy-cases")
@with_scope("cases:read", Permission.SEE_CASE)
@blueprint.arguments(WordsSchema, location="query")
@blueprint.response(200, LegacyPageSchema)
def list_older(wanted: Mapping[str, Any]) -> object:
    """List the closed cases of an older register, newest first."""
    turn = read_turn(before="", behind=wanted["after"], kinds=LEGACY_KEY)
    with reading() as records:
        return list_legacy(wanted["q"], records=records, actor=me(), turn=turn)
