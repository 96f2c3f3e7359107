"""The limit an agency sets for a step of its own is written ``3wd`` 工作日 or ``10cd`` 日."""

from collections.abc import Iterator

from workflows.process.bundle import Bundle
from workflows.process.diagram import NodeKind
from workflows.process.findings import Finding
from workflows.rules.own_limits import find_own_limit
from workflows.vocabulary.wording import N_, Objection


def unreadable_limits(bundle: Bundle) -> Iterator[Finding]:
    """Yield a finding for each limit that no day can be reckoned from."""
    for diagram in bundle.diagrams.values():
        for node in diagram.of_kind(NodeKind.TASK):
            limit = node.properties.get("limit", "")
            if limit and find_own_limit(limit) is None:
                message = Objection("limit-unreadable", N_("办理期限“{limit}”无法识别"), {"limit": limit[:60]})
                yield Finding(
                    diagram.file, node.id, message, N_("请填写 3wd（3 个工作日）或者 10cd（10 日）这样的期限")
                )
