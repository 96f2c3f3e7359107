"""Pages ask here whether a person may do something in their own agency, and get the regulation's answer."""

from workflows.errors import RefusedError
from workflows.rules.permissions import Permission, Subject, objection_to
from workflows.vocabulary.roles import Actor

__all__ = ["Permission", "may_in_agency", "refuse_unless_permitted"]


def refuse_unless_permitted(permission: Permission, *, actor: Actor) -> None:
    """Refuse with the regulation's words unless the person has the permission in their own agency."""
    objection = objection_to(permission, actor=actor, subject=_own_agency(actor))
    if objection is not None:
        raise RefusedError(objection)


def may_in_agency(permission: Permission, *, actor: Actor) -> bool:
    """Say whether the person has the permission in their own agency."""
    return objection_to(permission, actor=actor, subject=_own_agency(actor)) is None


def _own_agency(actor: Actor) -> Subject:
    return Subject(agency_id=actor.agency_id, unit_id=actor.unit_id, participant_ids=frozenset({actor.id}))
