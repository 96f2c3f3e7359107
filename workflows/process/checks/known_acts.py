"""Every task names an act of the vocabulary, every called site an act of service, every form step its form."""

from collections.abc import Iterator
from difflib import get_close_matches

from workflows.process.bundle import Bundle
from workflows.process.diagram import Diagram, Node, NodeKind
from workflows.vocabulary.acts import ACTS, FORM_ACT, SITE_ACTS, STEP_ACTS
from workflows.vocabulary.wording import N_, Objection

_STEPS = {act.id for act in (*STEP_ACTS, FORM_ACT)}
_SITES = {act.id for act in SITE_ACTS}
_PROPERTIES = {"act", "returns", "form", "stage", "role", "unit"}


def unknown_acts(bundle: Bundle) -> Iterator[Objection]:
    """Yield an objection for each task or call whose act does not exist or does not belong there."""
    for diagram in bundle.diagrams.values():
        for node in diagram.of_kind(NodeKind.TASK):
            yield from _of_task(diagram, node)
        for node in diagram.of_kind(NodeKind.CALL):
            yield from _of_call(diagram, node)


def _of_task(diagram: Diagram, node: Node) -> Iterator[Objection]:
    place = {"file": diagram.file, "element": node.id}
    act = node.properties.get("act", "")
    for name in sorted(set(node.properties) - _PROPERTIES):
        yield Objection(
            "unknown-property",
            N_("{file} 的 {element}：不认识属性 {name}，将不起作用"),
            {**place, "name": name},
            warning=True,
        )
    if not act:
        yield Objection("no-act", N_("{file} 的 {element}：没有选择法定行为，请选择，或者选“自定义表单”"), place)
    elif act not in _STEPS:
        near = get_close_matches(act, _STEPS, n=1) or get_close_matches(act, ACTS, n=1)
        yield Objection(
            "unknown-act",
            N_("{file} 的 {element}：“{act}”不是可以办理的法定行为，是否“{near}”？"),
            {**place, "act": act, "near": near[0] if near else FORM_ACT.id},
        )
    if (act == FORM_ACT.id) != bool(node.properties.get("form")):
        yield Objection("form-act", N_("{file} 的 {element}：自定义表单环节须选表单，其他环节不得选表单"), place)


def _of_call(diagram: Diagram, node: Node) -> Iterator[Objection]:
    act = node.properties.get("act", "")
    if act and act not in _SITES:
        yield Objection(
            "unknown-site",
            N_("{file} 的 {element}：调用活动只能注明送达行为（{sites}），不能是“{act}”"),
            {"file": diagram.file, "element": node.id, "act": act, "sites": "、".join(sorted(_SITES))},
        )
