"""Reads ``forms/<name>.json``: the part of JSON Schema 2020-12 that the form designer writes, and nothing else.

One reader decides for the designer, the checks, the facts and the run time. A form is an object whose properties are
its fields, in ``x-order`` or as they stand:

=============  ====================================================================================
单行文字        ``{"type": "string", "maxLength": 200}``
多行文字        the same with ``"x-multiline": true``
是非            ``{"type": "boolean"}`` — a fact, asked as a choice between 是 and 否
单选            ``{"type": "string", "enum": [...], "x-labels": {value: words}}`` — a fact
多选            ``{"type": "array", "items": {"type": "string", "enum": [...], "x-labels": {…}}, "uniqueItems": true}``
整数            ``{"type": "integer", "minimum": 0, "maximum": 100}``
金额            the same in 分 with ``"x-money": true``; asked in 元
日期            ``{"type": "string", "format": "date"}``
附件            ``{"type": "string", "format": "file-hash"}``; several as an array of them
=============  ====================================================================================

Each field may carry ``title`` 名称, ``description`` 填写说明, ``x-article`` 依据 and ``x-shown-when``
``{"field": key, "equals": value}``: it is asked only for that answer of an earlier 单选 or 是非 field, and ``required``
then counts only when it is asked.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import replace

import orjson

from workflows.errors import BrokenDiagramError
from workflows.forms import Kind
from workflows.process.findings import Finding
from workflows.process.form_kinds import KindError, has_controls, kind_of, options_of, words_of
from workflows.process.form_sheet import NO, YES, FormSheet, SheetField
from workflows.process.markup import refusal
from workflows.vocabulary.wording import N_, Objection, Phrase

DIALECT = "https://json-schema.org/draft/2020-12/schema"
MAX_BYTES = 200_000
MAX_FIELDS = 60
MAX_TITLE, MAX_HELP, MAX_ARTICLE = 100, 1000, 200
MAX_TEXT, MAX_NUMBER, MAX_MONEY = 20_000, 999_999_999, 10**15 - 1

_KEY = re.compile(r"[a-z][a-z0-9_]{0,39}\Z")
# What every page of a step posts besides its answers.
_TAKEN = {"csrf_token", "key", "version"}
_SHEET_WORDS = {"$schema", "title", "description", "x-article", "type", "properties", "required", "x-order"}


def read_form(name: str, raw: bytes) -> FormSheet:
    """Return the form ``name``; BrokenDiagramError says which fields cannot be used, why, and what to do."""
    file = f"forms/{name}.json"
    if len(raw) > MAX_BYTES:
        raise refusal("form-size", N_("{file}：表单超过 200 KB，请拆成几个表单"), file=file)
    try:
        schema = orjson.loads(raw)
    except orjson.JSONDecodeError as error:
        raise refusal("form-syntax", N_("{file}：不是完整的 JSON 文件，请在表单编辑器中重新保存"), file=file) from error
    properties = schema.get("properties") if isinstance(schema, dict) else None
    if not isinstance(properties, dict):
        raise refusal("form-shape", N_("{file}：表单没有 properties，请至少添加一个字段"), file=file)
    return _Reader(file, schema, properties).sheet(name)


def fault_of(file: str, objection: Objection) -> Finding:
    """Return what is wrong with a form; where it is one field, the field is the element and needs no second mention."""
    field = str(objection.params.get("field", ""))
    if field:
        objection = Objection(objection.code, "{detail}", {"detail": objection.params.get("detail", "")})
    return Finding(file, field, objection, N_("请在表单设计器中打开这个表单更正"))


class _Reader:
    """Reads one form; every refusal names the file and, where there is one, the field."""

    def __init__(self, file: str, schema: Mapping[str, object], properties: Mapping[str, object]) -> None:
        self._file = file
        self._schema = schema
        self._properties = properties

    def sheet(self, name: str) -> FormSheet:
        """Return the form with its fields in order."""
        self._check_words(self._schema, _SHEET_WORDS, "")
        if self._schema.get("$schema", DIALECT) != DIALECT or self._schema.get("type", "object") != "object":
            raise self._refuse(
                "form-dialect", N_("{file}：只支持 JSON Schema 2020-12 的 object，请在表单编辑器中重新保存")
            )
        if not 0 < len(self._properties) <= MAX_FIELDS:
            raise self._refuse("form-count", N_("{file}：须有 1 至 {limit} 个字段，请增减或者拆分"), limit=MAX_FIELDS)
        return FormSheet(
            name=name,
            title=self._text(self._schema, "title", MAX_TITLE, "") or name,
            description=self._text(self._schema, "description", MAX_HELP, ""),
            article=self._text(self._schema, "x-article", MAX_ARTICLE, ""),
            fields=self._fields(),
        )

    def _fields(self) -> tuple[SheetField, ...]:
        required = self._keys("required", [])
        before: dict[str, SheetField] = {}
        refused: dict[str, Objection] = {}
        for key in self._order():
            try:
                one = self._field(key, self._properties[key], is_required=key in required)
                before[key] = replace(one, shown_when=self._shown_when(key, self._properties[key], before, refused))
            except BrokenDiagramError as error:
                refused[key] = error.objection
        if refused:
            faults = [fault_of(self._file, objection) for objection in refused.values()]
            raise BrokenDiagramError(next(iter(refused.values())), faults)
        return tuple(before.values())

    def _order(self) -> list[str]:
        order = self._keys("x-order", [*self._properties])
        if len(order) != len(self._properties):
            raise self._refuse("form-order", N_("{file}：x-order 与字段不一致，请在表单编辑器中重新保存"))
        return order

    def _keys(self, word: str, otherwise: list[str]) -> list[str]:
        """Return a list of field keys, none of them twice."""
        keys = self._schema.get(word, otherwise)
        known = (
            [key for key in keys if isinstance(key, str) and key in self._properties] if isinstance(keys, list) else []
        )
        if isinstance(keys, list) and len(keys) == len(set(known)):
            return known
        raise self._refuse("form-order", N_("{file}：{word} 与字段不一致，请在表单编辑器中重新保存"), word=word)

    def _field(self, key: str, schema: object, *, is_required: bool) -> SheetField:
        if not _KEY.match(key) or key in _TAKEN:
            raise self._refuse_field(
                "form-key",
                key,
                N_("编号只能由小写字母、数字和下划线组成，以字母开头，不超过 40 个，也不能是 key、version"),
            )
        if not isinstance(schema, dict):
            raise self._refuse_field("form-field", key, N_("不是一个字段的定义，请删除后重新添加"))
        try:
            kind, is_truth, several = kind_of(schema)
            options = options_of(schema, kind, is_truth=is_truth)
        except KindError as error:
            raise self._refuse_field(error.code, key, error.text, **error.params) from error
        self._check_words(schema, words_of(kind, is_truth=is_truth), key)
        least, most = self._bounds(key, schema, MAX_MONEY if kind is Kind.MONEY else MAX_NUMBER)
        return SheetField(
            key=key,
            title=self._text(schema, "title", MAX_TITLE, key) or key,
            kind=kind,
            required=is_required,
            help=self._text(schema, "description", MAX_HELP, key),
            article=self._text(schema, "x-article", MAX_ARTICLE, key),
            options=options,
            limit=self._whole(key, schema, "maxLength", 4000 if kind is Kind.PARAGRAPH else 200, 1, MAX_TEXT),
            least=least,
            most=most,
            is_truth=is_truth,
            several=several,
        )

    def _bounds(self, key: str, schema: Mapping[str, object], highest: int) -> tuple[int | None, int | None]:
        least = self._whole(key, schema, "minimum", 0, 0, highest) if "minimum" in schema else None
        most = self._whole(key, schema, "maximum", 0, 0, highest) if "maximum" in schema else None
        if least is not None and most is not None and least > most:
            raise self._refuse_field("form-bounds", key, N_("最小值大于最大值，请对调"))
        return least, most

    def _whole(self, key: str, schema: Mapping[str, object], word: str, otherwise: int, least: int, most: int) -> int:
        value = schema.get(word, otherwise)
        if isinstance(value, int) and not isinstance(value, bool) and least <= value <= most:
            return value
        text = N_("{word} 须是 {least} 至 {most} 之间的整数，请更正")
        raise self._refuse_field("form-number", key, text, word=word, least=least, most=most)

    def _shown_when(
        self, key: str, schema: object, before: Mapping[str, SheetField], refused: Collection[str]
    ) -> tuple[str, tuple[str, ...]] | None:
        """Return the earlier field and the posted answer on which ``key`` depends; nothing of one that is refused."""
        rule = schema.get("x-shown-when") if isinstance(schema, dict) else None
        if rule is None:
            return None
        if not isinstance(rule, dict) or set(rule) != {"field", "equals"}:
            raise self._refuse_field("form-shown", key, N_("显示条件须有 field 和 equals 两项，请重新选择"))
        if rule["field"] in [*refused]:
            return None
        other = before.get(rule["field"]) if isinstance(rule["field"], str) else None
        if other is None or other.kind is not Kind.CHOICE:
            raise self._refuse_field("form-shown", key, N_("显示条件只能取决于它前面的单选或者是非字段，请重新选择"))
        wanted = rule["equals"]
        answer = (YES if wanted else NO) if other.is_truth and isinstance(wanted, bool) else wanted
        if not isinstance(answer, str) or isinstance(wanted, bool) != other.is_truth:
            answer = ""
        if answer not in {value for value, _ in other.options}:
            text = N_("显示条件中“{other}”没有这个选项，请重新选择")
            raise self._refuse_field("form-shown", key, text, other=other.title)
        return other.key, (answer,)

    def _text(self, schema: Mapping[str, object], word: str, limit: int, key: str) -> str:
        text = schema.get(word, "")
        if isinstance(text, str) and len(text) <= limit and not has_controls(text):
            return text.strip()
        said = N_("{word} 须是不超过 {limit} 字的文字，不含控制字符，请更正")
        if key:
            raise self._refuse_field("form-text", key, said, word=word, limit=limit)
        raise self._refuse(
            "form-text", N_("{file}：{word} 须是不超过 {limit} 字的文字，请更正"), word=word, limit=limit
        )

    def _check_words(self, schema: Mapping[str, object], allowed: frozenset[str] | set[str], key: str) -> None:
        for word in schema:
            if word in allowed:
                continue
            if key:
                raise self._refuse_field("form-word", key, N_("这类字段不支持 {word}，请删除"), word=word[:60])
            raise self._refuse("form-word", N_("{file}：表单不支持 {word}，请删除"), word=word[:60])

    def _refuse(self, code: str, text: str, /, **params: str | int) -> BrokenDiagramError:
        return refusal(code, text, file=self._file, **params)

    def _refuse_field(self, code: str, key: str, text: str, /, **params: str | int) -> BrokenDiagramError:
        detail = Phrase(text, **params)
        return refusal(code, N_("{file} 的字段 {field}：{detail}"), file=self._file, field=key[:60], detail=detail)
