"""The stages 环节 of the main process are those of the stage bar, each step has one, and none comes too early."""

from collections.abc import Iterator
from difflib import get_close_matches
from itertools import combinations

from workflows.process.bundle import Bundle
from workflows.process.diagram import Diagram, Node, NodeKind
from workflows.process.findings import Finding
from workflows.process.ways import closure, forward
from workflows.vocabulary.stages import STAGES
from workflows.vocabulary.wording import N_, Objection, Phrase, listed


def misplaced_stages(bundle: Bundle) -> Iterator[Finding]:
    """Yield a finding for each unknown stage, and warnings for steps without one and stages out of their order."""
    main = bundle.diagrams[bundle.process]
    for diagram in bundle.diagrams.values():
        for node in diagram.of_kind(NodeKind.TASK, NodeKind.CALL):
            yield from _of_node(diagram, node, is_main=diagram is main)
    yield from _out_of_order(main)


def _of_node(diagram: Diagram, node: Node, *, is_main: bool) -> Iterator[Finding]:
    stage = node.properties.get("stage", "")
    if stage and stage not in STAGES:
        message = Objection("unknown-stage", N_("阶段条中没有名为“{stage}”的阶段"), {"stage": stage[:60]})
        near = get_close_matches(stage, STAGES, n=1)
        known = listed(STAGES.values())
        cure = Phrase(N_("是否 {near}？"), near=near[0]) if near else Phrase(N_("请从 {known} 中选择"), known=known)
        yield Finding(diagram.file, node.id, message, cure)
    elif is_main and not stage:
        message = Objection("no-stage", N_("没有注明属于哪个阶段，阶段条上看不到它"), warning=True)
        yield Finding(diagram.file, node.id, message, N_("请选择所属阶段"))


def _out_of_order(diagram: Diagram) -> Iterator[Finding]:
    """Warn where an earlier stage can be reached only through a later one."""
    following = forward(diagram)
    steps: dict[str, set[str]] = {}
    for node in diagram.of_kind(NodeKind.TASK, NodeKind.CALL):
        steps.setdefault(node.properties.get("stage", ""), set()).add(node.id)
    drawn = [stage for stage in STAGES if stage in steps]
    for earlier, later in combinations(drawn, 2):
        if not closure(following, {diagram.start.id}, without=steps[later]) & steps[earlier]:
            first = next(node_id for node_id in diagram.nodes if node_id in steps[earlier])
            text = N_("“{earlier}”只有经过“{later}”才能到达，与法定阶段的次序相反")
            words: dict[str, str | int] = {"earlier": STAGES[earlier], "later": STAGES[later]}
            message = Objection("stage-order", text, words, warning=True)
            yield Finding(diagram.file, first, message, N_("请核对所注明的阶段，或者调整先后"))
