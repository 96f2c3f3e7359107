"""导入流程: a whole flow brought from elsewhere becomes a draft of the procedure, checked and approved like any."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from workflows.acts.office.begin_draft import begin_draft
from workflows.acts.office.import_draft_files import import_draft_files
from workflows.acts.office.save_draft_file import remove_draft_file
from workflows.errors import RefusedError
from workflows.guards.means import Means
from workflows.records.flow_drafts import FlowDraft, list_files
from workflows.records.flows import list_versions
from workflows.records.transaction import Records
from workflows.vocabulary.roles import Actor
from workflows.vocabulary.wording import N_, Objection


@dataclass(frozen=True, slots=True)
class BroughtFlow:
    """A flow as it was brought: the archive's name and content, the files in it, its procedure, the draft's name."""

    name: str
    content: bytes
    files: Collection[str]
    process: str
    title: str


def import_flow(flow: BroughtFlow, *, actor: Actor, records: Records, means: Means, now: datetime) -> int:
    """Begin a draft from the newest version of the procedure, let it hold these files alone, and return its number."""
    newest = next(iter(list_versions(records.session, agency_id=actor.agency_id, process=flow.process)), None)
    if newest is None:
        text = N_("没有编号为 {process} 的流程，不能导入；主流程的编号须与现有流程一致")
        raise RefusedError(Objection("unknown-process", text, {"process": flow.process}))
    draft_id = begin_draft(newest.sha, {"title": [flow.title]}, actor=actor, records=records, means=means, now=now)
    draft = records.get(FlowDraft, draft_id)
    import_draft_files(draft_id, (flow.name, flow.content), draft.revision, actor=actor, records=records, now=now)
    for row in list_files(records.session, draft_id):
        if row.name not in flow.files:
            remove_draft_file(draft_id, row.name, row.revision, actor=actor, records=records, now=now)
    return draft_id
