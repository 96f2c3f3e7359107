"""全过程记录: the journals as people read them, and their verification."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from workflows.questions.viewing import may
from workflows.errors import NotFoundError
from workflows.records.dossier import Dossier
from workflows.records.journal import Break, Entry
from workflows.records.staff import list_staff
from workflows.records.transaction import Records
from workflows.rules.permissions import Permission
from workflows.vocabulary.acts import ACTS
from workflows.vocabulary.roles import Actor
from workflows.vocabulary.wording import N_

MOST = 200

KINDS = {
    "CaseRegistered": N_("案件登记"), "ActDone": N_("办理"), "PaperIssued": N_("制发文书"),
    "PaperRendered": N_("生成文书文件"), "ClockStarted": N_("时限起算"), "ClockEnded": N_("时限终止"),
    "ClockChanged": N_("时限变更"), "TaskMoved": N_("待办变动"), "Refused": N_("拒绝办理"), "Viewed": N_("查阅"),
    "SignedIn": N_("登录"), "CredentialChanged": N_("证件变更"),
}


@dataclass(frozen=True, slots=True)
class ShownEntry:
    """One entry of a chain as people read it."""

    case_id: int
    seq: int
    kind: str
    who: str
    at: datetime
    what: str
    hash: str


def read_case_journal(case_id: int, *, records: Records, actor: Actor) -> tuple[Sequence[ShownEntry], str]:
    """Return every entry of one case, newest first, and the case's title."""
    run = records.runs.of_case(case_id)
    dossier = Dossier(records, run) if run is not None else None
    if dossier is None or not may(dossier, Permission.READ_CASE_JOURNAL, actor=actor):
        raise NotFoundError(case_id)
    entries = records.journal.list_entries(case_id)
    return [_shown(entry) for entry in reversed(entries)], dossier.case.title


def read_access_journal(*, records: Records, actor: Actor) -> Sequence[ShownEntry]:
    """Return the newest entries of the access journal that the person's own agency left, and nobody's (0)."""
    known = {0, *list_staff(records.session, actor.agency_id)}
    return [_shown(entry) for entry in records.access.list_newest(MOST, by=known)]


def verify_journals(*, records: Records) -> Break | None:
    """Return the first broken entry of either journal, or None."""
    return records.journal.find_break() or records.access.find_break()


def _shown(entry: Entry) -> ShownEntry:
    body = cast("dict[str, object]", entry.body.get("body") or {})
    return ShownEntry(
        entry.case_id, entry.seq, KINDS.get(entry.kind, entry.kind), str(entry.body.get("actor", "")),
        entry.entered_at, _what(entry.kind, body), entry.hash,
    )


def _what(kind: str, body: dict[str, object]) -> str:
    if kind == "ActDone":
        label = ACTS[str(body["act"])].term
        return f"{label}：{body['summary']}" if body.get("summary") else label
    if kind == "Refused":
        return f"{ACTS[str(body['act'])].term}：{body['text']}" if str(body["act"]) in ACTS else str(body["text"])
    told = {name: value for name, value in body.items() if value not in ("", None, [], {}) and "sha" not in name}
    return json.dumps(told, ensure_ascii=False, default=str).strip("{}").replace('"', "")
