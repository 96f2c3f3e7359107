"""What changed in the forms of steps that administrators designed: fields, answers, order, help, conditions."""

import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import PurePosixPath

from workflows.errors import BrokenDiagramError
from workflows.forms import Kind
from workflows.process.difference_change import Change, ChangeKind, added, from_to, removed
from workflows.process.form_schema import read_form
from workflows.process.form_sheet import FormSheet, SheetField
from workflows.process.spoken import amount_said
from workflows.vocabulary.value_terms import NO, YES
from workflows.vocabulary.wording import N_, Phrase, listed

KIND_TERMS: Mapping[Kind, str] = {
    Kind.TEXT: N_("单行文字"),
    Kind.PARAGRAPH: N_("多行文字"),
    Kind.CHOICE: N_("单选"),
    Kind.CHOICES: N_("多选"),
    Kind.NUMBER: N_("整数"),
    Kind.MONEY: N_("金额"),
    Kind.DAY: N_("日期"),
    Kind.FILE: N_("附件"),
}


def compare_form(file: str, old: bytes, new: bytes) -> Iterator[Change]:
    """Yield what changed in one form; one that nobody can fill in is compared as a whole."""
    name = PurePosixPath(file).stem
    try:
        before, after = read_form(name, old), read_form(name, new)
    except BrokenDiagramError:
        if _plain(old) != _plain(new):
            what = Phrase(N_("表单文件 {file} 的内容有变化"), file=file)
            yield Change(file, "", file, ChangeKind.CHANGED, what)
        return
    yield from _compare(file, before, after)


def form_title(file: str, raw: bytes) -> str:
    """Return what a form is called; one that cannot be read is called like its file."""
    try:
        return read_form(PurePosixPath(file).stem, raw).title
    except BrokenDiagramError:
        return file


def form_said(file: str, raw: bytes) -> tuple[Phrase, str]:
    """Return what a form is called, and its fields."""
    try:
        sheet = read_form(PurePosixPath(file).stem, raw)
    except BrokenDiagramError:
        return Phrase(N_("表单“{label}”"), label=file), ""
    return _called(sheet), listed(one.title for one in sheet.fields)


def _called(sheet: FormSheet) -> Phrase:
    return Phrase(N_("表单“{label}”"), label=sheet.title)


def _compare(file: str, old: FormSheet, new: FormSheet) -> Iterator[Change]:
    subject = _called(old)
    for what, before, after in (
        (N_("名称"), old.title, new.title),
        (N_("填写说明"), old.description, new.description),
        (N_("依据"), old.article, new.article),
    ):
        if before != after:
            yield Change(file, "", subject, ChangeKind.CHANGED, from_to(subject, what, before, after))
    earlier, afters = ({one.key: one for one in sheet.fields} for sheet in (old, new))
    renamed = _renamed(earlier, afters)
    yield from _came_and_went(file, subject, earlier, afters, renamed)
    for key in earlier:
        if key in afters:
            yield from _compare_fields(file, old, new, key)
    kept = [renamed.get(key, key) for key in earlier if renamed.get(key, key) in afters]
    if kept != [key for key in afters if key in kept]:
        order = [listed(one.title for one in sheet.fields) for sheet in (old, new)]
        yield Change(file, "", subject, ChangeKind.MOVED, from_to(subject, N_("字段顺序"), *order))


def _came_and_went(
    file: str,
    subject: str,
    old: Mapping[str, SheetField],
    new: Mapping[str, SheetField],
    renamed: Mapping[str, str],
) -> Iterator[Change]:
    for key, one in old.items():
        if key not in new and key not in renamed:
            yield removed(file, key, _field_called(subject, one), _kind_said(one), label=one.title)
    for key, one in new.items():
        if key not in old and key not in renamed.values():
            yield added(file, key, _field_called(subject, one), _kind_said(one), label=one.title)
    for key, other in renamed.items():
        what = from_to(_field_called(subject, old[key]), N_("编号"), key, other)
        yield Change(file, other, new[other].title, ChangeKind.CHANGED, what)


def _compare_fields(file: str, old: FormSheet, new: FormSheet, key: str) -> Iterator[Change]:
    before, after = old.field(key), new.field(key)
    subject = _field_called(_called(old), before)
    for what, read in _READ:
        told = read(old, before), read(new, after)
        if told[0] != told[1]:
            yield Change(file, key, after.title, ChangeKind.CHANGED, from_to(subject, what, *told))


def _field_called(subject: str, one: SheetField) -> Phrase:
    return Phrase(N_("{form}的字段“{label}”"), form=subject, label=one.title)


def _kind_said(one: SheetField) -> str:
    if one.is_truth:
        return N_("是非")
    if one.several and one.kind is Kind.FILE:
        return N_("多个附件")
    return KIND_TERMS[one.kind]


def _option_said(value: str, words: str) -> str:
    return words if words == value else Phrase(N_("{words}（{value}）"), words=words, value=value)


def _bound_said(one: SheetField, bound: int | None) -> str:
    if bound is None:
        return ""
    return amount_said(bound) if one.kind is Kind.MONEY else str(bound)


def _shown_said(sheet: FormSheet, one: SheetField) -> str:
    if one.shown_when is None:
        return N_("总是显示")
    other, values = sheet.field(one.shown_when[0]), one.shown_when[1]
    words = dict(other.options)
    return Phrase(
        N_("“{fact}”为“{value}”"), fact=other.title, value=listed(words.get(value, value) for value in values)
    )


def _renamed(old: Mapping[str, SheetField], new: Mapping[str, SheetField]) -> dict[str, str]:
    """Return new keys by old ones for fields of which nothing but the key changed."""
    gone = {_without_key(one): key for key, one in old.items() if key not in new}
    come = {_without_key(one): key for key, one in new.items() if key not in old}
    return {gone[told]: come[told] for told in gone if told in come}


def _without_key(one: SheetField) -> object:
    return one.title, one.kind, one.required, one.help, one.article, one.options, one.shown_when, one.is_truth


def _plain(raw: bytes) -> object:
    try:
        return json.loads(raw)
    except ValueError:
        return raw


# What is told of a field that stayed.
_READ: tuple[tuple[str, Callable[[FormSheet, SheetField], str]], ...] = (
    (N_("名称"), lambda _, one: one.title),
    (N_("类型"), lambda _, one: _kind_said(one)),
    (N_("必填"), lambda _, one: YES if one.required else NO),
    (N_("可选项"), lambda _, one: listed(_option_said(*option) for option in one.options)),
    (N_("填写说明"), lambda _, one: one.help),
    (N_("依据"), lambda _, one: one.article),
    (N_("显示条件"), _shown_said),
    (N_("字数上限"), lambda _, one: str(one.limit)),
    (N_("最小值"), lambda _, one: _bound_said(one, one.least)),
    (N_("最大值"), lambda _, one: _bound_said(one, one.most)),
)
