"""Reads the files of a flow version together, and notes everything that does not fit, file by file and between them.

Nothing found stops the reading: whoever edits a flow is told all of it at once. A version with a finding that hinders
never becomes a ``Bundle``.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from workflows.process.diagram import Diagram, Node, NodeKind
from workflows.process.diagram_reader import find_diagram
from workflows.process.findings import Faults, Finding
from workflows.process.form_facts import form_facts
from workflows.process.table_reader import find_tables
from workflows.process.tables import Table
from workflows.vocabulary.facts import FACTS, Fact
from workflows.vocabulary.wording import N_, Objection

MAX_BUNDLE_NODES = 1000
MAX_CALL_DEPTH = 20


@dataclass
class Reading:
    """What could be understood of the files, and what was found wrong with them."""

    diagrams: dict[str, Diagram] = field(default_factory=dict)
    tables: dict[str, Table] = field(default_factory=dict)
    facts: dict[str, Fact] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)
    found: list[Finding] = field(default_factory=list)
    decisions: set[str] = field(default_factory=set)

    def note(self, file: str, element: str, code: str, text: str, cure: str, /, **params: str | int) -> None:
        """Note what hinders."""
        self.found.append(Finding(file, element, Objection(code, text, params), cure))


def read_findings(files: Mapping[str, bytes], *, process: str = "") -> tuple[Finding, ...]:
    """Return everything found while reading; ``process`` is the id of the main process where it is known."""
    return tuple(read_files(files, process=process).found)


def main_process(files: Mapping[str, bytes]) -> str:
    """Return the id of the process that no other calls, one in ``procedures/`` before all others; empty without any."""
    diagrams = read_files(files).diagrams.values()
    called = {node.called for diagram in diagrams for node in diagram.of_kind(NodeKind.CALL)}
    free = sorted(diagrams, key=lambda one: (not one.file.startswith("procedures/"), one.process in called, one.file))
    return free[0].process if free else ""


def read_files(files: Mapping[str, bytes], *, process: str = "") -> Reading:
    """Return what could be understood of a version's files, and every finding."""
    reading = Reading()
    for name in sorted(files):
        if name.endswith(".bpmn"):
            _read_diagram(name, files[name], reading)
    _place_nodes(reading)
    reading.facts = {**FACTS, **form_facts(files, reading.diagrams.values(), reading.found)}
    for name in sorted(files):
        if name.endswith(".dmn"):
            _read_tables(name, files[name], reading)
    _check_references(reading, process)
    return reading


def _read_diagram(name: str, raw: bytes, reading: Reading) -> None:
    faults = Faults(name)
    diagram = find_diagram(raw, faults)
    reading.found += faults.found
    if diagram is None:
        return
    if diagram.process in reading.diagrams:
        reading.note(
            name,
            diagram.process,
            "double-process",
            N_("流程编号 {id} 与 {other} 的相同"),
            N_("请改其中一个"),
            id=diagram.process,
            other=reading.diagrams[diagram.process].file,
        )
        return
    reading.diagrams[diagram.process] = diagram


def _place_nodes(reading: Reading) -> None:
    for diagram in reading.diagrams.values():
        for node_id in diagram.nodes:
            if node_id in reading.places or node_id in reading.diagrams:
                other = reading.diagrams[reading.places.get(node_id, node_id)].file
                text, cure = N_("编号 {id} 在 {other} 中已经用过"), N_("请改其中一个")
                reading.note(diagram.file, node_id, "double-id", text, cure, id=node_id, other=other)
                continue
            reading.places[node_id] = diagram.process
    if len(reading.places) > MAX_BUNDLE_NODES:
        text, cure = N_("流程及其部分的环节合计超过 {limit} 个"), N_("请精简")
        reading.note("", "", "too-many-nodes", text, cure, limit=MAX_BUNDLE_NODES)


def _read_tables(name: str, raw: bytes, reading: Reading) -> None:
    faults = Faults(name)
    for table in find_tables(raw, reading.facts, faults):
        if table.decision in reading.tables:
            faults.note(
                table.decision,
                "double-decision",
                N_("决策编号 {id} 与 {other} 的相同"),
                N_("请改其中一个"),
                id=table.decision,
                other=reading.tables[table.decision].file,
            )
            continue
        reading.tables[table.decision] = table
    reading.decisions |= {finding.element for finding in faults.found}
    reading.found += faults.found


def _check_references(reading: Reading, process: str) -> None:
    _check_main(reading, process)
    for diagram in reading.diagrams.values():
        for node in diagram.of_kind(NodeKind.TABLE):
            # A table that was found but could not be read has its own findings.
            if node.called and node.called not in {*reading.tables, *reading.decisions}:
                text = N_("没有编号为 {called} 的决策表")
                _unknown(reading, diagram, node, text, N_("请选择已有的决策表，或者先建立"))
        for node in diagram.of_kind(NodeKind.CALL):
            if node.called and node.called not in reading.diagrams:
                text = N_("没有编号为 {called} 的部分")
                _unknown(reading, diagram, node, text, N_("请选择已有的部分，或者先在 parts 中建立"))
    if len(reading.places) <= MAX_BUNDLE_NODES:
        _check_circles(reading)


def _check_main(reading: Reading, process: str) -> None:
    if process and process not in reading.diagrams:
        reading.note("", process, "no-process", N_("没有编号为 {id} 的流程"), N_("请检查文件"), id=process)
    elif not reading.diagrams and not reading.found:
        reading.note("", "", "no-process", N_("文件中没有流程"), N_("请加入流程图文件（.bpmn）"))


def _unknown(reading: Reading, diagram: Diagram, node: Node, text: str, cure: str) -> None:
    reading.note(diagram.file, node.id, "unknown-called", text, cure, called=node.called[:60])


def _check_circles(reading: Reading) -> None:
    """Note each call that leads back to a part which is being walked already, and calls nested too deep."""
    depths: dict[str, int] = {}
    for process in reading.diagrams:
        _walk_calls(reading, process, (), depths)


def _walk_calls(reading: Reading, process: str, path: tuple[str, ...], depths: dict[str, int]) -> int:
    """Return how many calls nest within a process; every part is walked once."""
    if process in depths or process not in reading.diagrams:
        return depths.get(process, 0)
    diagram = reading.diagrams[process]
    deepest = 0
    for node in diagram.of_kind(NodeKind.CALL):
        if node.called in {*path, process}:
            shown = " → ".join((*path, process, node.called))
            text, cure = N_("部分之间循环调用（{path}）"), N_("请改为回路")
            reading.note(diagram.file, node.id, "call-circle", text, cure, path=shown[-200:])
            continue
        depth = _walk_calls(reading, node.called, (*path, process), depths) + 1
        if depth == MAX_CALL_DEPTH + 1:
            text, cure = N_("部分套部分超过 {limit} 层"), N_("请减少层次")
            reading.note(diagram.file, node.id, "call-depth", text, cure, limit=MAX_CALL_DEPTH)
        deepest = max(deepest, depth)
    depths[process] = deepest
    return deepest
