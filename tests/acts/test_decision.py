"""The leader's decision: every gate is asked again on the day of the signature (处罚法30—33、44—45、57—59条)."""

from typing import cast

import pytest

from tests.acts.prepared import a_case_before, change, change_json, objections_on, rely_on_a_defective_record
from tests.acts.rounds import walked_once
from tests.builders import Office, an_office, texts
from workflows.guards.reviewing import CONCLUSIONS
from workflows.vocabulary.wording import Objection


def test_a_sound_case_is_signed_numbered_and_its_periods_begin() -> None:
    office = a_case_before("decide_penalty")
    assert objections_on(office, "decide_penalty", by="吴岚") == []
    office.do("decide_penalty")
    dossier, facts = office.dossier(), office.facts
    assert (facts["signing"], facts["decision"], dossier.case.decided_on) == ("signed", "penalty", office.now.date())
    running = {clock.name: clock.started_on for clock in dossier.clocks if clock.state == "running"}
    assert (running["service_7wd"], running["disclosure_7wd"]) == (office.now.date(), office.now.date())
    assert dossier.clock("penalty_90d").state == "stopped"  # type: ignore[union-attr]
    assert sorted(office.open_acts()) == ["choose_service", "collect_disclosure"]


def test_the_decision_is_the_draft_that_was_reviewed() -> None:
    office = a_case_before("decide_penalty")
    office.do("decide_penalty")
    dossier = office.dossier()
    draft, paper = dossier.drafts[-1], dossier.last_paper("penalty_decision")
    assert paper is not None
    assert paper.id in dossier.paper_files
    fields = paper.fields
    assert fields["facts"] == "\n".join(cast("list[str]", draft.content["facts"]))
    assert draft.content["basis"] == {"violated": "殡葬管理条例25条", "penalty": "殡葬管理条例65条"}
    provisions = (fields["violated_provision"], fields["penalty_provision"])
    assert provisions == ("《殡葬管理条例》第二十五条", "《殡葬管理条例》第六十五条")
    told = [(row["kind"], row["amount"]) for row in cast("list[dict[str, object]]", fields["penalties"])]
    assert told == [("警告", None), ("没收违法所得", 2_580_000), ("罚款", 6_000_000)]
    assert (fields["payable"], fields["payment_days"]) == (8_580_000, 15)
    assert fields["draft_fingerprint"] == draft.content_hash
    assert (fields["review_passed_on"], fields["deliberated_on"]) == ("2026-05-18", "2026-05-18")
    assert str(fields["relief"]).count("青峦县人民政府") == 1


def test_the_leader_sees_until_when_the_party_may_still_speak() -> None:
    office = served_on_18_june()
    last_day = objections_on(office, "decide_penalty", by="吴岚", day="2026-06-26")
    assert texts(last_day) == ["statement-period-open"]
    assert (last_day[0].params, last_day[0].when) == ({"end": "2026-06-26"}, ("signing", "signed"))
    assert objections_on(office, "decide_penalty", by="吴岚", day="2026-06-27") == []


def test_the_signature_on_the_last_day_of_the_period_is_refused_and_on_the_next_it_stands() -> None:
    office = served_on_18_june()
    change(office, "UPDATE clocks SET due_on = :one WHERE name = 'statement_5wd'", one=office.now.date().isoformat())
    assert office.refusal("decide_penalty").code == "statement-period-open"
    office.at("2026-06-30").do("decide_penalty")
    assert office.facts["decision"] == "penalty"


@walked_once
def served_on_18_june() -> Office:
    """Return a case before its decision whose party said nothing until its period had expired."""
    office = an_office()
    office.at("2026-06-18").a_case()
    office.walk_to("await_statement")
    office.at("2026-06-29")
    return office.walk_to("decide_penalty")


def test_returning_the_draft_is_always_lawful_and_says_what_to_change() -> None:
    office = a_case_before("decide_penalty")
    rely_on_a_defective_record(office)
    assert office.refusal("decide_penalty").code == "relies-on-defective-record"
    office.do("decide_penalty", signing="returned", reason="说理不足\n核对证据")
    assert (office.facts["signing"], office.facts["decision"]) == ("returned", "none")
    task = office.task("finalise_draft")
    assert (task.origin, [one["problem"] for one in task.points or ()]) == ("returned", ["说理不足", "核对证据"])


def test_a_returned_draft_with_other_words_is_confirmed_before_it_is_signed() -> None:
    office = a_case_before("decide_penalty")
    office.do("decide_penalty", signing="returned", reason="说理不足")
    office.do("finalise_draft", discretion="初次违法、主动退费、积极配合，适用从轻档次")
    assert office.open_acts() == ["confirm_edit"]
    office.do("confirm_edit")
    office.walk_to("decide_penalty")
    office.do("decide_penalty")
    assert office.facts["decision"] == "penalty"


@pytest.mark.parametrize(
    ("statement", "code"),
    [
        ("UPDATE drafts SET content_hash = 'another'", "review-of-other-content"),
        ("UPDATE drafts SET text_hash = 'another'", "edit-unconfirmed"),
        ("UPDATE notices SET served_on = NULL", "notice-not-served"),
        ("UPDATE agencies SET court = ''", "decision-lacks-item"),
        ("UPDATE parties SET address = ''", "decision-lacks-item"),
    ],
)
def test_what_changed_after_the_review_or_never_happened_stops_the_signature(statement: str, code: str) -> None:
    office = a_case_before("decide_penalty")
    change(office, statement)
    assert code in texts(objections_on(office, "decide_penalty", by="吴岚"))


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"must_deliberate": True, "deliberation": "none"}, "not-deliberated"),
        ({"heard": True}, "hearing-report-missing"),
        ({"statement": "made", "defence": "none"}, "defence-not-reviewed"),
        ({"hearing_request": "accepted", "hearing": "none"}, "hearing-outstanding"),
        ({"hearing_right": True}, "hearing-right-untold"),
        ({"referral": "approved", "police": "none"}, "referral-pending"),
        ({"decision": "no_penalty"}, "already-decided"),
        ({"suspended": True}, "case-suspended"),
    ],
)
def test_each_gate_is_asked_again_whatever_the_diagram_says(facts: dict[str, object], code: str) -> None:
    office = a_case_before("decide_penalty")
    change_json(office, "runs.facts", **facts)
    assert code in texts(objections_on(office, "decide_penalty", by="吴岚"))
    assert office.refusal("decide_penalty").code in texts(objections_on(office, "decide_penalty", by="吴岚"))


def test_new_evidence_after_the_pass_takes_the_draft_from_the_leader_s_desk() -> None:
    office = a_case_before("decide_penalty")
    office.do("add_evidence")
    assert {"review-before-change", "not-deliberated"} <= set(texts(objections_on(office, "decide_penalty", by="吴岚")))
    assert office.open_acts() == ["finalise_draft"]
    assert office.task("finalise_draft").reason == "审核或者讨论之后补充了证据，退回重新拟定决定草案"


def test_a_fine_outside_the_range_of_the_statute_or_its_step_is_not_signed() -> None:
    assert _fined("40000").code == "below-statutory-range"
    assert _fined("250000").code == "above-statutory-range"
    assert _fined("90000").code == "outside-benchmark"


def _fined(amount: str) -> Objection:
    office = an_office()
    office.a_case()
    office.at("2026-05-20")
    penalties = [{"kind": "confiscate_income", "amount": "25800"}, {"kind": "fine", "amount": amount}]
    return office.walk_to("decide_penalty", report_findings={"penalties": penalties}).refusal("decide_penalty")


def test_whoever_reviewed_the_case_does_not_sign_it() -> None:
    office = a_case_before("decide_penalty")
    change(office, "INSERT INTO role_grants (person_id, role) VALUES (:one, 'leader')", one=office.person("何敏"))
    assert office.refusal("decide_penalty", by="何敏").code == "signer-reviewed-case"


@walked_once
def a_case_not_to_punish(route: str = "no_penalty") -> Office:
    """Return a case whose leader has decided not to punish."""
    office = an_office()
    office.a_case()
    return office.walk_to("decide_no_penalty", decide_route={"route": route})


def test_a_decision_not_to_punish_has_ground_reasons_and_education_and_is_served() -> None:
    office = a_case_not_to_punish()
    assert office.refusal("decide_no_penalty", education=None).code == "no-education"
    assert office.refusal("decide_no_penalty", reasons=None).code == "no-penalty-without-reasons"
    office.do("decide_no_penalty")
    dossier = office.dossier()
    assert (office.facts["decision"], dossier.case.decided_on) == ("no_penalty", office.now.date())
    assert dossier.clock("service_7wd").state == "running"  # type: ignore[union-attr]
    assert dossier.clock("penalty_90d").state == "stopped"  # type: ignore[union-attr]
    paper = dossier.last_paper("no_penalty_decision")
    assert paper is not None
    assert paper.id in dossier.paper_files
    assert office.task("choose_service").site == "serve_no_penalty"


def test_facts_not_made_out_need_no_education() -> None:
    office = a_case_not_to_punish("not_made_out")
    office.do("decide_no_penalty")
    paper = office.dossier().last_paper("no_penalty_decision")
    assert paper is not None
    assert "第五十七条第一款第三项" in str(paper.fields["ground"])
    assert paper.id in office.dossier().paper_files


def test_conclusions_are_all_the_values_a_signed_opinion_may_set() -> None:
    assert set(CONCLUSIONS) == {
        "pass",
        "pass_edit",
        "return_evidence",
        "return_law",
        "return_procedure",
        "suggest_no_penalty",
        "suggest_transfer",
    }
