"""开立账户: a person with login, unit and roles, opened on the server by whoever runs it (三员分立 kept)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from workflows.acts.office.change_roles import propose_from_console
from workflows.acts.office.one_at_a_time import ACCOUNTS, one_at_a_time
from workflows.errors import RefusedError
from workflows.events import PersonAdded
from workflows.guards.passwords import hashed
from workflows.records.agencies import Agency, Unit
from workflows.records.people import Person, RoleGrant
from workflows.records.staff import list_staff
from workflows.records.transaction import Records
from workflows.rules.passwords import objection_to_password
from workflows.rules.permissions import objection_to_roles
from workflows.vocabulary.roles import Actor, Role
from workflows.vocabulary.wording import N_, Objection

_LOGIN = re.compile(r"[a-z][a-z0-9._-]{1,39}")
_WHO = N_("命令行")
ADMINISTRATOR_KINDS = (Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN)


@dataclass(frozen=True, slots=True)
class NewPerson:
    """Somebody about to get an account; ``agency`` is a code and may stay empty where there is only one."""

    login: str
    name: str
    roles: Sequence[str]
    unit: str = ""
    title: str = ""
    agency: str = ""


@one_at_a_time(ACCOUNTS)
def add_person(one: NewPerson, *, password: str, records: Records, now: datetime) -> list[Role]:
    """Open an account and return the roles that wait for a confirmation; RefusedError says what is wrong.

    Once an agency has its three administrators, the server's console counts as one more 系统管理员: what it asks for
    holds only when a 安全管理员 has confirmed it.
    """
    roles = _roles(one.roles)
    refusal = objection_to_roles(roles=roles)
    if refusal is not None:
        raise RefusedError(refusal)
    agency = _agency(one.agency, records)
    unit = _unit(one.unit, agency, records) if one.unit else None
    person = Person(
        agency_id=agency.id,
        unit_id=unit.id if unit is not None else None,
        login=one.login,
        name=one.name.strip(),
        title=one.title.strip(),
        password_hash="",
        is_active=True,
        is_assistant=False,
        first_reviewed_on=None,
    )
    server = _server(agency.id)
    if not _has_administrators(agency.id, records):
        open_person(person, roles, password=password, by=server, records=records, now=now)
        return []
    open_person(person, (), password=password, by=server, records=records, now=now)
    for role in roles:
        propose_from_console(person, role, by=server, records=records, now=now)
    return roles


def _has_administrators(agency_id: int, records: Records) -> bool:
    held = [one.roles for one in list_staff(records.session, agency_id).values() if one.person.is_active]
    return all(any(role in roles for roles in held) for role in ADMINISTRATOR_KINDS)


@one_at_a_time(ACCOUNTS)
def open_person(
    person: Person, roles: Sequence[Role], *, password: str, by: Actor, records: Records, now: datetime
) -> int:
    """Record a person with an initial password, which must be changed at the first sign-in; return their number."""
    _refuse_unless_usable(person, password, records)
    person.password_hash, person.must_change_password, person.password_changed_at = hashed(password), True, now
    records.add(person)
    for role in roles:
        records.session.add(RoleGrant(person_id=person.id, role=role.value))
    event = PersonAdded(person.id, person.login, [role.value for role in roles])
    records.access.append(0, kind=event.kind(), actor_id=by.id, actor=by.name, now=now, body=event.body())
    return person.id


def _server(agency_id: int) -> Actor:
    return Actor(id=0, name=_WHO, agency_id=agency_id, unit_id=None, roles=frozenset())


def _roles(given: Sequence[str]) -> list[Role]:
    known = {role.value for role in Role}
    for role in given:
        if role not in known:
            text = N_("没有岗位“{role}”，可用的有 {known}")
            raise RefusedError(Objection("role-unknown", text, {"role": role, "known": "、".join(sorted(known))}))
    if not given:
        raise RefusedError(Objection("role-missing", N_("请至少给出一个岗位")))
    return [Role(role) for role in dict.fromkeys(given)]


def _refuse_unless_usable(one: Person, password: str, records: Records) -> None:
    if not _LOGIN.fullmatch(one.login):
        text = N_("用户名“{login}”不能用：以小写字母开头，2 至 40 位小写字母、数字、点、横线")
        raise RefusedError(Objection("login-unusable", text, {"login": one.login[:40]}))
    if records.find_where(Person, Person.login == one.login) is not None:
        raise RefusedError(Objection("login-taken", N_("用户名“{login}”已经有人使用，请换一个"), {"login": one.login}))
    if not one.name:
        raise RefusedError(Objection("name-missing", N_("请填写姓名")))
    refusal = objection_to_password(password, login=one.login, name=one.name)
    if refusal is not None:
        raise RefusedError(refusal)


def _agency(code: str, records: Records) -> Agency:
    agencies = records.list_where(Agency)
    found = [agency for agency in agencies if code in {"", agency.code}]
    if len(found) == 1:
        return found[0]
    known = "、".join(f"{agency.code} {agency.name}" for agency in agencies)
    if not agencies:
        text = N_("还没有登记机关，请先运行 fashen agency add")
        raise RefusedError(Objection("agency-none", text))
    raise RefusedError(Objection("agency-unclear", N_("请用 --agency 写明机关编码：{known}"), {"known": known}))


def _unit(name: str, agency: Agency, records: Records) -> Unit:
    units = records.list_where(Unit, Unit.agency_id == agency.id)
    found = next((unit for unit in units if unit.name == name), None)
    if found is None:
        known = "、".join(unit.name for unit in units) or "—"
        text = N_("{agency}没有内设机构“{unit}”，已有 {known}；需要新设的，运行 fashen agency add-unit")
        raise RefusedError(Objection("unit-unknown", text, {"agency": agency.name, "unit": name, "known": known}))
    return found
