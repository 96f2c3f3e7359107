"""What people call a file of a flow and what stands in it; read off the text, so a broken file has its name as well."""

import json
import re
from collections.abc import Mapping, Sequence
from html import unescape
from typing import Final

from workflows.questions.flow_findings import ShownFinding
from workflows.vocabulary.wording import N_, Phrase

PROMISES: Final = N_("流程承诺")
_MAIN_TAG: Final[Mapping[str, str]] = {"bpmn": "process", "dmn": "decision"}


def label_of(name: str, text: str) -> str:
    """Return what people call a file; its own name when it says nothing readable of itself."""
    kind = name.rpartition(".")[2]
    if kind == "yaml":
        return PROMISES
    if kind == "json":
        return _title(_object(text)) or name
    tag = re.search(rf"<(?:\w+:)?{_MAIN_TAG.get(kind, 'definitions')}\b[^>]*>", text)
    return (_attribute(tag[0], "name") if tag else "") or name


def places_of(findings: Sequence[ShownFinding], texts: Mapping[str, str]) -> dict[tuple[str, str], str]:
    """Return where each finding stands as people would say it: the file, and the step or the field in it."""
    return {(one.file, one.element): _place(one.file, one.element, texts.get(one.file, "")) for one in findings}


def _place(name: str, element: str, text: str) -> str:
    label = label_of(name, text)
    inside = _label_inside(name, element, text) if element else ""
    return Phrase(N_("{file} · {element}"), file=label, element=inside) if inside else label


def _label_inside(name: str, element: str, text: str) -> str:
    if name.endswith(".json"):
        fields = _object(text).get("properties")
        field = fields.get(element) if isinstance(fields, Mapping) else None
        return (_title(field) if isinstance(field, Mapping) else "") or element
    tag = re.search(rf'<[^>]*\bid="{re.escape(element)}"[^>]*>', text)
    return (_attribute(tag[0], "name") if tag else "") or element


def _attribute(tag: str, name: str) -> str:
    found = re.search(rf'\s{name}="([^"]*)"', tag)
    return " ".join(unescape(found[1]).split()) if found else ""


def _object(text: str) -> Mapping[str, object]:
    try:
        read = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return read if isinstance(read, Mapping) else {}


def _title(one: Mapping[str, object]) -> str:
    title = one.get("title")
    return title if isinstance(title, str) else ""
