"""What changed in an XML file beside what the graph and the tables say: notes, groups, further attributes, drawing.

Both documents are flattened into (owner, place, value); the owner is the nearest element with an id. What the other
comparisons tell is left out here, so that nothing is told twice and nothing at all goes untold.
"""

from collections import Counter
from collections.abc import Iterator

from lxml import etree

from workflows.process.diagram import NodeKind
from workflows.process.difference_change import NOTHING, Change, ChangeKind
from workflows.process.difference_graph import KIND_TERMS
from workflows.process.markup import DMN, DRAWING, SPIFF, local, namespace, read_xml
from workflows.vocabulary.wording import N_, Phrase, listed

_NODES = {kind.value for kind in NodeKind}
# What the graph (BPMN) and the tables (DMN) tell, by element: attributes and "text".
_TOLD: dict[str, frozenset[str]] = {
    **dict.fromkeys(_NODES, frozenset({"name", "default", "calledElement", "attachedToRef", "cancelActivity"})),
    "sequenceFlow": frozenset({"name", "sourceRef", "targetRef"}),
    "lane": frozenset({"name"}),
    "process": frozenset({"name"}),
    "decision": frozenset({"name"}),
    "decisionTable": frozenset({"hitPolicy"}),
    "input": frozenset({"label"}),
    "output": frozenset({"label", "name"}),
}
_TOLD_TEXTS = frozenset({"flowNodeRef", "incoming", "outgoing", "conditionExpression", "timeDuration"})
_TOLD_WHOLE = frozenset({"messageEventDefinition", "terminateEventDefinition", "message", "rule", "defaultOutputEntry"})
_TERMS = {
    "text": N_("文字"),
    "name": N_("名称"),
    "documentation": N_("说明"),
    "sourceRef": N_("起点"),
    "targetRef": N_("终点"),
    "isExecutable": N_("可以执行"),
    "typeRef": N_("数据类型"),
}
_KINDS = {
    "textAnnotation": N_("批注"),
    "association": N_("批注连线"),
    "group": N_("分组框"),
    "category": N_("分组"),
    "categoryValue": N_("分组"),
    "participant": N_("泳池"),
    "collaboration": N_("泳池"),
    "laneSet": N_("泳道"),
    "definitions": N_("流程文件"),
}
_Piece = tuple[str, str, str]


def compare_markup(file: str, old: bytes, new: bytes) -> Iterator[Change]:
    """Yield what else changed in a file, one line for each element."""
    before, after = read_xml(file, old), read_xml(file, new)
    pieces = Counter(_flat(before)), Counter(_flat(after))
    gone, come = pieces[0] - pieces[1], pieces[1] - pieces[0]
    sides = [{one.get("id", ""): one for one in root.iter() if one.get("id")} for root in (before, after)]
    elements = sides[0] | sides[1]
    for owner in dict.fromkeys(piece[0] for piece in (*gone, *come)):
        element = elements.get(owner, after)
        came_or_went = (owner in sides[0]) != (owner in sides[1])
        if not (came_or_went and local(element) in _TOLD):
            yield _change(file, element, gone, come)


def redrawn(file: str, old: bytes, new: bytes) -> bool:
    """Say whether places, sizes or colours of what both versions have changed in the drawing."""
    before, after = _drawn(read_xml(file, old)), _drawn(read_xml(file, new))
    kept = {*_ids(read_xml(file, old))} & {*_ids(read_xml(file, new))}
    return any(before.get(owner) != after.get(owner) for owner in kept)


def _change(file: str, element: etree._Element, gone: Counter[_Piece], come: Counter[_Piece]) -> Change:
    owner, kind = element.get("id", ""), local(element)
    before, after = (_said(owner, pieces) for pieces in (gone, come))
    term = _KINDS.get(kind) or (KIND_TERMS[NodeKind(kind)] if kind in _NODES else kind)
    subject = Phrase(N_("{kind}“{label}”"), kind=term, label=element.get("name") or owner or file)
    if kind in _KINDS and (not before or not after):
        text = N_("{subject}新增内容：{detail}") if after else N_("{subject}删除内容：{detail}")
        what = Phrase(text, subject=subject, detail=after or before)
        return Change(file, owner, subject, ChangeKind.CHANGED, what)
    text = N_("{subject}的其他内容由「{old}」改为「{new}」")
    what = Phrase(text, subject=subject, old=before or NOTHING, new=after or NOTHING)
    return Change(file, owner, subject, ChangeKind.CHANGED, what)


def _said(owner: str, pieces: Counter[_Piece]) -> str:
    return listed(
        Phrase(N_("{what}为{value}"), what=_TERMS.get(place, place), value=value)
        for (of, place, value) in pieces
        if of == owner
    )


def _flat(root: etree._Element) -> Iterator[_Piece]:
    """Yield what nothing else tells, element by element."""
    yield from _pieces(root, "", told=False)


def _pieces(element: etree._Element, owner: str, *, told: bool) -> Iterator[_Piece]:
    if namespace(element) in DRAWING or _is_told(element):
        return
    name = local(element)
    # The id of a part without a meaning of its own is no owner: expressions, cells, event definitions.
    is_owner = bool(element.get("id")) and not name.endswith(("Expression", "Entry", "EventDefinition"))
    inside = element.get("id", "") if is_owner else owner
    place = "" if is_owner else f"{name}."
    for attribute, value in element.attrib.items():
        key = str(etree.QName(attribute).localname)
        if key not in _TOLD.get(name, ()) and key not in {"id", "type"}:
            yield inside, f"{place}{key}", str(value)
    text = (element.text or "").strip()
    if text and not told:
        yield inside, name, text
    for child in element:
        yield from _pieces(child, inside, told=_tells_text(element, child))


def _is_told(element: etree._Element) -> bool:
    """Say whether another comparison tells everything inside an element."""
    name = local(element)
    if name in _TOLD_WHOLE or (name in _TOLD_TEXTS and name != "conditionExpression"):
        return True
    parent = element.getparent()
    if parent is None:
        return False
    if name == "documentation":
        return local(parent) in _NODES and next(one for one in parent if local(one) == name) is element
    around = parent.getparent() if local(parent) == "extensionElements" else None
    if namespace(element) != SPIFF or around is None:
        return False
    return local(around) in (_NODES | {"lane"} if name == "properties" else {"businessRuleTask"})


def _tells_text(parent: etree._Element, child: etree._Element) -> bool:
    """Say whether a child's own text is told elsewhere: conditions, and the fact an input reads."""
    if local(child) == "conditionExpression":
        return True
    return namespace(child) in DMN and local(child) == "text" and local(parent) == "inputExpression"


def _drawn(root: etree._Element) -> dict[str, list[str]]:
    """Return, for each element, how it is drawn: shape, edge and everything inside, without the drawing's own ids."""
    found: dict[str, list[str]] = {}
    for shape in root.iter():
        if namespace(shape) not in DRAWING:
            continue
        owner = shape.get("bpmnElement") or shape.get("dmnElementRef")
        if owner is None or local(shape).endswith("Plane"):
            continue
        found[owner] = [
            f"{local(part)} {sorted((str(key), str(value)) for key, value in part.attrib.items() if key != 'id')}"
            for part in shape.iter()
        ]
    return found


def _ids(root: etree._Element) -> Iterator[str]:
    for element in root.iter():
        if namespace(element) not in DRAWING and element.get("id"):
            yield element.get("id", "")


def row_ids(file: str, raw: bytes) -> dict[str, list[str]]:
    """Return the ids of the rows of every decision table in a file, in order."""
    root = read_xml(file, raw)
    return {
        decision.get("id", ""): [row.get("id", "") for row in decision.iter() if local(row) == "rule"]
        for decision in root
        if local(decision) == "decision"
    }
