"""Properties of steps, calls and lanes are those this system reads; a misspelt one would silently do nothing."""

from collections.abc import Iterator, Mapping
from difflib import get_close_matches

from workflows.process.bundle import Bundle
from workflows.process.diagram import NodeKind
from workflows.process.findings import Finding
from workflows.vocabulary.wording import N_, Objection, Phrase

_OF_LANE = frozenset({"role", "unit"})
_OF_NODE: Mapping[NodeKind, frozenset[str]] = {
    NodeKind.TASK: frozenset({"act", "returns", "form", "stage", "role", "unit", "article", "limit"}),
    NodeKind.CALL: frozenset({"act", "stage"}),
}
_UNITS = ("handling", "legal", "leaders", "disclosure", "archive", "office")


def unknown_properties(bundle: Bundle) -> Iterator[Finding]:
    """Yield a warning for each property or unit nobody reads."""
    for diagram in bundle.diagrams.values():
        for node in diagram.nodes.values():
            known = _OF_NODE.get(node.kind, frozenset())
            yield from _unknown(diagram.file, node.id, node.properties, known)
        for lane in diagram.lanes.values():
            yield from _unknown(diagram.file, lane.id, lane.properties, _OF_LANE)


def _unknown(file: str, element: str, properties: Mapping[str, str], known: frozenset[str]) -> Iterator[Finding]:
    for name in sorted(set(properties) - known):
        message = Objection("unknown-property", N_("属性 {name} 在这里不起作用"), {"name": name[:60]}, warning=True)
        near = get_close_matches(name, known, n=1)
        cure = Phrase(N_("请删除，或者改为 {near}"), near=near[0]) if near else N_("请删除")
        yield Finding(file, element, message, cure)
    unit = properties.get("unit", "")
    if unit and "unit" in known and unit not in _UNITS:
        message = Objection("unknown-unit", N_("没有名为“{unit}”的机构类别"), {"unit": unit[:60]}, warning=True)
        yield Finding(file, element, message, Phrase(N_("请从 {units} 中选择"), units="、".join(_UNITS)))
