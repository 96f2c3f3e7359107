"""Flows for programs: which versions an agency has published, their files, and what was proved of each."""

from flask import Response
from flask_smorest import Blueprint
from marshmallow import Schema, fields

from webapp.api.caller import with_scope
from webapp.api.schemas import Words
from webapp.api.sending import send_content
from webapp.problems import answer_for
from webapp.request_scope import installation, me, reading, today
from workflows.questions.flow_list import list_every_version
from workflows.questions.flow_version import pack_version, read_version_file, show_version
from workflows.questions.permissions import Permission

blueprint = Blueprint("api_flows", __name__, url_prefix="/api/v1/flows", description="流程")
answer_for(blueprint)


class VersionSchema(Schema):
    """A published version of a flow, known by the hash of its files; 1 001 ``open_cases`` stand for any more."""

    process = fields.String(required=True, attribute="row.process")
    version = fields.Integer(required=True, attribute="row.version")
    sha = fields.String(required=True, attribute="row.sha")
    state = fields.String(required=True)
    effective_from = fields.Date(required=True, attribute="row.effective_from")
    published_at = fields.AwareDateTime(required=True, attribute="row.published_at")
    published_by = fields.String(required=True, attribute="row.published_by")
    reason = fields.String(required=True, attribute="row.reason")
    provision = fields.String(required=True, attribute="row.provision")
    proof = fields.String(required=True, attribute="row.proof")
    open_cases = fields.Integer(required=True)


class VersionsSchema(Schema):
    """All versions of all procedures."""

    items = fields.List(fields.Nested(VersionSchema), required=True)


class PromiseSchema(Schema):
    """A promise the proof found kept."""

    promise = fields.String(required=True)
    sentence = Words(required=True)
    article = fields.String(required=True)
    is_statutory = fields.Boolean(required=True)
    is_kept = fields.Boolean(required=True)


class ReportSchema(Schema):
    """What was proved of a version before it was published."""

    states = fields.Integer(required=True)
    steps = fields.Integer(required=True)
    seconds = fields.Float(required=True)
    certificate = fields.String(required=True)
    promises = fields.List(fields.Nested(PromiseSchema), required=True)
    abstracted = fields.List(Words(), required=True)
    free = fields.List(Words(), required=True)


class WholeVersionSchema(Schema):
    """A version with the names of its files, and its proof; ``report`` is null where nothing was proved."""

    version = fields.Nested(VersionSchema, required=True)
    label = fields.String(required=True)
    files = fields.List(fields.String(), required=True)
    report = fields.Nested(ReportSchema, allow_none=True, required=True)


@blueprint.route("")
@with_scope("flows:read", Permission.SEE_FLOW)
@blueprint.response(200, VersionsSchema)
def list_versions() -> object:
    """List the published versions, newest first."""
    with reading() as records:
        return {"items": list_every_version(actor=me(), records=records, today=today())}


@blueprint.route("/<sha>")
@with_scope("flows:read", Permission.SEE_FLOW)
@blueprint.response(200, WholeVersionSchema)
def show(sha: str) -> object:
    """Return a version with what was proved of it."""
    with reading() as records:
        page = show_version(sha, part="", actor=me(), records=records, means=installation().means, today=today())
        files = installation().means.flow(records, sha).files
    return {"version": page.version, "label": page.label, "files": sorted(files), "report": page.report}


@blueprint.route("/<sha>/files/<path:name>")
@with_scope("flows:read", Permission.SEE_FLOW)
@blueprint.response(200, {"type": "string", "format": "binary"}, content_type="application/octet-stream")
def version_file(sha: str, name: str) -> Response:
    """Return one file of a version as it was published."""
    with reading() as records:
        content = read_version_file(sha, name, actor=me(), records=records, means=installation().means)
    return send_content(content, media_type="application/octet-stream", name=name.rpartition("/")[2])


@blueprint.route("/<sha>/archive")
@with_scope("flows:read", Permission.SEE_FLOW)
@blueprint.response(200, {"type": "string", "format": "binary"}, content_type="application/zip")
def archive(sha: str) -> Response:
    """Return a version as one archive."""
    with reading() as records:
        name, content = pack_version(sha, actor=me(), records=records, means=installation().means)
    return send_content(content, media_type="application/zip", name=name)
