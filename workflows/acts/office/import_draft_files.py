"""导入草稿文件: files drawn elsewhere take their place in a draft, all of them or none."""

from collections.abc import Sequence
from datetime import datetime

from workflows.acts.office.draft_journal import note_draft
from workflows.acts.office.save_draft_file import open_for_editing, write_file
from workflows.errors import RefusedError
from workflows.guards.flow_draft import objection_to_file
from workflows.guards.flow_files import unpacked
from workflows.records.flow_drafts import find_file, list_files
from workflows.records.transaction import Records
from workflows.vocabulary.roles import Actor
from workflows.vocabulary.wording import N_, Objection


def import_draft_files(
    draft_id: int, sent: tuple[str, bytes], revision: int, *, actor: Actor, records: Records, now: datetime
) -> Sequence[str]:
    """Read an uploaded file or archive into a draft and return the names of the files it changed.

    ``revision`` is the draft's as the person saw it: whatever others saved since is not overwritten.
    """
    draft = open_for_editing(draft_id, actor=actor, records=records)
    if draft.revision != revision:
        text = N_("草稿在您打开本页之后又有修改，没有导入，也没有覆盖任何内容；请刷新本页核对后再导入")
        raise RefusedError(Objection("draft-overtaken", text))
    held = {one.name: one.text for one in list_files(records.session, draft.id)}
    texts = unpacked(sent[0], sent[1], known=held)
    changed = [name for name, text in texts.items() if held.get(name) != text]
    for name in changed:
        refusal = objection_to_file(name, texts[name], others=held)
        if refusal is not None:
            raise RefusedError(refusal)
        row = find_file(records.session, draft.id, name)
        write_file(draft, row, name, texts[name], actor=actor, records=records, now=now)
        held[name] = texts[name]
    if changed:
        note_draft(draft, "imported", actor=actor, records=records, now=now, reason=sent[0][:120])
    return changed
