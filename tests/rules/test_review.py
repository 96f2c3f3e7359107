"""When a review opinion may be signed, and what a passed one is good for."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from workflows.rules.review import (
    ITEM_TERMS,
    Category,
    Finding,
    ItemJudgement,
    Passed,
    objection_to_confirming_edit,
    objection_to_passed,
    objection_to_reasons,
    objection_to_rereview,
    objection_to_return,
    objection_to_signer,
    objection_to_stale_draft,
    objections_to_conclusions,
    objections_to_items,
    objections_to_passing,
)
from workflows.vocabulary.roles import Role
from workflows.vocabulary.wording import Objection

QIAO, SHEN = 3, 4
CLEAN = tuple(ItemJudgement(item, has_problem=False) for item in ITEM_TERMS)
EVIDENCE = Finding(Category.EVIDENCE, "缺银行流水")
LAW = Finding(Category.LAW, "适用条款错误")
REINTERVIEW = Finding(Category.PROCEDURE, "笔录仅一人签名", return_to="investigate")
RENOTICE = Finding(Category.PROCEDURE, "未告知听证权", return_to="notice")
WORDING = Finding(Category.WORDING, "错别字")
PASSED = Passed("h1", datetime(2026, 7, 29, 2, tzinfo=UTC), QIAO)


def code_of(objection: Objection | None) -> str:
    return objection.code if objection else ""


def judged(item: str, *, problem: str = "有误") -> tuple[ItemJudgement, ...]:
    return tuple(ItemJudgement(item, has_problem=True, problem=problem) if one.item == item else one for one in CLEAN)


def test_there_are_seven_items_and_one() -> None:
    assert list(ITEM_TERMS) == ["subject", "procedure", "facts", "law", "authority", "papers", "crime", "other"]


@pytest.mark.parametrize("item", list(ITEM_TERMS))
def test_every_item_is_judged_and_every_problem_explained(item: str) -> None:
    without = tuple(one for one in CLEAN if one.item != item)
    undecided = (*without, ItemJudgement(item, has_problem=None))

    assert [one.code for one in objections_to_items(judgements=without)] == ["item-unjudged"]
    assert [one.code for one in objections_to_items(judgements=undecided)] == ["item-unjudged"]
    assert [one.code for one in objections_to_items(judgements=judged(item, problem=" "))] == [
        "item-problem-unexplained"
    ]
    assert objections_to_items(judgements=judged(item)) == ()


def test_eight_items_without_problem_are_accepted() -> None:
    assert objections_to_items(judgements=CLEAN) == ()


@pytest.mark.parametrize(
    ("judgements", "findings", "refused"),
    [
        (CLEAN, (), set()),
        (CLEAN, (WORDING,), {"pass"}),
        (judged("papers"), (), {"pass"}),
        (judged("papers"), (WORDING,), {"pass"}),
        (judged("facts"), (WORDING,), {"pass", "pass_edit"}),
        (judged("crime"), (), {"pass", "pass_edit"}),
        (CLEAN, (EVIDENCE,), {"pass", "pass_edit"}),
        (CLEAN, (LAW,), {"pass", "pass_edit"}),
        (CLEAN, (RENOTICE,), {"pass", "pass_edit"}),
        (CLEAN, (WORDING, Finding(Category.TRANSFER, "涉嫌诈骗")), {"pass", "pass_edit"}),
    ],
)
def test_nothing_passes_while_a_finding_of_substance_stands(
    judgements: tuple[ItemJudgement, ...], findings: tuple[Finding, ...], refused: set[str]
) -> None:
    found = objections_to_passing(judgements=judgements, findings=findings)

    answers = ("pass", "pass_edit", "return_evidence", "return_law", "return_procedure", "suggest_transfer")
    assert {one for one in answers if any(each.applies_to({"conclusion": one}) for each in found)} == refused


@pytest.mark.parametrize(
    ("findings", "supported"),
    [
        ((), set()),
        ((WORDING,), {"pass_edit"}),
        ((EVIDENCE, LAW, REINTERVIEW), {"return_evidence", "return_law", "return_procedure"}),
        ((Finding(Category.NO_PENALTY, "超过时效"),), {"suggest_no_penalty"}),
        ((Finding(Category.TRANSFER, "涉嫌诈骗"),), {"suggest_transfer"}),
    ],
)
def test_a_conclusion_is_borne_out_by_a_finding(findings: tuple[Finding, ...], supported: set[str]) -> None:
    found = objections_to_conclusions(findings=findings)

    every = {
        "pass_edit", "return_evidence", "return_law", "return_procedure", "suggest_no_penalty", "suggest_transfer",
    }  # fmt: skip
    refused = {one for one in every if any(each.applies_to({"conclusion": one}) for each in found)}
    assert every - refused == supported
    assert not any(each.applies_to({"conclusion": "pass"}) for each in found)


@pytest.mark.parametrize(
    ("conclusion", "return_to", "findings", "code"),
    [
        ("return_evidence", "none", (EVIDENCE, LAW, REINTERVIEW), ""),
        ("return_law", "none", (LAW, RENOTICE), ""),
        ("return_law", "none", (LAW, EVIDENCE), "return-too-late"),
        ("return_law", "none", (LAW, REINTERVIEW), "return-too-late"),
        ("return_procedure", "notice", (RENOTICE,), ""),
        ("return_procedure", "investigate", (RENOTICE, EVIDENCE), ""),
        ("return_procedure", "hearing", (RENOTICE,), "return-too-late"),
        ("return_procedure", "notice", (RENOTICE, LAW), "return-too-late"),
        ("return_procedure", "none", (RENOTICE,), "return-target-missing"),
        ("return_procedure", "", (RENOTICE,), "return-target-missing"),
        ("pass", "none", (), ""),
        ("suggest_transfer", "none", (EVIDENCE,), ""),
    ],
)
def test_the_case_returns_to_the_most_upstream_stage(
    conclusion: str, return_to: str, findings: tuple[Finding, ...], code: str
) -> None:
    found = objection_to_return(conclusion=conclusion, return_to=return_to, findings=findings)

    assert code_of(found) == code
    assert found is None or found.applies_to({"conclusion": conclusion})


def test_an_opinion_gives_reasons() -> None:
    assert code_of(objection_to_reasons(text="")) == "opinion-without-reasons"
    assert objection_to_reasons(text="事实清楚，证据确凿") is None


@pytest.mark.parametrize(
    ("roles", "lawyer", "alone", "code"),
    [
        ({Role.LEGAL_HEAD}, False, False, ""),
        ({Role.REVIEWER}, False, True, ""),
        ({Role.REVIEWER}, False, False, "opinion-signer-wrong"),
        ({Role.LEADER}, False, True, "opinion-signer-wrong"),
        ({Role.REVIEWER}, True, True, "lawyer-signs-opinion"),
    ],
)
def test_the_head_of_the_legal_office_signs(*, roles: set[Role], lawyer: bool, alone: bool, code: str) -> None:
    found = objection_to_signer(roles=roles, is_government_lawyer=lawyer, one_person_office=alone)

    assert code_of(found) == code


@pytest.mark.parametrize(("current", "code"), [("h1", ""), ("h2", "draft-changed-since-submission")])
def test_an_opinion_is_given_on_the_draft_submitted(current: str, code: str) -> None:
    assert code_of(objection_to_stale_draft(submitted_hash="h1", current_hash=current)) == code


@pytest.mark.parametrize(
    ("current", "person", "same", "code"),
    [
        ("h1", QIAO, True, ""),
        ("h1", SHEN, False, ""),
        ("h1", SHEN, True, "not-the-same-reviewer"),
        ("h2", QIAO, True, "content-changed-by-edit"),
        ("h2", SHEN, False, "content-changed-by-edit"),
    ],
)
def test_an_edit_is_confirmed_by_the_same_reviewer_on_unchanged_content(
    *, current: str, person: int, same: bool, code: str
) -> None:
    found = objection_to_confirming_edit(
        passed=PASSED, current_hash=current, person_id=person, needs_same_reviewer=same
    )

    assert code_of(found) == code


@pytest.mark.parametrize(
    ("conclusion", "before", "reason", "code"),
    [
        ("return_law", 0, "条款适用正确", ""),
        ("return_law", 1, "条款适用正确", "rereview-twice"),
        ("return_law", 0, " ", "rereview-without-reason"),
        ("pass", 0, "想再看", "rereview-of-pass"),
        ("pass_edit", 0, "想再看", "rereview-of-pass"),
    ],
)
def test_a_second_review_is_asked_once_and_with_reasons(conclusion: str, before: int, reason: str, code: str) -> None:
    found = objection_to_rereview(conclusion=conclusion, rereviews_before=before, reason=reason)

    assert code_of(found) == code


EARLIER, LATER = datetime(2026, 7, 28, tzinfo=UTC), datetime(2026, 7, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("passed", "heard_at", "changed_at", "code"),
    [
        (PASSED, None, None, ""),
        (PASSED, EARLIER, EARLIER, ""),
        (replace(PASSED, conclusion="pass_edit"), None, None, ""),
        (None, None, None, "review-not-passed"),
        (replace(PASSED, conclusion="return_law"), None, None, "review-not-passed"),
        (replace(PASSED, content_hash="h0"), None, None, "review-of-other-content"),
        (PASSED, LATER, None, "review-before-hearing"),
        (PASSED, PASSED.signed_at, None, "review-before-hearing"),
        (PASSED, None, LATER, "review-before-change"),
        (PASSED, None, PASSED.signed_at, "review-before-change"),
        (replace(PASSED, conclusion="pass_edit", edit_confirmed=False), None, None, "edit-unconfirmed"),
        (replace(PASSED, edit_confirmed=False), None, None, "edit-unconfirmed"),
    ],
)
def test_only_a_pass_of_this_content_after_the_last_hearing_and_change_counts(
    passed: Passed | None, heard_at: datetime | None, changed_at: datetime | None, code: str
) -> None:
    found = objection_to_passed(passed=passed, content_hash="h1", last_heard_at=heard_at, content_changed_at=changed_at)

    assert code_of(found) == code


def test_without_the_agencys_word_the_head_signs_and_the_same_reviewer_confirms() -> None:
    assert objection_to_signer(roles={Role.LEGAL_HEAD}) is None
    assert code_of(objection_to_signer(roles={Role.REVIEWER})) == "opinion-signer-wrong"
    found = objection_to_confirming_edit(passed=PASSED, current_hash="h1", person_id=SHEN)
    assert code_of(found) == "not-the-same-reviewer"
