"""长任务: asked for once, done exactly once whoever dies, ended when told, and its file cleared after its days."""

import csv
import io
import time
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tests.acts.new_versions import RISK, edited, propose, publish, risk_form
from tests.acts.prepared import a_case_before
from tests.acts.test_import_cases import ROW, a_csv, kept
from tests.builders import Office, an_office
from workflows.acts.office.errands import (
    MOST_AT_ONCE,
    cancel_errand,
    keep_given,
    repeat_errand,
    request_import,
    request_list,
    request_moves,
    request_of_case,
)
from workflows.documents.sheets import read_sheet
from workflows.errands.desk import PAUSE_SECONDS
from workflows.errands.doing import do_errand
from workflows.errors import ConflictError, NotFoundError, RefusedError
from workflows.guards.background import Background
from workflows.questions.errands import find_errand_file, open_errand_file, show_errand
from workflows.records.errands import Errand
from workflows.records.jobs import Job
from workflows.records.moves import RunMove
from workflows.records.people import Person
from workflows.storage import Storage
from workflows.vocabulary.errands import ErrandKind
from workflows.worker import Worker


def ask(office: Office, kind: ErrandKind = ErrandKind.CASE_LIST, words: str = "", *, form: str = "csv") -> int:
    with office.archive.transaction() as records:
        return request_list(kind, words, form=form, actor=office.actor("何敏"), records=records, now=office.now).id


def bring(office: Office, content: bytes, *, is_trial: bool = False) -> int:
    given = keep_given(content, means=office.means)
    with office.archive.transaction() as records:
        begun = request_import(
            "台账.csv", given, is_trial=is_trial, actor=office.actor("何敏"), records=records, now=office.now
        )
    return begun.id


def row(office: Office, errand_id: int) -> Errand:
    with office.archive.reading() as records:
        return records.get(Errand, errand_id)


def taken(office: Office, errand_id: int, by: str = "何敏") -> bytes:
    with office.archive.reading() as records:
        found = find_errand_file(errand_id, records=records, actor=office.actor(by))
    with open_errand_file(found, means=office.means) as file:
        return file.read()


def background(office: Office) -> Background:
    return Worker(office.archive, office.means, lambda: office.now, lambda: office.now).background


def begun(office: Office, errand_id: int) -> None:
    """Leave an errand as a worker leaves it that is killed in the middle."""
    with office.archive.transaction() as records:
        records.get(Errand, errand_id).state = "running"


def stop(office: Office, errand_id: int, by: str = "何敏") -> None:
    with office.archive.transaction() as records:
        cancel_errand(errand_id, actor=office.actor(by), records=records, now=office.now)


def again(office: Office, errand_id: int) -> None:
    with office.archive.transaction() as records:
        repeat_errand(errand_id, actor=office.actor("何敏"), records=records, now=office.now)


def test_a_list_is_written_by_the_worker_whole_and_as_asked() -> None:
    office = an_office()
    for name in ("甲公司", "乙公司", "丙公司"):
        office.a_case(party_name=name)
    every, one, sheet = ask(office), ask(office, words="乙公司"), ask(office, form="xlsx")

    office.work()

    rows = list(csv.reader(io.StringIO(taken(office, every).decode("utf-8-sig"))))
    assert [line[3] for line in rows] == ["当事人", "丙公司", "乙公司", "甲公司"]
    assert [line[3] for line in csv.reader(io.StringIO(taken(office, one).decode("utf-8-sig")))][1:] == ["乙公司"]
    assert [line[:4] for line in read_sheet("x.xlsx", taken(office, sheet))] == [line[:4] for line in rows]
    done = row(office, every)
    assert (done.state, done.done, done.total) == ("done", 3, 3)


def test_what_is_asked_for_twice_is_one_errand_and_there_is_an_end_to_asking() -> None:
    office = an_office()

    assert ask(office) == ask(office)
    for number in range(MOST_AT_ONCE - 1):
        ask(office, words=str(number))
    with pytest.raises(RefusedError, match="您已有 5 项正在办理"):
        ask(office, words="one more")


def test_what_a_dead_worker_began_is_done_by_the_next_one_exactly_once() -> None:
    office = an_office()
    errand = bring(office, a_csv(ROW))
    begun(office, errand)
    effect = do_errand({"errand_id": errand}, background(office))

    office.work()
    assert [one.number for one in kept(office)] == [ROW["案号"]]

    assert effect is not None
    with office.archive.rehearsal() as records, pytest.raises(ConflictError):
        effect(records)
    assert do_errand({"errand_id": errand}, background(office)) is None


def test_what_waits_ends_at_once_and_may_be_begun_again() -> None:
    office = an_office()
    errand = bring(office, a_csv(ROW))

    stop(office, errand)
    office.work()
    assert (row(office, errand).state, kept(office)) == ("cancelled", [])

    again(office, errand)
    office.work()
    assert (row(office, errand).state, len(kept(office))) == ("done", 1)


def test_what_is_under_way_ends_where_it_is() -> None:
    office = an_office()
    office.a_case()
    errand = ask(office)
    begun(office, errand)
    stop(office, errand)
    assert row(office, errand).state == "running"

    office.work()

    ended = row(office, errand)
    assert (ended.state, ended.sha) == ("cancelled", "")


def test_a_cancelled_move_leaves_what_moved_moved_and_says_so() -> None:
    office = a_case_before("finalise_draft")
    sha = publish(office, edited(*RISK, files=risk_form("high", "low")))
    proposal = propose(office, sha)
    with office.archive.transaction() as records:
        errand = request_moves(
            proposal,
            [(office.run_id, office.dossier().run.version), (99998, 1), (99999, 1)],
            to_sha=sha,
            key="k",
            actor=office.actor("何敏"),
            records=records,
            now=office.now,
        ).id

    def now() -> datetime:
        with office.archive.reading() as records:
            has_moved = bool(records.list_where(RunMove))
            stops = records.get(Errand, errand).stops
        if has_moved and not stops:
            stop(office, errand)
            time.sleep(PAUSE_SECONDS)
        return office.now

    Worker(office.archive, office.means, now, lambda: office.now).do_jobs()

    with office.archive.reading() as records:
        page = show_errand(errand, records=records, actor=office.actor("何敏"))
        moves = records.list_where(RunMove)
    # The end is looked for before each case: the one after the first was begun already.
    assert (page.errand.state, page.moved, [*page.refused], page.left) == ("cancelled", 1, [99998], 1)
    assert [one.run_id for one in moves] == [office.run_id]


def test_without_the_file_store_it_waits_and_says_why_and_is_done_later() -> None:
    office = an_office()
    office.a_case()
    storage, errand = office.means.storage, ask(office)
    office.means.storage = Storage("/proc/nowhere")
    office.work()
    waiting = row(office, errand)
    with office.archive.reading() as records:
        shown = show_errand(errand, records=records, actor=office.actor("何敏")).errand

    office.means.storage = storage
    office.now += timedelta(minutes=1)
    office.work()

    assert (waiting.state, waiting.error["text"]) == ("waiting", "文件存储暂时不可用")
    assert (shown.is_working, shown.has_file) == (True, False)
    assert (row(office, errand).state, row(office, errand).error) == ("done", {})


def test_what_failed_for_good_says_so_and_may_be_begun_again() -> None:
    office = an_office()
    errand = ask(office)
    with office.archive.transaction() as records:
        [job] = records.list_where(Job, Job.key == f"errand:{errand}")
        job.died_at, job.error, job.due_at = office.now, "boom", office.now

    with office.archive.reading() as records:
        shown = show_errand(errand, records=records, actor=office.actor("何敏")).errand
    again(office, errand)
    office.work()

    assert (shown.state, shown.may_repeat) == ("failed", True)
    assert row(office, errand).state == "done"


def test_rights_are_asked_again_when_it_is_done_and_when_it_is_taken() -> None:
    office = a_case_before("verify_source")
    with office.archive.transaction() as records:
        mine = request_of_case(
            ErrandKind.CASE_FILES, office.case_id, actor=office.actor("林静"), records=records, now=office.now
        ).id
        other = request_list(ErrandKind.CASE_LIST, "", actor=office.actor("林静"), records=records, now=office.now).id
        [person] = records.list_where(Person, Person.name == "林静")
        lin = office.actor("林静")
        person.is_active = False

    office.work()

    assert [row(office, one).state for one in (mine, other)] == ["failed", "failed"]
    assert row(office, mine).error["text"] == "提出此项的账户已停用"
    with office.archive.reading() as records, pytest.raises(NotFoundError):
        find_errand_file(mine, records=records, actor=lin)


def test_nobody_else_finds_it() -> None:
    office = an_office()
    errand = ask(office)
    office.work()

    with pytest.raises(NotFoundError):
        taken(office, errand, by="周正")
    with pytest.raises(NotFoundError):
        stop(office, errand, by="林静")


def test_parcels_are_no_files_of_cases(tmp_path: Path) -> None:
    storage = Storage(str(tmp_path))
    sha = storage.parcels.put(b"a parcel")
    kept_sha = storage.put(b"a paper")

    assert list(storage.names()) == [kept_sha]
    storage.parcels.remove(sha)
    storage.parcels.remove(sha)
    assert not storage.parcels.has(sha)
