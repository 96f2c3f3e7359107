"""Every form of the bundle is shown by some step; one that is not was never even read."""

from collections.abc import Iterator

from workflows.process.bundle import Bundle
from workflows.process.diagram import NodeKind
from workflows.process.findings import Finding
from workflows.vocabulary.wording import N_, Objection


def unshown_forms(bundle: Bundle) -> Iterator[Finding]:
    """Yield a warning for each form that no step names."""
    shown = {
        f"forms/{node.properties.get('form', '')}.json"
        for diagram in bundle.diagrams.values()
        for node in diagram.of_kind(NodeKind.TASK)
    }
    for name in sorted(bundle.files):
        if name.startswith("forms/") and name not in shown:
            message = Objection("unshown-form", N_("没有任何环节使用这个表单"), warning=True)
            yield Finding(name, "", message, N_("请删除，或者在环节中选择它"))
