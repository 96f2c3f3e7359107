"""``fashen api`` and ``fashen webhook``: keys of applications, and which systems are told of what happens."""

import click

from webapp.commands.border import installation
from workflows.acts.office.issue_token import NewToken, issue_token, revoke_token
from workflows.acts.office.manage_webhooks import NewWebhook, add_webhook, enable_webhook, remove_webhook
from workflows.questions.api_callers import list_tokens
from workflows.questions.webhooks import list_webhooks
from workflows.vocabulary.roles import the_system
from workflows.vocabulary.scopes import SCOPES, WEBHOOK_KINDS

DAY = "%Y-%m-%d"


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
def create(*, name: str, agency: str, scopes: tuple[str, ...], person: str, days: int) -> None:
    """Give an application a key; it is printed once and kept nowhere."""
    office = installation()
    new = NewToken(name=name, agency=agency, scopes=scopes, person=person, days=days)
    with office.archive.transaction() as records:
        key = issue_token(new, actor=the_system(0), records=records, now=office.clock.system_now())
    click.echo(f"已为应用“{name}”发放接口凭证，{days} 天内有效。凭证只显示这一次：")
    click.echo(key)


@token.command("list")
@click.option("--agency", default="", help="code of the agency; all without it")
def show_tokens(agency: str) -> None:
    """List the keys with their scopes, never the keys themselves."""
    office = installation()
    now = office.clock.system_now()
    with office.archive.reading() as records:
        lines = list_tokens(records=records, agency_code=agency)
    for one in lines:
        used = one.last_used_at.strftime(DAY) if one.last_used_at else "-"
        person = f"，以{one.person}的名义办理" if one.person else ""
        click.echo(f"{one.id}\t{one.state(now)}\t{one.name}（{one.agency}{person}）\t{' '.join(one.scopes)}")
        click.echo(f"\t发放 {one.issued_at:{DAY}}，到期 {one.expires_at:{DAY}}，最近使用 {used}")


@token.command("revoke")
@click.argument("token_id", type=int)
def revoke(token_id: int) -> None:
    """Take a key back for good."""
    office = installation()
    with office.archive.transaction() as records:
        name = revoke_token(token_id, actor=the_system(0), records=records, now=office.clock.system_now())
    click.echo(f"已撤销应用“{name}”的接口凭证")


@click.group()
def webhook() -> None:
    """Messages to other systems (docs/api.md)."""


@webhook.command("add")
@click.argument("url")
@click.option("--agency", required=True, help="code of the agency")
@click.option("--event", "kinds", multiple=True, required=True, type=click.Choice(list(WEBHOOK_KINDS)))
def add(*, url: str, agency: str, kinds: tuple[str, ...]) -> None:
    """Tell URL of events from now on; the secret that signs the messages is printed once."""
    office = installation()
    with office.archive.transaction() as records:
        number, secret = add_webhook(
            NewWebhook(agency, url, kinds),
            may_go_inside=office.settings.may_push_inside,
            actor=the_system(0),
            records=records,
            now=office.clock.system_now(),
        )
    click.echo(f"已登记推送地址 {number}。签名密钥只显示这一次：\n{secret}")


@webhook.command("list")
def show_webhooks() -> None:
    """List the addresses and how the messages went."""
    with installation().archive.reading() as records:
        lines = list_webhooks(records=records)
    for one in lines:
        state = f"已停用（{one.reason}）" if one.disabled_at else "启用"
        click.echo(f"{one.id}\t{state}\t{one.url}\t{' '.join(one.kinds)}")
        click.echo(f"\t{one.agency}：已送达 {one.delivered}，待送达 {one.waiting}，连续失败 {one.failures}")


@webhook.command("remove")
@click.argument("endpoint_id", type=int)
def remove(endpoint_id: int) -> None:
    """Tell an address nothing more."""
    office = installation()
    with office.archive.transaction() as records:
        remove_webhook(endpoint_id, actor=the_system(0), records=records, now=office.clock.system_now())
    click.echo(f"已停止向推送地址 {endpoint_id} 发送")


@webhook.command("enable")
@click.argument("endpoint_id", type=int)
def enable(endpoint_id: int) -> None:
    """Tell an address again, what it missed first."""
    office = installation()
    with office.archive.transaction() as records:
        count = enable_webhook(endpoint_id, actor=the_system(0), records=records, now=office.clock.system_now())
    click.echo(f"已恢复推送地址 {endpoint_id}，补发 {count} 条")
