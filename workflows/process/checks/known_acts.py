"""Every task names an act of the vocabulary, every called site an act of service, every form step its form."""

from collections.abc import Iterator
from difflib import get_close_matches

from workflows.process.bundle import Bundle
from workflows.process.diagram import Diagram, Node, NodeKind
from workflows.process.findings import Finding
from workflows.vocabulary.acts import ACTS, FORM_ACT, SITE_ACTS, STEP_ACTS
from workflows.vocabulary.wording import N_, Objection, Phrase, listed

_STEPS = {act.id for act in (*STEP_ACTS, FORM_ACT)}
_SITES = {act.id for act in SITE_ACTS}


def unknown_acts(bundle: Bundle) -> Iterator[Finding]:
    """Yield a finding for each task or call whose act does not exist or does not belong there."""
    for diagram in bundle.diagrams.values():
        for node in diagram.of_kind(NodeKind.TASK):
            yield from _of_task(diagram, node)
        for node in diagram.of_kind(NodeKind.CALL):
            yield from _of_call(diagram, node)


def _of_task(diagram: Diagram, node: Node) -> Iterator[Finding]:
    act = node.properties.get("act", "")
    if not act:
        message = Objection("no-act", N_("没有选择法定行为"))
        yield Finding(diagram.file, node.id, message, N_("请选择法定行为，或者选“自定义表单”"))
    elif act not in _STEPS:
        near = [*get_close_matches(act, _STEPS, n=1), *get_close_matches(act, ACTS, n=1), FORM_ACT.id][0]
        message = Objection("unknown-act", N_("“{act}”不是可以办理的法定行为"), {"act": act[:60]})
        cure = Phrase(N_("请从法定行为中选择，是否“{near}”（{term}）？"), near=near, term=ACTS[near].term)
        yield Finding(diagram.file, node.id, message, cure)
    form = node.properties.get("form", "")
    if act == FORM_ACT.id and not form:
        message = Objection("form-act", N_("自定义表单环节没有选择表单"))
        yield Finding(diagram.file, node.id, message, N_("请选择表单"))
    if form and act != FORM_ACT.id:
        message = Objection("form-act", N_("只有自定义表单环节可以选择表单，法定行为用自己的表单"))
        yield Finding(diagram.file, node.id, message, N_("请取消所选表单，或者把法定行为改为“自定义表单”"))


def _of_call(diagram: Diagram, node: Node) -> Iterator[Finding]:
    act = node.properties.get("act", "")
    if act and act not in _SITES:
        text, sites = N_("调用活动只能注明送达行为，不能是“{act}”"), listed(one.term for one in SITE_ACTS)
        message = Objection("unknown-site", text, {"act": act[:60]})
        yield Finding(diagram.file, node.id, message, Phrase(N_("请删除，或者选择：{sites}"), sites=sites))
