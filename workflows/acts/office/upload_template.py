"""上传文书模板: a flow administrator lays down a new version of a paper's template, or takes an earlier one up again.

Nothing uses a version before a second person has approved it.
"""

from dataclasses import dataclass
from datetime import datetime

from workflows.acts.office.template_journal import note_template
from workflows.documents.catalogue import PaperKind
from workflows.documents.samples import sample_fields
from workflows.documents.template import fields_used
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
class SoundTemplate:
    """A template that lies in the storage and was found without fault for its kind."""

    sha: str
    size: int
    uses: frozenset[str]


def keep_sound(kind_id: str, name: str, content: bytes, *, means: Means) -> SoundTemplate:
    """Keep the file of a template; RefusedError with its first fault.

    It is filled once in the limited process, which takes a while: no transaction is open meanwhile, neither for this
    nor for the storage.
    """
    kind = kind_of(kind_id, means)
    _refuse(objection_to_file(name, content))
    return _sound(content, kind, means)


def look_over(kind_id: str, version: int, *, actor: Actor, records: Records, means: Means) -> SoundTemplate:
    """Find a version of the person's agency without fault today: the fields of the catalogue may have changed since."""
    kind = kind_of(kind_id, means)
    content, _ = template_of_version(version, kind, agency_id=actor.agency_id, records=records, means=means)
    return _sound(content, kind, means)


def upload_template(
    kind_id: str, sound: SoundTemplate, posted: Posted, *, actor: Actor, records: Records, means: Means, now: datetime
) -> int:
    """Record a template as the next version of its kind and return its number; nobody uses it yet."""
    kind = kind_of(kind_id, means)
    _refuse(objection_to_editing(actor=actor))
    answers = upload_form().read(posted)
    template = _add(kind, sound, actor=actor, records=records, now=now)
    template.note, template.provision = answers.text("note"), answers.text("provision")
    note_template(template, "uploaded", kind, actor=actor, records=records, now=now, reason=template.note)
    return template.version


def restore_template(  # noqa: PLR0913 -- as uploading, and which version
    kind_id: str,
    version: int,
    sound: SoundTemplate,
    posted: Posted,
    *,
    actor: Actor,
    records: Records,
    means: Means,
    now: datetime,
) -> int:
    """Lay an earlier version, just looked over, down once more as the newest; return its number."""
    kind = kind_of(kind_id, means)
    _refuse(objection_to_editing(actor=actor))
    answers = upload_form().read(posted)
    template = _add(kind, sound, actor=actor, records=records, now=now)
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


def _sound(content: bytes, kind: PaperKind, means: Means) -> SoundTemplate:
    means.render(content, kind, sample_fields(kind))
    return SoundTemplate(means.storage.put(content), len(content), fields_used(content, kind))


def _add(kind: PaperKind, sound: SoundTemplate, *, actor: Actor, records: Records, now: datetime) -> PaperTemplate:
    lock_publishing(records.session, actor.agency_id)
    number = next_version(records.session, agency_id=actor.agency_id, kind=kind.id)
    return records.add(
        PaperTemplate(
            agency_id=actor.agency_id,
            kind=kind.id,
            version=number,
            sha=sound.sha,
            size=sound.size,
            uses=list[object](sorted(sound.uses)),
            note="",
            uploaded_by=actor.id,
            uploaded_by_name=actor.name,
            uploaded_at=now,
        )
    )


def _refuse(objection: Objection | None) -> None:
    if objection is not None:
        raise RefusedError(objection)
