"""The hearing 听证 of the round as it stands, who may conduct it and when it may be held (处罚法63—65条)."""

from collections.abc import Sequence
from datetime import date

from workflows.errors import NotFoundError
from workflows.guards.desk import Desk
from workflows.guards.handling import handler_ids, recused_ids, reviewer_ids
from workflows.records.reviews import Hearing
from workflows.rules.deadlines import due
from workflows.rules.hearing import HearingRecord
from workflows.rules.separation import (
    objection_to_hearing_chair,
    objection_to_hearing_clerk,
    objection_to_recused,
)
from workflows.vocabulary.wording import N_, Objection


def last_hearing(desk: Desk) -> Hearing | None:
    """Return the accepted hearing of the newest notice round, or None."""
    notice = desk.dossier.last_notice()
    accepted = [one for one in desk.dossier.hearings if notice and one.notice_id == notice.id and one.is_accepted]
    return accepted[-1] if accepted else None


def get_hearing(desk: Desk) -> Hearing:
    """Return the accepted hearing of the round; NotFoundError before its acceptance."""
    hearing = last_hearing(desk)
    if hearing is None:
        raise NotFoundError(N_("听证"))
    return hearing


def objections_to_conductors(desk: Desk, *, chair_id: int, clerk_id: int) -> Sequence[Objection]:
    """Refuse a chair or a clerk who investigated the case, is recused, or is both."""
    investigators, recused = handler_ids(desk.dossier), recused_ids(desk.dossier)
    found = (
        objection_to_hearing_chair(
            person_id=chair_id,
            investigator_ids=investigators,
            reviewer_ids=reviewer_ids(desk.dossier),
            reviewer_may_chair=desk.law.profile(on=desk.today).reviewer_may_chair,
        ),
        objection_to_hearing_clerk(person_id=clerk_id, investigator_ids=investigators, chair_id=chair_id),
        objection_to_recused(person_id=chair_id, recused_ids=recused),
        objection_to_recused(person_id=clerk_id, recused_ids=recused),
    )
    return [one for one in found if one is not None]


def earliest_day(desk: Desk, served_on: date) -> date:
    """Return the first day on which a hearing may be held when its notice is served on a day (64条2项)."""
    limit = desk.law.clock("hearing_notice_7wd", on=served_on).limit()
    return due(limit, start=served_on, calendar=desk.calendar).due_on


def record_of(hearing: Hearing) -> HearingRecord | None:
    """Return the signatures under the record of a hearing, or None when there is no record."""
    if hearing.record is None or hearing.record_paper_id is None:
        return None
    return HearingRecord(
        id=hearing.id,
        party_signed=bool(hearing.record.get("party_signed")),
        refusal_noted=bool(hearing.record.get("refusal_note")),
        chair_signed=bool(hearing.record.get("chair_signed")),
    )
