"""What all papers of a hearing say of it: time, place, publicity and who conducts it (处罚法64条)."""

from datetime import datetime

from workflows.acts.step import Step
from workflows.guards.accept_hearing import CLOSED_TERMS
from workflows.records.reviews import Hearing
from workflows.rules.hearing import ClosedGround


def hearing_fields(step: Step, hearing: Hearing, *, starts_at: datetime | None) -> dict[str, object]:
    """Return the group ``hearing`` of the catalogue."""
    return {
        "starts_at": starts_at,
        "place": hearing.place,
        "is_public": hearing.is_public,
        "chair": step.desk.name_of(hearing.chair_id or 0),
        "members": hearing.members,
        "clerk": step.desk.name_of(hearing.clerk_id or 0),
    }


def closed_reason(hearing: Hearing) -> str:
    """Return why the hearing is closed, or an empty text."""
    return CLOSED_TERMS[ClosedGround(hearing.closed_reason)] if hearing.closed_reason else ""
