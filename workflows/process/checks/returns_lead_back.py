"""A task may be sent back only to other tasks of its own diagram, and never into or out of a parallel branch."""

from collections.abc import Iterator

from workflows.process.bundle import Bundle
from workflows.process.diagram import NodeKind
from workflows.process.jump import stranding_join
from workflows.vocabulary.wording import N_, Objection


def wrong_returns(bundle: Bundle) -> Iterator[Objection]:
    """Yield an objection for each ``returns`` that names no task, or one from which a join could never be filled."""
    for diagram in bundle.diagrams.values():
        for node in diagram.of_kind(NodeKind.TASK):
            for target in node.returns:
                place = {"file": diagram.file, "element": node.id, "target": target}
                step = diagram.nodes.get(target)
                if step is None or step.kind is not NodeKind.TASK or target == node.id:
                    yield Objection(
                        "return-target",
                        N_("{file} 的 {element}：退回目标“{target}”不是同一流程图中的另一办理环节"),
                        place,
                    )
                elif stranding_join(diagram, step) is not None:
                    yield Objection(
                        "return-strands",
                        N_("{file} 的 {element}：退回目标“{target}”与其他分支并行，退回后等不齐，请退回到并行之前"),
                        place,
                    )
