"""首次设置: an empty installation gets its agency and the three separated administrators, and nobody above them."""

from dataclasses import dataclass
from datetime import datetime

from workflows.account_events import AccountChanged
from workflows.acts.office.account_journal import note_account
from workflows.acts.office.add_agency import LEVELS, NewAgency, add_agency
from workflows.acts.office.add_person import open_person
from workflows.acts.office.made_password import make_password
from workflows.acts.office.one_at_a_time import ACCOUNTS, one_at_a_time
from workflows.errors import RefusedError
from workflows.forms import Answers, Field, Form, Kind, Posted
from workflows.guards.passwords import hashed
from workflows.records.agencies import Agency
from workflows.records.people import Person, RoleGrant
from workflows.records.sign_ins import SignIn, forgive_failures
from workflows.records.transaction import Records
from workflows.vocabulary.roles import ROLE_TERMS, Actor, Role
from workflows.vocabulary.value_terms import VALUE_TERMS
from workflows.vocabulary.wording import N_, Objection, Phrase

ADMINISTRATORS = {"system": Role.SYSTEM_ADMIN, "security": Role.SECURITY_ADMIN, "audit": Role.AUDIT_ADMIN}
_LOGIN, _NAME = N_("{role}用户名"), N_("{role}姓名")


@dataclass(frozen=True, slots=True)
class FirstAccount:
    """One of the three, with the initial password that is shown once."""

    role: str
    login: str
    name: str
    password: str


def set_up_form() -> Form:
    """Ask for the agency and the three administrators."""
    agency = (
        Field("name", N_("机关全称"), limit=60),
        Field("short_name", N_("文号简称"), limit=20, help=N_("文书字号的开头，例如“青峦民”")),
        Field("code", N_("机关编码"), limit=12, help=N_("6 至 12 位数字或者大写字母，一般用行政区划代码")),
        Field("uscc", N_("统一社会信用代码"), limit=18),
        Field("level", N_("层级"), Kind.CHOICE, options=tuple((one, VALUE_TERMS["level"][one]) for one in LEVELS)),
        Field("domain", N_("所属领域"), Kind.CHOICE, options=tuple(VALUE_TERMS["domain"].items())),
    )
    people = tuple(
        Field(f"{key}_{part}", Phrase(label, role=ROLE_TERMS[role]), limit=40)
        for key, role in ADMINISTRATORS.items()
        for part, label in (("login", _LOGIN), ("name", _NAME))
    )
    return Form((*agency, *people)).with_initial({"level": "county"})


def is_set_up(*, records: Records) -> bool:
    """Say whether this installation has an agency already."""
    return records.find_where(Agency) is not None


@one_at_a_time(ACCOUNTS)
def set_up(posted: Posted, *, by: str, records: Records, now: datetime) -> list[FirstAccount]:
    """Register the agency and open the three accounts; RefusedError when there is an agency already."""
    if is_set_up(records=records):
        raise RefusedError(Objection("already-set-up", N_("已经完成首次设置，请登录")))
    answers = set_up_form().read(posted)
    refusal = _objection(answers)
    if refusal is not None:
        raise RefusedError(refusal)
    texts = [answers.text(name) for name in ("name", "short_name", "code", "uscc", "level", "domain")]
    agency_id = add_agency(NewAgency(*texts), records=records)
    installer = Actor(id=0, name=by, agency_id=agency_id, unit_id=None, roles=frozenset())
    made = [_open(answers, key, role, agency_id, installer, records, now) for key, role in ADMINISTRATORS.items()]
    note_account(AccountChanged(0, answers.text("code"), "set_up"), actor=installer, records=records, now=now)
    return made


@one_at_a_time(ACCOUNTS)
def reissue_passwords(*, by: str, records: Records, now: datetime) -> list[FirstAccount]:
    """Give every administrator another initial password; RefusedError once anybody has signed in.

    From then on one of the three does it in the pages, against a reason.
    """
    if records.find_where(SignIn) is not None:
        text = N_(
            "已经有人登录过，不能再从服务器签发初始密码；请由系统管理员在“账户和岗位”重置；"
            "系统管理员遗失的，运行 fashen user add 另开账户，由安全管理员确认岗位"
        )
        raise RefusedError(Objection("signed-in-already", text))
    roles = {role.value: role for role in ADMINISTRATORS.values()}
    holders = {one.person_id: roles[one.role] for one in records.list_where(RoleGrant, RoleGrant.role.in_(roles))}
    if not holders:
        raise RefusedError(Objection("not-set-up", N_("还没有管理员，请先完成首次设置")))
    return [_reissue(records.get(Person, one), role, by, records, now) for one, role in sorted(holders.items())]


def _reissue(person: Person, role: Role, by: str, records: Records, now: datetime) -> FirstAccount:
    password = make_password()
    person.password_hash, person.must_change_password, person.password_changed_at = hashed(password), True, now
    forgive_failures(records.session, person.login)
    installer = Actor(id=0, name=by, agency_id=person.agency_id, unit_id=None, roles=frozenset())
    event = AccountChanged(person.id, person.login, "password_reset", N_("初始密码遗失，在服务器上重新签发"))
    note_account(event, actor=installer, records=records, now=now)
    return FirstAccount(ROLE_TERMS[role], person.login, person.name, password)


def _objection(answers: Answers) -> Objection | None:
    for part, text in (("login", N_("三名管理员的用户名不得相同")), ("name", N_("三名管理员应当由三人分别担任"))):
        if len({answers.text(f"{key}_{part}") for key in ADMINISTRATORS}) < len(ADMINISTRATORS):
            return Objection("administrators-not-separated", text, article="网络安全等级保护基本要求")
    return None


def _open(
    answers: Answers, key: str, role: Role, agency_id: int, by: Actor, records: Records, now: datetime
) -> FirstAccount:
    person = Person(
        agency_id=agency_id,
        unit_id=None,
        login=answers.text(f"{key}_login"),
        name=answers.text(f"{key}_name"),
        title=ROLE_TERMS[role],
        password_hash="",
        is_active=True,
        is_assistant=False,
        first_reviewed_on=None,
    )
    password = make_password()
    open_person(person, [role], password=password, by=by, records=records, now=now)
    return FirstAccount(ROLE_TERMS[role], person.login, person.name, password)
