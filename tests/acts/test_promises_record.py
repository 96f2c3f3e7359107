"""The record remembers: every act once, chained, nothing to be changed, and a forgery named by its place (47条)."""

from collections.abc import Callable

import pytest
from sqlalchemy.exc import DBAPIError

from tests.acts.hands import change_card, claim, hand_over, press_twice
from tests.acts.prepared import a_case_before, change, change_json, objections_on
from tests.builders import Office, an_office
from tests.engines import replacing, touching, unseal
from workflows.events import ActDone, TaskMoved
from workflows.records.journal import Entry

SEALED = ("case_journal", "papers", "paper_files", "finished_steps", "deliberations")

ONCE = (
    "approve_filing",
    "assign_officers",
    "investigate",
    "report_findings",
    "decide_route",
    "issue_notice",
    "record_service",
    "submit_review",
    "sign_opinion",
    "deliberate",
    "decide_penalty",
)
ANYTIME_ONCE = (
    "add_evidence",
    "record_interview",
    "preserve_evidence",
    "order_correction",
    "suspend_case",
    "extend_period",
    "propose_exit",
    "suspect_crime",
    "request_recusal",
)


def entries(office: Office, kind: str = "") -> list[Entry]:
    with office.archive.reading() as records:
        return records.journal.list_entries(office.case_id, kind=kind)


def done(office: Office) -> list[str]:
    """Return the acts that the journal tells, oldest first."""
    return [str(entry.body["body"]["act"]) for entry in entries(office, ActDone.kind())]  # type: ignore[index]


def test_a_case_from_registration_to_archive_has_every_act_in_its_journal_once_in_order() -> None:
    office = an_office()
    office.a_case()
    office.walk_to("archive_case").do("archive_case")
    sites = {"serve_notice", "serve_decision"}
    walked = [step.act for step in office.dossier().steps if step.act not in sites]
    assert done(office) == walked
    with office.archive.reading() as records:
        assert records.journal.find_break() is None
    assert [entry.seq for entry in entries(office)] == list(range(1, len(entries(office)) + 1))


def test_what_a_clock_did_is_told_as_the_systems_act() -> None:
    office = a_case_before("await_statement").at("2026-06-20")
    entry = entries(office, ActDone.kind())[-1]
    assert (entry.actor_id, entry.body["actor"]) == (0, "系统")


def test_claims_transfers_and_frozen_tasks_are_told_too() -> None:
    office = a_case_before("accept_review")
    claim(office, "accept_review", "许文")
    hand_over(office, "accept_review", "王律", by="何敏")
    change_card(office, "王律", "suspend", "legal_profession")
    moves = [one.body["body"]["change"] for one in entries(office, TaskMoved.kind())]  # type: ignore[index]
    assert moves == ["claimed", "transferred", "frozen"]


def test_a_refused_act_leaves_no_trace_in_the_case() -> None:
    office = a_case_before("decide_penalty")
    before, steps = entries(office), len(office.dossier().steps)
    office.refusal("decide_penalty", by="林静")
    assert (len(entries(office)) - len(before), len(office.dossier().steps) - steps) == (0, 0)


@pytest.mark.parametrize("table", SEALED)
@pytest.mark.parametrize("statement", [touching, "DELETE FROM {}".format, replacing])
def test_the_database_itself_refuses_to_change_what_was_written(table: str, statement: Callable[[str], str]) -> None:
    office = a_case_before("decide_penalty")
    with pytest.raises(DBAPIError, match="sealed"):
        change(office, statement(table))


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE reviews SET opinion = '同意'",
        "UPDATE reviews SET signed_at = NULL",
        "DELETE FROM reviews",
        replacing("reviews"),
    ],
)
def test_a_signed_opinion_is_sealed_and_an_unsigned_one_is_not(statement: str) -> None:
    with pytest.raises(DBAPIError, match="sealed"):
        change(a_case_before("decide_penalty"), statement)
    change(a_case_before("sign_opinion"), "UPDATE reviews SET opinion = '草稿'")


def test_the_access_journal_is_sealed_like_the_case_journal() -> None:
    office = a_case_before("decide_penalty")
    with office.archive.transaction() as records:
        records.access.append(office.case_id, kind="refused", actor_id=1, actor="林静", now=office.now, body={})
    for statement in (
        "UPDATE access_journal SET kind = 'x'",
        "DELETE FROM access_journal",
        replacing("access_journal"),
    ):
        with pytest.raises(DBAPIError, match="sealed"):
            change(office, statement)


@pytest.mark.parametrize(
    ("statement", "seq"),
    [
        ("UPDATE case_journal SET body = (SELECT body FROM case_journal WHERE seq = 29) WHERE seq = 30", 30),
        ("UPDATE case_journal SET actor_id = 99 WHERE seq = 7", 7),
        ("DELETE FROM case_journal WHERE seq = 5", 6),
        ("UPDATE case_journal SET entered_at = '2026-01-01 00:00:00.000000' WHERE seq = 3", 3),
    ],
)
def test_whoever_breaks_the_seal_is_found_at_the_first_broken_entry(statement: str, seq: int) -> None:
    office = a_case_before("decide_penalty")
    unseal(office.archive, "case_journal")
    change(office, statement)
    with office.archive.reading() as records:
        broken = records.journal.find_break()
    assert broken is not None
    assert (broken.journal, broken.case_id, broken.seq) == ("case_journal", office.case_id, seq)


@pytest.mark.parametrize("act_id", ONCE)
def test_a_step_pressed_twice_is_done_once_and_answers_the_same(act_id: str) -> None:
    once, twice = a_case_before(act_id), a_case_before(act_id)
    once.do(act_id)
    first, second = press_twice(twice, act_id)
    assert (first.is_replay, second.is_replay, second.summary) == (False, True, first.summary)
    assert done(twice) == done(once)
    assert [one.number for one in twice.dossier().papers] == [one.number for one in once.dossier().papers]
    assert twice.open_acts() == once.open_acts()


@pytest.mark.parametrize("act_id", ANYTIME_ONCE)
def test_an_act_of_any_time_pressed_twice_is_done_once(act_id: str) -> None:
    once, twice = a_case_before("report_findings"), a_case_before("report_findings")
    once.do(act_id)
    first, second = press_twice(twice, act_id)
    assert (first.is_replay, second.is_replay, second.summary) == (False, True, first.summary)
    assert done(twice) == done(once)


@pytest.mark.parametrize(
    ("act_id", "by", "spoil"),
    [
        ("decide_penalty", "吴岚", "UPDATE notices SET served_on = NULL"),
        ("decide_penalty", "吴岚", "UPDATE drafts SET content_hash = 'another'"),
        ("deliberate", "钱莉", {"suspended": True}),
        ("sign_opinion", "何敏", "UPDATE reviews SET reviewer_id = 1"),
    ],
)
def test_a_refusal_is_told_before_the_button_is_pressed_in_the_same_words_with_its_article(
    act_id: str, by: str, spoil: str | dict[str, object]
) -> None:
    office = a_case_before(act_id)
    if isinstance(spoil, str):
        change(office, spoil)
    else:
        change_json(office, "runs.facts", **spoil)
    told = [one for one in objections_on(office, act_id, by=by) if not one.warning]
    refusal = office.refusal(act_id)
    assert refusal in told
    assert refusal.article
    assert any("\u4e00" <= letter <= "\u9fff" for letter in refusal.text)
