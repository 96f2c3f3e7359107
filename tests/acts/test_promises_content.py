"""A pass is a pass of one content: whatever changes it afterwards, by whatever route, stops the signature (58条)."""

from collections.abc import Callable

import pytest

from tests.acts.prepared import a_case_before, change, change_json, objections_on, rely_on_a_defective_record
from tests.acts.rounds import copy_of
from tests.answers import answers_for
from tests.answers.review import members, standing_draft
from tests.builders import Office, an_office, texts


def _gate(office: Office) -> list[str]:
    """Return what the page of the decision would object; the case may stand elsewhere by now."""
    return texts(objections_on(office, "decide_penalty", by="吴岚"))


def _new_evidence(office: Office) -> None:
    office.do("add_evidence")


def _another_interview(office: Office) -> None:
    office.do("record_interview")


def _another_inspection(office: Office) -> None:
    office.do("record_inspection")


@pytest.mark.parametrize("act_id", ["deliberate", "decide_penalty"])
@pytest.mark.parametrize("collect", [_new_evidence, _another_interview, _another_inspection])
def test_whatever_is_collected_after_the_pass_voids_it(collect: Callable[[Office], None], act_id: str) -> None:
    office = a_case_before(act_id)
    collect(office)
    assert (office.facts["review"], office.facts["deliberation"]) == ("none", "none")
    assert "review-before-change" in _gate(office)
    assert office.open_acts() == ["finalise_draft"]
    assert office.task("finalise_draft").origin == "returned"


def test_after_new_evidence_the_case_is_signed_once_it_was_reviewed_and_deliberated_again() -> None:
    office = a_case_before("decide_penalty")
    office.do("add_evidence")
    office.walk_to("decide_penalty").do("decide_penalty")
    assert office.facts["decision"] == "penalty"
    done = [step.act for step in office.dossier().steps]
    assert (done.count("sign_opinion"), done.count("deliberate")) == (2, 2)


def test_a_draft_that_lists_what_was_made_anew_neither_passes_nor_is_signed() -> None:
    office = an_office()
    office.a_case()
    office.walk_to("investigate").do("record_interview")
    office.do("add_evidence")
    office.walk_to("submit_review")
    passed = copy_of(office).walk_to("decide_penalty")
    old = office.dossier().investigation_records[0].id
    office.do("record_interview", replaces=str(old))
    assert "relies-on-excluded-evidence" in texts(objections_on(office, "submit_review", by="林静"))
    office.walk_to("sign_opinion")
    assert office.refusal("sign_opinion").code == "relies-on-excluded-evidence"

    assert _gate(passed) == []
    change(passed, "UPDATE evidence SET is_excluded = TRUE WHERE record_id = :old", old=old)
    assert passed.refusal("decide_penalty").code == "relies-on-excluded-evidence"
    change(passed, "UPDATE evidence SET is_excluded = FALSE")
    passed.do("decide_penalty")


def test_a_new_report_after_a_pass_undoes_it() -> None:
    office = a_case_before("deliberate")
    office.do(
        "deliberate",
        outcome="remanded",
        reasons="部分事实不清",
        amendment="",
        members=[{**row, "view": "remanded"} for row in members(office)],
    )
    assert office.open_acts() == ["investigate"]
    office.do("investigate")
    office.do("report_findings")
    assert (office.facts["review"], office.facts["route"]) == ("none", "none")
    assert "review-before-change" in _gate(office)


def test_an_amended_deliberation_is_reviewed_and_deliberated_before_it_is_signed() -> None:
    office = a_case_before("deliberate")
    office.do(
        "deliberate",
        outcome="amended",
        reasons="宜从轻",
        amendment="罚款减为五万元",
        members=[{**row, "view": "amended"} for row in members(office)],
    )
    lighter = [{**row, "amount": "50000"} if row["kind"] == "fine" else row for row in _penalties(office)]
    office.do("finalise_draft", penalties=lighter)
    assert (office.facts["change"], office.facts["review"]) == ("lighter", "none")
    assert {"review-of-other-content", "not-deliberated"} <= set(_gate(office))
    office.walk_to("decide_penalty").do("decide_penalty")
    assert office.dossier().reviews[-1].content_hash == office.dossier().drafts[-1].content_hash


def test_edited_wording_is_no_new_content_and_still_needs_its_confirmation() -> None:
    office = a_case_before("sign_opinion")
    office.do(
        "sign_opinion",
        conclusion="pass_edit",
        findings=[{"category": "wording", "text": "表述不规范", "basis": "", "suggestion": "规范表述"}],
    )
    assert office.refusal("amend_draft", facts="另一事实").code == "content-changed-by-edit"
    office.do("amend_draft")
    assert _gate(office)[0] == "edit-unconfirmed"
    office.walk_to("decide_penalty").do("decide_penalty")
    assert len(office.dossier().confirmations) == 1


def test_a_hearing_after_the_pass_undoes_it() -> None:
    office = a_case_before("decide_penalty")
    change(
        office,
        "INSERT INTO finished_steps (run_id, case_id, node, act, site, stage, by_id, by_name, persons, round,"
        " done_at, done_on, facts, answers, summary) VALUES (:run, :case, 'hold_hearing', 'hold_hearing', '', 'notice',"
        " 1, '', '[]', 1, :now, '2026-05-18', '{}', '{}', '')",
        run=office.run_id,
        case=office.case_id,
        now="2026-05-18 09:00:00",
    )
    assert _gate(office) == ["review-before-hearing"]


def test_a_statement_of_the_period_entered_after_the_pass_undoes_it_and_is_answered_first() -> None:
    office = an_office()
    office.a_case()
    office.walk_to("issue_notice").do("issue_notice")
    office.at("2026-06-18").walk_to("await_statement").at("2026-06-29").walk_to("decide_penalty")
    assert _gate(copy_of(office)) == []
    office.do("record_statement", received_on="2026-06-26")
    assert office.open_acts() == ["review_defence"]
    assert {"defence-not-reviewed", "review-before-change"} <= set(_gate(office))
    office.walk_to("decide_penalty").do("decide_penalty")
    assert office.facts["defence"] == "adopted_part"


def test_a_second_statement_entered_late_is_answered_although_the_first_was() -> None:
    office = an_office()
    office.a_case()
    office.walk_to("issue_notice").do("issue_notice")
    office.at("2026-06-18").walk_to("await_statement").do("record_statement")
    office.at("2026-06-29").walk_to("submit_review")
    assert office.facts["defence"] == "adopted_part"
    office.do("record_statement", received_on="2026-06-25", arguments=[{"text": "另有新的理由"}])
    assert (office.facts["defence"], office.open_acts()) == ("none", ["review_defence"])
    only_old = [row for row in _answers_to_arguments(office) if row["claim"] != "另有新的理由"]
    assert office.refusal("review_defence", arguments=only_old).code == "argument-unanswered"


def test_a_defective_record_stops_the_signature_whenever_it_is_found_out() -> None:
    office = a_case_before("decide_penalty")
    assert _gate(office) == []
    rely_on_a_defective_record(office)
    assert office.refusal("decide_penalty").code == "relies-on-defective-record"


def test_the_decision_embeds_exactly_what_passed() -> None:
    office = a_case_before("decide_penalty")
    office.do("decide_penalty")
    dossier = office.dossier()
    paper, review = dossier.last_paper("penalty_decision"), dossier.reviews[-1]
    assert paper is not None
    assert (paper.fields["draft_fingerprint"], review.conclusion) == (review.content_hash, "pass")


def test_a_run_has_one_decision_at_most() -> None:
    office = a_case_before("decide_penalty")
    change_json(office, "runs.facts", decision="no_penalty")
    assert office.refusal("decide_penalty").code == "already-decided"
    assert office.refusal("decide_penalty", signing="returned", reason="退回").code == "already-decided"


def _members(office: Office) -> list[dict[str, object]]:
    return members(office)


def _penalties(office: Office) -> list[dict[str, object]]:
    rows = standing_draft(office)["penalties"]
    assert isinstance(rows, list)
    return rows


def _answers_to_arguments(office: Office) -> list[dict[str, object]]:
    rows = answers_for("review_defence", office)["arguments"]
    assert isinstance(rows, list)
    return rows
