"""登记机关和内设机构: what a new installation needs before its first person."""

import re
from dataclasses import dataclass

from workflows.acts.office.one_at_a_time import ACCOUNTS, one_at_a_time
from workflows.errors import RefusedError
from workflows.records.agencies import Agency, Unit
from workflows.records.transaction import Records
from workflows.rules.identifiers import objection_to_credit_code
from workflows.vocabulary.wording import N_, Objection

UNIT_KINDS = ("handling", "legal", "leaders", "office")
LEVELS = ("province", "city", "county", "township")


@dataclass(frozen=True, slots=True)
class NewAgency:
    """An agency about to be registered; ``short_name`` opens its paper numbers, ``code`` its case numbers."""

    name: str
    short_name: str
    code: str
    uscc: str
    level: str = "county"
    domain: str = "civil_affairs"


@one_at_a_time(ACCOUNTS)
def add_agency(one: NewAgency, *, records: Records) -> int:
    """Register an agency and return its number; RefusedError says what is wrong."""
    if not re.fullmatch(r"[0-9A-Z]{6,12}", one.code):
        text = N_("机关编码“{code}”应当是 6 至 12 位数字或者大写字母，一般用行政区划代码")
        raise RefusedError(Objection("agency-code", text, {"code": one.code[:20]}))
    if records.find_where(Agency, Agency.code == one.code) is not None:
        raise RefusedError(Objection("agency-known", N_("编码 {code} 的机关已经登记"), {"code": one.code}))
    refusal = objection_to_credit_code(one.uscc)
    if refusal is not None:
        raise RefusedError(refusal)
    return records.add(
        Agency(
            parent_id=None,
            name=one.name,
            short_name=one.short_name,
            code=one.code,
            uscc=one.uscc,
            level=one.level,
            domain=one.domain,
        )
    ).id


@one_at_a_time(ACCOUNTS)
def add_unit(name: str, kind: str, *, agency_code: str, records: Records) -> int:
    """Register a unit of an agency and return its number; one that exists is refused."""
    agency = records.find_where(Agency, Agency.code == agency_code)
    if agency is None:
        text = N_("没有编码为 {code} 的机关，请先运行 fashen agency add")
        raise RefusedError(Objection("agency-unknown", text, {"code": agency_code[:20]}))
    return register_unit(name, kind, agency_id=agency.id, records=records)


@one_at_a_time(ACCOUNTS)
def register_unit(name: str, kind: str, *, agency_id: int, records: Records) -> int:
    """Register a unit of a known agency and return its number; one that exists is refused."""
    if records.find_where(Unit, Unit.agency_id == agency_id, Unit.name == name) is not None:
        raise RefusedError(Objection("unit-known", N_("内设机构“{name}”已经登记"), {"name": name}))
    return records.add(Unit(agency_id=agency_id, name=name, kind=kind)).id
