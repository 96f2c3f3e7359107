"""Who may do what, and that the table can be read as a regulation."""

from dataclasses import replace

import pytest

from workflows.rules import permissions
from workflows.rules.permissions import (
    ADMIN_ROLES,
    REGULATION,
    Permission,
    Subject,
    is_permitted,
    objection_to,
    objection_to_roles,
)
from workflows.vocabulary.roles import Actor, Role, the_system

OUR_OFFICE, OTHER_OFFICE, CITY = 1, 2, 9
ENFORCEMENT, LEGAL = 10, 20
CASE = Subject(OUR_OFFICE, unit_id=ENFORCEMENT, superior_ids=frozenset({CITY}))
HANDLER_TASK = replace(CASE, task_roles=frozenset({Role.HANDLER}), task_unit_id=ENFORCEMENT)
REVIEW_TASK = replace(CASE, task_roles=frozenset({Role.REVIEWER}))
ACTING = {
    Permission.REGISTER_CASE,
    Permission.ACT_ON_TASK,
    Permission.ACT_IN_CASE,
    Permission.CLAIM_TASK,
    Permission.ASSIGN_TASK,
    Permission.TRANSFER_TASK,
}
READING = {Permission.SEE_CASE, Permission.SEE_EVIDENCE, Permission.DOWNLOAD_PAPER, Permission.EXPORT_DOSSIER}


def a_person(*roles: Role, number: int = 1, agency: int = OUR_OFFICE, unit: int | None = ENFORCEMENT) -> Actor:
    return Actor(number, "林", agency, unit, frozenset(roles))


def granted(actor: Actor, subject: Subject) -> set[Permission]:
    return {one for one in Permission if is_permitted(one, actor=actor, subject=subject)}


def test_every_permission_has_an_entry_and_a_line() -> None:
    assert set(REGULATION) == set(Permission)
    assert all(line and all(line) for line in REGULATION.values())


def test_every_predicate_is_used() -> None:
    used = {predicate for lines in REGULATION.values() for line in lines for predicate in line}
    named = {
        value
        for name, value in vars(permissions).items()
        if name.startswith(("is_", "holds_", "reads_", "takes_", "did_")) and name != "is_permitted"
    }

    assert named - used == set()


def test_a_handler_registers_and_reads_the_cases_of_the_own_unit() -> None:
    assert granted(a_person(Role.HANDLER), CASE) == READING | {
        Permission.REGISTER_CASE, Permission.SEE_PEOPLE, Permission.OWN_ACCOUNT, Permission.READ_CASE_JOURNAL,
    }  # fmt: skip
    assert granted(a_person(Role.HANDLER, unit=LEGAL), CASE) == {
        Permission.REGISTER_CASE,
        Permission.SEE_PEOPLE,
        Permission.OWN_ACCOUNT,
    }


@pytest.mark.parametrize("role", [Role.REVIEWER, Role.LEGAL_HEAD, Role.LEADER, Role.PRINCIPAL])
def test_the_legal_office_and_the_leaders_read_every_case_of_the_agency(role: Role) -> None:
    assert granted(a_person(role, unit=LEGAL), CASE) >= READING
    assert granted(a_person(role, unit=LEGAL, agency=OTHER_OFFICE), CASE) == set()


def test_whoever_takes_part_reads_the_case() -> None:
    server = a_person(Role.SERVER, number=7, unit=LEGAL)

    assert not READING & granted(server, CASE)
    assert granted(server, replace(CASE, participant_ids=frozenset({7}))) >= READING


def test_a_recused_person_reads_nothing_more() -> None:
    subject = replace(CASE, recused_ids=frozenset({1}), participant_ids=frozenset({1}))

    assert not READING & granted(a_person(Role.HANDLER), subject)
    assert not READING & granted(a_person(Role.LEADER), subject)


OWN = {Permission.TRANSFER_TASK, Permission.OWN_ACCOUNT}


@pytest.mark.parametrize("agency", [OUR_OFFICE, CITY])
def test_a_supervisor_only_reads_and_also_downward(agency: int) -> None:
    supervisor = a_person(Role.SUPERVISOR, agency=agency, unit=None)

    assert granted(supervisor, replace(HANDLER_TASK, assigned_id=1)) - OWN == READING | {
        Permission.SEE_PEOPLE, Permission.READ_CASE_JOURNAL, Permission.SEE_SUPERVISION,
    }  # fmt: skip


def test_a_supervisor_of_a_stranger_agency_reads_nothing() -> None:
    assert granted(a_person(Role.SUPERVISOR, agency=OTHER_OFFICE), CASE) == set()


@pytest.mark.parametrize(
    ("actor", "task", "permitted"),
    [
        (a_person(Role.HANDLER), replace(HANDLER_TASK, assigned_id=1), True),
        (a_person(Role.HANDLER), HANDLER_TASK, True),
        (a_person(Role.HANDLER), replace(HANDLER_TASK, assigned_id=2), False),
        (a_person(Role.REVIEWER), replace(HANDLER_TASK, assigned_id=1), False),
        (a_person(Role.HANDLER, unit=LEGAL), HANDLER_TASK, False),
        (a_person(Role.HANDLER, agency=OTHER_OFFICE), replace(HANDLER_TASK, assigned_id=1), False),
        (a_person(Role.HANDLER), replace(HANDLER_TASK, assigned_id=1, recused_ids=frozenset({1})), False),
        (a_person(Role.HANDLER, Role.SYSTEM_ADMIN), replace(HANDLER_TASK, assigned_id=1), False),
        (a_person(Role.REVIEWER, unit=LEGAL), REVIEW_TASK, True),
    ],
    ids=[
        "本人待办", "待签收", "他人待办", "岗位不符", "非本机构", "非本机关", "已回避", "兼任管理员", "不分机构的待办",
    ],
)  # fmt: skip
def test_a_task_is_done_by_its_holder_or_from_the_pool(*, actor: Actor, task: Subject, permitted: bool) -> None:
    assert is_permitted(Permission.ACT_ON_TASK, actor=actor, subject=task) is permitted


@pytest.mark.parametrize(
    ("actor", "task", "permitted"),
    [
        (a_person(Role.HANDLER), HANDLER_TASK, True),
        (a_person(Role.HANDLER), replace(HANDLER_TASK, assigned_id=1), False),
        (a_person(Role.HANDLER, unit=LEGAL), HANDLER_TASK, False),
        (a_person(Role.UNIT_HEAD), HANDLER_TASK, False),
    ],
)
def test_a_free_task_is_claimed_by_the_units_own_people(*, actor: Actor, task: Subject, permitted: bool) -> None:
    assert is_permitted(Permission.CLAIM_TASK, actor=actor, subject=task) is permitted


@pytest.mark.parametrize(
    ("actor", "task", "assigns", "transfers"),
    [
        (a_person(Role.UNIT_HEAD), HANDLER_TASK, True, True),
        (a_person(Role.UNIT_HEAD, unit=LEGAL), HANDLER_TASK, False, False),
        (a_person(Role.LEGAL_HEAD, unit=LEGAL), REVIEW_TASK, True, True),
        (a_person(Role.LEGAL_HEAD, unit=LEGAL), HANDLER_TASK, False, False),
        (a_person(Role.LEADER, unit=None), HANDLER_TASK, True, True),
        (a_person(Role.HANDLER), replace(HANDLER_TASK, assigned_id=1), False, True),
        (a_person(Role.HANDLER), replace(HANDLER_TASK, assigned_id=2), False, False),
        (a_person(Role.HANDLER), replace(HANDLER_TASK, assigned_id=1, recused_ids=frozenset({1})), False, True),
    ],
)
def test_heads_assign_and_a_holder_hands_over(*, actor: Actor, task: Subject, assigns: bool, transfers: bool) -> None:
    assert is_permitted(Permission.ASSIGN_TASK, actor=actor, subject=task) is assigns
    assert is_permitted(Permission.TRANSFER_TASK, actor=actor, subject=task) is transfers


@pytest.mark.parametrize(
    ("actor", "permitted"),
    [
        (a_person(Role.HANDLER), True),
        (a_person(Role.HANDLER, unit=LEGAL), False),
        (a_person(Role.HANDLER, number=7, unit=LEGAL), True),
        (a_person(Role.UNIT_HEAD), False),
    ],
    ids=["本机构", "他机构", "参与人", "岗位不符"],
)
def test_an_act_at_any_time_is_for_those_who_have_the_case(*, actor: Actor, permitted: bool) -> None:
    subject = replace(CASE, task_roles=frozenset({Role.HANDLER}), participant_ids=frozenset({7}))

    assert is_permitted(Permission.ACT_IN_CASE, actor=actor, subject=subject) is permitted


@pytest.mark.parametrize(
    ("role", "asked", "permitted"),
    [
        (Role.LEADER, Role.LEADER, True),
        (Role.PRINCIPAL, Role.LEADER, True),
        (Role.PRINCIPAL, Role.PRINCIPAL, True),
        (Role.LEADER, Role.PRINCIPAL, False),
        (Role.LEGAL_HEAD, Role.LEADER, False),
    ],
)
def test_a_leader_acts_in_every_case_and_the_principal_is_one_too(role: Role, asked: Role, *, permitted: bool) -> None:
    subject = replace(CASE, task_roles=frozenset({asked}))

    assert is_permitted(Permission.ACT_IN_CASE, actor=a_person(role, unit=None), subject=subject) is permitted


@pytest.mark.parametrize("role", sorted(ADMIN_ROLES))
@pytest.mark.parametrize("other", [Role.HANDLER, Role.UNIT_HEAD, Role.LEADER, Role.LEGAL_HEAD])
def test_no_administrator_ever_acts_in_or_reads_a_case(role: Role, other: Role) -> None:
    subject = replace(HANDLER_TASK, participant_ids=frozenset({1}))

    assert not (ACTING | READING) & granted(a_person(role, other), subject)


@pytest.mark.parametrize(
    ("role", "expected"),
    [
        (
            Role.SYSTEM_ADMIN,
            {
                Permission.MANAGE_ACCOUNTS,
                Permission.GRANT_ROLES,
                Permission.MANAGE_CALENDAR,
                Permission.MANAGE_KEYS,
                Permission.MANAGE_WEBHOOKS,
            },
        ),
        (
            Role.SECURITY_ADMIN,
            {
                Permission.GRANT_ROLES,
                Permission.END_SIGN_INS,
                Permission.MANAGE_CREDENTIALS,
                Permission.MANAGE_KEYS,
            },
        ),
        (Role.AUDIT_ADMIN, {Permission.READ_ACCESS_JOURNAL, Permission.READ_CASE_JOURNAL}),
        (Role.FLOW_ADMIN, {Permission.EDIT_FLOW, Permission.SEE_FLOW}),
    ],
)
def test_each_administrator_has_one_office(role: Role, expected: set[Permission]) -> None:
    assert granted(a_person(role, unit=None), CASE) == expected | {Permission.SEE_PEOPLE, Permission.OWN_ACCOUNT}


@pytest.mark.parametrize(("editor", "permitted"), [(2, True), (1, False)])
def test_a_flow_is_approved_by_another_than_drew_it(*, editor: int, permitted: bool) -> None:
    subject = Subject(OUR_OFFICE, editor_ids=frozenset({editor}))

    assert is_permitted(Permission.PUBLISH_FLOW, actor=a_person(Role.LEGAL_HEAD), subject=subject) is permitted


def test_the_system_is_given_no_permission() -> None:
    assert granted(the_system(OUR_OFFICE), CASE) == {Permission.SEE_PEOPLE, Permission.OWN_ACCOUNT}


def test_the_refusal_says_whom_to_ask() -> None:
    found = objection_to(Permission.SEE_CASE, actor=a_person(agency=OTHER_OFFICE), subject=CASE)

    assert found is not None
    assert found.code == "not-permitted"
    assert objection_to(Permission.SEE_CASE, actor=a_person(Role.HANDLER), subject=CASE) is None


@pytest.mark.parametrize(
    ("roles", "code"),
    [
        ({Role.SYSTEM_ADMIN}, ""),
        ({Role.HANDLER, Role.SERVER}, ""),
        (set[Role](), ""),
        ({Role.SYSTEM_ADMIN, Role.AUDIT_ADMIN}, "administrators-not-separated"),
        ({Role.FLOW_ADMIN, Role.HANDLER}, "administrators-not-separated"),
    ],
)
def test_the_administrators_are_different_people_without_cases(roles: set[Role], code: str) -> None:
    found = objection_to_roles(roles=roles)

    assert (found.code if found else "") == code
