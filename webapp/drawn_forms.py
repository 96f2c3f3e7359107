"""A form as the page shows it: every field with its value, its error, and what forbids each of its answers.

Templates show, they do not think: ``draw`` joins a ``workflows.forms.Form`` with what was posted, what was wrong and
what the guards object, so that ``macros/forms.html`` only writes it down.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from flask import Flask
from werkzeug.datastructures import MultiDict

from webapp.figures import local, plain_yuan
from workflows.forms import Field, Form, Kind, Posted
from workflows.vocabulary.wording import Objection

YES = "yes"
BLANK_ROWS = 2
TILES_IN_ROW = 3
TILES, TILES_WITH_REASONS = 6, 12
NEW_ROW = "__row__"


@dataclass(frozen=True, slots=True)
class DrawnOption:
    """One answer a field offers, and why it may not be chosen now."""

    value: str
    label: str
    is_chosen: bool
    objections: tuple[Objection, ...] = ()

    @property
    def is_refused(self) -> bool:
        """Say whether an objection (not only a warning) stands against this answer."""
        return any(not objection.warning for objection in self.objections)


@dataclass(frozen=True, slots=True)
class DrawnField:
    """One field on the page; ``name`` is what the browser posts, ``rows`` and ``new_row`` exist for ROWS only.

    ``shown_by`` is the posted name of the field that decides whether this one is asked, ``shown_for`` its answers;
    ``files`` are (content hash, name) of what was sent before and still counts.
    """

    field: Field
    name: str
    values: tuple[str, ...]
    error: Objection | None = None
    objections: tuple[Objection, ...] = ()
    options: tuple[DrawnOption, ...] = ()
    rows: tuple[tuple["DrawnField", ...], ...] = ()
    new_row: tuple["DrawnField", ...] = ()
    shown_by: str = ""
    shown_for: tuple[str, ...] = ()
    files: tuple[tuple[str, str], ...] = ()

    @property
    def value(self) -> str:
        """Return the single value, empty when there is none."""
        return self.values[0] if self.values else ""

    @property
    def kind(self) -> str:
        """Return the kind's word."""
        return self.field.kind.value

    @property
    def is_required(self) -> bool:
        """Say whether the field must be answered whenever it is asked."""
        return self.field.required

    @property
    def is_tiled(self) -> bool:
        """Say whether every answer stands open on the page: few answers, or some of them forbidden with a reason."""
        most = TILES_WITH_REASONS if any(option.objections for option in self.options) else TILES
        if self.name != self.field.name:  # one column of a row has little room
            most = TILES_IN_ROW
        return self.field.kind in {Kind.CHOICE, Kind.PERSON} and len(self.options) <= most

    @property
    def is_wide(self) -> bool:
        """Say whether the field needs the whole width of the form."""
        return self.field.kind in {Kind.PARAGRAPH, Kind.ROWS, Kind.CHOICES, Kind.PEOPLE, Kind.FILE} or (
            self.field.kind is Kind.CHOICE and any(option.objections for option in self.options)
        )


@dataclass(frozen=True, slots=True)
class WrongAnswer:
    """One answer that cannot be used: the posted name and the label of its field, and its row, 0 outside of rows."""

    name: str
    label: str
    error: Objection
    row: int = 0


@dataclass(frozen=True, slots=True)
class DrawnForm:
    """All fields, and the errors in the order of the fields, for the summary on top."""

    fields: tuple[DrawnField, ...]
    errors: tuple[WrongAnswer, ...] = ()


@dataclass(frozen=True, slots=True)
class _Ink:
    posted: Posted | None
    errors: Mapping[str, Objection]
    objections: Sequence[Objection]
    file_names: Mapping[str, str]


def draw(
    form: Form,
    *,
    posted: Posted | MultiDict[str, str] | None = None,
    errors: Mapping[str, Objection] | None = None,
    objections: Sequence[Objection] = (),
    file_names: Mapping[str, str] | None = None,
) -> DrawnForm:
    """Return the form as shown: ``posted`` (after a refusal) wins over ``form.initial``; ``file_names`` go by hash.

    ``objections`` with a ``when`` stand beside the answer they forbid; the others belong to the page's banner.
    """
    given = posted.to_dict(flat=False) if isinstance(posted, MultiDict) else posted
    limited = tuple(objection for objection in objections if objection.when)
    ink = _Ink(given, errors or {}, limited, file_names or {})
    fields = _draw_fields(form.fields, form.initial, "", ink)
    return DrawnForm(fields, tuple(_wrong(fields)))


def general(objections: Sequence[Objection]) -> tuple[Objection, ...]:
    """Return the objections that stand against the whole act, whatever is answered."""
    return tuple(objection for objection in objections if objection.when is None)


def _draw_fields(
    fields: Sequence[Field], initial: Mapping[str, object], prefix: str, ink: _Ink
) -> tuple[DrawnField, ...]:
    return tuple(_draw_field(one, initial.get(one.name), prefix, ink) for one in fields)


def _draw_field(one: Field, initial: object, prefix: str, ink: _Ink) -> DrawnField:
    name = prefix + one.name
    values = () if one.kind is Kind.ROWS else _values(one, name, initial, ink)
    shown_by, shown_for = one.shown_when or ("", ())
    return DrawnField(
        field=one,
        name=name,
        values=values,
        error=ink.errors.get(name),
        objections=tuple(o for o in ink.objections if o.when == (one.name, YES) and one.kind is Kind.FLAG),
        options=tuple(_draw_option(one.name, option, values, ink) for option in one.options),
        rows=_draw_rows(one, name, initial, ink) if one.kind is Kind.ROWS else (),
        new_row=_draw_new_row(one, name) if one.kind is Kind.ROWS else (),
        shown_by=prefix + shown_by if shown_by else "",
        shown_for=shown_for,
        files=tuple((sha, ink.file_names.get(sha, "")) for sha in values) if one.kind is Kind.FILE else (),
    )


def _draw_option(name: str, option: tuple[str, str], values: Sequence[str], ink: _Ink) -> DrawnOption:
    value, label = option
    against = tuple(objection for objection in ink.objections if objection.when == (name, value))
    return DrawnOption(value, label, value in values, against)


def _draw_rows(one: Field, name: str, initial: object, ink: _Ink) -> tuple[tuple[DrawnField, ...], ...]:
    """Return the filled rows and two blank ones, so that rows can be added without JavaScript."""
    known = [row for row in initial if isinstance(row, Mapping)] if isinstance(initial, list | tuple) else []
    filled = len(known) if ink.posted is None else _posted_rows(name, ink.posted)
    count = max(filled + BLANK_ROWS, one.least)
    return tuple(
        _draw_fields(one.columns, known[index] if index < len(known) else {}, f"{name}-{index}-", ink)
        for index in range(count)
    )


def _draw_new_row(one: Field, name: str) -> tuple[DrawnField, ...]:
    return _draw_fields(one.columns, {}, f"{name}-{NEW_ROW}-", _Ink(None, {}, (), {}))


def _posted_rows(name: str, posted: Posted) -> int:
    indexes = [key[len(name) + 1 :].partition("-")[0] for key in posted if key.startswith(f"{name}-")]
    return max((int(index) + 1 for index in indexes if re.fullmatch(r"[0-9]{1,3}", index)), default=0)


def _values(one: Field, name: str, initial: object, ink: _Ink) -> tuple[str, ...]:
    if ink.posted is not None:
        return tuple(part for part in ink.posted.get(name, ()) if part)
    if isinstance(initial, list | tuple | frozenset):
        return tuple(_shown(one, part) for part in initial)
    shown = _shown(one, initial)
    return (shown,) if shown else ()


def _shown(one: Field, value: object) -> str:
    if value is None or value is False:
        return ""
    if value is True:
        return YES
    if isinstance(value, datetime):
        return local(value).strftime("%Y-%m-%dT%H:%M")
    if isinstance(value, date):
        return value.isoformat()
    if one.kind is Kind.MONEY and isinstance(value, int):
        return plain_yuan(value)
    return str(value)[:16] if one.kind is Kind.MOMENT else str(value)


def _wrong(fields: Sequence[DrawnField], row: int = 0) -> list[WrongAnswer]:
    wrong = [WrongAnswer(one.name, one.field.label, one.error, row) for one in fields if one.error]
    for one in fields:
        for number, columns in enumerate(one.rows, start=1):
            wrong.extend(_wrong(columns, number))
    return wrong


def init_app(app: Flask) -> None:
    """Give templates ``draw(form, …)`` and ``objections|general``."""
    app.jinja_env.globals["draw"] = draw
    app.jinja_env.filters["general"] = general
