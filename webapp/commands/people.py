"""``fashen agency`` and ``fashen user``: the first agency, its units, and people with their roles."""

import sys
from collections.abc import Sequence

import click

from webapp.commands.border import fail, installation
from workflows.acts.office.add_agency import LEVELS, UNIT_KINDS, NewAgency, add_unit
from workflows.acts.office.add_agency import add_agency as add
from workflows.acts.office.add_person import NewPerson, add_person
from workflows.acts.office.made_password import make_password
from workflows.acts.office.set_up import ADMINISTRATORS, FirstAccount, reissue_passwords, set_up
from workflows.forms import FormError
from workflows.vocabulary.roles import ROLE_TERMS


@click.group()
def agency() -> None:
    """Agencies and their units."""


@agency.command("add")
@click.option("--name", required=True, help="full name, 青峦县民政局")
@click.option("--short", "short_name", required=True, help="what opens its paper numbers, 青峦民")
@click.option("--code", required=True, help="division code, opens its case numbers, 539921")
@click.option("--uscc", required=True, help="unified social credit code")
@click.option("--level", type=click.Choice(LEVELS), default="county", show_default=True)
@click.option("--domain", default="civil_affairs", show_default=True, help="field of law, as the law pack names it")
def add_agency(*, name: str, short_name: str, code: str, uscc: str, level: str, domain: str) -> None:
    """Register an agency."""
    with installation().archive.transaction() as records:
        add(NewAgency(name, short_name, code, uscc, level, domain), records=records)
    click.echo(f"已登记机关 {name}")


@agency.command("add-unit")
@click.option("--agency", "code", required=True, help="code of the agency")
@click.option("--name", required=True, help="name of the unit, 政策法规股")
@click.option("--kind", type=click.Choice(UNIT_KINDS), required=True, help="what the lanes of the diagrams call it")
def add_unit_of(*, code: str, name: str, kind: str) -> None:
    """Register a unit of an agency."""
    with installation().archive.transaction() as records:
        add_unit(name, kind, agency_code=code, records=records)
    click.echo(f"已登记内设机构 {name}")


@click.group()
def user() -> None:
    """People with accounts."""


@user.command("add")
@click.option("--login", required=True, help="what the person signs in with")
@click.option("--name", required=True)
@click.option("--role", "roles", multiple=True, required=True, help="may be repeated: handler, reviewer …")
@click.option("--unit", default="", help="name of the unit")
@click.option("--title", default="", help="position, 科员")
@click.option("--agency", "code", default="", help="code of the agency, where there are several")
@click.option("--password-stdin", is_flag=True, help="read the password from standard input instead of making one")
def add_user(
    *, login: str, name: str, roles: tuple[str, ...], unit: str, title: str, code: str, password_stdin: bool
) -> None:
    """Open an account; its password is printed once. Once there are three administrators, one confirms its roles."""
    password = sys.stdin.readline().rstrip("\n") if password_stdin else make_password()
    office = installation()
    one = NewPerson(login=login, name=name, roles=roles, unit=unit, title=title, agency=code)
    with office.archive.transaction() as records:
        waiting = add_person(one, password=password, records=records, now=office.clock.now())
    click.echo(f"已开立账户 {login}（{name}）")
    if waiting:
        terms = "、".join(str(ROLE_TERMS[role]) for role in waiting)
        click.echo(f"岗位尚未生效，待安全管理员在“账户和岗位”确认：{terms}")
    if not password_stdin:
        click.echo(f"密码（只显示这一次，请当面交给本人）：{password}")


@click.group()
def people() -> None:
    """The first people of an empty installation."""


@people.command("first")
@click.option("--name", required=True, help="full name of the agency, 青峦县民政局")
@click.option("--short", "short_name", required=True, help="what opens its paper numbers, 青峦民")
@click.option("--code", required=True, help="division code, opens its case numbers, 539921")
@click.option("--uscc", required=True, help="unified social credit code")
@click.option("--level", type=click.Choice(LEVELS), default="county", show_default=True)
@click.option("--domain", default="civil_affairs", show_default=True, help="field of law, as the law pack names it")
@click.option("--system", required=True, help="system administrator, login=姓名")
@click.option("--security", required=True, help="security administrator, login=姓名")
@click.option("--audit", required=True, help="audit administrator, login=姓名")
def first(**given: str) -> None:
    """Register the agency and its three separated administrators; their passwords are printed once."""
    posted = {name: [value] for name, value in given.items() if name not in ADMINISTRATORS}
    for key in ADMINISTRATORS:
        login, _, name = given[key].partition("=")
        posted |= {f"{key}_login": [login], f"{key}_name": [name]}
    office = installation()
    try:
        with office.archive.transaction() as records:
            made = set_up(posted, by="命令行", records=records, now=office.clock.now())
    except FormError as error:
        fail("；".join(f"{name}：{one.in_chinese()}" for name, one in error.errors.items()))
    click.echo("已登记机关和三名管理员。初始密码只显示这一次，请分别当面交给本人：")
    _tell(made)


@people.command("reissue")
def reissue() -> None:
    """Give the three administrators new initial passwords: they were lost, and nobody has signed in yet."""
    office = installation()
    with office.archive.transaction() as records:
        made = reissue_passwords(by="命令行", records=records, now=office.clock.now())
    click.echo("已重新签发管理员的初始密码，以前的作废。只显示这一次，请分别当面交给本人：")
    _tell(made)


def _tell(made: Sequence[FirstAccount]) -> None:
    for one in made:
        click.echo(f"  {one.role} {one.name}  用户名 {one.login}  密码 {one.password}")
