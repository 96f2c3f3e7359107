"""演示机关: 青峦县民政局 with its people, so that a newcomer can walk a whole case within minutes."""

from dataclasses import dataclass
from datetime import date

from workflows.acts.office.one_at_a_time import ACCOUNTS, one_at_a_time
from workflows.guards.passwords import hashed as hashed_password
from workflows.records.agencies import Agency, Unit
from workflows.records.people import Credential, Person, RoleGrant
from workflows.records.transaction import Records
from workflows.vocabulary.roles import Role

DEMO_PASSWORD = "fashen-demo"  # noqa: S105 -- the demo's published password; production refuses the demo


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """One demo person: login, name, title, unit, roles, and the credentials held."""

    login: str
    name: str
    title: str
    unit: str
    roles: tuple[Role, ...]
    credentials: tuple[str, ...] = ()


UNITS = (
    ("handling", "社会事务股"),
    ("legal", "政策法规股"),
    ("leaders", "局领导"),
    ("office", "办公室"),
)

PEOPLE = (
    DemoPerson("lin", "林静", "社会事务股科员", "handling", (Role.HANDLER, Role.SERVER), ("enforcement",)),
    DemoPerson("zhao", "赵宁", "社会事务股科员", "handling", (Role.HANDLER, Role.SERVER), ("enforcement",)),
    DemoPerson("chen", "陈浩", "社会事务股科员", "handling", (Role.HANDLER, Role.SERVER), ("enforcement",)),
    DemoPerson("sun", "孙国强", "社会事务股股长", "handling", (Role.UNIT_HEAD,), ("enforcement",)),
    DemoPerson(
        "wang",
        "王律",
        "政策法规股科员",
        "legal",
        (Role.REVIEWER, Role.HEARING_CHAIR),
        ("enforcement", "legal_profession"),
    ),
    DemoPerson("xu", "许文", "政策法规股科员", "legal", (Role.REVIEWER, Role.HEARING_CLERK), ("legal_profession",)),
    DemoPerson(
        "he",
        "何敏",
        "政策法规股股长",
        "legal",
        (Role.LEGAL_HEAD, Role.REVIEWER, Role.HEARING_CHAIR),
        ("enforcement", "legal_profession"),
    ),
    DemoPerson("zhou", "周正", "局长", "leaders", (Role.PRINCIPAL, Role.LEADER, Role.DELIBERATOR)),
    DemoPerson("wu", "吴岚", "副局长", "leaders", (Role.LEADER, Role.DELIBERATOR)),
    DemoPerson("zheng", "郑海", "副局长", "leaders", (Role.LEADER, Role.DELIBERATOR)),
    DemoPerson("qian", "钱莉", "办公室科员", "office", (Role.MINUTE_TAKER, Role.DISCLOSURE_COLLECTOR)),
    DemoPerson("feng", "冯雪", "办公室主任", "office", (Role.DISCLOSURE_EXAMINER,)),
    DemoPerson("han", "韩磊", "办公室科员", "office", (Role.DISCLOSURE_PUBLISHER, Role.ARCHIVIST)),
    DemoPerson("du", "杜鹃", "流程管理员", "office", (Role.FLOW_ADMIN,)),
    DemoPerson("admin", "马骏", "系统管理员", "office", (Role.SYSTEM_ADMIN,)),
    DemoPerson("security", "沈安", "安全管理员", "office", (Role.SECURITY_ADMIN,)),
    DemoPerson("audit", "方明", "审计管理员", "office", (Role.AUDIT_ADMIN,)),
)


@one_at_a_time(ACCOUNTS)
def load_demo_once(*, records: Records) -> bool:
    """Record the demo agency unless some is there, also when two machines start at the same moment; say whether."""
    is_new = records.find_where(Agency) is None
    if is_new:
        load_demo(records)
    return is_new


def load_demo(records: Records, *, password: str = DEMO_PASSWORD) -> Agency:
    """Record the demo agency with its units and people; every person has the same published password."""
    agency = records.add(
        Agency(
            parent_id=None,
            name="青峦县民政局",
            short_name="青峦民",
            code="539921",
            uscc="11539921MBY000109M",
            level="county",
            domain="civil_affairs",
            address="青峦县人民路18号",
            phone="0899-6123456",
            contact="林静",
            reconsideration_body="青峦县人民政府",
            court="青峦县人民法院",
            police="青峦县公安局",
            bank="中国农业银行青峦县支行",
            bank_account="4000 0001 2345 6789 012",
        )
    )
    units = {kind: records.add(Unit(agency_id=agency.id, name=name, kind=kind)).id for kind, name in UNITS}
    hashed = hashed_password(password)
    for number, one in enumerate(PEOPLE, start=1):
        _add_person(records, agency, units[one.unit], one, number=number, hashed=hashed)
    return agency


def _add_person(records: Records, agency: Agency, unit_id: int, one: DemoPerson, *, number: int, hashed: str) -> None:
    person = records.add(
        Person(
            agency_id=agency.id,
            unit_id=unit_id,
            login=one.login,
            name=one.name,
            title=one.title,
            password_hash=hashed,
            is_active=True,
            is_assistant=False,
            first_reviewed_on=date(2019, 3, 1) if Role.REVIEWER in one.roles else None,
        )
    )
    for role in one.roles:
        records.session.add(RoleGrant(person_id=person.id, role=role.value))
    for kind in one.credentials:
        prefix = "YZ5399" if kind == "enforcement" else "A2017539921"
        records.session.add(
            Credential(
                person_id=person.id,
                kind=kind,
                number=f"{prefix}{number:04d}",
                valid_from=date(2024, 1, 1),
                valid_to=date(2028, 12, 31),
                reason="",
            )
        )
    records.session.flush()
