"""The things preserved 先行登记保存 in a case, as the rules ask about them: named, disposed of or not (处罚法56条)."""

from collections.abc import Mapping

from workflows.guards.desk import Desk
from workflows.rules.evidence import PreservedItem


def preserved_items(desk: Desk) -> tuple[PreservedItem, ...]:
    """Return every preserved thing with the day on which it was disposed of, None while it waits."""
    return tuple(
        PreservedItem(_name_of(item), one.disposed_on) for one in desk.dossier.preservations for item in one.items
    )


def _name_of(item: object) -> str:
    return str(item.get("name", "")) if isinstance(item, Mapping) else str(item)
