"""承办机构: the tasks of a case are those of the unit that handles it, and nobody else's (design.md §7)."""

import pytest

from tests.acts.hands import claim
from tests.acts.prepared import a_case_before
from tests.builders import Office
from workflows.errors import NotFoundError
from workflows.records.agencies import Unit
from workflows.records.people import Person, RoleGrant
from workflows.vocabulary.roles import Role


def with_another_unit(office: Office, *roles: Role) -> Office:
    """Put 陈浩, with these roles too, into a second unit that handles cases."""
    with office.archive.transaction() as records:
        unit = records.add(Unit(agency_id=1, name="养老服务股", kind="handling"))
        records.get(Person, office.person("陈浩")).unit_id = unit.id
        for role in roles:
            records.add(RoleGrant(person_id=office.person("陈浩"), role=role.value))
    return office


def waiting(office: Office, name: str) -> int:
    with office.archive.reading() as records:
        return records.tasks.count_pool(office.actor(name))


def test_a_task_waits_for_the_head_of_the_unit_that_handles_the_case_and_no_other() -> None:
    office = with_another_unit(a_case_before("endorse_report"), Role.UNIT_HEAD)

    assert (waiting(office, "孙国强"), waiting(office, "陈浩")) == (1, 0)
    assert office.refusal("endorse_report", by="陈浩").code == "other-unit"
    with pytest.raises(NotFoundError):
        claim(office, "endorse_report", by="陈浩")
    claim(office, "endorse_report", by="孙国强")
    office.do("endorse_report", by="孙国强")


def test_who_has_no_part_in_a_case_adds_nothing_to_it() -> None:
    office = with_another_unit(a_case_before("investigate"))

    assert office.refusal("add_evidence", by="陈浩").code == "no-part"


def test_a_colleague_of_the_unit_may_add_evidence() -> None:
    office = a_case_before("investigate")

    office.do("add_evidence", by="陈浩")

    assert len(office.dossier().evidence) == 1


def test_the_principal_claims_what_waits_for_a_leader() -> None:
    office = a_case_before("approve_filing")

    assert waiting(office, "周正") == 1
    claim(office, "approve_filing", by="周正")


def test_who_is_in_charge_stays_in_charge() -> None:
    office = a_case_before("assign_officers")
    zhao, lin = office.person("赵宁"), office.person("林静")

    office.do("assign_officers", lead=zhao, officers=[lin])

    assert [one.name for one in office.dossier().handlers()] == ["赵宁", "林静"]
    assert office.task("investigate").person_id == zhao
