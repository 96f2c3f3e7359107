"""A bundle 版本: everything one version of a flow needs, frozen, and read once per process.

A case stays on its bundle for life. The bundle is known by the SHA-256 of its files, so the same files are the same
bundle wherever they come from, and reading them a second time costs nothing.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from threading import Lock
from types import MappingProxyType
from typing import Any

from workflows.process.diagram import Diagram, Node, NodeKind
from workflows.process.diagram_reader import read_diagram
from workflows.process.form_facts import form_facts
from workflows.process.markup import refusal
from workflows.process.parser import weave
from workflows.process.table_reader import read_tables
from workflows.process.tables import Table
from workflows.vocabulary.facts import FACTS, Fact, FactValue
from workflows.vocabulary.wording import N_

MAX_BUNDLE_NODES = 1000


@dataclass(frozen=True, eq=False)
class Bundle:
    """One frozen flow version.

    ``files`` are its contents by name (``procedures/…``, ``parts/…``, ``tables/…``, ``forms/…``, ``promises/…``),
    ``process`` the id of the main process, ``diagrams`` every process by id, ``tables`` every decision by id,
    ``facts`` the declared facts: the vocabulary and the fields of the bundle's own forms,
    ``places`` the process each node stands in. ``specs`` are the engine's.
    """

    sha: str
    process: str
    files: Mapping[str, bytes]
    diagrams: Mapping[str, Diagram]
    tables: Mapping[str, Table]
    facts: Mapping[str, Fact]
    places: Mapping[str, str]
    specs: Mapping[str, Any] = field(repr=False)

    @classmethod
    def from_files(cls, files: Mapping[str, bytes], *, process: str) -> "Bundle":
        """Return the bundle of ``files`` whose main process is ``process``; BrokenDiagramError says what is wrong."""
        key = (sha_of(files), process)
        with _LOCK:
            if key not in _READ:
                if len(_READ) >= _KEPT:
                    del _READ[next(iter(_READ))]
                _READ[key] = _read(dict(files), sha=key[0], process=process)
            return _READ[key]

    def node(self, node_id: str) -> Node:
        """Return a node by its id, which is unique in the bundle; KeyError when there is none."""
        return self.diagrams[self.places[node_id]].nodes[node_id]

    def initial_facts(self) -> dict[str, FactValue]:
        """Return the facts of a run that has just begun."""
        return {fact.name: fact.initial for fact in self.facts.values()}

    def calls_of(self, process: str) -> tuple[Node, ...]:
        """Return every call activity, in any diagram, that calls ``process``."""
        return tuple(
            node
            for diagram in self.diagrams.values()
            for node in diagram.of_kind(NodeKind.CALL)
            if node.called == process
        )


_LOCK = Lock()
_KEPT = 64
_READ: dict[tuple[str, str], Bundle] = {}


def sha_of(files: Mapping[str, bytes]) -> str:
    """Return the SHA-256 over sorted names and contents, each preceded by its length."""
    digest = hashlib.sha256()
    for name in sorted(files):
        for part in (name.encode(), bytes(files[name])):
            digest.update(len(part).to_bytes(8, "big"))
            digest.update(part)
    return digest.hexdigest()


def _read(files: dict[str, bytes], *, sha: str, process: str) -> Bundle:
    diagrams = _diagrams(files)
    places = _places(diagrams)
    facts = {**FACTS, **form_facts(files, diagrams.values())}
    tables = _tables(files, facts)
    _check_references(diagrams, tables, process)
    return Bundle(
        sha=sha,
        process=process,
        files=MappingProxyType(files),
        diagrams=MappingProxyType(diagrams),
        tables=MappingProxyType(tables),
        facts=MappingProxyType(facts),
        places=MappingProxyType(places),
        specs=MappingProxyType({name: weave(diagram) for name, diagram in diagrams.items()}),
    )


def _diagrams(files: Mapping[str, bytes]) -> dict[str, Diagram]:
    diagrams: dict[str, Diagram] = {}
    for name in sorted(files):
        if name.endswith(".bpmn"):
            diagram = read_diagram(name, files[name])
            if diagram.process in diagrams:
                raise refusal(
                    "double-process",
                    N_("{file} 与 {other}：流程编号 {element} 相同，请改其中一个"),
                    file=name,
                    other=diagrams[diagram.process].file,
                    element=diagram.process,
                )
            diagrams[diagram.process] = diagram
    return diagrams


def _places(diagrams: Mapping[str, Diagram]) -> dict[str, str]:
    places: dict[str, str] = {}
    for diagram in diagrams.values():
        for node_id in diagram.nodes:
            if node_id in places or node_id in diagrams:
                other = diagrams[places.get(node_id, node_id)].file
                raise refusal(
                    "double-id",
                    N_("{file} 与 {other}：编号 {element} 用了两次，请改其中一个"),
                    file=diagram.file,
                    other=other,
                    element=node_id,
                )
            places[node_id] = diagram.process
    if len(places) > MAX_BUNDLE_NODES:
        raise refusal("too-many-nodes", N_("流程及其部分的环节合计超过 {limit} 个，请精简"), limit=MAX_BUNDLE_NODES)
    return places


def _tables(files: Mapping[str, bytes], facts: Mapping[str, Fact]) -> dict[str, Table]:
    tables: dict[str, Table] = {}
    for name in sorted(files):
        if not name.endswith(".dmn"):
            continue
        for table in read_tables(name, files[name], facts):
            if table.decision in tables:
                raise refusal(
                    "double-decision",
                    N_("{file} 与 {other}：决策编号 {element} 相同，请改其中一个"),
                    file=name,
                    other=tables[table.decision].file,
                    element=table.decision,
                )
            tables[table.decision] = table
    return tables


def _check_references(diagrams: Mapping[str, Diagram], tables: Mapping[str, Table], process: str) -> None:
    if process not in diagrams:
        raise refusal("no-process", N_("没有编号为 {element} 的流程，请检查文件"), element=process)
    for diagram in diagrams.values():
        for node in diagram.of_kind(NodeKind.TABLE, NodeKind.CALL):
            if node.called in (tables if node.kind is NodeKind.TABLE else diagrams):
                continue
            raise refusal(
                "unknown-called",
                N_("{file} 的 {element}：没有编号为 {called} 的决策表或者部分，请选择已有的"),
                file=diagram.file,
                element=node.id,
                called=node.called,
            )
        _check_depth(diagrams, diagram, (diagram.process,))


def _check_depth(diagrams: Mapping[str, Diagram], diagram: Diagram, path: tuple[str, ...]) -> None:
    for node in diagram.of_kind(NodeKind.CALL):
        if node.called in path:
            raise refusal(
                "call-circle",
                N_("{file} 的 {element}：部分之间循环调用（{path}），请改为回路"),
                file=diagram.file,
                element=node.id,
                path=" → ".join((*path, node.called)),
            )
        if node.called in diagrams:
            _check_depth(diagrams, diagrams[node.called], (*path, node.called))
