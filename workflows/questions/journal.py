"""全过程记录: the journals as people read them, and their verification."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import cast

from workflows.errors import NotFoundError
from workflows.forms import SHANGHAI
from workflows.guards.means import Means
from workflows.guards.taking_part import may
from workflows.questions.api_callers import names_of_applications
from workflows.questions.journal_words import ACCESS_KINDS, KINDS, Names, sentence_of
from workflows.questions.paging import FIRST, Page, Turn, page_of
from workflows.questions.sealing import FORKED, RESEALED, UNSEALED, find_unsealed_change
from workflows.records.cases import Case
from workflows.records.dossier import Dossier
from workflows.records.evidence import Evidence
from workflows.records.journal import Break, Entry
from workflows.records.journal_search import Sieve
from workflows.records.papers import Paper
from workflows.records.sealed_rows import FILE_DIFFERS, PAPER_DIFFERS, STEP_DIFFERS, count_told, find_altered_row
from workflows.records.staff import list_staff
from workflows.records.transaction import Records
from workflows.rules.permissions import Permission
from workflows.vocabulary.progress import Progress, nobody
from workflows.vocabulary.roles import Actor
from workflows.vocabulary.wording import N_, Objection

PAGE = 100

CUT_OFF = "fewer acts than finished steps: the newest entries are missing"
_FAULTS = (
    (CUT_OFF, N_("记录的办理少于已办结的环节，末尾的条目缺失")),
    ("expected entry", N_("序号不连续，有条目缺失或者次序被调换")),
    ("content does not match", N_("内容与校验值不符，或者没有接续上一条")),
    ("stands in another place", N_("条目被移到了别处")),
    ("columns differ", N_("登记的类别、人员或者时间与写入的内容不一致")),
    (RESEALED, N_("已存证的条目被改动或者缺失")),
    (STEP_DIFFERS, N_("登记的办理内容与写入的不一致，或者缺失")),
    (PAPER_DIFFERS, N_("登记的文书与写入的不一致，或者缺失")),
    (FILE_DIFFERS, N_("登记的文书文件与写入的不一致，或者缺失")),
    (FORKED, N_("与保存在别处的检查点不符：存证以后被改写并重新签名，或者检查点不是本系统签发的")),
    (UNSEALED, N_("既未存证，也不在待存证之列")),
)
_JOURNALS = {"case_journal": N_("案件日志"), "access_journal": N_("访问日志"), "log_leaves": N_("存证日志")}


@dataclass(frozen=True, slots=True)
class ShownEntry:
    """One entry of a chain as people read it; ``number`` is its case's, empty for the chain outside any case.

    ``place`` is its number in the sealed log 存证, from 1; None while it waits to be sealed.
    """

    case_id: int
    number: str
    seq: int
    kind: str
    who: str
    at: datetime
    what: str
    hash: str
    place: int | None = None


@dataclass(frozen=True, slots=True)
class CaseJournal:
    """The whole journal of one case, newest entry first."""

    case_id: int
    number: str
    title: str
    entries: Sequence[ShownEntry]


@dataclass(frozen=True, slots=True)
class WantedEntries:
    """Which entries of the access journal are asked for: one person's, one kind, one legal day; and which page."""

    person_id: int = 0
    kind: str = ""
    day: date | None = None
    turn: Turn = FIRST


EVERYTHING = WantedEntries()

# What a page of the access journal is asked for by: the moment of an entry and its number.
ENTRY_KEY = (datetime, int)


@dataclass(frozen=True, slots=True)
class AccessJournal:
    """A page of the access journal, and what it can be filtered by."""

    page: Page[ShownEntry]
    people: Mapping[int, str]
    kinds: Mapping[str, str]

    @property
    def entries(self) -> Sequence[ShownEntry]:
        """Return the entries of the page."""
        return self.page.lines


def read_case_journal(case_id: int, *, records: Records, actor: Actor, means: Means) -> CaseJournal:
    """Return every entry of one case; NotFoundError for whoever may not read it."""
    run = records.runs.of_case(case_id)
    dossier = Dossier(records, run) if run is not None else None
    if dossier is None or not may(dossier, Permission.READ_CASE_JOURNAL, actor=actor):
        raise NotFoundError(case_id)
    papers = {paper.id: paper.title for paper in records.list_where(Paper, Paper.case_id == case_id)}
    people = {one.id: one.name for one in dossier.staff.values()}
    names = Names(means.law, people, papers, cases={case_id: dossier.case.number})
    places = records.log.places_of_case(case_id)
    entries = [
        replace(_shown(entry, names), place=places[entry.seq] + 1 if entry.seq in places else None)
        for entry in reversed(records.journal.list_entries(case_id))
    ]
    return CaseJournal(case_id, dossier.case.number, dossier.case.title, entries)


def read_access_journal(*, records: Records, actor: Actor, wanted: WantedEntries = EVERYTHING) -> AccessJournal:
    """Return a page of what the person's own agency left in the access journal, and nobody (0: failed sign-ins)."""
    staff = list_staff(records.session, actor.agency_id)
    applications = names_of_applications(actor.agency_id, records=records)
    people = {**applications, **{one.id: one.name for one in staff.values()}}
    if wanted.person_id and wanted.person_id not in people:
        raise NotFoundError(wanted.person_id)
    since = datetime.combine(wanted.day, time.min, SHANGHAI) if wanted.day else None
    sieve = Sieve(
        by=[wanted.person_id] if wanted.person_id else [0, *people],
        kind=wanted.kind if wanted.kind in ACCESS_KINDS else "",
        since=since,
        until=since + timedelta(days=1) if since else None,
    )
    leaf = records.access.search(sieve, size=PAGE, turn=wanted.turn)
    names = _names_in(records, leaf.rows, people)
    kinds = {kind: KINDS[kind] for kind in ACCESS_KINDS}
    return AccessJournal(page_of([_shown(entry, names) for entry in leaf.rows], leaf), people, kinds)


def _names_in(records: Records, entries: Sequence[Entry], people: Mapping[int, str]) -> Names:
    """Return the names of what a page of the access journal speaks of, read once for the whole page."""
    case_ids = {one.case_id for one in entries if one.case_id}
    if not case_ids:
        return Names(people=people)
    papers, files = _keys_of(entries, "paper", "paper-file", "paper-pdf"), _keys_of(entries, "evidence-file")
    return Names(
        people=people,
        papers={one.id: one.title for one in records.list_where(Paper, Paper.id.in_(papers))},
        evidence={one.id: f"证{one.number} {one.name}" for one in records.list_where(Evidence, Evidence.id.in_(files))},
        cases={one.id: one.number for one in records.list_where(Case, Case.id.in_(case_ids))},
    )


def _keys_of(entries: Sequence[Entry], *kinds: str) -> set[int]:
    bodies = [cast("dict[str, object]", one.body.get("body") or {}) for one in entries]
    return {int(str(body["key"])) for body in bodies if body.get("what") in kinds and str(body["key"]).isdigit()}


def verify_journals(progress: Progress = nobody, *, elsewhere: Iterable[str] = (), records: Records) -> Break | None:
    """Return the first broken or missing entry of either journal, or the first whose row differs, or None.

    ``elsewhere`` are checkpoints out of the reach of whoever keeps the database. Tell how far it is in entries.
    """
    if progress is nobody:
        cases = both = sealed = total = 0
    else:
        cases = records.journal.count()
        both = cases + records.access.count()
        sealed = both + records.log.size()
        total = sealed + count_told(records.session)
    broken = records.journal.find_break(progress, total=total) or _find_cut_off(records)
    broken = broken or records.access.find_break(progress, before_it=cases, total=total)
    broken = broken or find_unsealed_change(progress, before_it=both, total=total, elsewhere=elsewhere, records=records)
    return broken or find_altered_row(records.session, progress, before_it=sealed, total=total)


def _find_cut_off(records: Records) -> Break | None:
    missing = records.runs.find_unjournalled()
    return Break("case_journal", missing[0], missing[1], CUT_OFF) if missing is not None else None


def describe_break(broken: Break, *, records: Records) -> Objection:
    """Return in words where a chain breaks, what is wrong there, and what to do now."""
    case = records.session.get(Case, broken.case_id) if broken.case_id else None
    fault = next((text for start, text in _FAULTS if broken.fault.startswith(start)), broken.fault)
    text = N_("校验不符：{journal}（{case}）第 {seq} 条，{fault}。请立即保全数据库并报告审计管理员")
    return Objection(
        "journal-broken",
        text,
        {
            "journal": _JOURNALS.get(broken.journal, broken.journal),
            "seq": broken.seq,
            "fault": fault,
            "case": case.number if case is not None else N_("案件以外"),
        },
    )


def _shown(entry: Entry, names: Names) -> ShownEntry:
    body = cast("dict[str, object]", entry.body.get("body") or {})
    return ShownEntry(
        entry.case_id,
        names.cases.get(entry.case_id, ""),
        entry.seq,
        KINDS.get(entry.kind, entry.kind),
        str(entry.body.get("actor", "")),
        entry.entered_at,
        sentence_of(entry.kind, body, names),
        entry.hash,
    )
