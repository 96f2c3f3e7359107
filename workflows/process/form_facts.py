"""Facts that the steps designed by an administrator set: ``form.<step>.<field>`` for choices and truths.

A form is a JSON Schema in ``forms/<name>.json``; a user task with ``act`` = ``form`` and ``form`` = ``<name>`` shows
it. Only fields with a closed list of texts (``enum``) and yes/no fields become facts; no other answer can be routed on.
"""

from collections.abc import Iterable, Mapping

import orjson

from workflows.process.diagram import Diagram, NodeKind
from workflows.process.markup import refusal
from workflows.vocabulary.facts import Fact, FactKind
from workflows.vocabulary.wording import N_


def form_facts(files: Mapping[str, bytes], diagrams: Iterable[Diagram]) -> dict[str, Fact]:
    """Return the facts declared by the forms that the diagrams' user tasks show, by name."""
    facts: dict[str, Fact] = {}
    for diagram in diagrams:
        for node in diagram.of_kind(NodeKind.TASK):
            form = node.properties.get("form", "")
            if not form:
                continue
            for field, schema in _fields(files, f"forms/{form}.json", node.id).items():
                fact = _fact(f"form.{node.id}.{field}", schema)
                if fact is not None:
                    facts[fact.name] = fact
    return facts


def _fields(files: Mapping[str, bytes], file: str, element: str) -> dict[str, object]:
    if file not in files:
        raise refusal("no-form", N_("环节 {element}：没有表单 {file}，请先建立"), element=element, file=file)
    try:
        schema = orjson.loads(files[file])
    except orjson.JSONDecodeError as error:
        raise refusal("form-syntax", N_("{file}：不是完整的 JSON 文件，请在表单编辑器中重新保存"), file=file) from error
    fields = schema.get("properties") if isinstance(schema, dict) else None
    if not isinstance(fields, dict):
        raise refusal("form-shape", N_("{file}：表单没有 properties，请至少添加一个字段"), file=file)
    return fields


def _fact(name: str, schema: object) -> Fact | None:
    if not isinstance(schema, dict):
        return None
    term = str(schema.get("title", name))
    options = schema.get("enum")
    if isinstance(options, list) and options and all(isinstance(option, str) for option in options):
        return Fact(name, term, FactKind.CHOICE, tuple(dict.fromkeys(("none", *options))))
    return Fact(name, term, FactKind.TRUTH) if schema.get("type") == "boolean" else None
