"""A form 表单 that an administrator designed: its fields in order, and the questions they make for the officer.

``FormSheet.form()`` is what the page draws and the act reads; ``values`` are the answers as they are kept, plain JSON
by field; ``facts_from`` are the facts they set. A field that was not asked, or not answered, sets its fact back to
the first value, so that nothing of an earlier round stays behind.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from workflows.forms import Answers, Field, Form, Kind
from workflows.vocabulary.facts import Fact, FactKind, FactValue
from workflows.vocabulary.wording import N_, Objection, Phrase

YES, NO = "yes", "no"
YES_OR_NO = ((YES, N_("是")), (NO, N_("否")))
# What every fact with a list of values is before it is answered; no answer may be called so.
UNANSWERED = "none"


@dataclass(frozen=True, slots=True)
class SheetField:
    """One field of a form.

    ``kind`` is how it is asked; a 是非 field is a choice between yes and no (``is_truth``). ``options`` are (value,
    words). ``least`` and ``most`` bound a number or an amount in 分, ``limit`` the characters of a text.
    ``shown_when`` are an earlier field and the posted answers for which this one is asked; ``article`` is its 依据.
    ``several`` lets more than one file be sent.
    """

    key: str
    title: str
    kind: Kind
    required: bool = False
    help: str = ""
    article: str = ""
    options: tuple[tuple[str, str], ...] = ()
    limit: int = 4000
    least: int | None = None
    most: int | None = None
    shown_when: tuple[str, tuple[str, ...]] | None = None
    is_truth: bool = False
    several: bool = False

    def as_question(self) -> Field:
        """Return the field as the officer is asked it: help and 依据 together, limits checked."""
        question = Field(
            self.key,
            self.title,
            self.kind,
            required=self.required,
            options=self.options,
            help=self._help(),
            shown_when=self.shown_when,
            check=self._check(),
        )
        return replace(question, limit=self.limit) if self.kind in {Kind.TEXT, Kind.PARAGRAPH} else question

    def as_fact(self, step: str) -> Fact | None:
        """Return the fact that this field sets in the step ``step``; only closed answers can be routed on."""
        name = f"form.{step}.{self.key}"
        if self.is_truth:
            return Fact(name, self.title, FactKind.TRUTH)
        if self.kind is Kind.CHOICE:
            values = (UNANSWERED, *(value for value, _ in self.options))
            return Fact(name, self.title, FactKind.CHOICE, values, called=self.options)
        return None

    def _help(self) -> str:
        if not self.article:
            return self.help
        if not self.help:
            return Phrase(N_("依据：{article}"), article=self.article)
        return Phrase(N_("{help}（依据：{article}）"), help=self.help, article=self.article)

    def _check(self) -> "Callable[[object, Answers], Objection | None] | None":
        if self.kind in {Kind.NUMBER, Kind.MONEY} and (self.least, self.most) != (None, None):
            return partial(_outside, self)
        return _too_many_files if self.kind is Kind.FILE and not self.several else None


@dataclass(frozen=True, slots=True)
class FormSheet:
    """One form as it was designed; ``name`` is its file in ``forms/`` without the ending."""

    name: str
    title: str
    fields: tuple[SheetField, ...]
    description: str = ""
    article: str = ""

    def form(self) -> Form:
        """Return the questions for the officer."""
        return Form(tuple(one.as_question() for one in self.fields))

    def field(self, key: str) -> SheetField:
        """Return a field by its key; KeyError when the form has none of that name."""
        return {one.key: one for one in self.fields}[key]

    def values(self, answers: Answers) -> dict[str, object]:
        """Return what was answered as plain JSON by field: truths, 分, days in ISO form; nothing for what was not."""
        given = {one.key: _kept(one, answers[one.key]) for one in self.fields if answers.get(one.key) not in (None, ())}
        return {key: value for key, value in given.items() if value != ""}

    def facts(self, step: str) -> dict[str, Fact]:
        """Return the facts this form declares in the step ``step``, by name."""
        found = (one.as_fact(step) for one in self.fields)
        return {fact.name: fact for fact in found if fact is not None}

    def facts_from(self, step: str, values: Mapping[str, object]) -> dict[str, FactValue]:
        """Return every fact of the step ``step`` as these kept ``values`` leave it."""
        set_now: dict[str, FactValue] = {}
        for one in self.fields:
            fact = one.as_fact(step)
            if fact is not None:
                value = values.get(one.key)
                set_now[fact.name] = value if isinstance(value, str | bool) and fact.admits(value) else fact.initial
        return set_now


def _kept(one: SheetField, value: object) -> object:
    if one.is_truth:
        return value == YES
    if isinstance(value, date):
        return value.isoformat()
    return [*value] if isinstance(value, tuple) else value


def _outside(one: SheetField, value: object, _: Answers) -> Objection | None:
    if not isinstance(value, int):
        return None
    if one.least is not None and value < one.least:
        return Objection("too-small", N_("不得小于 {least}，请核对"), {"least": _said(one, one.least)})
    if one.most is not None and value > one.most:
        return Objection("too-large", N_("不得大于 {most}，请核对"), {"most": _said(one, one.most)})
    return None


def _said(one: SheetField, value: int) -> str:
    if one.kind is not Kind.MONEY:
        return str(value)
    yuan, fen = divmod(value, 100)
    return Phrase(N_("{yuan} 元"), yuan=f"{yuan}.{fen:02d}" if fen else str(yuan))


def _too_many_files(value: object, _: Answers) -> Objection | None:
    if isinstance(value, tuple) and len(value) > 1:
        return Objection("one-file", N_("只能上传一个文件，请取消其余的"))
    return None
