"""A condition can hold and can fail: one that never holds draws a way nobody takes, one that always does, a dead one.

Where the facts of a flow can never come together so, only the proof can tell; here it is the condition alone.
"""

from collections.abc import Iterator

from workflows.process.assignments import assignments, satisfying
from workflows.process.bundle import Bundle
from workflows.process.checks.conditions_make_sense import makes_sense
from workflows.process.diagram import Flow
from workflows.process.findings import Finding
from workflows.vocabulary.wording import N_, Objection


def idle_conditions(bundle: Bundle) -> Iterator[Finding]:
    """Yield a warning for each condition that is always or never true."""
    for diagram in bundle.diagrams.values():
        for flow in diagram.flows.values():
            holding = _share_that_holds(flow, bundle)
            if holding == 0:
                message = Objection("never-true", N_("条件始终不成立，这条出线走不到"), warning=True)
                yield Finding(diagram.file, flow.id, message, N_("请更正条件或者删除这条出线"))
            elif holding == 1:
                message = Objection("always-true", N_("条件始终成立，其后的出线和默认出线走不到"), warning=True)
                yield Finding(diagram.file, flow.id, message, N_("请更正条件，或者去掉网关"))


def _share_that_holds(flow: Flow, bundle: Bundle) -> float | None:
    if flow.tree is None or not makes_sense(flow.tree, bundle.facts):
        return None
    among = assignments((flow.tree,), bundle.facts)
    return len(satisfying(flow.tree, among)) / len(among) if among else None
