"""文书文号 never skip and never repeat, refused, rolled back, two at once; what was issued stands frozen."""

import threading
from datetime import datetime
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from tests.acts.prepared import a_case_before, change
from tests.acts.rounds import SMALL, a_told_case, copy_of
from tests.answers import answers_for
from tests.answers.review import standing_draft
from tests.builders import Office, an_office, as_posted
from tests.engines import replacing
from tests.faults.broken import failing
from workflows.acts.register_case import register_case
from workflows.errors import RefusedError
from workflows.forms import SHANGHAI, FormError
from workflows.records.papers import Paper, PaperSeries, last_number, take_number
from workflows.records.transaction import Archive
from workflows.vocabulary.wording import Objection

SEVERAL = 4
EACH = 5


def series(office: Office) -> dict[tuple[str, int], int]:
    """Return the last number given in every series."""
    with office.archive.reading() as records:
        return {(one.code, one.year): one.last for one in records.list_where(PaperSeries)}


def numbers(office: Office, kind: str) -> list[str]:
    return [one.number for one in office.dossier().papers if one.kind == kind]


@pytest.mark.parametrize(
    ("act_id", "answers"),
    [
        ("issue_notice", {"evidence_summary": ""}),
        ("decide_penalty", {"opinion": ""}),
        ("approve_filing", {"filing": "?"}),
        ("sign_opinion", {"conclusion": "return_law"}),
    ],
)
def test_a_refused_act_takes_no_number(act_id: str, answers: dict[str, Any]) -> None:
    office = a_case_before(act_id)
    before = series(office)
    with pytest.raises((RefusedError, FormError)):
        office.do(act_id, **answers)
    assert series(office) == before
    office.do(act_id)


def test_an_act_that_breaks_after_its_paper_gives_the_number_back() -> None:
    office = a_case_before("issue_notice")
    office.do("issue_notice")
    given = series(office)
    broken = a_case_before("issue_notice")
    with failing(broken, "INSERT", "finished_steps"), pytest.raises(DBAPIError, match="disk fault"):
        broken.do("issue_notice")
    assert (series(broken) == given, broken.dossier().notices) == (False, [])
    broken.do("issue_notice")
    assert (series(broken), numbers(broken, "prior_notice")) == (given, numbers(office, "prior_notice"))


def test_the_numbers_of_a_series_follow_one_another() -> None:
    office = a_told_case(SMALL, served="2026-06-18").at("2026-06-29")
    rows = standing_draft(office)["penalties"]
    assert isinstance(rows, list)
    heavier = [{**row, "amount": "90000"} if row["kind"] == "fine" else row for row in rows]
    office.do("finalise_draft", penalties=heavier, change_cause="new_evidence")
    office.do("issue_notice")
    first, second = numbers(office, "prior_notice")
    assert (first.replace("1号", "2号"), "〔2026〕1号" in first) == (second, True)


def test_a_new_year_begins_a_new_series_and_the_old_one_stays() -> None:
    office = an_office()
    with office.archive.transaction() as records:
        given = [
            take_number(records.session, agency_id=1, code="罚字", year=year) for year in (2026, 2026, 2027, 2026, 2027)
        ]
    assert given == [1, 2, 1, 3, 2]


def test_two_archives_writing_at_once_give_every_number_once() -> None:
    office = an_office()
    posted, failures = as_posted(answers_for("register_source", office)), list[BaseException]()

    def register(archive: Archive) -> None:
        try:
            for _ in range(EACH):
                with archive.transaction() as records:
                    register_case(
                        posted,
                        key=uuid4().hex,
                        actor=office.actor("林静"),
                        records=records,
                        means=office.means,
                        now=office.now,
                    )
        except BaseException as failure:  # noqa: BLE001 -- told below, outside the thread
            failures.append(failure)

    archives = [Archive(str(office.archive.engine.url)) for _ in range(SEVERAL)]
    threads = [threading.Thread(target=register, args=(archive,)) for archive in archives]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with office.archive.reading() as records:
        given = sorted(records.session.execute(text("SELECT number FROM cases")).scalars())
        assert (failures, records.journal.find_break()) == ([], None)
    assert given == [f"539921-2026-CF-{number:05d}" for number in range(1, SEVERAL * EACH + 1)]


def test_of_two_transactions_at_once_the_one_that_fails_leaves_no_gap() -> None:
    office = an_office()
    other = Archive(str(office.archive.engine.url))

    def take(archive: Archive, *, fails: bool) -> None:
        with archive.transaction() as records:
            take_number(records.session, agency_id=1, code="罚字", year=2026)
            if fails:
                raise RefusedError(Objection("nothing", "无"))

    def take_often(archive: Archive) -> None:
        for turn in range(EACH * 2):
            try:
                take(archive, fails=bool(turn % 2))
            except RefusedError:
                continue

    threads = [threading.Thread(target=take_often, args=(archive,)) for archive in (office.archive, other)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with office.archive.reading() as records:
        assert last_number(records.session, agency_id=1, code="罚字", year=2026) == EACH * 2


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE papers SET number = 'x'",
        "UPDATE papers SET fields = '{}'",
        "DELETE FROM papers",
        "UPDATE paper_files SET sha = 'x'",
        "DELETE FROM paper_files",
        replacing("papers"),
        replacing("paper_files"),
    ],
)
def test_an_issued_paper_is_frozen_by_the_database_itself(statement: str) -> None:
    office = a_case_before("finalise_draft")
    with pytest.raises(DBAPIError, match="sealed"):
        change(office, statement)


def test_an_issued_paper_keeps_its_words_when_the_case_changes() -> None:
    office = copy_of(a_case_before("finalise_draft"))
    before = {one.id: (one.fields_sha, one.template_sha, one.issued_on) for one in office.dossier().papers}
    files = {number: one.sha for number, one in office.dossier().paper_files.items()}
    change(office, "UPDATE parties SET name = '另一家公司'")
    office.now = datetime(2026, 7, 1, 10, tzinfo=SHANGHAI)
    office.do("finalise_draft")
    after = {one.id: one for one in office.dossier().papers if one.id in before}
    assert {number: _frozen(one) for number, one in after.items()} == before
    assert {number: office.dossier().paper_files[number].sha for number in files} == files


def _frozen(paper: Paper) -> tuple[str, str, object]:
    return paper.fields_sha, paper.template_sha, paper.issued_on
