"""A hearing is told seven full working days ahead, led by a stranger to the case, and changes what it is (63—65条)."""

import pytest

from tests.acts.hands import grant, hand_over, refused
from tests.acts.prepared import change, change_json, objections_on
from tests.acts.rounds import LARGE, a_told_case, desk_of, objections
from tests.acts.test_hearing import a_heard_case, a_requested_case, an_announced_case
from tests.answers.review import standing_draft
from tests.builders import Office, texts
from workflows.vocabulary.roles import Role


def lighter(office: Office, fine: str) -> list[dict[str, object]]:
    rows = standing_draft(office)["penalties"]
    assert isinstance(rows, list)
    return [{**row, "amount": fine} if row["kind"] == "fine" else row for row in rows]


@pytest.mark.parametrize("outcome", ["held", "terminated"])
def test_the_seventh_working_day_is_too_early_whatever_the_outcome(outcome: str) -> None:
    office = an_announced_case().at("2026-06-23")
    assert office.refusal("hold_hearing", outcome=outcome, refusal_note="当事人缺席").code == "hearing-too-early"
    office.at("2026-06-24").do("hold_hearing", outcome=outcome, refusal_note="当事人缺席")


def test_a_hearing_cannot_be_said_to_have_been_held_before_its_notice_was_served() -> None:
    office = a_requested_case()
    office.do("accept_hearing")
    change(office, "UPDATE hearings SET notice_served_on = NULL")
    assert objections(desk_of(office, "hold_hearing", "何敏"), "hold_hearing")[-1] == "hearing-notice-not-served"


def test_a_hearing_to_be_held_again_waits_for_its_own_notice() -> None:
    office = a_heard_case()
    office.do("hearing_report")
    office.walk_to("sign_opinion")
    finding = {"category": "procedure", "text": "听证程序有误", "return_to": "hearing", "suggestion": "重新听证"}
    office.do("sign_opinion", conclusion="return_procedure", return_to="hearing", findings=[finding])
    office.at("2026-07-01").walk_to("hold_hearing")
    again = office.dossier().hearings[-1]
    assert str(again.notice_served_on) == "2026-07-01"
    assert office.at("2026-07-10").refusal("hold_hearing").code == "hearing-too-early"
    office.at("2026-07-13").do("hold_hearing")


@pytest.mark.parametrize("way", ["chosen", "handed over"])
def test_nobody_who_investigated_leads_the_hearing(way: str) -> None:
    if way == "chosen":
        office = grant(a_requested_case(), "林静", Role.HEARING_CHAIR)
        assert office.refusal("accept_hearing", chair=office.person("林静")).code == "chair-investigated-case"
        office.do("accept_hearing")
    else:
        office = grant(an_announced_case(), "林静", Role.HEARING_CHAIR)
        assert refused(hand_over, office, "hold_hearing", "林静", by="何敏") == "chair-investigated-case"
        hand_over(office, "hold_hearing", "王律", by="何敏")


def test_a_hearing_makes_the_case_statutory_for_ever_however_small_it_becomes() -> None:
    office = a_heard_case()
    assert (office.facts["heard"], office.facts["review"]) == (True, "none")
    office.do("hearing_report")
    office.do("finalise_draft", penalties=lighter(office, "1000"))
    assert (office.facts["hearing_right"], office.facts["review_basis"]) == (False, "statutory")
    change_json(office, "runs.facts", review_basis="catalogue")
    assert "heard-needs-statutory-review" in texts(objections_on(office, "decide_penalty", by="吴岚"))


def test_a_withdrawn_request_lies_between_the_request_and_today() -> None:
    office = an_announced_case().at("2026-06-24")
    assert office.refusal("hold_hearing", outcome="withdrawn", withdrawn_on="2026-06-01").code == "too-early"
    assert office.refusal("hold_hearing", outcome="withdrawn", withdrawn_on="2026-06-25").code == "in-the-future"
    office.do("hold_hearing", outcome="withdrawn", withdrawn_on="2026-06-23")
    assert office.facts["heard"] is False


def test_an_announcement_follows_the_acceptance() -> None:
    office = a_requested_case()
    office.do("accept_hearing")
    office.at("2026-06-11").walk_to("announce_hearing")
    assert office.refusal("announce_hearing", announced_on="2026-06-09").code == "too-early"
    office.do("announce_hearing", announced_on="2026-06-10")


def test_a_request_of_the_period_entered_late_is_heard_and_everything_waits_for_it() -> None:
    office = a_told_case(LARGE, served="2026-06-02").at("2026-06-12").walk_to("decide_penalty")
    office.do("record_statement", kind="hearing_request", received_on="2026-06-09")
    assert (office.open_acts(), office.facts["review"]) == (["accept_hearing"], "none")
    assert "hearing-outstanding" in texts(objections_on(office, "decide_penalty", by="吴岚"))
    assert office.refusal("accept_hearing", hearing_request="refused", reason="逾期").code == "hearing-must-be-held"


def test_one_round_has_one_hearing_and_a_second_entry_of_the_request_moves_nothing() -> None:
    office = an_announced_case()
    office.do("record_statement", kind="hearing_request", received_on="2026-06-05")
    assert (office.facts["hearing_request"], office.open_acts()) == ("accepted", ["hold_hearing"])
    office.at("2026-06-24").do("hold_hearing")
    refusal = office.refusal("record_statement", kind="hearing_request", received_on="2026-06-05")
    assert refusal.code == "hearing-already-held"
    office.do("record_statement", received_on="2026-06-05")
    office.do("hearing_report")
    assert office.open_acts() == ["review_defence"]


def test_after_a_hearing_nothing_is_drafted_or_decided_without_its_report() -> None:
    office = a_heard_case()
    assert "hearing-report-missing" in texts(objections_on(office, "finalise_draft", by="林静"))
    assert "hearing-report-missing" in texts(objections_on(office, "decide_penalty", by="吴岚"))
    office.do("hearing_report")
    assert objections_on(office, "finalise_draft", by="林静") == []
