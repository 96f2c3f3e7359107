"""A step that an agency designs says on which provision it rests, so that whoever does it knows why."""

from collections.abc import Iterator

from workflows.process.bundle import Bundle
from workflows.process.diagram import NodeKind
from workflows.process.findings import Finding
from workflows.vocabulary.acts import FORM_ACT
from workflows.vocabulary.wording import N_, Objection


def steps_without_article(bundle: Bundle) -> Iterator[Finding]:
    """Yield a warning for each step with a form of its own and no provision."""
    for diagram in bundle.diagrams.values():
        for node in diagram.of_kind(NodeKind.TASK):
            if node.properties.get("act") == FORM_ACT.id and not node.properties.get("article", "").strip():
                message = Objection("no-article", N_("没有写明依据"), warning=True)
                yield Finding(diagram.file, node.id, message, N_("请填写依据的条款或者本机关规定"))
