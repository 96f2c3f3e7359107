"""Every part in the bundle is called from the main process, directly or through other parts."""

from collections.abc import Iterator

from workflows.process.bundle import Bundle
from workflows.process.checks.everything_is_reached import closure
from workflows.process.diagram import NodeKind
from workflows.vocabulary.wording import N_, Objection


def uncalled_parts(bundle: Bundle) -> Iterator[Objection]:
    """Yield a warning for each part that no walk can enter."""
    calls = {
        name: tuple(node.called for node in diagram.of_kind(NodeKind.CALL)) for name, diagram in bundle.diagrams.items()
    }
    called = closure(calls, {bundle.process})
    for name, diagram in bundle.diagrams.items():
        if name not in called:
            yield Objection(
                "uncalled-part",
                N_("{file}：没有任何环节调用这一部分，请删除或者调用它"),
                {"file": diagram.file},
                warning=True,
            )
