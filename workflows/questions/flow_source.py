"""Which flow a rehearsal or a replay is about: a draft as it is saved now, or a published version."""

from dataclasses import dataclass

from workflows.errors import NotFoundError
from workflows.guards.means import Means
from workflows.process.bundle import Bundle
from workflows.questions.flow_draft import find_draft
from workflows.records.flow_drafts import texts_of
from workflows.records.flows import find_version
from workflows.records.transaction import Records
from workflows.vocabulary.roles import Actor
from workflows.vocabulary.wording import N_, Phrase


@dataclass(frozen=True, slots=True)
class Which:
    """A draft by its number or, where that is 0, a version by its hash."""

    draft_id: int = 0
    sha: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """The flow: what it is called, its procedure, and its bundle."""

    title: str
    process: str
    bundle: Bundle


def source_of(which: Which, *, actor: Actor, records: Records, means: Means) -> Source:
    """Return the flow of the person's agency; BrokenDiagramError when a draft cannot be read as it is now."""
    if which.draft_id:
        draft = find_draft(which.draft_id, actor=actor, records=records)
        files = texts_of(records.session, draft.id)
        return Source(draft.title, draft.process, Bundle.from_files(files, process=draft.process))
    version = find_version(records.session, which.sha, agency_id=actor.agency_id)
    if version is None:
        raise NotFoundError(which.sha)
    bundle = means.flow(records, which.sha)
    name = bundle.diagrams[bundle.process].label or bundle.process
    return Source(Phrase(N_("{name} 版本 {number}"), name=name, number=version.version), version.process, bundle)


def read_part(which: Which, part: str, *, actor: Actor, records: Records, means: Means) -> bytes:
    """Return the BPMN of one part."""
    bundle = source_of(which, actor=actor, records=records, means=means).bundle
    if part not in bundle.diagrams:
        raise NotFoundError(part)
    return bundle.files[bundle.diagrams[part].file]
