"""Every part in the bundle is called from the main process, directly or through other parts."""

from collections.abc import Iterator

from workflows.process.bundle import Bundle
from workflows.process.diagram import NodeKind
from workflows.process.findings import Finding
from workflows.process.ways import closure
from workflows.vocabulary.wording import N_, Objection


def uncalled_parts(bundle: Bundle) -> Iterator[Finding]:
    """Yield a warning for each part that no walk can enter."""
    calls = {
        name: tuple(node.called for node in diagram.of_kind(NodeKind.CALL)) for name, diagram in bundle.diagrams.items()
    }
    called = closure(calls, {bundle.process})
    for name, diagram in bundle.diagrams.items():
        if name not in called:
            message = Objection("uncalled-part", N_("没有任何环节调用这一部分"), warning=True)
            yield Finding(diagram.file, name, message, N_("请删除或者调用它"))
