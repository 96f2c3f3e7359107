"""``fashen api`` and ``fashen webhook``: keys of applications, and which systems are told of what happens.

The console is one more system administrator: a key it asks for waits for a security administrator, as a role does.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime

import click

from webapp.commands.border import fail, installation
from webapp.installation import Installation
from workflows.acts.office import change_keys, manage_webhooks
from workflows.acts.office.change_keys import the_console
from workflows.acts.pushing import reach_of
from workflows.forms import SHANGHAI, FormError, Posted
from workflows.guards.secret_box import box_of
from workflows.questions.api_keys import agency_of_proposal, agency_of_token, list_keys
from workflows.questions.people import find_by_login, find_supervision
from workflows.questions.webhooks import agency_of_webhook, list_webhooks
from workflows.records.transaction import Records
from workflows.vocabulary.roles import Actor
from workflows.vocabulary.scopes import SCOPES, WEBHOOK_KINDS

UNCONFIRMED = "尚未生效，待安全管理员在“接口应用”同意"


@click.group()
def api() -> None:
    """The interface for other applications (docs/api.md)."""


@api.group()
def token() -> None:
    """Keys of applications."""


@token.command("create")
@click.option("--name", required=True, help="the application, 综合执法平台")
@click.option("--agency", default="", help="code of the agency, where there are several")
@click.option(
    "--scope", "scopes", multiple=True, required=True, type=click.Choice(list(SCOPES)), help="may be repeated"
)
@click.option("--person", default="", help="login of the person whose acts it does; without one it only reads")
@click.option("--days", default=90, show_default=True, type=click.IntRange(1, 366), help="how long it is valid")
@click.option("--reason", default="服务器命令行提请", show_default=True, help="why, for the one who decides")
def create(*, name: str, agency: str, scopes: tuple[str, ...], person: str, days: int, reason: str) -> None:
    """Propose a key for an application; a security administrator confirms it, then it is fetched."""
    office = installation()
    posted = {"name": [name], "scopes": list(scopes), "days": [str(days)], "reason": [reason]}
    with _telling(), office.archive.transaction() as records:
        actor = _console(agency, records)
        if person:
            posted["person"] = [_number_of(person, records)]
        number = change_keys.propose_key(posted, actor=actor, records=records, now=_now(office))
    click.echo(f"已提请为应用“{name}”发放接口凭证（提请 {number}），{UNCONFIRMED}")
    click.echo("同意后由其本人在“我的登录”中领取" if person else f"同意后运行 fashen api token fetch {number} 领取")


@token.command("renew")
@click.argument("token_id", type=int)
@click.option(
    "--days", default=90, show_default=True, type=click.IntRange(1, 366), help="how long the new one is valid"
)
@click.option("--overlap", default=7, show_default=True, type=click.IntRange(0, 30), help="days both are valid")
@click.option("--reason", default="服务器命令行提请换发", show_default=True, help="why, for the one who decides")
def renew(*, token_id: int, days: int, overlap: int, reason: str) -> None:
    """Propose the successor of a key; the old one ends OVERLAP days after the new one was fetched."""
    office = installation()
    posted = {"days": [str(days)], "overlap_days": [str(overlap)], "reason": [reason]}
    with _telling(), office.archive.transaction() as records:
        actor = the_console(agency_of_token(token_id, records=records))
        number = change_keys.propose_successor(token_id, posted, actor=actor, records=records, now=_now(office))
    click.echo(f"已提请换发接口凭证 {token_id}（提请 {number}），{UNCONFIRMED}")


@token.command("fetch")
@click.argument("proposal_id", type=int)
def fetch(proposal_id: int) -> None:
    """Print the key of a confirmed proposal, this once; it is kept nowhere."""
    office = installation()
    with office.archive.transaction() as records:
        actor = the_console(agency_of_proposal(proposal_id, records=records))
        fresh = change_keys.fetch_key(proposal_id, actor=actor, records=records, now=_now(office))
    click.echo("凭证只显示这一次：")
    click.echo(fresh.key)


@token.command("list")
@click.option("--agency", default="", help="code of the agency, where there are several")
def show_tokens(agency: str) -> None:
    """List the keys with their scopes, never the keys themselves, and what is proposed."""
    office = installation()
    with _telling(), office.archive.reading() as records:
        page = list_keys(records=records, actor=_console(agency, records), now=_now(office))
    for proposal in page.waiting:
        person = f"，以{proposal.person}的名义办理" if proposal.person else ""
        click.echo(f"提请 {proposal.id}\t{proposal.state}\t{proposal.name}{person}\t{_codes(proposal.scopes)}")
    for one in [*page.valid, *page.over]:
        used = _day(one.last_used_at)
        person = f"，以{one.person}的名义办理" if one.person else ""
        click.echo(f"{one.id}\t{one.state}\t{one.name}{person}\t{_codes(one.scopes)}")
        click.echo(f"\t发放 {_day(one.issued_at)}，到期 {_day(one.expires_at)}，最近使用 {used}")


@token.command("withdraw")
@click.argument("proposal_id", type=int)
def withdraw(proposal_id: int) -> None:
    """Take a proposal back before it became a key."""
    office = installation()
    with office.archive.transaction() as records:
        actor = the_console(agency_of_proposal(proposal_id, records=records))
        change_keys.withdraw_key(proposal_id, actor=actor, records=records, now=_now(office))
    click.echo(f"已撤回提请 {proposal_id}")


@token.command("revoke")
@click.argument("token_id", type=int)
def revoke(token_id: int) -> None:
    """Take a key back at once and for good."""
    office = installation()
    with office.archive.transaction() as records:
        actor = the_console(agency_of_token(token_id, records=records))
        name = change_keys.revoke_key(token_id, actor=actor, records=records, now=_now(office))
    click.echo(f"已撤销应用“{name}”的接口凭证")


@click.group()
def webhook() -> None:
    """Messages to other systems (docs/api.md)."""


@webhook.command("add")
@click.argument("url")
@click.option("--agency", default="", help="code of the agency, where there are several")
@click.option("--event", "kinds", multiple=True, required=True, type=click.Choice(list(WEBHOOK_KINDS)))
def add(*, url: str, agency: str, kinds: tuple[str, ...]) -> None:
    """Tell URL of events from now on; the secret that signs the messages is printed once."""
    office = installation()
    posted: Posted = {"url": [url], "kinds": list(kinds)}
    with _telling(), office.archive.transaction() as records:
        number, secret = manage_webhooks.add_webhook(
            posted,
            reach=reach_of(office.settings),
            box=box_of(office.settings),
            actor=_console(agency, records),
            records=records,
            now=office.clock.now(),
        )
    click.echo(f"已登记推送地址 {number}。签名密钥只显示这一次：\n{secret}")


@webhook.command("list")
@click.option("--agency", default="", help="code of the agency, where there are several")
def show_webhooks(agency: str) -> None:
    """List the addresses and how the messages went."""
    office = installation()
    with _telling(), office.archive.reading() as records:
        lines = list_webhooks(records=records, actor=_console(agency, records), now=_now(office))
    for one in lines:
        reason = f"（{one.reason}）" if one.reason else ""
        click.echo(f"{one.id}\t{one.state}{reason}\t{one.url}\t{_codes(one.kinds)}")
        click.echo(f"\t待送达 {one.waiting}，连续失败 {one.failures}，最近送达 {_day(one.last_arrived_at)}")


@webhook.command("pause")
@click.argument("endpoint_id", type=int)
def pause(endpoint_id: int) -> None:
    """Tell an address nothing for the time being."""
    _change(manage_webhooks.pause_webhook, endpoint_id)
    click.echo(f"已暂停向推送地址 {endpoint_id} 发送")


@webhook.command("resume")
@click.argument("endpoint_id", type=int)
def resume(endpoint_id: int) -> None:
    """Tell an address again, first what still waited when it was switched off."""
    count = _change(manage_webhooks.resume_webhook, endpoint_id)
    click.echo(f"已恢复推送地址 {endpoint_id}，补发 {count} 条")


@webhook.command("remove")
@click.argument("endpoint_id", type=int)
def remove(endpoint_id: int) -> None:
    """Take an address out for good."""
    _change(manage_webhooks.remove_webhook, endpoint_id)
    click.echo(f"已删除推送地址 {endpoint_id}")


@webhook.command("test")
@click.argument("endpoint_id", type=int)
def test(endpoint_id: int) -> None:
    """Send an address a message that tells of nothing."""
    _change(manage_webhooks.send_test, endpoint_id)
    click.echo("测试消息已交付发送，结果见 fashen webhook list")


@webhook.command("secret")
@click.argument("endpoint_id", type=int)
def exchange(endpoint_id: int) -> None:
    """Exchange the secret of an address; for seven days messages carry both signatures."""
    box = box_of(installation().settings)
    secret = _change(lambda number, **means: manage_webhooks.exchange_secret(number, box=box, **means), endpoint_id)
    click.echo(f"七天内同时带新旧两个签名。新的签名密钥只显示这一次：\n{secret}")


def _change(act: Callable[..., object], endpoint_id: int) -> object:
    office = installation()
    with office.archive.transaction() as records:
        actor = the_console(agency_of_webhook(endpoint_id, records=records))
        return act(endpoint_id, actor=actor, records=records, now=_now(office))


def _console(agency: str, records: Records) -> Actor:
    found = find_supervision(agency, records=records)
    if found is None:
        fail(f"没有找到代码为“{agency}”的机关，请核对" if agency else "请用 --agency 指明机关代码")
    return the_console(found.agency_id)


def _number_of(login: str, records: Records) -> str:
    person = find_by_login(login, records=records)
    if person is None:
        fail(f"没有用户名为“{login}”的在岗人员，请核对")
    return str(person.id)


@contextmanager
def _telling() -> Iterator[None]:
    """Say in one sentence which answers cannot be used."""
    try:
        yield
    except FormError as error:
        fail("；".join(one.in_chinese() for one in error.errors.values()))


def _codes(pairs: Sequence[tuple[str, str]]) -> str:
    return " ".join(code for code, _ in pairs)


def _day(moment: datetime | None) -> str:
    return f"{moment.astimezone(SHANGHAI):%Y-%m-%d}" if moment else "-"


def _now(office: Installation) -> datetime:
    return office.clock.system_now()
