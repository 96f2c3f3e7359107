"""账户和岗位: what is asked of administrators, and what stands against it (三员分立)."""

from collections.abc import Collection, Iterator, Sequence

from workflows.forms import Answers, Field, Form, Kind
from workflows.records.agencies import Unit
from workflows.records.people import Person, RoleChange
from workflows.records.staff import Colleague
from workflows.rules.permissions import Permission, Subject, objection_to, objection_to_roles
from workflows.vocabulary.roles import ROLE_TERMS, Actor, Role
from workflows.vocabulary.wording import N_, Objection

GRANT, WITHDRAW = "grant", "withdraw"
CHANGES = ((GRANT, N_("授予")), (WITHDRAW, N_("撤销")))
CONFIRM, REFUSE = "confirmed", "refused"
UNIT_KINDS = (
    ("handling", N_("承办机构")),
    ("legal", N_("法制机构")),
    ("leaders", N_("机关领导")),
    ("office", N_("综合机构")),
)
# Never fewer than one of each: without them nobody could put it right.
_NEVER_NONE = (Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN)
# The two kinds of administrators who need each other to change anybody's roles.
OTHER_KIND = {Role.SYSTEM_ADMIN.value: Role.SECURITY_ADMIN, Role.SECURITY_ADMIN.value: Role.SYSTEM_ADMIN}


def account_form(units: Sequence[Unit]) -> Form:
    """Ask for a new account; its roles are proposed afterwards."""
    return Form(
        (
            Field("login", N_("用户名"), limit=40, help=N_("小写字母开头，2 至 40 位小写字母、数字、点、横线")),
            Field("name", N_("姓名"), limit=40),
            Field("title", N_("职务"), required=False, limit=60),
            Field("unit", N_("内设机构"), Kind.CHOICE, options=tuple((str(one.id), one.name) for one in units)),
        )
    )


def unit_form() -> Form:
    """Ask for a new unit."""
    return Form((Field("name", N_("名称"), limit=60), Field("kind", N_("类别"), Kind.CHOICE, options=UNIT_KINDS)))


def reason_form() -> Form:
    """Ask why."""
    return Form((Field("reason", N_("理由和依据"), limit=300),))


def role_form() -> Form:
    """Ask which role is to be granted or withdrawn, and why."""
    roles = tuple((role.value, term) for role, term in ROLE_TERMS.items())
    return Form(
        (
            Field("change", N_("变更"), Kind.CHOICE, options=CHANGES),
            Field("role", N_("岗位"), Kind.CHOICE, options=roles),
            Field("reason", N_("理由和依据"), limit=300),
        )
    )


def objection_to_managing(permission: Permission, *, actor: Actor, person: Person) -> Objection | None:
    """Refuse strangers to this business, and everybody where their own account is concerned."""
    refusal = objection_to(permission, actor=actor, subject=Subject(person.agency_id, person.unit_id))
    if refusal is None and person.id == actor.id:
        return Objection("own-account", N_("不得处理本人的账户，请由另一名管理员办理"))
    return refusal


def objections_to_closing(staff: Collection[Colleague], person: Person) -> Iterator[Objection]:
    """Refuse to close the account of the last administrator of a kind."""
    roles = next((one.roles for one in staff if one.id == person.id), frozenset[Role]())
    yield from (last for role in roles for last in _last_one(staff, person.id, role))


def objections_to_proposing(
    answers: Answers, *, actor: Actor, person: Person, staff: Collection[Colleague], open_ones: Collection[RoleChange]
) -> Iterator[Objection]:
    """Refuse what changes nothing, what was proposed already, and what would not keep administrators apart."""
    refusal = objection_to_managing(Permission.GRANT_ROLES, actor=actor, person=person)
    if refusal is not None:
        yield refusal
        return
    role, change = Role(answers.text("role")), answers.text("change")
    if any(one.person_id == person.id and one.role == role.value for one in open_ones):
        yield Objection("role-proposed", N_("该岗位的变更已经提请，正等待另一类管理员处理"))
    yield from objections_to_change(role, change, person_id=person.id, staff=staff)


def objections_to_change(
    role: Role, change: str, *, person_id: int, staff: Collection[Colleague]
) -> Iterator[Objection]:
    """Refuse a change of roles that changes nothing, mixes administrators, or leaves none of a kind."""
    held = next((one.roles for one in staff if one.id == person_id), frozenset[Role]())
    if (role in held) is (change == GRANT):
        yield Objection("role-unchanged", N_("本人已经具有该岗位") if change == GRANT else N_("本人不具有该岗位"))
    elif change == WITHDRAW:
        yield from _last_one(staff, person_id, role)
    else:
        mixed = objection_to_roles(roles=held | {role})
        if mixed is not None:
            yield mixed


def objection_to_deciding(change: RoleChange, *, actor: Actor) -> Objection | None:
    """Refuse whoever proposed it, whoever it is about, and administrators of the proposer's kind."""
    refusal = objection_to(Permission.GRANT_ROLES, actor=actor, subject=Subject(change.agency_id))
    if refusal is not None:
        return refusal
    if change.decision:
        return Objection("role-decided", N_("此项已由{name}处理"), {"name": change.decided_by_name})
    if actor.id in {change.proposed_by, change.person_id}:
        return Objection("role-own", N_("不得处理本人提请或者涉及本人的岗位变更"))
    needed = OTHER_KIND[change.proposed_as]
    if needed not in actor.roles:
        return Objection("role-other-kind", N_("此项须由{role}处理"), {"role": ROLE_TERMS[needed]})
    return None


def proposer_role(actor: Actor) -> str:
    """Return as which kind of administrator somebody proposes."""
    return next(role for role in OTHER_KIND if role in actor.roles)


def _last_one(staff: Collection[Colleague], person_id: int, role: Role) -> Iterator[Objection]:
    others = [one for one in staff if role in one.roles and one.id != person_id and one.person.is_active]
    if role in _NEVER_NONE and not others:
        text = N_("这是本机关最后一名{role}，请先另行指定")
        yield Objection("last-administrator", text, {"role": ROLE_TERMS[role]}, article="网络安全等级保护基本要求")
