"""Made-up values of the right types, to try a template without a case."""

from collections.abc import Sequence

from workflows.documents.catalogue import FieldType, PaperField, PaperKind
from workflows.documents.formatting import written_fields

_SAMPLES: dict[FieldType, object] = {
    FieldType.TEXT: "第一段\n第二段",
    FieldType.SENTENCES: "第一段\n第二段",
    FieldType.PHRASE: "文字",
    FieldType.PROVISION: "条款",
    FieldType.NUMBER: 1,
    FieldType.MONEY: 100,
    FieldType.DAY: "2026-01-01",
    FieldType.MOMENT: "2026-01-01T09:00:00+08:00",
}


def trial_fields(kind: PaperKind, rows: int) -> dict[str, object]:
    """Return printable values for every field; lists get ``rows`` rows (none: every optional field is empty too)."""
    every = {field.name for field in kind.fields}
    every |= {f"{field.name}.{column.name}" for field in kind.fields for column in field.columns}
    printed = written_fields(kind, _nested(kind.fields, max(rows, 1)), every)
    if not rows:
        for field in kind.fields:
            if field.type is FieldType.ROWS:
                printed[field.name] = []
    return printed


def _nested(fields: Sequence[PaperField], rows: int) -> dict[str, object]:
    nested = dict[str, object]()
    for field in fields:
        *groups, last = field.name.split(".")
        target = nested
        for group in groups:
            inner = target.setdefault(group, {})
            target = inner if isinstance(inner, dict) else target
        target[last] = _sample(field, rows)
    return nested


def _sample(field: PaperField, rows: int) -> object:
    if field.type is FieldType.ROWS:
        return [_nested(field.columns, rows) for _ in range(rows)]
    if field.type is FieldType.CHOICE:
        return field.choices[0][0]
    return rows > 1 if field.type is FieldType.FLAG else _SAMPLES[field.type]
