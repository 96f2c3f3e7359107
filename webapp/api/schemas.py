"""What the interface answers with: one schema for each kind of thing, read off the same snapshots the pages show."""

from typing import Any

from marshmallow import Schema, fields, validate

from webapp.wording import in_words, translated
from workflows.vocabulary.wording import Objection


class Words(fields.String):
    """A marked Chinese text or an objection, in the caller's language."""

    def _serialize(self, value: Any, attr: str | None, obj: Any, **kwargs: Any) -> str | None:  # noqa: ANN401 -- the library's signature
        if isinstance(value, Objection):
            return in_words(value)
        return translated(value) if value is not None else super()._serialize(value, attr, obj, **kwargs)


class ProblemSchema(Schema):
    """A failure (RFC 9457): what happened, in words, and its code, for programs."""

    type = fields.String(required=True)
    title = fields.String(required=True)
    status = fields.Integer(required=True)
    detail = fields.String(required=True)
    code = fields.String()
    text = fields.String()
    article = fields.String()
    who = fields.String()
    when = fields.String()
    what = fields.String()
    limit = fields.String()
    errors = fields.Raw()


class TurnSchema(Schema):
    """Where a list goes on: the word ``next`` of the page before."""

    after = fields.String(load_default="", validate=validate.Length(max=200))


class SearchSchema(Schema):
    """The words by which something is looked for."""

    q = fields.String(load_default="", validate=validate.Length(max=100))


class WordsSchema(TurnSchema, SearchSchema):
    """A list that can be searched."""


class CallerSchema(Schema):
    """The application itself."""

    name = fields.String(required=True)
    scopes = fields.List(fields.String(), required=True)
    expires_at = fields.AwareDateTime(required=True)
    person = fields.String(allow_none=True)


class CaseLineSchema(Schema):
    """A case in a list."""

    id = fields.Integer(required=True, attribute="line.id")
    number = fields.String(required=True, attribute="line.number")
    title = fields.String(required=True, attribute="line.title")
    cause = fields.String(required=True, attribute="line.cause")
    party = fields.String(required=True, attribute="line.party")
    stage = fields.String(required=True, attribute="line.stage")
    status = fields.String(required=True, attribute="line.status")
    registered_at = fields.AwareDateTime(required=True, attribute="line.registered_at")
    due_on = fields.Date(allow_none=True, attribute="line.due_on")


class CasePageSchema(Schema):
    """A page of cases, newest first."""

    items = fields.List(fields.Nested(CaseLineSchema), required=True, attribute="lines")
    next = fields.String(required=True, attribute="behind")


class PartySchema(Schema):
    """The party 当事人."""

    kind = fields.String(required=True)
    name = fields.String(required=True)
    code = fields.String(required=True)
    legal_rep = fields.String(required=True)
    address = fields.String(required=True)
    phone = fields.String(required=True)


class CaseTaskSchema(Schema):
    """An open task of a case."""

    id = fields.Integer(required=True, attribute="row.id")
    act = fields.String(required=True, attribute="row.act")
    label = fields.String(required=True, attribute="row.label")
    site = Words(required=True)
    stage = fields.String(required=True, attribute="row.stage")
    role = fields.String(required=True, attribute="row.role")
    holder = fields.String(required=True)
    opened_at = fields.AwareDateTime(required=True, attribute="row.opened_at")
    is_mine = fields.Boolean(required=True)
    may_do = fields.Boolean(required=True)


class ActSchema(Schema):
    """An act that is possible now, whatever the diagram."""

    id = fields.String(required=True)
    term = Words(required=True)
    article = fields.String(required=True)


class CaseSchema(Schema):
    """A case as its page shows it."""

    id = fields.Integer(required=True, attribute="case.id")
    number = fields.String(required=True, attribute="case.number")
    title = fields.String(required=True, attribute="case.title")
    cause = fields.String(required=True, attribute="case.cause")
    summary = fields.String(required=True, attribute="case.summary")
    stage = fields.String(required=True, attribute="case.stage")
    status = fields.String(required=True)
    received_on = fields.Date(required=True, attribute="case.received_on")
    registered_at = fields.AwareDateTime(required=True, attribute="case.registered_at")
    filed_on = fields.Date(allow_none=True, attribute="case.filed_on")
    decided_on = fields.Date(allow_none=True, attribute="case.decided_on")
    closed_on = fields.Date(allow_none=True, attribute="case.closed_on")
    archived_on = fields.Date(allow_none=True, attribute="case.archived_on")
    party = fields.Nested(PartySchema, required=True)
    officers = fields.String(required=True)
    version = fields.Integer(required=True)
    flow_version = fields.Integer(required=True)
    facts = fields.Dict(keys=fields.String(), required=True)
    tasks = fields.List(fields.Nested(CaseTaskSchema), required=True)
    acts = fields.List(fields.Nested(ActSchema), required=True, attribute="anytime")


class PaperSchema(Schema):
    """A paper 文书; its file is downloaded by its number when ``sha`` is there."""

    id = fields.Integer(required=True, attribute="paper.id")
    kind = fields.String(required=True, attribute="paper.kind")
    title = fields.String(required=True, attribute="paper.title")
    number = fields.String(required=True, attribute="paper.number")
    issued_on = fields.Date(required=True, attribute="paper.issued_on")
    issued_by = fields.String(required=True, attribute="paper.issued_by")
    sha = fields.String(attribute="file.sha")
    size = fields.Integer(attribute="file.size")
    is_replaced = fields.Boolean(required=True, attribute="is_remade")


class EvidenceSchema(Schema):
    """A piece of evidence 证据; its file is downloaded by its number when ``sha`` is not empty."""

    id = fields.Integer(required=True, attribute="evidence.id")
    number = fields.Integer(required=True, attribute="evidence.number")
    kind = Words(required=True)
    name = fields.String(required=True, attribute="evidence.name")
    proves = fields.String(required=True, attribute="evidence.proves")
    collected_at = fields.AwareDateTime(required=True, attribute="evidence.collected_at")
    place = fields.String(required=True, attribute="evidence.place")
    source = fields.String(required=True, attribute="evidence.source")
    collectors = fields.String(required=True)
    file_name = fields.String(required=True, attribute="evidence.file_name")
    size = fields.Integer(required=True, attribute="evidence.file_size")
    sha = fields.String(required=True, attribute="evidence.file_sha")
    defect = Words(allow_none=True, attribute="objection")


class ClockSchema(Schema):
    """A statutory clock 时限; the day it started on is the day of the event, which is not counted."""

    id = fields.Integer(required=True)
    name = fields.String(required=True)
    started_on = fields.Date(required=True)
    label = Words(required=True)
    state = fields.String(required=True)
    lamp = fields.String(required=True)
    words = Words(required=True)
    due_on = fields.Date(required=True)
    article = fields.String(required=True)
    is_provisional = fields.Boolean(required=True)


class EntrySchema(Schema):
    """An entry of the journal 全过程记录, with its place in the chain."""

    seq = fields.Integer(required=True)
    kind = Words(required=True)
    who = fields.String(required=True)
    at = fields.AwareDateTime(required=True)
    what = fields.String(required=True)
    hash = fields.String(required=True)


class PapersSchema(Schema):
    """The papers of a case."""

    items = fields.List(fields.Nested(PaperSchema), required=True)


class EvidenceListSchema(Schema):
    """The evidence of a case."""

    items = fields.List(fields.Nested(EvidenceSchema), required=True)


class ClocksSchema(Schema):
    """The clocks of a case."""

    items = fields.List(fields.Nested(ClockSchema), required=True)


class EntriesSchema(Schema):
    """The journal of a case, newest first."""

    items = fields.List(fields.Nested(EntrySchema), required=True, attribute="entries")


class TaskLineSchema(Schema):
    """A task in a list."""

    id = fields.Integer(required=True)
    case_id = fields.Integer(required=True)
    case_number = fields.String(required=True)
    case_title = fields.String(required=True)
    party = fields.String(required=True)
    label = fields.String(required=True)
    site = Words(required=True)
    stage = Words(required=True)
    origin = fields.String(required=True)
    opened_at = fields.AwareDateTime(required=True)
    due_on = fields.Date(allow_none=True)
    is_frozen = fields.Boolean(required=True)


class TaskPageSchema(Schema):
    """A page of tasks, most urgent first."""

    items = fields.List(fields.Nested(TaskLineSchema), required=True, attribute="lines")
    next = fields.String(required=True, attribute="page.behind")


class TasksWantedSchema(WordsSchema):
    """Which tasks: those of the person, or those that wait to be claimed."""

    pool = fields.Boolean(load_default=False)
