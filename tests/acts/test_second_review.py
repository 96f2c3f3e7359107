"""After the opinion: a disputed one is reviewed once more, a pass with edits is followed and confirmed (118号文)."""

from typing import Any

import pytest

from tests.acts.prepared import a_case_before, change, objections_on
from tests.acts.reviews import PROBLEM, failed
from tests.builders import Office, texts


def test_a_disputed_opinion_is_reviewed_once_more_by_somebody_else() -> None:
    office = failed(a_case_before("sign_opinion"))
    assert office.refusal("request_rereview", reply="rereview", reason=" ").code == "rereview-without-reason"
    office.do("request_rereview", reply="rereview", reason="流水已在卷，见证3")
    assert (office.facts["rereview"], office.task("examine_case").person_id) == ("requested", None)
    assert office.refusal("examine_case", by="王律").code == "rereviewer-reviewed-before"
    office.do("examine_case", by="许文")
    office.do("sign_opinion")
    assert (office.facts["rereview"], office.facts["review"], office.open_acts()) == ("done", "pass", ["deliberate"])
    assert [(one.round, one.is_rereview) for one in office.dossier().reviews] == [(1, False), (1, True)]


def test_a_second_opinion_cannot_be_disputed_again_only_followed() -> None:
    office = failed(a_case_before("sign_opinion"))
    office.do("request_rereview", reply="rereview", reason="流水已在卷")
    office.do("examine_case", by="许文")
    failed(office)
    assert texts(objections_on(office, "request_rereview", by="孙国强")) == ["rereview-twice"]
    assert office.refusal("request_rereview", reply="rereview", reason="仍不同意").code == "rereview-twice"
    office.do("request_rereview")
    assert office.open_acts() == ["investigate"]


def test_a_suggestion_withdrawn_by_the_second_review_leaves_the_direction_as_the_leader_decided_it() -> None:
    office = failed(a_case_before("sign_opinion"), "suggest_no_penalty")
    office.do("request_rereview", reply="rereview", reason="不符合不予处罚的情形")
    office.do("examine_case", by="许文")
    office.do("sign_opinion")
    facts = office.facts
    assert (facts["reconsider"], facts["route"], office.open_acts()) == (False, "penalise", ["deliberate"])


def test_the_first_reviewer_may_take_the_next_round_after_a_second_review() -> None:
    office = failed(a_case_before("sign_opinion"))
    office.do("request_rereview", reply="rereview", reason="流水已在卷")
    office.do("examine_case", by="许文")
    failed(office)
    office.do("request_rereview")
    office.walk_to("accept_review")
    change(office, "UPDATE open_tasks SET person_id = NULL")
    office.do("accept_review", by="王律")
    assert [one.name for one in office.dossier().bound("reviewer")] == ["王律"]


def edited(office: Office) -> Office:
    """Walk on until a pass with edits waits to be followed."""
    office.walk_to("sign_opinion")
    wording = {**PROBLEM, "category": "wording", "text": "表述不规范"}
    office.do("sign_opinion", conclusion="pass_edit", findings=[wording])
    return office


def test_a_pass_with_edits_waits_for_the_amendment_and_its_confirmation() -> None:
    office = edited(a_case_before("sign_opinion"))
    assert (office.facts["review"], office.facts["edit_confirmed"]) == ("pass_edit", False)
    assert [one["problem"] for one in office.task("amend_draft").points or ()] == ["表述不规范"]
    before = office.dossier().drafts[-1]
    office.do("amend_draft")
    after = office.dossier().drafts[-1]
    assert (after.content_hash, after.stage) == (before.content_hash, "amended")
    assert (after.text_hash != before.text_hash, office.facts["edit_confirmed"]) == (True, False)
    office.do("confirm_edit")
    confirmed = office.dossier().confirmations[-1]
    assert (confirmed.text_hash, office.facts["edit_confirmed"], office.open_acts()) == (
        after.text_hash,
        True,
        ["deliberate"],
    )


@pytest.mark.parametrize(
    "changed", [{"penalties": [{"kind": "fine", "amount": "59999"}]}, {"facts": "另一事实"}, {"violated": "另一条款"}]
)
def test_an_amendment_may_not_touch_what_was_reviewed(changed: dict[str, Any]) -> None:
    office = edited(a_case_before("sign_opinion"))
    assert office.refusal("amend_draft", **changed).code == "content-changed-by-edit"


def test_only_the_same_reviewer_confirms_unless_gone() -> None:
    office = edited(a_case_before("sign_opinion"))
    office.do("amend_draft")
    change(office, "UPDATE open_tasks SET person_id = NULL")
    assert office.refusal("confirm_edit", by="许文").code == "not-the-same-reviewer"
    change(office, "UPDATE people SET is_active = FALSE WHERE id = :one", one=office.person("王律"))
    office.do("confirm_edit", by="许文")
    assert office.facts["edit_confirmed"] is True
