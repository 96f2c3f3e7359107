"""What lies in the package sent for review."""

import pytest

from workflows.rules.submission import (
    MATERIAL_TERMS,
    Material,
    PackageFacts,
    list_required,
    objection_to_responsibility,
    objection_to_returning_materials,
    objections_to_answers,
    objections_to_package,
)

ALWAYS = {Material.APPLICATION, Material.REPORT, Material.DRAFT, Material.EVIDENCE_LIST, Material.FILING_APPROVAL}


@pytest.mark.parametrize(
    ("facts", "extra"),
    [
        (PackageFacts(noticed=False), set()),
        (PackageFacts(), {Material.NOTICE, Material.NOTICE_SERVICE}),
        (PackageFacts(noticed=False, statement_made=True), {Material.DEFENCE, Material.DEFENCE_REVIEW}),
        (PackageFacts(noticed=False, heard=True), {Material.HEARING_RECORD, Material.HEARING_REPORT}),
        (PackageFacts(noticed=False, tested=True), {Material.TEST_REPORT}),
        (PackageFacts(noticed=False, expert_consulted=True), {Material.EXPERT_ADVICE}),
        (PackageFacts(noticed=False, is_enterprise=True), set()),
        (PackageFacts(noticed=False, is_large_amount=True, halts_business=True), set()),
        (PackageFacts(noticed=False, is_enterprise=True, is_large_amount=True), {Material.ECONOMIC_IMPACT}),
        (PackageFacts(noticed=False, is_enterprise=True, halts_business=True), {Material.ECONOMIC_IMPACT}),
        (PackageFacts(noticed=False, coerced=True), {Material.COERCION_PAPERS}),
        (PackageFacts(noticed=False, crime_suspected=True), {Material.CRIME_ASSESSMENT}),
        (PackageFacts(noticed=False, round=2), {Material.CORRECTION_NOTE}),
    ],
)
def test_conditional_materials_are_due_only_on_their_condition(facts: PackageFacts, extra: set[Material]) -> None:
    assert set(list_required(facts=facts)) == ALWAYS | extra


@pytest.mark.parametrize("missing", list_required(facts=PackageFacts(round=2, heard=True)))
def test_each_missing_material_is_named(missing: Material) -> None:
    facts = PackageFacts(round=2, heard=True)
    supplied = set(list_required(facts=facts)) - {missing}

    found = objections_to_package(facts=facts, supplied=supplied)

    assert [(one.code, one.params["material"]) for one in found] == [("package-incomplete", MATERIAL_TERMS[missing])]


def test_a_complete_package_is_sent() -> None:
    assert objections_to_package(facts=PackageFacts(), supplied=set(Material)) == ()


@pytest.mark.parametrize(
    ("answers", "numbers"),
    [({1: "已剔除", 2: "已重作笔录"}, []), ({1: "已剔除"}, [2]), ({1: "已剔除", 2: " "}, [2]), ({}, [1, 2])],
)
def test_a_second_round_answers_every_finding_of_the_first(answers: dict[int, str], numbers: list[int]) -> None:
    found = objections_to_answers(findings={1: "违法所得应剔除", 2: "笔录仅一人签名"}, answers=answers)

    assert [one.params["number"] for one in found] == numbers
    assert {one.code for one in found} <= {"finding-unanswered"}


def test_a_first_round_has_nothing_to_answer() -> None:
    assert objections_to_answers(findings={}, answers={}) == ()


def test_the_head_of_the_handling_unit_answers_for_the_package() -> None:
    found = objection_to_responsibility(unit_head_endorsed=False)

    assert found is not None
    assert found.code == "package-not-endorsed"
    assert objection_to_responsibility(unit_head_endorsed=True) is None


def test_materials_are_sent_back_only_with_a_list() -> None:
    found = objection_to_returning_materials(missing=[" "])

    assert found is not None
    assert (found.code, found.when) == ("return-without-list", ("review", "return_materials"))
    assert objection_to_returning_materials(missing=["送达回证"]) is None
