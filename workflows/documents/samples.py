"""示例案件: the fields of every paper as an invented case would fill them, to look at a template without a case.

``document_templates/samples/example_case.yaml`` holds the case. ``sparse`` is the same case with only what must be
filled: every optional field empty, every optional list without rows, so that a template shows what it leaves out.
"""

from collections.abc import Iterable, Mapping
from copy import deepcopy
from datetime import date
from functools import cache
from typing import cast

import yaml

from workflows.documents.catalogue import TEMPLATES, PaperField, PaperKind
from workflows.documents.formatting import find_value, is_needed
from workflows.documents.numbering import number_text

_ISSUED_ON = date(2026, 8, 3)
_AGENCY, _SEQUENCE = "青峦民", 3


def sample_fields(kind: PaperKind) -> dict[str, object]:
    """Return everything the paper needs; its number is the third of its series."""
    case = _example()
    number = number_text(_AGENCY, kind.series, _ISSUED_ON.year, _SEQUENCE)
    paper = {"number": number, "issued_on": _ISSUED_ON}
    return deepcopy({**case["common"], "paper": paper, **cast("dict[str, object]", case["papers"].get(kind.id, {}))})


def sparse(kind: PaperKind, fields: Mapping[str, object]) -> dict[str, object]:
    """Return the fields without everything that may be missing."""
    left = deepcopy(dict(fields))
    _leave_out(kind.fields, left)
    return left


@cache
def _example() -> dict[str, dict[str, object]]:
    read = yaml.safe_load((TEMPLATES / "samples" / "example_case.yaml").read_text(encoding="utf-8"))
    return cast("dict[str, dict[str, object]]", read)


def _leave_out(fields: Iterable[PaperField], values: dict[str, object]) -> None:
    for field in fields:
        group, _, last = field.name.rpartition(".")
        holder = find_value(values, group) if group else values
        if not isinstance(holder, dict) or last not in holder:
            continue
        if field.optional and not field.needed_with:
            del holder[last]
        for row in holder.get(last) or () if field.columns else ():
            _leave_out(field.columns, row)
    for field in fields:
        if field.needed_with and not is_needed(field, values):
            group, _, last = field.name.rpartition(".")
            holder = find_value(values, group) if group else values
            if isinstance(holder, dict):
                holder.pop(last, None)
