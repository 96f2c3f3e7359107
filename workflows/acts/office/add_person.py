"""开立账户: a person with login, unit and roles, opened on the server by whoever runs it (三员分立 kept)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from secrets import choice
from string import ascii_letters, digits

from argon2 import PasswordHasher

from workflows.errors import RefusedError
from workflows.events import PersonAdded
from workflows.records.agencies import Agency, Unit
from workflows.records.people import Person, RoleGrant
from workflows.records.transaction import Records
from workflows.rules.permissions import objection_to_roles
from workflows.vocabulary.roles import Role
from workflows.vocabulary.wording import N_, Objection

LEAST_PASSWORD = 12
MADE_PASSWORD = 20
# Left out: what is easily mistaken for something else when copied by hand.
_LETTERS = "".join(letter for letter in ascii_letters + digits if letter not in "0O1lI")
_LOGIN = re.compile(r"[a-z][a-z0-9._-]{1,39}")
_WHO = N_("命令行")


@dataclass(frozen=True, slots=True)
class NewPerson:
    """Somebody about to get an account; ``agency`` is a code and may stay empty where there is only one."""

    login: str
    name: str
    roles: Sequence[str]
    unit: str = ""
    title: str = ""
    agency: str = ""


def add_person(one: NewPerson, *, password: str, records: Records, now: datetime) -> int:
    """Open an account and return its number; RefusedError says what is wrong and what to do."""
    roles = _roles(one.roles)
    _refuse_unless_usable(one, password, records)
    refusal = objection_to_roles(roles=roles)
    if refusal is not None:
        raise RefusedError(refusal)
    agency = _agency(one.agency, records)
    unit = _unit(one.unit, agency, records) if one.unit else None
    person = records.add(
        Person(
            agency_id=agency.id,
            unit_id=unit.id if unit is not None else None,
            login=one.login,
            name=one.name.strip(),
            title=one.title.strip(),
            password_hash=_hashed(password),
            is_active=True,
            is_assistant=False,
            first_reviewed_on=None,
        )
    )
    for role in roles:
        records.session.add(RoleGrant(person_id=person.id, role=role.value))
    event = PersonAdded(person.id, one.login, [role.value for role in roles])
    records.journal.append(0, kind=event.kind(), actor_id=0, actor=_WHO, now=now, body=event.body())
    return person.id


def make_password() -> str:
    """Return a password nobody has to invent, to be shown once."""
    return "".join(choice(_LETTERS) for _ in range(MADE_PASSWORD))


def _hashed(password: str) -> str:
    return PasswordHasher(time_cost=2, memory_cost=19456, parallelism=1).hash(password)


def _roles(given: Sequence[str]) -> list[Role]:
    known = {role.value for role in Role}
    for role in given:
        if role not in known:
            text = N_("没有岗位“{role}”，可用的有 {known}")
            raise RefusedError(Objection("role-unknown", text, {"role": role, "known": "、".join(sorted(known))}))
    if not given:
        raise RefusedError(Objection("role-missing", N_("请至少给出一个岗位")))
    return [Role(role) for role in dict.fromkeys(given)]


def _refuse_unless_usable(one: NewPerson, password: str, records: Records) -> None:
    if not _LOGIN.fullmatch(one.login):
        text = N_("用户名“{login}”不能用：以小写字母开头，2 至 40 位小写字母、数字、点、横线")
        raise RefusedError(Objection("login-unusable", text, {"login": one.login[:40]}))
    if records.find_where(Person, Person.login == one.login) is not None:
        raise RefusedError(Objection("login-taken", N_("用户名“{login}”已经有人使用，请换一个"), {"login": one.login}))
    if not one.name.strip():
        raise RefusedError(Objection("name-missing", N_("请填写姓名")))
    if len(password) < LEAST_PASSWORD:
        text = N_("密码至少 {least} 位；不想自己起的，不加 --password-stdin，系统生成一个")
        raise RefusedError(Objection("password-short", text, {"least": LEAST_PASSWORD}))


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
