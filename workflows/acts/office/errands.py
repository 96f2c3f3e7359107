"""办理长任务: a person asks for an export, an import or moves, ends one, or has one that failed done again.

What is asked for is one row and one job, in one transaction; the worker does it (``workflows/errands``).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from workflows.acts.office.account_journal import note_account
from workflows.acts.office.change_keys import the_console
from workflows.errors import NotFoundError, RefusedError
from workflows.events import Event
from workflows.guards.errands import open_errand, refuse_errand
from workflows.guards.means import Means
from workflows.records.cases import Case
from workflows.records.errands import Errand, find_kept, list_under_way, lock_errand
from workflows.records.jobs import Job
from workflows.records.legacy_cases import find_arrival_of
from workflows.records.papers import Paper, PaperFile
from workflows.records.transaction import Records
from workflows.vocabulary.errands import BOUND, UNDER_WAY, ErrandKind, ErrandState, kept_objection
from workflows.vocabulary.roles import Actor
from workflows.vocabulary.wording import N_, Objection

JOB: Final = "errand"
MOST_AT_ONCE: Final = 5
FORMATS: Final = ("xlsx", "csv")


@dataclass(frozen=True, slots=True)
class ErrandChanged(Event):
    """What a person had asked for was ended or begun again from the server's console."""

    errand_id: int
    what: str
    change: str
    person: str


def request_of_case(kind: ErrandKind, case_id: int, *, actor: Actor, records: Records, now: datetime) -> Errand:
    """Ask for the dossier or for all data of a case."""
    refuse_errand(kind, case_id, actor=actor, records=records)
    case = records.get(Case, case_id)
    return _begin(kind, f"{case.number} {case.title}", {}, case_id=case_id, actor=actor, records=records, now=now)


def request_list(
    kind: ErrandKind, words: str, *, form: str = "", names: bool = False, actor: Actor, records: Records, now: datetime
) -> Errand:
    """Ask for a whole list, or for the event log, of what matches the words; ``form`` is a format of spreadsheets."""
    refuse_errand(kind, None, actor=actor, records=records)
    wanted = {"words": words, "names": names, "format": form if form in FORMATS else FORMATS[0]}
    return _begin(kind, words, wanted, actor=actor, records=records, now=now)


def keep_given(content: bytes, *, means: Means) -> str:
    """Keep a file for an errand that works on it and return its hash: before the transaction that asks for it."""
    return means.storage.parcels.put(content)


def request_import(name: str, given: str, *, is_trial: bool, actor: Actor, records: Records, now: datetime) -> Errand:
    """Ask for a kept file of older cases to be checked, or to be taken over when nothing in it is wrong."""
    refuse_errand(ErrandKind.CASE_IMPORT, None, actor=actor, records=records)
    wanted = {"sha": given, "name": name[:200], "is_trial": is_trial}
    return _begin(ErrandKind.CASE_IMPORT, name[:200], wanted, actor=actor, records=records, now=now)


def request_take_over(errand_id: int, *, actor: Actor, records: Records, now: datetime) -> Errand:
    """Ask for a file that was checked to be taken over now."""
    checked = open_errand(errand_id, actor=actor, records=records)
    refuse_errand(ErrandKind.CASE_IMPORT, None, actor=actor, records=records)
    if checked.cleared_at is not None or not checked.given_sha:
        raise RefusedError(Objection("file-cleared", N_("文件已过保留期限并清理，请重新选择文件核对")))
    wanted = {**checked.wanted, "is_trial": False}
    return _begin(ErrandKind.CASE_IMPORT, checked.title, wanted, actor=actor, records=records, now=now)


def request_moves(
    proposal_id: int,
    chosen: Sequence[tuple[int, int]],
    *,
    to_sha: str,
    key: str,
    actor: Actor,
    records: Records,
    now: datetime,
) -> Errand:
    """Ask for cases to be moved as proposed, each (run, version the person saw) once for one pressing of the button."""
    refuse_errand(ErrandKind.RUN_MOVES, None, actor=actor, records=records)
    wanted = {"proposal": proposal_id, "sha_of_version": to_sha, "key": key, "chosen": [list(one) for one in chosen]}
    return _begin(ErrandKind.RUN_MOVES, "", wanted, actor=actor, records=records, now=now)


def request_journal_check(*, actor: Actor, records: Records, now: datetime) -> Errand:
    """Ask for every chain of both journals to be re-computed and compared with what was sealed."""
    refuse_errand(ErrandKind.JOURNAL_CHECK, None, actor=actor, records=records)
    return _begin(ErrandKind.JOURNAL_CHECK, "", {}, actor=actor, records=records, now=now)


def request_recount(notice_id: int, title: str, *, actor: Actor, records: Records, now: datetime) -> Errand:
    """Ask for the open clocks of all agencies to be counted again by a notice of holidays."""
    refuse_errand(ErrandKind.CLOCK_RECOUNT, None, actor=actor, records=records)
    wanted = {"notice": notice_id}
    return _begin(ErrandKind.CLOCK_RECOUNT, title[:200], wanted, actor=actor, records=records, now=now)


def request_paper_pdf(paper_id: int, *, actor: Actor, records: Records, means: Means, now: datetime) -> Errand:
    """Ask for an issued paper as PDF; what this person had made of it is given back until it is cleared."""
    paper, kind, wanted = records.get(Paper, paper_id), ErrandKind.PAPER_PDF, {"paper": paper_id}
    refuse_errand(kind, paper.case_id, actor=actor, records=records)
    if not means.pdf.is_offered:
        raise RefusedError(Objection("pdf-off", N_("本系统没有启用 PDF 版，请下载 Word 文件")))
    if records.find_where(PaperFile, PaperFile.paper_id == paper_id) is None:
        raise RefusedError(Objection("paper-not-ready", N_("文书正在生成，请稍后刷新")))
    kept = find_kept(records.session, actor.id, kind, paper.case_id, wanted)
    # Locked: it may be cleared or done in this very moment.
    kept = lock_errand(records.session, kept.id) if kept is not None else None
    if kept is None or kept.cleared_at is not None:
        title = f"{paper.title} {paper.number}".strip()
        return _begin(kind, title, wanted, case_id=paper.case_id, actor=actor, records=records, now=now)
    if kept.state != ErrandState.DONE:
        _begin_again(kept, records=records, now=now)
    return kept


def cancel_errand(errand_id: int, *, actor: Actor, records: Records, now: datetime) -> None:
    """End what one began: at once while it waits, else at its next step; cases that moved meanwhile stay moved."""
    _end(_own(errand_id, actor=actor, records=records), {}, records=records, now=now)


def cancel_at_console(errand_id: int, *, records: Records, now: datetime) -> None:
    """End what anybody began, from the server's console; they are told so, and the journal keeps it."""
    errand = _anybodys(errand_id, records=records)
    if errand.state in UNDER_WAY and not errand.stops:
        told = Objection("errand-ended-at-console", N_("由系统管理员在服务器上取消"))
        _end(errand, kept_objection(told), records=records, now=now)
        _note(errand, "cancelled", records=records, now=now)


def repeat_errand(errand_id: int, *, actor: Actor, records: Records, now: datetime) -> None:
    """Have done again what failed or was ended; its file must not have been cleared meanwhile."""
    errand = _own(errand_id, actor=actor, records=records)
    refuse_errand(ErrandKind(errand.kind), errand.case_id, actor=actor, records=records)
    _begin_again(errand, records=records, now=now)


def repeat_at_console(errand_id: int, *, records: Records, now: datetime) -> None:
    """Have done again what failed or was ended, from the server's console; whoever asked must still have the right."""
    errand = _anybodys(errand_id, records=records)
    if _begin_again(errand, records=records, now=now):
        _note(errand, "repeated", records=records, now=now)


def _end(errand: Errand, told: Mapping[str, object], *, records: Records, now: datetime) -> None:
    if errand.state not in UNDER_WAY:
        return
    if errand.kind in BOUND:
        raise RefusedError(Objection("errand-bound", N_("放假通知已经导入，未结时限必须重算，不能取消")))
    errand.stops, errand.error = True, dict(told)
    if errand.state == ErrandState.WAITING:
        if find_arrival_of(records.session, errand.id) is None:
            errand.state, errand.finished_at = ErrandState.CANCELLED.value, now
        else:
            # What came in before it began to wait is taken out again by the worker, now.
            records.jobs.revive(*[one.id for one in records.list_where(Job, Job.key == errand.job_key)])
    records.session.flush()


def _begin_again(errand: Errand, *, records: Records, now: datetime) -> bool:
    """Have it done again and say so; False for what is being done already."""
    job = records.find_where(Job, Job.key == errand.job_key)
    is_dead = job is not None and job.died_at is not None
    if errand.state in UNDER_WAY and not is_dead:
        return False
    if errand.state == ErrandState.DONE or errand.cleared_at is not None:
        raise RefusedError(Objection("errand-over", N_("此项已经完成或者文件已清理，请重新提出")))
    errand.state, errand.stops, errand.finished_at = ErrandState.WAITING.value, False, None
    errand.error, errand.done, errand.total = {}, 0, 0
    if job is not None:
        records.jobs.revive(job.id)
    else:
        _enqueue(errand, records=records, now=now)
    records.session.flush()
    return True


def _begin(
    kind: ErrandKind,
    title: str,
    wanted: Mapping[str, object],
    *,
    actor: Actor,
    records: Records,
    now: datetime,
    case_id: int | None = None,
) -> Errand:
    """Write the errand down with its job; what is asked for twice is done once."""
    under_way = list_under_way(records.session, actor.id)
    for one in under_way:
        if (one.kind, one.case_id, one.wanted) == (kind.value, case_id, wanted) and not one.stops:
            return one
    if len(under_way) >= MOST_AT_ONCE:
        text = N_("您已有 {count} 项正在办理，请等其中一项完成，或者到“我的导出与导入”取消后再提出")
        raise RefusedError(Objection("errands-too-many", text, {"count": len(under_way)}))
    errand = Errand(
        agency_id=actor.agency_id,
        person_id=actor.id,
        person_name=actor.name,
        kind=kind.value,
        case_id=case_id,
        title=title,
        wanted=dict(wanted),
        asked_at=now,
    )
    records.add(errand)
    _enqueue(errand, records=records, now=now)
    return errand


def _enqueue(errand: Errand, *, records: Records, now: datetime) -> None:
    records.jobs.enqueue(JOB, key=errand.job_key, arguments={"errand_id": errand.id}, now=now)


def _own(errand_id: int, *, actor: Actor, records: Records) -> Errand:
    errand = open_errand(errand_id, actor=actor, records=records)
    if errand.person_id != actor.id:
        raise RefusedError(Objection("errand-of-another", N_("只能由提出的人取消或者重新办理")))
    return lock_errand(records.session, errand_id) or errand


def _anybodys(errand_id: int, *, records: Records) -> Errand:
    errand = lock_errand(records.session, errand_id)
    if errand is None:
        raise NotFoundError(errand_id)
    return errand


def _note(errand: Errand, change: str, *, records: Records, now: datetime) -> None:
    """Keep in the access journal what the console did to somebody's errand."""
    event = ErrandChanged(errand.id, errand.kind, change, errand.person_name)
    note_account(event, actor=the_console(errand.agency_id), records=records, now=now)
