"""All structural checks in the order in which an administrator should mend their findings."""

from collections.abc import Callable, Iterator

from workflows.process.bundle import Bundle
from workflows.process.checks.circles_hold_people import circles_without_people
from workflows.process.checks.conditions_make_sense import senseless_conditions
from workflows.process.checks.everything_is_reached import unreached_nodes
from workflows.process.checks.known_acts import unknown_acts
from workflows.process.checks.known_roles import unknown_roles
from workflows.process.checks.messages_are_known import unknown_messages
from workflows.process.checks.parts_are_called import uncalled_parts
from workflows.process.checks.returns_lead_back import wrong_returns
from workflows.vocabulary.wording import Objection

CHECKS: tuple[Callable[[Bundle], Iterator[Objection]], ...] = (
    unknown_acts,
    unknown_roles,
    senseless_conditions,
    unreached_nodes,
    circles_without_people,
    unknown_messages,
    wrong_returns,
    uncalled_parts,
)


def findings(bundle: Bundle) -> tuple[Objection, ...]:
    """Return everything that stands against publishing ``bundle`` by its structure alone; warnings are marked so."""
    return tuple(objection for check in CHECKS for objection in check(bundle))
