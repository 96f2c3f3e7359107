"""按意见修改: the wording follows the opinion; what gates stays exactly as it was reviewed (处罚法58条)."""

from collections.abc import Sequence

from workflows.forms import Answers, Field, Form, Kind
from workflows.guards.desk import Desk
from workflows.guards.intended import content_of, draft_fields, hash_of, known_draft
from workflows.guards.reviewing import nothing_to_review, passed_of
from workflows.rules.review import objection_to_confirming_edit
from workflows.vocabulary.wording import N_, Objection


def form(desk: Desk) -> Form:
    """Return the draft as it stands; only its wording may change."""
    draft = desk.dossier.last_draft()
    defence = draft.wording.get("defence") if draft is not None else ""
    return Form(
        (
            *draft_fields(desk),
            Field("defence_text", N_("陈述申辩意见采纳情况"), Kind.PARAGRAPH, required=False),
            Field("note", N_("修改情况说明"), Kind.PARAGRAPH, help=N_("逐条说明如何按审核意见修改")),
        )
    ).with_initial({**known_draft(draft), "defence_text": defence or ""})


def objections(desk: Desk, answers: Answers | None) -> Sequence[Objection]:
    """Refuse an amendment that touches facts, evidence, basis, kinds, amounts, periods or the benchmark step."""
    passed = passed_of(desk.dossier)
    if passed is None:
        return (nothing_to_review(),)
    if answers is None:
        return ()
    changed = objection_to_confirming_edit(
        passed=passed,
        current_hash=hash_of(content_of(desk, answers)),
        person_id=desk.actor.id,
        needs_same_reviewer=False,
    )
    return [changed] if changed is not None else []
