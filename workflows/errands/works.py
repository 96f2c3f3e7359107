"""What each kind of errand does: slow work outside any transaction, that may be begun again from its beginning."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Final, TypeAlias

from workflows.account_events import JournalsChecked
from workflows.acts.office.account_journal import note_account
from workflows.acts.office.export_dossier import Exporter, write_dossier
from workflows.acts.office.import_cases import MOST_ERRORS, check_cases
from workflows.acts.office.move_runs import move_run
from workflows.acts.office.recount_clocks import note_recount, recount_run, runs_touched
from workflows.acts.office.take_over_cases import Incoming, finish_arrival, give_back_of, half_of, take_in
from workflows.acts.pressing import Press
from workflows.documents.sheets import write_sheet
from workflows.errands.desk import Desk, Outcome
from workflows.errors import ConflictError, NotFoundError, RefusedError
from workflows.questions.case_sheet import HEADS, OLDER_HEADS, case_rows, older_rows
from workflows.questions.event_log import LogWanted, write_event_log
from workflows.questions.export_case import write_case
from workflows.questions.journal import describe_break, verify_journals
from workflows.records.cases import Case
from workflows.records.papers import Paper, PaperFile
from workflows.records.transaction import Archive, Records
from workflows.vocabulary.errands import ErrandKind, RowError, kept_objection
from workflows.vocabulary.wording import N_, Objection
from workflows.witness.copies import kept_notes

Work: TypeAlias = Callable[[Desk], Outcome]

# Takes out again what an errand that failed or was ended has left half done.
Undoing: TypeAlias = Callable[[int, Archive], None]

GONE: Final = Objection("case-gone", N_("没有这个在办案件，请刷新页面"))


def _dossier(desk: Desk) -> Outcome:
    case_id, now, path = _case_of(desk), desk.background.now(), desk.folder / "dossier.zip"
    # The log is sealed over all agencies, so that the dossier is made in the whole archive.
    archive, means = desk.background.archive, desk.background.means
    by = Exporter(desk.errand.person_id, desk.errand.person_name)
    with path.open("wb") as file:
        whole = write_dossier(file, case_id, archive=archive, means=means, by=by, now=now, progress=desk.tell)
    return Outcome(path, f"卷宗 {whole.number}.zip")


def _case_files(desk: Desk) -> Outcome:
    case_id, path = _case_of(desk), desk.folder / "case.zip"
    with desk.archive.reading() as records:
        number = records.get(Case, case_id).number
    with path.open("wb") as file:
        write_case(file, case_id, desk.reader)
    return Outcome(path, f"案件数据 {number}.zip")


def _case_list(desk: Desk) -> Outcome:
    return _sheet(desk, "案件清单", HEADS, case_rows(_words(desk), desk.reader))


def _older_list(desk: Desk) -> Outcome:
    return _sheet(desk, "历史案件清单", OLDER_HEADS, older_rows(_words(desk), desk.reader))


def _event_log(desk: Desk) -> Outcome:
    path = desk.folder / "events.xes"
    with path.open("wb") as file:
        write_event_log(file, LogWanted(_words(desk), with_names=bool(desk.errand.wanted["names"])), desk.reader)
    return Outcome(path, "办案日志.xes")


def _import(desk: Desk) -> Outcome:
    """Check a file, and take its cases in by pieces nobody sees; they are there with the end of the errand."""
    errand, now = desk.errand, desk.background.now()
    name, is_trial = str(errand.wanted["name"]), bool(errand.wanted["is_trial"])
    content = desk.background.means.storage.parcels.get(errand.given_sha)
    with desk.archive.reading() as records:
        checked = check_cases(
            name,
            content,
            agency_id=errand.agency_id,
            records=records,
            now=now,
            progress=desk.tell if is_trial else half_of(desk.tell),
            errand_id=errand.id,
        )
    whole, errors = len(checked.read), checked.errors
    incoming = Incoming(name, checked.read, checked.batch, desk.actor, errand.id)
    if not (errors or is_trial):
        errors = take_in(
            incoming,
            desk.archive,
            now=now,
            go_on=lambda records, taken: desk.go_on(records, (whole + taken) // 2, whole),
        )
    if errors or is_trial or not whole:
        give_back_of(errand.id, desk.archive)
        return Outcome(result={"cases": whole, "errors": _told(errors[:MOST_ERRORS]), "wrong": len(errors)})

    def write(records: Records) -> Mapping[str, object]:
        done = finish_arrival(incoming, records=records, now=now)
        return {"cases": done.cases, "errors": [], "batch": done.batch}

    return Outcome(write=write)


def _moves(desk: Desk) -> Outcome:
    """Move case by case, each in a transaction of its own under a key of its own: begun again, none moves twice."""
    wanted = desk.errand.wanted
    chosen = list(_pairs(wanted["chosen"]))
    refused: dict[str, object] = {}
    moved: list[int] = []
    is_cut_short = False
    for done, (run_id, version) in enumerate(chosen):
        if not desk.write_progress(done, len(chosen) + 1):
            is_cut_short = True
            break
        objection = _move(desk, run_id, Press(str(wanted["key"]), version))
        if objection is None:
            moved.append(run_id)
        else:
            refused[str(run_id)] = kept_objection(objection)
    left = len(chosen) - len(moved) - len(refused)
    return Outcome(result={"moved": moved, "refused": refused, "left": left}, is_cut_short=is_cut_short)


def _move(desk: Desk, run_id: int, press: Press) -> Objection | None:
    proposal_id, means = int(str(desk.errand.wanted["proposal"])), desk.background.means
    now = desk.background.now()
    try:
        with desk.archive.transaction() as records:
            move_run(
                run_id,
                proposal_id=proposal_id,
                press=press,
                actor=desk.actor,
                records=records,
                means=means,
                now=now,
            )
    except (RefusedError, ConflictError) as error:
        return error.objection
    except NotFoundError:
        return GONE
    return None


def _journal_check(desk: Desk) -> Outcome:
    """Re-compute the chains of all agencies, over which the log is sealed, and note for good what was found."""
    archive, now = desk.background.archive, desk.background.now()
    with archive.reading() as records:
        entries = records.journal.count() + records.access.count()
        elsewhere = kept_notes(desk.background.means.witness.copies)
        broken = verify_journals(desk.tell, elsewhere=elsewhere, records=records)
        told = describe_break(broken, records=records) if broken is not None else None

    def write(records: Records) -> Mapping[str, object]:
        event = JournalsChecked(entries, told.in_chinese() if told is not None else "")
        note_account(event, actor=desk.actor, records=records, now=now)
        return {"entries": entries, "found": kept_objection(told) if told is not None else {}}

    return Outcome(write=write)


def _recount(desk: Desk) -> Outcome:
    """Count the open clocks of every agency again, case by case; one that cannot be counted holds up nobody else's."""
    archive, now, notice_id = desk.background.archive, desk.background.now(), int(str(desk.errand.wanted["notice"]))
    with archive.reading() as records:
        run_ids = runs_touched(notice_id, records=records)
    counts, failures = Counter[str](), list[Exception]()
    for done, run_id in enumerate(run_ids):
        desk.tell(done, len(run_ids))
        try:
            with archive.transaction() as records:
                means = desk.background.means
                counts.update(recount_run(run_id, notice_id, actor=desk.actor, records=records, means=means, now=now))
        except Exception as failure:  # noqa: BLE001 -- kept, and raised when the rest is done
            failures.append(failure)
    if failures:
        raise ExceptionGroup("cases whose clocks could not be counted", failures)
    outcome = {"counted": counts.total(), "moved": counts["recomputed"], "confirmed": counts["confirmed"]}

    def write(records: Records) -> Mapping[str, object]:
        note_recount(notice_id, outcome, actor=desk.actor, records=records, now=now)
        return outcome

    return Outcome(write=write)


def _paper_pdf(desk: Desk) -> Outcome:
    """Make a copy of a paper's one file; it is no second original, so its hash enters no journal but that of access."""
    paper_id, means = int(str(desk.errand.wanted["paper"])), desk.background.means
    with desk.archive.reading() as records:
        paper, kept = records.get(Paper, paper_id), records.get(PaperFile, paper_id)
    made = means.pdf.make(means.storage.get(kept.sha), desk.folder, go_on=lambda: desk.tell(0, 0))
    return Outcome(made, f"{paper.title}{paper.number}.pdf".replace("/", "_"))


def _sheet(desk: Desk, title: str, heads: Sequence[str], rows: Iterable[Sequence[object]]) -> Outcome:
    form = str(desk.errand.wanted["format"])
    path = desk.folder / f"list.{form}"
    with path.open("wb") as file:
        write_sheet(file, form, title, heads, rows)
    return Outcome(path, f"{title}.{form}")


def _case_of(desk: Desk) -> int:
    if desk.errand.case_id is None:
        raise NotFoundError(desk.errand.id)
    return desk.errand.case_id


def _words(desk: Desk) -> str:
    return str(desk.errand.wanted["words"])


def _pairs(kept: object) -> Iterator[tuple[int, int]]:
    for run_id, version in kept if isinstance(kept, list) else ():
        yield int(run_id), int(version)


def _told(errors: Iterable[RowError]) -> list[object]:
    return [
        {"row": one.row, "column": one.column, "given": one.given[:200], "told": kept_objection(one.told)}
        for one in errors
    ]


WORKS: Final[Mapping[ErrandKind, Work]] = {
    ErrandKind.DOSSIER: _dossier,
    ErrandKind.CASE_FILES: _case_files,
    ErrandKind.CASE_LIST: _case_list,
    ErrandKind.OLDER_LIST: _older_list,
    ErrandKind.EVENT_LOG: _event_log,
    ErrandKind.CASE_IMPORT: _import,
    ErrandKind.RUN_MOVES: _moves,
    ErrandKind.JOURNAL_CHECK: _journal_check,
    ErrandKind.CLOCK_RECOUNT: _recount,
    ErrandKind.PAPER_PDF: _paper_pdf,
}
UNDOING: Final[Mapping[ErrandKind, Undoing]] = {ErrandKind.CASE_IMPORT: give_back_of}
