"""Which kind of field a piece of JSON Schema is, what else may stand in it, and which answers it offers."""

import unicodedata
from collections.abc import Mapping

from workflows.forms import Kind
from workflows.process.form_sheet import UNANSWERED, YES_OR_NO
from workflows.vocabulary.wording import N_

MAX_OPTIONS = 40
MAX_OPTION = 60
MAX_LABEL = 100

_EVERY = frozenset({"type", "title", "description", "x-article", "x-shown-when"})
_WORDS: Mapping[Kind, frozenset[str]] = {
    Kind.TEXT: _EVERY | {"maxLength"},
    Kind.PARAGRAPH: _EVERY | {"maxLength", "x-multiline"},
    Kind.CHOICE: _EVERY | {"enum", "x-labels"},
    Kind.CHOICES: _EVERY | {"items", "uniqueItems"},
    Kind.NUMBER: _EVERY | {"minimum", "maximum"},
    Kind.MONEY: _EVERY | {"minimum", "maximum", "x-money"},
    Kind.DAY: _EVERY | {"format"},
    Kind.FILE: _EVERY | {"format", "items", "uniqueItems"},
}


class KindError(ValueError):
    """A field is none of the kinds; the reader adds file and field."""

    def __init__(self, code: str, text: str, /, **params: str | int) -> None:
        """Keep a marked Chinese sentence with its places."""
        super().__init__(code)
        self.code, self.text, self.params = code, text, params


def kind_of(schema: Mapping[str, object]) -> tuple[Kind, bool, bool]:
    """Return the kind, whether it is a 是非 field, and whether several files may be sent."""
    kind = schema.get("type", "string" if "enum" in schema else None)
    if kind == "boolean" and "enum" not in schema:
        return Kind.CHOICE, True, False
    if kind == "integer":
        return (Kind.MONEY if _is_on(schema, "x-money") else Kind.NUMBER), False, False
    if kind == "array":
        return _kind_of_many(schema.get("items")), False, True
    if kind == "string":
        return _kind_of_string(schema), False, False
    raise KindError(
        "form-kind", N_("字段类型不受支持，请改为单行文字、多行文字、是非、单选、多选、整数、金额、日期或者附件")
    )


def words_of(kind: Kind, *, is_truth: bool) -> frozenset[str]:
    """Return what may be said about a field of this kind."""
    return _EVERY if is_truth else _WORDS[kind]


def options_of(schema: Mapping[str, object], kind: Kind, *, is_truth: bool) -> tuple[tuple[str, str], ...]:
    """Return the (value, words) a field offers; none for a field that offers nothing."""
    if is_truth:
        return YES_OR_NO
    if kind not in {Kind.CHOICE, Kind.CHOICES}:
        return ()
    listed = schema if kind is Kind.CHOICE else schema["items"]
    values, labels = (listed.get("enum"), listed.get("x-labels", {})) if isinstance(listed, Mapping) else (None, {})
    if not isinstance(values, list) or not 0 < len(values) <= MAX_OPTIONS or not all(map(_is_option, values)):
        text = N_("须有 1 至 {limit} 个选项，每个是不超过 {length} 字的文字，且不能是 none，请更正")
        raise KindError("form-options", text, limit=MAX_OPTIONS, length=MAX_OPTION)
    if len(set(values)) != len(values):
        raise KindError("form-options", N_("有两个选项的取值相同，请改其中一个"))
    if not isinstance(labels, dict) or not set(labels) <= set(values) or not all(map(_is_label, labels.values())):
        raise KindError("form-labels", N_("x-labels 须逐个对应选项，每个不超过 {limit} 字，请更正"), limit=MAX_LABEL)
    return tuple((value, labels.get(value) or value) for value in values)


def _kind_of_string(schema: Mapping[str, object]) -> Kind:
    if "enum" in schema:
        return Kind.CHOICE
    kinds = {"date": Kind.DAY, "file-hash": Kind.FILE}
    if "format" not in schema:
        return Kind.PARAGRAPH if _is_on(schema, "x-multiline") else Kind.TEXT
    written = schema["format"]
    if not isinstance(written, str) or written not in kinds:
        raise KindError("form-format", N_("文字的格式只支持 date 和 file-hash，请更正"))
    return kinds[written]


def _kind_of_many(items: object) -> Kind:
    if isinstance(items, Mapping) and items.get("type", "string") == "string":
        if set(items) <= {"type", "enum", "x-labels"} and "enum" in items:
            return Kind.CHOICES
        if set(items) == {"type", "format"} and items["format"] == "file-hash":
            return Kind.FILE
    raise KindError("form-items", N_("多选须列出选项，多个附件须是 file-hash，请删除后重新添加"))


def _is_on(schema: Mapping[str, object], word: str) -> bool:
    if schema.get(word, True) is not True:
        raise KindError("form-word", N_("{word} 只能是 true，请更正或者删除"), word=word)
    return word in schema


def _is_option(value: object) -> bool:
    """Say whether a text may be an answer; the fact of a field that was not answered is ``none``."""
    if not isinstance(value, str) or not value.strip() or value != value.strip() or len(value) > MAX_OPTION:
        return False
    # Values are written into conditions, between quotation marks.
    return not has_controls(value) and not set(value) & {'"', "\\", "\n"} and value.lower() != UNANSWERED


def _is_label(words: object) -> bool:
    return isinstance(words, str) and len(words) <= MAX_LABEL and not has_controls(words) and "\n" not in words


def has_controls(text: str) -> bool:
    """Say whether ``text`` holds what no one can see: control characters and marks that turn the line around."""
    return any(unicodedata.category(sign) in {"Cc", "Cf", "Cs"} for sign in text if sign != "\n")
