"""Measures still open in a case: preserved things, proposals, requests for recusal."""

from collections.abc import Sequence

from workflows.guards.desk import Desk
from workflows.records.measures import ExitProposal, Preservation, Recusal
from workflows.rules.evidence import PreservedItem


def open_preservations(desk: Desk) -> list[Preservation]:
    """Return the preservations that wait for a decision (处罚法56条)."""
    return [one for one in desk.dossier.preservations if one.disposed_on is None]


def preserved_items(desk: Desk) -> list[PreservedItem]:
    """Return every preserved thing as the rules see it."""
    return [PreservedItem(name, one.disposed_on) for one in desk.dossier.preservations for name in names_of(one.items)]


def names_of(items: Sequence[object]) -> list[str]:
    """Return the names of the things in a preservation's list."""
    return [str(one["name"]) for one in items if isinstance(one, dict)]


def open_proposals(desk: Desk) -> list[ExitProposal]:
    """Return the proposals nobody has decided."""
    return [one for one in desk.dossier.exit_proposals if not one.decision]


def open_recusals(desk: Desk) -> list[Recusal]:
    """Return the requests for recusal nobody has decided."""
    return [one for one in desk.dossier.recusals if not one.decision]
