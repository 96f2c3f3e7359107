"""Every decision table of the bundle is asked somewhere; one that is not decides nothing, whatever stands in it."""

from collections.abc import Iterator

from workflows.process.bundle import Bundle
from workflows.process.diagram import NodeKind
from workflows.process.findings import Finding
from workflows.vocabulary.wording import N_, Objection


def unasked_tables(bundle: Bundle) -> Iterator[Finding]:
    """Yield a warning for each decision that no business rule task names."""
    asked = {node.called for diagram in bundle.diagrams.values() for node in diagram.of_kind(NodeKind.TABLE)}
    for decision, table in bundle.tables.items():
        if decision not in asked:
            message = Objection("unasked-table", N_("没有任何环节使用这个决策表"), warning=True)
            yield Finding(table.file, decision, message, N_("请删除，或者在业务规则任务中选择它"))
