"""证件变更与冻结: whoever loses a credential stops at once, whoever has it back goes on (处罚法42条)."""

import pytest

from tests.acts.prepared import an_investigated_case
from tests.builders import Office, as_posted
from workflows.acts.office.change_credential import change_credential, register_credential
from workflows.errors import RefusedError
from workflows.records.people import Credential


@pytest.fixture
def office() -> Office:
    return an_investigated_case()


def credential_of(office: Office, name: str, kind: str = "enforcement") -> Credential:
    with office.archive.reading() as records:
        mine = (Credential.person_id == office.person(name), Credential.kind == kind)
        found = records.find_where(Credential, *mine)
    assert found is not None
    return found


def change(office: Office, name: str, how: str, *, by: str = "何敏", kind: str = "enforcement") -> None:
    posted = as_posted({"change": how, "reason": "年度考核不合格"})
    with office.archive.transaction() as records:
        change_credential(
            credential_of(office, name, kind).id, posted, actor=office.actor(by), records=records, now=office.now
        )


def register(office: Office, name: str, number: str = "YZ53999999", *, by: str = "何敏", **answers: object) -> None:
    usual = {"kind": "enforcement", "number": number, "valid_from": "2026-05-01", "valid_to": "2030-05-01"}
    posted = as_posted({**usual, "reason": "换发新证", **answers})
    with office.archive.transaction() as records:
        register_credential(office.person(name), posted, actor=office.actor(by), records=records, now=office.now)


def code_of(call: pytest.ExceptionInfo[RefusedError]) -> str:
    return call.value.objection.code


def test_a_suspended_credential_freezes_and_a_restored_one_thaws(office: Office) -> None:
    change(office, "林静", "suspend")
    assert office.task("investigate").is_frozen
    assert office.refusal("investigate").code == "task-frozen"
    change(office, "林静", "restore")
    assert not office.task("investigate").is_frozen
    office.do("investigate")


def test_a_revoked_credential_stays_revoked(office: Office) -> None:
    change(office, "林静", "revoke")
    assert office.task("investigate").is_frozen
    for how in ("restore", "suspend", "revoke"):
        with pytest.raises(RefusedError) as call:
            change(office, "林静", how)
        assert code_of(call) == "credential-is-revoked"


def test_a_newly_registered_credential_thaws_too(office: Office) -> None:
    change(office, "林静", "revoke")
    register(office, "林静")
    assert not office.task("investigate").is_frozen


def test_a_second_valid_credential_keeps_the_tasks_going(office: Office) -> None:
    register(office, "林静")
    with office.archive.transaction() as records:
        first = records.list_where(Credential, Credential.person_id == office.person("林静"))[0]
        change_credential(
            first.id,
            as_posted({"change": "suspend", "reason": "旧证回收"}),
            actor=office.actor("何敏"),
            records=records,
            now=office.now,
        )
    assert not office.task("investigate").is_frozen


def test_somebody_elses_tasks_and_other_offices_stay(office: Office) -> None:
    change(office, "赵宁", "suspend")
    assert not office.task("investigate").is_frozen
    office.do("add_evidence")
    office.do("investigate", officers=[office.person("林静"), office.person("陈浩")])
    office.walk_to("endorse_report", report_findings={"officers": [office.person("林静"), office.person("陈浩")]})
    with office.archive.transaction() as records:
        records.tasks.change(office.task("endorse_report").id, person_id=office.person("孙国强"))
    change(office, "孙国强", "suspend")
    assert not office.task("endorse_report").is_frozen


def test_the_journals_tell_what_changed_and_what_froze(office: Office) -> None:
    change(office, "林静", "suspend")
    with office.archive.reading() as records:
        outside = records.journal.list_entries(0)[-1]
        inside = records.journal.list_entries(office.case_id)[-1]
        assert records.journal.find_break() is None
    assert (outside.kind, outside.body["body"]) == (
        "CredentialChanged",
        {"person_id": 1, "number": "YZ53990001", "change": "suspend", "reason": "年度考核不合格"},
    )
    assert (inside.kind, inside.body["body"]) == (
        "TaskMoved",
        {
            "task_id": office.task("investigate").id,
            "act": "investigate",
            "change": "frozen",
            "to_id": 1,
            "reason": "年度考核不合格",
        },
    )


def test_only_the_legal_head_and_the_security_officer_manage_credentials(office: Office) -> None:
    for name in ("林静", "周正", "马骏"):
        with pytest.raises(RefusedError) as call:
            change(office, "林静", "suspend", by=name)
        assert code_of(call) == "not-permitted"
    with pytest.raises(RefusedError):
        register(office, "林静", by="周正")
    change(office, "林静", "suspend", by="沈安")
    assert office.task("investigate").is_frozen


def test_a_change_fits_the_present_state(office: Office) -> None:
    with pytest.raises(RefusedError) as call:
        change(office, "林静", "restore")
    assert code_of(call) == "credential-not-suspended"
    change(office, "林静", "suspend")
    with pytest.raises(RefusedError) as call:
        change(office, "林静", "suspend")
    assert code_of(call) == "credential-is-suspended"


def test_a_number_is_registered_once_and_its_days_in_order(office: Office) -> None:
    with pytest.raises(RefusedError) as call:
        register(office, "赵宁", "YZ53990001")
    assert code_of(call) == "credential-known"
    with pytest.raises(RefusedError) as call:
        register(office, "赵宁", valid_to="2026-04-30")
    assert code_of(call) == "credential-ends-before"
