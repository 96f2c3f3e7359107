"""Who the party is: asked at registration, perhaps unknown, found out later, printed on every paper either way."""

from typing import Any

import pytest

from tests.builders import Office, an_office
from workflows.forms import FormError
from workflows.guards.desk import lay_desk
from workflows.guards.register import GUARDS

CODE, NUMBER = "91539921MAY00A1K6X", "539921197512200036"
COMPANY: dict[str, Any] = {"party_credit_code": None}
TRADER: dict[str, Any] = {"party_kind": "sole_trader", "party_credit_code": None}
PERSON: dict[str, Any] = {
    "party_kind": "citizen",
    "party_name": "马有粮",
    "party_credit_code": None,
    "party_legal_rep": None,
    "is_enterprise": None,
}
WHO = [(COMPANY, "party_credit_code"), (TRADER, "party_credit_code"), (PERSON, "party_id_number")]
GIVEN = {"party_credit_code": CODE, "party_id_number": NUMBER}
WRONG = {"party_credit_code": "91539921MAY00A1K6Y", "party_id_number": "539921197512200030"}


def faults(attempt: Any, *args: Any, **answers: Any) -> dict[str, str]:
    with pytest.raises(FormError) as refused:
        attempt(*args, **answers)
    return {name: one.code for name, one in refused.value.errors.items()}


def an_unknown_party(who: dict[str, Any]) -> Office:
    office = an_office()
    office.a_case(**who, party_code_unknown=True)
    return office


def asked(office: Office, act_id: str) -> list[str]:
    task = office.task(act_id)
    actor = office.actor("林静")
    desk = lay_desk(office.dossier(), actor=actor, means=office.means, now=office.now, task=task)
    return [one.name for one in GUARDS[act_id].form(desk).fields]


@pytest.mark.parametrize(("who", "field"), WHO)
def test_a_party_is_registered_with_its_code_or_number_or_as_unknown(who: dict[str, Any], field: str) -> None:
    office = an_office()
    assert faults(office.a_case, **who) == {field: "missing"}
    office.a_case(**{**who, field: GIVEN[field]})
    assert office.dossier().party.code == GIVEN[field]
    assert an_unknown_party(who).dossier().party.code == ""


@pytest.mark.parametrize(("who", "field"), WHO)
def test_a_code_that_cannot_be_right_is_refused_at_its_field_even_if_unknown(who: dict[str, Any], field: str) -> None:
    wrong = faults(an_office().a_case, **{**who, field: WRONG[field]}, party_code_unknown=True)
    assert wrong == {field: f"{'credit-code' if field == 'party_credit_code' else 'citizen-number'}-check"}


def test_everything_wrong_with_a_registration_is_told_at_once() -> None:
    answers = {"party_credit_code": "9153", "received_on": "2026-05-19", "party_phone": "同上", "summary": ""}
    assert faults(an_office().a_case, **answers) == {
        "received_on": "received-in-future",
        "summary": "missing",
        "party_credit_code": "credit-code-length",
        "party_phone": "phone-unusable",
    }


def test_a_code_is_kept_without_the_blanks_and_hyphens_it_was_typed_with() -> None:
    office = an_office()
    office.a_case(party_credit_code="91539921-may00a1k6x ")
    assert office.dossier().party.code == CODE


@pytest.mark.parametrize(("who", "field"), WHO)
def test_a_party_nobody_could_identify_is_filed_and_punished(who: dict[str, Any], field: str) -> None:
    office = an_unknown_party(who)
    assert field in asked(office, "verify_source")
    office.walk_to("choose_service")
    office.walk_to("decide_penalty")
    office.do("decide_penalty")
    shown = {one.kind: one.fields["party"]["code"] for one in office.dossier().papers}  # type: ignore[index]
    assert {"filing_approval", "findings_report", "prior_notice", "penalty_decision"} <= set(shown)
    assert set(shown.values()) == {"未查明"}
    assert all(one.id in office.dossier().paper_files for one in office.dossier().papers)


@pytest.mark.parametrize(("who", "field"), WHO)
def test_the_verification_finds_out_who_the_party_is(who: dict[str, Any], field: str) -> None:
    office = an_unknown_party(who)
    assert list(faults(office.do, "verify_source", **{field: WRONG[field]})) == [field]
    office.do("verify_source", **{field: GIVEN[field]})
    office.do("approve_filing")
    paper = office.dossier().last_paper("filing_approval")
    assert paper is not None
    assert paper.fields["party"]["code"] == GIVEN[field]  # type: ignore[index]
    office.walk_to("report_findings")
    assert field not in asked(office, "report_findings")


@pytest.mark.parametrize(("who", "field"), WHO)
def test_the_report_finds_out_who_the_party_is(who: dict[str, Any], field: str) -> None:
    office = an_unknown_party(who)
    office.walk_to("report_findings")
    assert list(faults(office.do, "report_findings", **{field: WRONG[field]})) == [field]
    office.do("report_findings", **{field: GIVEN[field]})
    draft = office.dossier().last_draft()
    assert draft is not None
    assert draft.content["party"]["code"] == GIVEN[field]  # type: ignore[index]
    office.walk_to("issue_notice").do("issue_notice")
    paper = office.dossier().last_paper("prior_notice")
    assert paper is not None
    assert paper.fields["party"]["code"] == GIVEN[field]  # type: ignore[index]


def test_a_party_that_is_known_is_not_asked_again() -> None:
    office = an_office()
    office.a_case()
    assert "party_credit_code" not in asked(office, "verify_source")
    office.do("verify_source", party_credit_code="91539900MAY00B2L35")
    assert office.dossier().party.code == CODE
