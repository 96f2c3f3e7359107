"""听证: granted to who asks in time, held after seven full working days by somebody else, reported from its record."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from tests.acts.rounds import LARGE, SMALL, a_told_case, desk_of, objections, read, walked_once
from tests.answers.notice import accept_hearing as usual_plan
from tests.answers.notice import hold_hearing as usual_record
from tests.builders import Office
from workflows.forms import SHANGHAI
from workflows.guards.heard import earliest_day
from workflows.records.reviews import Hearing


@walked_once
def a_requested_case() -> Office:
    """Return a case whose party asked for a hearing in time; its period is over."""
    office = a_told_case(LARGE, served="2026-06-02")
    office.do("record_statement", kind="hearing_request")
    return office.at("2026-06-10")


@walked_once
def an_announced_case() -> Office:
    """Return a case whose hearing notice was served on 11 June; the hearing is lawful from 24 June."""
    office = a_requested_case()
    office.do("accept_hearing")
    office.at("2026-06-11")
    for act in ("choose_service", "record_service", "announce_hearing"):
        office.do(act)
    return office


@walked_once
def a_heard_case() -> Office:
    office = an_announced_case().at("2026-06-24")
    office.do("hold_hearing")
    return office


def hearing(office: Office) -> Hearing:
    return office.dossier().hearings[-1]


def test_a_request_in_time_cannot_be_turned_down() -> None:
    office = a_requested_case()

    refused = office.refusal("accept_hearing", hearing_request="refused", reason="没有必要")

    assert (refused.code, refused.params) == ("hearing-must-be-held", {"end": "2026-06-09"})
    assert objections(desk_of(office, "accept_hearing", "何敏"), "accept_hearing") == ["hearing-must-be-held"]


def test_a_request_without_the_right_is_turned_down_with_its_reason() -> None:
    office = a_requested_case()
    desk = desk_of(office, "accept_hearing", "何敏")
    desk.dossier.facts.update(hearing_right=False, notice_right="statement_only")

    bare = read(desk, "accept_hearing", {"hearing_request": "refused"})
    reasoned = read(desk, "accept_hearing", {"hearing_request": "refused", "reason": "不属于听证范围"})

    assert objections(desk, "accept_hearing", bare) == ["hearing-refused-without-reason"]
    assert objections(desk, "accept_hearing", reasoned) == []


def test_nothing_is_accepted_that_nobody_asked_for() -> None:
    desk = desk_of(a_requested_case(), "accept_hearing", "何敏")
    for statement in desk.dossier.statements:
        statement.kind = "statement"

    assert objections(desk, "accept_hearing") == ["hearing-not-requested"]


@pytest.mark.parametrize(
    ("served", "earliest"),
    [
        (date(2026, 6, 11), date(2026, 6, 24)),
        (date(2026, 9, 21), date(2026, 10, 9)),
        (date(2026, 6, 18), date(2026, 7, 1)),
    ],
)
def test_seven_full_working_days_lie_between_notice_and_hearing(served: date, earliest: date) -> None:
    desk = desk_of(a_told_case(SMALL), "await_statement")

    assert earliest_day(desk, served) == earliest


def test_a_hearing_is_planned_no_earlier_than_its_notice_can_allow() -> None:
    office = a_requested_case()

    refused = office.refusal("accept_hearing", planned_at=datetime(2026, 6, 22, 9, tzinfo=SHANGHAI))

    assert (refused.code, refused.params) == ("hearing-too-early", {"earliest": "2026-06-23"})


def test_who_investigated_neither_chairs_nor_records() -> None:
    office = a_requested_case()
    desk = desk_of(office, "accept_hearing", "何敏")
    answers = read(desk, "accept_hearing", dict(usual_plan(office)))
    assert objections(desk, "accept_hearing", answers) == ["hearing-must-be-held", "hearing-refused-without-reason"]

    answers["chair"] = office.person("林静")
    answers["clerk"] = office.person("赵宁")

    assert objections(desk, "accept_hearing", answers)[2:] == ["chair-investigated-case", "clerk-investigated-case"]


def test_an_accepted_hearing_is_bound_to_its_chair_and_clerk_and_its_notice_is_served() -> None:
    office = a_requested_case()

    office.do("accept_hearing", chair=office.person("王律"))

    assert (office.facts["hearing_request"], office.open_acts()) == ("accepted", ["choose_service"])
    paper = office.dossier().last_paper("hearing_notice")
    assert paper is not None
    assert paper.id in office.dossier().paper_files
    assert (paper.fields["requested_on"], paper.fields["hearing"]["chair"]) == (  # type: ignore[index]
        "2026-06-02",
        "王律",
    )
    office.at("2026-06-11")
    for act in ("choose_service", "record_service"):
        office.do(act)
    assert office.task("announce_hearing").person_id == office.person("许文")
    office.do("announce_hearing")
    assert office.task("hold_hearing").person_id == office.person("王律")
    assert hearing(office).notice_served_on == date(2026, 6, 11)


def test_a_hearing_before_its_earliest_day_is_refused_and_on_it_is_held() -> None:
    office = an_announced_case().at("2026-06-23")

    refused = office.refusal("hold_hearing")
    assert (refused.code, refused.params) == ("hearing-too-early", {"earliest": "2026-06-24"})
    assert objections(desk_of(office, "hold_hearing", "何敏"), "hold_hearing") == ["hearing-too-early"] * 2
    office.at("2026-06-24").do("hold_hearing")

    assert (office.facts["hearing"], office.facts["heard"]) == ("held", True)
    assert office.open_acts() == ["hearing_report"]
    record = office.dossier().last_paper("hearing_record")
    assert record is not None
    assert record.id in office.dossier().paper_files


def test_a_hearing_voids_whatever_was_reviewed_before_it() -> None:
    office = a_heard_case()

    assert dict(office.dossier().steps[-1].facts) == {
        "hearing": "held",
        "hearing_report_due": True,
        "return_to": "none",
        "review": "none",
        "edit_confirmed": False,
        "deliberation": "none",
        "heard": True,
    }
    report = office.dossier().clock("hearing_report_5wd")
    assert report is not None
    assert report.due_on == date(2026, 7, 1)


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"party_signed": False}, "hearing-record-unsigned"),
        ({"chair_signed": False}, "hearing-record-unsigned-by-chair"),
        ({"outcome": "withdrawn", "withdrawn_in_writing": False}, "hearing-withdrawal-undocumented"),
        ({"outcome": "terminated", "party_signed": False}, "hearing-record-unsigned"),
    ],
)
def test_an_outcome_needs_its_record(changed: dict[str, Any], code: str) -> None:
    office = an_announced_case().at("2026-06-24")

    assert office.refusal("hold_hearing", **changed).code == code


def test_a_hearing_has_ended_after_it_began_and_before_it_is_entered() -> None:
    office = an_announced_case().at("2026-06-24")
    start = office.now - timedelta(hours=1)

    assert office.refusal("hold_hearing", ended_at=start).code == "hearing-ends-before-start"
    assert office.refusal("hold_hearing", ended_at=office.now + timedelta(hours=1)).code == "in-the-future"


def test_an_investigator_does_not_chair_even_when_the_task_is_theirs() -> None:
    office = an_announced_case().at("2026-06-24")
    desk = desk_of(office, "hold_hearing", "林静")

    answers = read(desk, "hold_hearing", dict(usual_record(office)))

    assert objections(desk, "hold_hearing", answers) == ["chair-investigated-case"]


def test_a_hearing_terminated_because_nobody_came_counts_as_heard() -> None:
    office = an_announced_case().at("2026-06-24")

    office.do("hold_hearing", outcome="terminated", party_signed=False, refusal_note="当事人未到场，无法签名")

    assert (office.facts["hearing"], office.facts["heard"]) == ("terminated", True)
    assert office.open_acts() == ["hearing_report"]
    record = office.dossier().last_paper("hearing_record")
    assert record is not None
    assert record.fields["party_case"] == "当事人无正当理由拒不出席。经合法通知，当事人在规定时间未到场"
    assert record.id in office.dossier().paper_files


def test_a_withdrawn_request_ends_the_hearing_and_makes_no_heard_case() -> None:
    office = an_announced_case().at("2026-06-15")

    office.do("hold_hearing", outcome="withdrawn")

    assert (office.facts["hearing"], office.facts["heard"]) == ("withdrawn", False)
    assert office.open_acts() == ["finalise_draft"]
    assert office.dossier().last_paper("hearing_record") is None


def test_the_report_rests_on_the_record() -> None:
    office = a_heard_case()

    assert office.refusal("hearing_report", cites_record=False).code == "report-without-record"
    office.do("hearing_report")

    paper = office.dossier().last_paper("hearing_report")
    assert paper is not None
    assert paper.id in office.dossier().paper_files
    assert (paper.fields["accepted_on"], paper.fields["conclusion"]) == ("2026-06-10", "维持拟处罚意见")
    assert hearing(office).report_paper_id == paper.id
    assert office.open_acts() == ["finalise_draft"]


def test_a_report_that_answers_every_argument_counts_as_their_review() -> None:
    office = a_heard_case()
    rows = [{"claim": "系初次违法", "verification": "属实", "adopted": "adopted", "reason": "符合从轻情节"}]

    office.do("hearing_report", arguments=rows)

    assert office.facts["defence"] == "adopted_full"


def test_a_hearing_and_a_written_statement_are_both_answered() -> None:
    office = a_told_case(LARGE, served="2026-06-02")
    office.do("record_statement")
    office.do("record_statement", kind="hearing_request")
    office.at("2026-06-10").do("accept_hearing")
    office.at("2026-06-11")
    for act in ("choose_service", "record_service", "announce_hearing"):
        office.do(act)
    office.at("2026-06-24").do("hold_hearing")

    office.do("hearing_report")

    assert office.open_acts() == ["review_defence"]


def test_a_closed_hearing_is_not_announced() -> None:
    office = a_requested_case()
    office.do("accept_hearing", publicity="trade_secret")
    office.at("2026-06-11")
    for act in ("choose_service", "record_service", "announce_hearing"):
        office.do(act)

    assert (hearing(office).is_public, hearing(office).announced_on) == (False, None)
    paper = office.dossier().last_paper("hearing_notice")
    assert paper is not None
    assert paper.fields["not_public_reason"] == "涉及商业秘密"
    assert office.dossier().clock("hearing_announce_3wd") is None


def test_a_hearing_to_be_held_again_gets_its_own_chair_and_its_own_days() -> None:
    office = a_heard_case()
    office.walk_to("sign_opinion")
    finding = {
        "category": "procedure",
        "text": "听证笔录遗漏质证",
        "suggestion": "重新听证",
        "return_to": "hearing",
    }
    office.do(
        "sign_opinion", conclusion="return_procedure", return_to="hearing", findings=[finding], opinion="程序须补正"
    )
    office.walk_to("accept_hearing")
    assert office.facts["return_to"] == "hearing"

    office.at("2026-07-06").do("accept_hearing", chair=office.person("王律"))
    assert office.facts["hearing"] == "none"
    for act in ("choose_service", "record_service", "announce_hearing"):
        office.do(act)

    task = office.task("hold_hearing")
    assert task.person_id == office.person("王律")
    assert office.refusal("hold_hearing").params == {"earliest": "2026-07-16"}
    office.at("2026-07-16").do("hold_hearing")
    assert (office.facts["return_to"], [one.outcome for one in office.dossier().hearings]) == ("none", ["held", "held"])
