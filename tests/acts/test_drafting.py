"""拟定决定书草案: what a change against the notice leads to, and that speaking up never costs the party anything."""

from typing import Any

import pytest

from tests.acts.rounds import SMALL, a_told_case, desk_of, objections, walked_once
from tests.answers.notice import finalise_draft as usual_draft
from tests.builders import Office


@walked_once
def a_case_to_draft(fine: int = SMALL) -> Office:
    """Return a case whose party has waived everything; the draft is to be made."""
    office = a_told_case(fine)
    office.do("await_statement")
    return office


def with_fine(office: Office, fine: str) -> list[dict[str, object]]:
    """Return the penalties told, with another fine."""
    told = usual_draft(office)["penalties"]
    return [{**row, "amount": fine} if row["kind"] == "fine" else row for row in told]  # type: ignore[attr-defined]


def outcome(office: Office) -> dict[str, object]:
    return {name: office.facts[name] for name in ("change", "change_cause", "notice", "signing", "review")}


def test_the_told_draft_with_the_party_s_words_is_wording_alone() -> None:
    office = a_case_to_draft()

    office.do("finalise_draft")

    assert outcome(office) == {
        "change": "wording",
        "change_cause": "none",
        "notice": "done",
        "signing": "none",
        "review": "none",
    }
    assert office.facts["edit_confirmed"] is False
    draft, told = office.dossier().drafts[-1], office.dossier().drafts[0]
    assert (draft.stage, draft.content_hash) == ("draft", told.content_hash)
    assert draft.text_hash != told.text_hash
    assert "submit_review" in office.open_acts()


def test_a_lighter_draft_is_not_told_again_but_voids_a_review() -> None:
    office = a_case_to_draft()

    office.do("finalise_draft", penalties=with_fine(office, "60000"), change_cause="new_evidence")

    assert outcome(office) == {
        "change": "lighter",
        "change_cause": "none",
        "notice": "done",
        "signing": "none",
        "review": "none",
    }
    facts = dict(office.dossier().steps[-1].facts)
    assert (facts["fine"], facts["review"], facts["deliberation"]) == (6_000_000, "none", "none")


@pytest.mark.parametrize(("cause", "code"), [("none", "change-cause-missing"), ("defence", "heavier-for-defence")])
def test_nothing_heavier_without_a_lawful_cause(cause: str, code: str) -> None:
    office = a_case_to_draft()

    refused = office.refusal("finalise_draft", penalties=with_fine(office, "90000"), change_cause=cause)

    assert refused.code == code


def test_a_heavier_draft_is_told_again_and_every_period_runs_anew() -> None:
    office = a_case_to_draft().at("2026-07-06")

    office.do("finalise_draft", penalties=with_fine(office, "90000"), change_cause="new_evidence")
    assert outcome(office) == {
        "change": "heavier",
        "change_cause": "new_evidence",
        "notice": "none",
        "signing": "none",
        "review": "none",
    }
    assert office.open_acts() == ["issue_notice"]
    first = office.dossier().last_paper("prior_notice")
    office.do("issue_notice")

    again = office.dossier().last_paper("prior_notice")
    assert first is not None
    assert again is not None
    assert (again.fields["replaced_number"], again.fields["replaced_reason"]) == (first.number, "拟处罚内容变更")
    assert office.facts["statement"] == "none"
    for act in ("choose_service", "record_service"):
        office.do(act)
    assert (office.facts["change"], office.facts["change_cause"]) == ("none", "none")
    assert [one.round for one in office.dossier().notices] == [1, 2]
    periods = [one for one in office.dossier().clocks if one.name == "statement_5wd"]
    assert [(one.state, one.started_on.isoformat()) for one in periods] == [
        ("stopped", "2026-06-18"),
        ("running", "2026-07-06"),
    ]
    assert office.open_acts() == ["await_statement"]


def test_a_fine_that_reaches_the_threshold_is_told_with_the_right_to_a_hearing() -> None:
    office = a_case_to_draft()

    office.do("finalise_draft", penalties=with_fine(office, "100000"), change_cause="legal_correction")
    office.do("issue_notice")

    assert (office.facts["hearing_right"], office.facts["notice_right"]) == (True, "with_hearing")


@pytest.mark.parametrize("changed", [{"facts": "另查明接运遗体十三具"}, {"violated": "殡葬管理条例26条"}])
def test_new_facts_and_another_basis_are_told_again_without_any_cause(changed: dict[str, Any]) -> None:
    office = a_case_to_draft()

    office.do("finalise_draft", **changed)

    assert outcome(office) == {
        "change": "basis",
        "change_cause": "none",
        "notice": "none",
        "signing": "none",
        "review": "none",
    }
    assert office.open_acts() == ["issue_notice"]


def test_no_draft_while_the_party_s_words_wait_for_their_review() -> None:
    desk = desk_of(a_case_to_draft(), "finalise_draft")
    assert objections(desk, "finalise_draft") == []

    desk.dossier.facts.update(statement="made")
    assert objections(desk, "finalise_draft") == ["defence-not-reviewed"]
    desk.dossier.facts.update(defence="rejected", hearing_request="accepted")
    assert objections(desk, "finalise_draft") == ["hearing-outstanding"]
    desk.dossier.facts.update(hearing="held")
    assert objections(desk, "finalise_draft") == ["hearing-report-missing"]


def test_no_draft_before_a_notice_was_served() -> None:
    desk = desk_of(a_case_to_draft(), "finalise_draft")
    for notice in desk.dossier.notices:
        notice.served_on = None

    assert objections(desk, "finalise_draft") == ["notice-not-served"]


def test_who_no_longer_wants_to_punish_opens_the_direction_again() -> None:
    office = a_case_to_draft()
    drafts = len(office.dossier().drafts)

    office.do("finalise_draft", direction="reconsider", direction_reason="违法行为轻微并已改正")

    assert (office.facts["reconsider"], office.facts["route"], office.facts["signing"]) == (True, "none", "none")
    assert len(office.dossier().drafts) == drafts
    assert {task.reason for task in office.tasks()} == {"违法行为轻微并已改正"}
    assert "finalise_draft" not in office.open_acts()


def test_a_lighter_draft_is_reviewed_again_even_when_the_leader_returned_it_unchanged() -> None:
    office = a_case_to_draft()
    office.do("finalise_draft", penalties=with_fine(office, "60000"))
    office.walk_to("decide_penalty")
    assert office.facts["review"] == "pass"
    office.do("decide_penalty", signing="returned", reason="请核对文字")

    office.do("finalise_draft")

    assert outcome(office) == {
        "change": "lighter",
        "change_cause": "none",
        "notice": "done",
        "signing": "none",
        "review": "none",
    }
    assert office.open_acts() == ["submit_review"]
