"""All rules of a diagram that can run, in the order in which they should be mended."""

from collections.abc import Callable, Iterator

from workflows.process.diagram import Diagram
from workflows.process.findings import Finding
from workflows.process.runnable.boundary_events_have_a_host import loose_boundary_events
from workflows.process.runnable.branches_begin_at_gateways import implicit_splits
from workflows.process.runnable.calls_name_what_they_call import calls_of_nothing
from workflows.process.runnable.choices_have_a_default import choices_without_default
from workflows.process.runnable.conditions_leave_gateways import misplaced_conditions
from workflows.process.runnable.diagrams_stay_small import oversized
from workflows.process.runnable.events_begin_ways import entered_events
from workflows.process.runnable.flows_have_two_ends import loose_flows
from workflows.process.runnable.one_start_and_an_end import missing_start_or_end
from workflows.process.runnable.steps_lead_on import dead_ends

RULES: tuple[Callable[[Diagram], Iterator[Finding]], ...] = (
    oversized,
    missing_start_or_end,
    loose_flows,
    misplaced_conditions,
    dead_ends,
    implicit_splits,
    entered_events,
    choices_without_default,
    calls_of_nothing,
    loose_boundary_events,
)


def what_cannot_run(diagram: Diagram, *, unread: frozenset[str]) -> Iterator[Finding]:
    """Yield what the engine could not walk as drawn; what hangs on an ``unread`` element is not blamed twice."""
    excused = {
        *(flow.id for flow in diagram.flows.values() if {flow.source, flow.target} & unread),
        *(node.id for node in diagram.nodes.values() if node.attached_to in unread and node.attached_to),
    }
    for rule in RULES:
        for finding in rule(diagram):
            if finding.element not in excused or finding.code not in {"flow-ends", "boundary-host"}:
                yield finding
