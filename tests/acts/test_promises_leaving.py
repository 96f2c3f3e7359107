"""A case leaves its road only approved, by the right leader, from where it may; it is closed with nothing open."""

import pytest

from tests.acts.prepared import a_case_before, change, change_json, objections_on, the_case_everywhere
from tests.acts.rounds import copy_of
from tests.acts.test_closing import a_settled_case
from tests.builders import Office, an_office, texts
from workflows.errors import RefusedError

ROUTES = {
    "no_penalty": "decide_no_penalty",
    "not_made_out": "decide_no_penalty",
    "transfer_agency": "approve_exit",
    "revoke_filing": "approve_exit",
    "terminate": "approve_exit",
    "transfer_crime": "form_referral_team",
}
NOT_YET = {"verify_source", "approve_filing"}
NOT_HERE = {"assign_officers", "decide_penalty"}


def attempt(office: Office, route: str) -> str:
    """Try to leave from here: return the act that opens, or the code of the refusal."""
    try:
        if route == "transfer_crime":
            office.do("suspect_crime")
        else:
            office.do("propose_exit", route=route)
        office.do("decide_exit", by="周正")
    except RefusedError as refused:
        return refused.objection.code
    return office.open_acts()[0]


def expected(act_id: str, route: str, decision: str) -> str:
    if act_id in NOT_YET:
        return "exit-before-filing"
    if decision != "none":
        return "exit-after-decision"
    return "exit-not-now" if act_id in NOT_HERE else ROUTES[route]


@pytest.mark.parametrize("route", ["transfer_crime", "revoke_filing", "no_penalty"])
def test_wherever_a_case_stands_an_approved_exit_leaves_or_is_refused_in_words(route: str) -> None:
    for office in the_case_everywhere():
        waiting, decision = office.open_acts(), str(office.facts["decision"])
        assert (waiting, attempt(office, route)) == (waiting, expected(waiting[0], route, decision))


def test_a_crime_is_referred_by_the_principal_alone_whoever_else_is_a_leader() -> None:
    office = a_case_before("deliberate")
    office.do("suspect_crime")
    for name in ("吴岚", "郑海"):
        assert office.refusal("decide_exit", by=name).code == "referral-not-principal"
        assert office.refusal("decide_exit", by=name, decision="refused").code == "referral-not-principal"
    assert (office.open_acts(), office.facts["route"]) == (["deliberate"], "penalise")
    office.do("decide_exit", by="周正")
    assert office.open_acts() == ["form_referral_team"]


def test_while_a_referral_is_pending_nothing_is_punished_whatever_was_reviewed() -> None:
    office = a_case_before("decide_penalty")
    change_json(office, "runs.facts", referral="approved")
    assert office.refusal("decide_penalty").code == "referral-pending"
    change_json(office, "runs.facts", police="declined")
    office.do("decide_penalty")


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"decision_served": False}, "closing-unserved"),
        ({"performance": "instalments"}, "closing-unperformed"),
        ({"performance": "overdue"}, "closing-unperformed"),
        ({"performance": "none"}, "closing-unperformed"),
        ({"disclosure": "none"}, "closing-undisclosed"),
        ({"correction": "ordered"}, "closing-unverified-correction"),
    ],
)
def test_each_matter_left_open_keeps_the_case_open(facts: dict[str, object], code: str) -> None:
    office = a_settled_case()
    whole = copy_of(office)
    change_json(office, "runs.facts", **facts)
    assert texts(objections_on(office, "close_case", by="吴岚")) == [code]
    assert office.refusal("close_case").code == code
    whole.do("close_case")


@pytest.mark.parametrize("disclosure", ["exempted", "withdrawn"])
def test_a_case_approved_not_to_be_published_or_taken_down_again_is_closed(disclosure: str) -> None:
    office = a_settled_case()
    change_json(office, "runs.facts", disclosure=disclosure)
    office.do("close_case")


def test_a_remedy_under_way_does_not_keep_a_performed_case_open() -> None:
    office = a_settled_case()
    office.do("record_remedy")
    assert objections_on(office, "close_case", by="吴岚") == []
    office.do("close_case")


def test_things_still_kept_keep_the_case_open_until_they_are_decided_upon() -> None:
    office = an_office()
    office.a_case()
    office.walk_to("investigate").do("preserve_evidence")
    office.walk_to("close_case")
    assert office.refusal("close_case").code == "preserved-items-undisposed"
    office.do("dispose_preserved")
    office.do("close_case")


def test_nothing_is_archived_before_it_is_closed() -> None:
    office = a_settled_case()
    office.do("close_case")
    change(office, "UPDATE cases SET closed_on = NULL")
    assert office.refusal("archive_case").code == "archive-before-closing"
    change(office, "UPDATE cases SET closed_on = '2026-05-18'")
    office.do("archive_case")
    assert office.open_acts() == []


def test_a_part_payment_is_no_performance() -> None:
    office = a_case_before("decide_penalty")
    for act_id in ("decide_penalty", "choose_service", "record_service"):
        office.do(act_id)
    part = [{"fine": "59999.99", "confiscation": "25800", "paid_on": "2026-05-18", "receipt": "№1"}]
    assert office.refusal("record_performance", payments=part).code == "performance-incomplete"
    whole = [{"fine": "60000", "confiscation": "25800", "paid_on": "2026-05-18", "receipt": "№1"}]
    office.do("record_performance", payments=whole)
    assert office.facts["performance"] == "done"
