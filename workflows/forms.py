"""What an act asks of the person: one definition of the fields for the page, the check and the record.

Standard library only. Acts declare a ``Form``; the web app draws it; ``Form.read`` turns what was posted into
clean ``Answers`` or raises ``FormError`` naming every field that is wrong and what to do.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import TypeAlias, cast
from zoneinfo import ZoneInfo

from workflows.vocabulary.wording import N_, Objection

SHANGHAI = ZoneInfo("Asia/Shanghai")
_NARROW = str.maketrans("０１２３４５６７８９，．－", "0123456789,.-")

Posted: TypeAlias = Mapping[str, Sequence[str]]


class Kind(StrEnum):
    """How a field is asked and read."""

    TEXT = "text"
    PARAGRAPH = "paragraph"
    CHOICE = "choice"
    CHOICES = "choices"
    FLAG = "flag"
    MONEY = "money"
    NUMBER = "number"
    DAY = "day"
    MOMENT = "moment"
    PERSON = "person"
    PEOPLE = "people"
    ROWS = "rows"
    FILE = "file"


@dataclass(frozen=True, slots=True)
class Field:
    """One question of a form; ``shown_when`` makes it appear (and be required) only for one answer of another.

    ``options`` are (value, Chinese label) pairs. For PERSON and PEOPLE the page offers the people named by
    ``Form.with_options``; values are their numbers. ``columns`` are the fields of one row of ROWS.
    ``least`` is the fewest people or rows. ``excused_by`` names a flag that, once ticked, lets the answer be missing;
    ``check`` says what is wrong with an answer that could be read, given the answers before it.
    """

    name: str
    label: str
    kind: Kind = Kind.TEXT
    required: bool = True
    options: tuple[tuple[str, str], ...] = ()
    columns: tuple["Field", ...] = ()
    help: str = ""
    shown_when: tuple[str, tuple[str, ...]] | None = None
    excused_by: str = ""
    check: Callable[[object, "Answers"], Objection | None] | None = None
    least: int = 0
    limit: int = 4000


class FormError(Exception):
    """Some answers cannot be used; ``errors`` has the objection to each by its posted name, ``usable`` the others."""

    def __init__(self, errors: Mapping[str, Objection], usable: "Answers | None" = None) -> None:
        """Keep all errors, so that the page shows them together."""
        super().__init__("; ".join(f"{name}: {error.in_chinese()}" for name, error in errors.items()))
        self.errors, self.usable = dict(errors), usable or Answers()


class Answers(dict[str, object]):
    """Clean answers by field name, with getters that say the type they promise."""

    def text(self, name: str) -> str:
        """Return a text or a chosen value; empty when it was not asked."""
        return cast("str", self.get(name) or "")

    def flag(self, name: str) -> bool:
        """Return whether a box was ticked."""
        return bool(self.get(name))

    def money(self, name: str) -> int:
        """Return an amount in integer 分; 0 when it was not asked."""
        return cast("int", self.get(name) or 0)

    def number(self, name: str) -> int:
        """Return a whole number; 0 when it was not asked."""
        return cast("int", self.get(name) or 0)

    def day(self, name: str) -> date:
        """Return a required date."""
        return cast("date", self[name])

    def find_day(self, name: str) -> date | None:
        """Return a date, or None when it was not given."""
        return cast("date | None", self.get(name))

    def moment(self, name: str) -> datetime:
        """Return a required moment, aware and in UTC's terms comparable."""
        return cast("datetime", self[name])

    def person(self, name: str) -> int:
        """Return the number of a chosen person; 0 when it was not asked."""
        return cast("int", self.get(name) or 0)

    def people(self, name: str) -> tuple[int, ...]:
        """Return the numbers of the chosen people."""
        return cast("tuple[int, ...]", self.get(name) or ())

    def choices(self, name: str) -> tuple[str, ...]:
        """Return the ticked values."""
        return cast("tuple[str, ...]", self.get(name) or ())

    def rows(self, name: str) -> tuple["Answers", ...]:
        """Return the rows of a repeated group."""
        return cast("tuple[Answers, ...]", self.get(name) or ())

    def as_json(self) -> dict[str, object]:
        """Return the answers as plain JSON values, dates in ISO form."""
        return {name: _plain(value) for name, value in self.items()}


@dataclass(frozen=True, slots=True)
class Form:
    """The questions of one act, in the order they are asked."""

    fields: tuple[Field, ...] = ()
    initial: Mapping[str, object] = field(default_factory=dict)

    def with_options(self, options: Mapping[str, Sequence[tuple[str, str]]]) -> "Form":
        """Return the form with the choices that depend on the case filled in, by field name."""
        return replace(self, fields=tuple(_offer(one, options) for one in self.fields))

    def with_initial(self, initial: Mapping[str, object]) -> "Form":
        """Return the form opened with these answers."""
        return replace(self, initial={**self.initial, **initial})

    def read(self, posted: Posted) -> Answers:
        """Return clean answers; raise FormError naming every field that is wrong."""
        answers, errors = _read_fields(self.fields, posted, prefix="")
        if errors:
            raise FormError(errors, answers)
        return answers


def _offer(one: Field, options: Mapping[str, Sequence[tuple[str, str]]]) -> Field:
    columns = tuple(_offer(column, options) for column in one.columns)
    return replace(one, columns=columns, options=tuple(options.get(one.name, one.options)))


def _read_fields(fields: Sequence[Field], posted: Posted, *, prefix: str) -> tuple[Answers, dict[str, Objection]]:
    answers, errors = Answers(), dict[str, Objection]()
    for one in fields:
        if not _is_asked(one, answers):
            continue
        name = prefix + one.name
        if one.kind is Kind.ROWS:
            rows, row_errors = _read_rows(one, posted, name)
            answers[one.name] = rows
            errors.update(row_errors)
            if len(rows) < one.least and not row_errors:
                errors[name] = Objection("too-few-rows", N_("至少填写 {least} 行"), {"least": one.least})
            continue
        is_excused = bool(one.excused_by) and any(posted.get(prefix + one.excused_by, ()))
        given = [part.replace("\0", "").strip() for part in posted.get(name, ())]
        value, error = _read_value(one, given, is_excused=is_excused)
        if error is None and one.check is not None and value is not None:
            error = one.check(value, answers)
        if error is not None:
            errors[name] = error
        else:
            answers[one.name] = value
    return answers, errors


def _is_asked(one: Field, answers: Answers) -> bool:
    if one.shown_when is None:
        return True
    given = answers.get(one.shown_when[0])
    return str(given) in one.shown_when[1] if not isinstance(given, bool) else "yes" in one.shown_when[1] and given


def _read_rows(one: Field, posted: Posted, name: str) -> tuple[tuple[Answers, ...], dict[str, Objection]]:
    pattern = re.compile(rf"{re.escape(name)}-(\d{{1,4}})-")
    indexes = sorted({int(match[1]) for key in posted if (match := pattern.match(key))})
    rows, errors = list[Answers](), dict[str, Objection]()
    for index in indexes:
        prefix = f"{name}-{index}-"
        if not any(part.strip() for key, parts in posted.items() if key.startswith(prefix) for part in parts):
            continue
        row, row_errors = _read_fields(one.columns, posted, prefix=prefix)
        rows.append(row)
        errors.update(row_errors)
    return tuple(rows), errors


def _read_value(one: Field, parts: Sequence[str], *, is_excused: bool) -> tuple[object, Objection | None]:
    given = [part for part in parts if part]
    if one.kind is Kind.FLAG:
        if one.required and not given:
            return False, Objection("not-confirmed", N_("请勾选确认"))
        return bool(given), None
    if not given:
        if one.required and not is_excused:
            return None, Objection("missing", N_("请填写“{label}”"), {"label": one.label})
        return ((), None) if one.kind in {Kind.CHOICES, Kind.PEOPLE} else (None, None)
    if sum(map(len, given)) > one.limit:
        return None, Objection("too-long", N_("超过 {limit} 字，请精简"), {"limit": one.limit})
    # Also where nothing is offered: an empty list opens no door.
    if (one.options or one.kind in _CHOSEN) and any(part not in {value for value, _ in one.options} for part in given):
        return None, Objection("not-offered", N_("“{given}”不在可选范围内，请重新选择"), {"given": given[0]})
    return _READERS[one.kind](one, given)


def _read_text(_: Field, given: Sequence[str]) -> tuple[object, Objection | None]:
    return given[0], None


def _read_choices(_: Field, given: Sequence[str]) -> tuple[object, Objection | None]:
    return tuple(dict.fromkeys(given)), None


def _read_money(_: Field, given: Sequence[str]) -> tuple[object, Objection | None]:
    # Full-width figures come out of Chinese input methods; they mean what they show. Nothing else does: 1² is not 12,
    # and a comma that does not part thousands may have been meant as a point.
    written = given[0].translate(_NARROW)
    if re.fullmatch(r"[-\u2212]?[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?", written):
        written = written.replace(",", "")
    if re.fullmatch(r"[-\u2212][0-9]+(\.[0-9]+)?", written):
        return None, Objection("negative-money", N_("金额“{given}”不得为负数，请核对后填写"), {"given": given[0]})
    if re.fullmatch(r"[0-9]{14,}(\.[0-9]{1,2})?", written):
        return None, Objection("money-too-large", N_("金额“{given}”过大，请核对后以元填写"), {"given": given[0]})
    if not re.fullmatch(r"[0-9]{1,13}(\.[0-9]{1,2})?", written):
        return None, Objection("not-money", N_("金额“{given}”无法识别，请填写元，最多两位小数"), {"given": given[0]})
    return int(Decimal(written) * 100), None


def _read_number(_: Field, given: Sequence[str]) -> tuple[object, Objection | None]:
    if not re.fullmatch(r"[0-9]{1,9}", given[0]):
        return None, Objection("not-number", N_("“{given}”不是整数"), {"given": given[0]})
    return int(given[0]), None


def _read_day(_: Field, given: Sequence[str]) -> tuple[object, Objection | None]:
    try:
        return date.fromisoformat(given[0]), None
    except ValueError:
        return None, Objection("not-a-day", N_("日期“{given}”无法识别，请按 2026-05-20 填写"), {"given": given[0]})


def _read_moment(_: Field, given: Sequence[str]) -> tuple[object, Objection | None]:
    text = N_("时间“{given}”无法识别，请按 2026-05-20 09:30 填写")
    try:
        moment = datetime.fromisoformat(given[0])
        moment = moment if moment.tzinfo else moment.replace(tzinfo=SHANGHAI)
        moment.astimezone(UTC)  # It is kept in UTC, where the calendar's first and last day may lie beyond it.
    except (ValueError, OverflowError):
        return None, Objection("not-a-moment", text, {"given": given[0]})
    return moment, None


def _read_person(_: Field, given: Sequence[str]) -> tuple[object, Objection | None]:
    return int(given[0]) if given[0].isascii() and given[0].isdigit() else 0, None


def _read_people(one: Field, given: Sequence[str]) -> tuple[object, Objection | None]:
    people = tuple(dict.fromkeys(int(part) for part in given if part.isascii() and part.isdigit()))
    if len(people) < one.least:
        return None, Objection("too-few-people", N_("至少选择 {least} 人"), {"least": one.least})
    return people, None


_CHOSEN = frozenset({Kind.CHOICE, Kind.CHOICES, Kind.PERSON, Kind.PEOPLE})
_READERS = {
    Kind.TEXT: _read_text,
    Kind.PARAGRAPH: _read_text,
    Kind.CHOICE: _read_text,
    Kind.CHOICES: _read_choices,
    Kind.MONEY: _read_money,
    Kind.NUMBER: _read_number,
    Kind.DAY: _read_day,
    Kind.MOMENT: _read_moment,
    Kind.PERSON: _read_person,
    Kind.PEOPLE: _read_people,
    Kind.FILE: _read_choices,
}


def _plain(value: object) -> object:
    if isinstance(value, Answers):
        return value.as_json()
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [_plain(part) for part in value]
    return value
