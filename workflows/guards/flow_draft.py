"""Drafts of flows 流程草稿: who may change, submit and approve one, what a file of it may be, and what is asked."""

import re
from collections.abc import Collection

from workflows.errors import NotFoundError
from workflows.forms import Field, Form, Kind
from workflows.records.flow_drafts import DROPPED, PUBLISHED, SUBMITTED, FlowDraft, list_editors, lock_draft
from workflows.records.transaction import Records
from workflows.rules.permissions import Permission, Subject, objection_to
from workflows.vocabulary.roles import Actor
from workflows.vocabulary.wording import N_, Objection

MAX_BYTES = 1_000_000
MAX_FILES = 200
# Which file may stand in which folder of a bundle.
FILE_NAME = re.compile(
    r"(procedures|parts)/[A-Za-z0-9_-]{1,60}\.bpmn|tables/[A-Za-z0-9_-]{1,60}\.dmn"
    r"|forms/[A-Za-z0-9_-]{1,60}\.json|promises/[A-Za-z0-9_-]{1,60}\.yaml"
)


def title_form() -> Form:
    """Ask what a draft about to begin is about."""
    return Form((Field("title", N_("草稿名称"), limit=60, help=N_("说明改什么，例如：罚款审核金额调整为五万元")),))


def reason_form() -> Form:
    """Ask why a draft is returned or taken back."""
    return Form((Field("reason", N_("理由"), Kind.PARAGRAPH, limit=500),))


def draft_for(draft_id: int, *, actor: Actor, records: Records) -> FlowDraft:
    """Return a draft of the person's own agency for writing; another agency's is not found."""
    draft = lock_draft(records.session, draft_id)
    if draft is None or draft.agency_id != actor.agency_id:
        message = f"flow draft {draft_id}"
        raise NotFoundError(message)
    return draft


def subject_of(draft: FlowDraft, *, records: Records) -> Subject:
    """Return a draft as the regulation of permissions sees it: with everybody who had a hand in it."""
    return Subject(draft.agency_id, editor_ids=hands_in(draft, records=records))


def hands_in(draft: FlowDraft, *, records: Records) -> frozenset[int]:
    """Return everybody who began, changed or submitted a draft: none of them may approve it."""
    changed = {one.person_id for one in list_editors(records.session, draft.id) if one.saved_at is not None}
    return frozenset({*changed, draft.created_by, draft.submitted_by or draft.created_by})


def objection_to_editing(draft: FlowDraft, *, actor: Actor) -> Objection | None:
    """Refuse whoever is no flow administrator, and any change of what was submitted, published or dropped."""
    stopped = objection_to(Permission.EDIT_FLOW, actor=actor, subject=Subject(draft.agency_id))
    return stopped or _NOT_OPEN.get(draft.status)


def objection_to_file(name: str, text: str, *, others: Collection[str]) -> Objection | None:
    """Refuse a name outside the five folders and what is no text of at most 1 MB; what it says the check judges."""
    if not FILE_NAME.fullmatch(name):
        words = N_(
            "不能保存“{name}”：只能是 procedures、parts 下的 .bpmn，tables 下的 .dmn，forms 下的 .json，"
            "promises 下的 .yaml；文件名用英文字母、数字和下划线"
        )
        return Objection("file-name", words, {"name": name[:120]})
    if not _is_storable(text):
        return Objection("file-text", N_("{name}：内容不是有效的文本，请重新导出"), {"name": name})
    if len(text.encode()) > MAX_BYTES:
        return Objection("file-size", N_("{name}：文件超过 1 MB，请拆成几个部分"), {"name": name})
    if name not in others and len(others) >= MAX_FILES:
        return Objection("too-many-files", N_("一个草稿最多 {most} 个文件"), {"most": MAX_FILES})
    return None


def _is_storable(text: str) -> bool:
    # A lone half of a surrogate pair is no character, and no database keeps a zero byte in a text.
    return "\0" not in text and not any("\ud800" <= one <= "\udfff" for one in text)


_NOT_OPEN = {
    SUBMITTED: Objection("draft-submitted", N_("草稿已经提交审批，不能修改；需要修改的请先撤回")),
    DROPPED: Objection("draft-dropped", N_("草稿已经作废，不能修改；需要修改的请先恢复")),
    PUBLISHED: Objection("draft-published", N_("草稿已经公布，不能修改；需要修改的请从现行版本另建草稿")),
}
