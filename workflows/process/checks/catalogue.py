"""All structural checks in the order in which an administrator should mend their findings."""

from collections.abc import Callable, Iterator

from workflows.process.bundle import Bundle
from workflows.process.checks.articles_are_named import steps_without_article
from workflows.process.checks.boundary_events_differ import equal_boundary_events
from workflows.process.checks.branches_meet_again import unbalanced_branches
from workflows.process.checks.circles_hold_people import circles_without_people
from workflows.process.checks.clocks_are_started import clocks_never_started
from workflows.process.checks.conditions_can_hold import idle_conditions
from workflows.process.checks.conditions_exclude_each_other import overlapping_conditions
from workflows.process.checks.conditions_make_sense import senseless_conditions
from workflows.process.checks.diversions_lead_back import wrong_diversions
from workflows.process.checks.everything_is_reached import unreached_nodes
from workflows.process.checks.exits_interrupt import exits_that_go_on
from workflows.process.checks.facts_are_set import facts_never_set
from workflows.process.checks.flows_are_single import doubled_flows
from workflows.process.checks.forms_are_shown import unshown_forms
from workflows.process.checks.inclusive_joins_are_passed_once import inclusive_joins_in_circles
from workflows.process.checks.known_acts import unknown_acts
from workflows.process.checks.known_properties import unknown_properties
from workflows.process.checks.known_roles import unknown_roles
from workflows.process.checks.labels_can_be_read import unreadable_labels
from workflows.process.checks.limits_can_be_read import unreadable_limits
from workflows.process.checks.messages_are_known import unknown_messages
from workflows.process.checks.parallel_steps_write_apart import facts_written_twice
from workflows.process.checks.parts_are_called import uncalled_parts
from workflows.process.checks.returns_lead_back import wrong_returns
from workflows.process.checks.service_knows_its_matter import service_without_matter
from workflows.process.checks.stages_follow_in_order import misplaced_stages
from workflows.process.checks.tables_are_asked import unasked_tables
from workflows.process.findings import Finding

CHECKS: tuple[Callable[[Bundle], Iterator[Finding]], ...] = (
    unknown_acts,
    unknown_roles,
    senseless_conditions,
    idle_conditions,
    overlapping_conditions,
    facts_never_set,
    unreached_nodes,
    circles_without_people,
    unbalanced_branches,
    inclusive_joins_in_circles,
    facts_written_twice,
    doubled_flows,
    unknown_messages,
    clocks_never_started,
    equal_boundary_events,
    exits_that_go_on,
    wrong_returns,
    wrong_diversions,
    service_without_matter,
    unreadable_limits,
    steps_without_article,
    misplaced_stages,
    unknown_properties,
    unreadable_labels,
    uncalled_parts,
    unasked_tables,
    unshown_forms,
)


def findings(bundle: Bundle) -> tuple[Finding, ...]:
    """Return everything that stands against publishing ``bundle`` by its structure alone; warnings are marked so."""
    return (*bundle.warnings, *(finding for check in CHECKS for finding in check(bundle)))
