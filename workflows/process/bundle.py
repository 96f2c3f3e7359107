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
from workflows.process.findings import Finding, broken
from workflows.process.parser import weave
from workflows.process.reading import read_files
from workflows.process.tables import Table
from workflows.vocabulary.facts import Fact, FactValue


@dataclass(frozen=True, eq=False)
class Bundle:
    """One frozen flow version.

    ``files`` are its contents by name (``procedures/…``, ``parts/…``, ``tables/…``, ``forms/…``, ``promises/…``),
    ``process`` the id of the main process, ``diagrams`` every process by id, ``tables`` every decision by id,
    ``facts`` the declared facts: the vocabulary and the fields of the bundle's own forms,
    ``places`` the process each node stands in, ``warnings`` what was found while reading and does not hinder.
    ``specs`` are the engine's.
    """

    sha: str
    process: str
    files: Mapping[str, bytes]
    diagrams: Mapping[str, Diagram]
    tables: Mapping[str, Table]
    facts: Mapping[str, Fact]
    places: Mapping[str, str]
    specs: Mapping[str, Any] = field(repr=False)
    warnings: tuple[Finding, ...] = ()

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
    reading = read_files(files, process=process)
    if any(finding.hinders for finding in reading.found):
        raise broken(reading.found)
    return Bundle(
        sha=sha,
        process=process,
        files=MappingProxyType(files),
        diagrams=MappingProxyType(reading.diagrams),
        tables=MappingProxyType(reading.tables),
        facts=MappingProxyType(reading.facts),
        places=MappingProxyType(reading.places),
        specs=MappingProxyType({name: weave(diagram) for name, diagram in reading.diagrams.items()}),
        warnings=tuple(reading.found),
    )
