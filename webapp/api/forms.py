"""The form of a step for a program, and its answers: asked as on the page, read by the same reader."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from marshmallow import Schema, ValidationError, fields, validate

from webapp.api.schemas import Words
from webapp.wording import in_words, translated
from workflows.forms import Field as Question
from workflows.forms import Form, Posted

MOST_ROWS: Final = 500
NAME: Final = re.compile(r"[A-Za-z0-9_-]{1,80}")


class ObjectionSchema(Schema):
    """Something that stands against an act, or is only told (``warning``)."""

    code = fields.String(required=True)
    text = fields.Function(in_words, required=True, metadata={"type": "string"})
    article = fields.String(required=True)
    warning = fields.Boolean(required=True)


class FormSchema(Schema):
    """The questions of a form, and what is known already."""

    fields_asked = fields.List(fields.Dict(), required=True, data_key="fields", attribute="fields")
    initial = fields.Dict(required=True)


class StepSchema(Schema):
    """A task or act with the form it asks; send ``version`` back with the answers."""

    act = fields.String(required=True, attribute="act.id")
    label = Words(required=True)
    article = fields.String(required=True)
    note = fields.String(required=True)
    case_id = fields.Integer(required=True)
    task_id = fields.Integer(allow_none=True)
    version = fields.Integer(required=True)
    objections = fields.List(fields.Nested(ObjectionSchema), required=True)
    form = fields.Nested(FormSchema, required=True)


class AnswersSchema(Schema):
    """The answers of a form, by field: texts, numbers, true or false, lists, rows as lists of objects."""

    answers = fields.Dict(keys=fields.String(), required=True)


class PressSchema(AnswersSchema):
    """Answers, and the version of the case they were given for."""

    version = fields.Integer(required=True, strict=True, validate=validate.Range(min=0, max=10**9))


class KeySchema(Schema):
    """What makes a repeated request one act."""

    idempotency_key = fields.String(
        required=True, data_key="Idempotency-Key", validate=validate.Regexp(r"^[!-~]{8,40}$")
    )


class OutcomeSchema(Schema):
    """What was done; ``is_replay`` tells that it had been done before with the same key."""

    case_id = fields.Integer(required=True)
    summary = Words(required=True)
    is_replay = fields.Boolean(required=True)


class UploadSchema(Schema):
    """A file that was kept; answer a question of the kind ``file`` with its ``sha``."""

    sha = fields.String(required=True)
    name = fields.String(required=True)
    size = fields.Integer(required=True)
    is_replay = fields.Boolean(required=True)


def form_schema(form: Form) -> dict[str, object]:
    """Return the questions of a form with what is known filled in."""
    initial = {name: str(value) for name, value in form.initial.items() if isinstance(value, str | int) and value != ""}
    return {"fields": [_question(one) for one in form.fields], "initial": initial}


def _question(one: Question) -> dict[str, object]:
    asked: dict[str, object] = {
        "name": one.name,
        "label": translated(one.label),
        "kind": one.kind.value,
        "required": one.required,
        "help": translated(one.help),
        "limit": one.limit,
    }
    if one.options:
        asked["options"] = [{"value": value, "label": translated(label)} for value, label in one.options]
    if one.columns:
        asked["columns"] = [_question(column) for column in one.columns]
        asked["least"] = one.least
    if one.shown_when is not None:
        asked["shown_when"] = {"field": one.shown_when[0], "values": list(one.shown_when[1])}
    return asked


def posted_of(answers: Mapping[str, Any]) -> Posted:
    """Return answers the way the page's form posts them; ValidationError for what no form can ask."""
    posted: dict[str, list[str]] = {}
    for name, value in answers.items():
        if _is_rows(value):
            _refuse_too_many(name, value)
            for number, row in enumerate(value):
                posted.update({f"{_named(name)}-{number}-{key}": parts for key, parts in _parts_of(row).items()})
        else:
            posted.update(_parts_of({name: value}))
    return posted


def _parts_of(answers: Mapping[str, Any]) -> dict[str, list[str]]:
    """Return the answers of a form, or of one of its rows, that are no rows themselves."""
    posted: dict[str, list[str]] = {}
    for name, value in answers.items():
        _named(name)
        if isinstance(value, list):
            posted[name] = [_text(name, one) for one in value]
        elif value is not None and value is not False:
            posted[name] = [_text(name, value)]
    return posted


def _named(name: str) -> str:
    if not NAME.fullmatch(name):
        raise ValidationError({"answers": {name[:80]: ["not the name of a question"]}})
    return name


def _refuse_too_many(name: str, rows: Sequence[object]) -> None:
    if len(rows) > MOST_ROWS:
        raise ValidationError({"answers": {name[:80]: [f"more than {MOST_ROWS} rows"]}})


def _is_rows(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(one, Mapping) for one in value)


def _text(name: str, value: object) -> str:
    if value is True:
        return "yes"
    if isinstance(value, str) and not _is_writable(value):
        raise ValidationError({"answers": {name: ["half a character, which no text can hold"]}})
    if isinstance(value, str | int | float) and not isinstance(value, bool):
        return str(value)
    raise ValidationError({"answers": {name: ["neither text, number, yes or no, nor a list of them"]}})


def _is_writable(text: str) -> bool:
    """Say whether a text can be kept: JSON can name half of a pair of surrogates, which is no character."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
