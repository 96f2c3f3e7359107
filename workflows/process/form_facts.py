"""Facts that the steps designed by an administrator set: ``form.<step>.<field>`` for choices and truths.

A form is a JSON Schema in ``forms/<name>.json``; a user task with ``act`` = ``form`` and ``form`` = ``<name>`` shows
it. Only 单选 and 是非 fields become facts; no other answer can be routed on.
"""

from collections.abc import Iterable, Mapping

from workflows.errors import BrokenDiagramError
from workflows.process.diagram import Diagram, Node, NodeKind
from workflows.process.findings import Finding
from workflows.process.form_schema import fault_of, read_form
from workflows.process.form_sheet import FormSheet
from workflows.vocabulary.facts import Fact
from workflows.vocabulary.wording import N_, Objection


def form_facts(files: Mapping[str, bytes], diagrams: Iterable[Diagram], found: list[Finding]) -> dict[str, Fact]:
    """Return the facts declared by the forms that the diagrams' user tasks show; ``found`` takes what is wrong."""
    facts: dict[str, Fact] = {}
    read: dict[str, FormSheet | None] = {}
    for diagram in diagrams:
        for node in diagram.of_kind(NodeKind.TASK):
            form = node.properties.get("form", "")
            if not form:
                continue
            file = f"forms/{form}.json"
            if file not in files:
                found.append(_missing(diagram, node, form))
                continue
            if form not in read:
                read[form] = _sheet(form, files[file], found)
            sheet = read[form]
            if sheet is not None:
                facts |= sheet.facts(node.id)
    return facts


def _missing(diagram: Diagram, node: Node, form: str) -> Finding:
    message = Objection("no-form", N_("没有名为“{form}”的表单"), {"form": form[:60]})
    return Finding(diagram.file, node.id, message, N_("请先在表单设计器中建立，或者选择已有的表单"))


def _sheet(form: str, raw: bytes, found: list[Finding]) -> FormSheet | None:
    try:
        return read_form(form, raw)
    except BrokenDiagramError as error:
        found += error.findings or [fault_of(f"forms/{form}.json", error.objection)]
        return None
