"""批准文书模板: a second person, of the legal office, lets a version be used from its day on, or returns it."""

from datetime import datetime

from workflows.acts.office.template_journal import note_template
from workflows.acts.office.upload_template import SoundTemplate, template_for_writing
from workflows.errors import RefusedError
from workflows.forms import SHANGHAI, Posted
from workflows.guards.means import Means
from workflows.guards.template import kind_of, objection_to_deciding, reason_form
from workflows.records.templates import APPROVED, RETURNED
from workflows.records.transaction import Records
from workflows.vocabulary.roles import Actor


def approve_template(
    kind_id: str, version: int, sound: SoundTemplate, *, actor: Actor, records: Records, means: Means, now: datetime
) -> None:
    """Put a submitted version, just looked over, in force from its day, or from today when that day has passed."""
    kind = kind_of(kind_id, means)
    template = template_for_writing(kind, version, actor=actor, records=records)
    objection = objection_to_deciding(template, actor=actor)
    if objection is not None:
        raise RefusedError(objection)
    if template.sha != sound.sha:
        message = f"template {kind_id} {version} is not what was looked over"
        raise ValueError(message)
    today = now.astimezone(SHANGHAI).date()
    template.status, template.decided_by_name, template.decided_at = APPROVED, actor.name, now
    template.uses = list[object](sorted(sound.uses))
    template.effective_from = max(template.effective_from or today, today)
    note_template(template, "approved", kind, actor=actor, records=records, now=now)


def return_template(
    kind_id: str, version: int, posted: Posted, *, actor: Actor, records: Records, means: Means, now: datetime
) -> None:
    """Send a submitted version back with the reason; it may be submitted again or replaced by another."""
    kind = kind_of(kind_id, means)
    template = template_for_writing(kind, version, actor=actor, records=records)
    objection = objection_to_deciding(template, actor=actor)
    if objection is not None:
        raise RefusedError(objection)
    template.returned_reason = reason_form().read(posted).text("reason")
    template.status, template.decided_by_name, template.decided_at = RETURNED, actor.name, now
    note_template(template, "returned", kind, actor=actor, records=records, now=now, reason=template.returned_reason)
