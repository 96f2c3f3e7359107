"""Two nodes are joined by at most one flow in a direction; for the engine, two of them would be the same one."""

from collections import Counter
from collections.abc import Iterator

from workflows.process.bundle import Bundle
from workflows.process.findings import Finding
from workflows.vocabulary.wording import N_, Objection


def doubled_flows(bundle: Bundle) -> Iterator[Finding]:
    """Yield a finding for each flow that repeats another."""
    for diagram in bundle.diagrams.values():
        drawn: Counter[tuple[str, str]] = Counter()
        for flow in diagram.flows.values():
            drawn[flow.source, flow.target] += 1
            if drawn[flow.source, flow.target] > 1:
                message = Objection("doubled-flow", N_("同样的两个环节之间已有一条连线"))
                yield Finding(diagram.file, flow.id, message, N_("请删除其中一条；条件不同的用 or 合成一个条件"))
