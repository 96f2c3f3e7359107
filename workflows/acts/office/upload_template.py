"""上传文书模板: a flow administrator lays down a new version of a paper's template, or takes an earlier one up again.

Nothing uses a version before a second person has approved it.
"""

from dataclasses import dataclass
from datetime import datetime

from workflows.acts.office.template_journal import note_template
from workflows.documents.catalogue import PaperKind
from workflows.documents.template import refuse_faulty
from workflows.errors import NotFoundError, RefusedError
from workflows.forms import SHANGHAI, Posted
from workflows.guards.means import Means
from workflows.guards.template import (
    kind_of,
    objection_to_editing,
    objection_to_file,
    objection_to_submitting,
    submit_form,
    template_of_version,
    upload_form,
)
from workflows.records.flows import lock_publishing
from workflows.records.templates import DROPPED, SUBMITTED, PaperTemplate, lock_template, next_version
from workflows.records.transaction import Records
from workflows.vocabulary.roles import Actor
from workflows.vocabulary.wording import Objection


@dataclass(frozen=True, slots=True)
class SentTemplate:
    """A file somebody sent as a template: the name it had on their computer, and its bytes."""

    name: str
    content: bytes


def upload_template(
    kind_id: str, sent: SentTemplate, posted: Posted, *, actor: Actor, records: Records, means: Means, now: datetime
) -> int:
    """Keep a sound template as the next version of its kind and return its number; nobody uses it yet."""
    kind = kind_of(kind_id, means)
    _refuse(objection_to_editing(actor=actor))
    answers = upload_form().read(posted)
    _refuse(objection_to_file(sent.name, sent.content))
    refuse_faulty(sent.content, kind)
    template = _keep(kind, sent.content, actor=actor, records=records, means=means, now=now)
    template.note, template.provision = answers.text("note"), answers.text("provision")
    note_template(template, "uploaded", kind, actor=actor, records=records, now=now, reason=template.note)
    return template.version


def restore_template(
    kind_id: str, version: int, posted: Posted, *, actor: Actor, records: Records, means: Means, now: datetime
) -> int:
    """Lay an earlier version down once more as the newest, to be approved like any other; return its number."""
    kind = kind_of(kind_id, means)
    _refuse(objection_to_editing(actor=actor))
    answers = upload_form().read(posted)
    content, _ = template_of_version(version, kind, agency_id=actor.agency_id, records=records, means=means)
    refuse_faulty(content, kind)
    template = _keep(kind, content, actor=actor, records=records, means=means, now=now)
    template.note, template.provision = answers.text("note"), answers.text("provision")
    template.restored_from = version
    note_template(template, "restored", kind, actor=actor, records=records, now=now, reason=template.note)
    return template.version


def submit_template(
    kind_id: str, version: int, posted: Posted, *, actor: Actor, records: Records, means: Means, now: datetime
) -> None:
    """Hand a version to the legal office, with the day from which it is to be used."""
    kind = kind_of(kind_id, means)
    template = template_for_writing(kind, version, actor=actor, records=records)
    _refuse(objection_to_submitting(template, actor=actor))
    answers = submit_form(now.astimezone(SHANGHAI).date()).read(posted)
    template.status, template.submitted_by = SUBMITTED, actor.id
    template.effective_from = answers.day("effective_from")
    note_template(template, "submitted", kind, actor=actor, records=records, now=now)


def drop_template(kind_id: str, version: int, *, actor: Actor, records: Records, means: Means, now: datetime) -> None:
    """Give up a version that was never approved."""
    kind = kind_of(kind_id, means)
    template = template_for_writing(kind, version, actor=actor, records=records)
    _refuse(objection_to_submitting(template, actor=actor))
    template.status = DROPPED
    note_template(template, "dropped", kind, actor=actor, records=records, now=now)


def template_for_writing(kind: PaperKind, version: int, *, actor: Actor, records: Records) -> PaperTemplate:
    """Return a version of the person's own agency, locked; NotFoundError for none."""
    found = lock_template(records.session, agency_id=actor.agency_id, kind=kind.id, version=version)
    if found is None or found.status == DROPPED:
        message = f"template {kind.id} {version}"
        raise NotFoundError(message)
    return found


def _keep(
    kind: PaperKind, content: bytes, *, actor: Actor, records: Records, means: Means, now: datetime
) -> PaperTemplate:
    lock_publishing(records.session, actor.agency_id)
    number = next_version(records.session, agency_id=actor.agency_id, kind=kind.id)
    return records.add(
        PaperTemplate(
            agency_id=actor.agency_id,
            kind=kind.id,
            version=number,
            sha=means.storage.put(content),
            size=len(content),
            note="",
            uploaded_by=actor.id,
            uploaded_by_name=actor.name,
            uploaded_at=now,
        )
    )


def _refuse(objection: Objection | None) -> None:
    if objection is not None:
        raise RefusedError(objection)
