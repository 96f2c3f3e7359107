"""修改确认: the reviewer who passed the draft confirms that only its wording changed (处罚法58条)."""

from collections.abc import Sequence

from workflows.forms import Answers, Field, Form, Kind
from workflows.guards.desk import Desk
from workflows.guards.handling import handler_ids, recused_ids
from workflows.guards.reviewing import nothing_to_review, passed_of
from workflows.rules.review import objection_to_confirming_edit
from workflows.rules.separation import objection_to_reviewer
from workflows.vocabulary.roles import Role
from workflows.vocabulary.wording import N_, Objection


def form(_: Desk) -> Form:
    """Return the confirmation."""
    return Form(
        (
            Field("confirmed", N_("现稿仅作文字修改，与审核意见的要求一致，予以确认"), Kind.FLAG),
            Field("note", N_("说明"), Kind.PARAGRAPH, required=False),
        )
    )


def objections(desk: Desk, answers: Answers | None) -> Sequence[Objection]:
    """Refuse to confirm a changed content, or for another reviewer who could still do it."""
    del answers
    passed, draft = passed_of(desk.dossier), desk.dossier.last_draft()
    if passed is None or draft is None:
        return (nothing_to_review(),)
    found = (
        objection_to_reviewer(person_id=desk.actor.id, handler_ids=handler_ids(desk.dossier)),
        objection_to_confirming_edit(
            passed=passed,
            current_hash=draft.content_hash,
            person_id=desk.actor.id,
            needs_same_reviewer=_is_available(desk, passed.reviewer_id),
        ),
    )
    return [one for one in found if one is not None]


def _is_available(desk: Desk, person_id: int) -> bool:
    colleague = desk.dossier.staff.get(person_id)
    recused = person_id in recused_ids(desk.dossier)
    return colleague is not None and colleague.person.is_active and Role.REVIEWER in colleague.roles and not recused
