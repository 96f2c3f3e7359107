"""``fashen errands``: the long works people asked for, watched, ended and begun again from the console.

Whoever sits at the console is nobody in an agency: they see whose work it is and how far, never what it is about, and
what they end or begin again stands in the access journal.
"""

import sys
import time
from typing import Final

import click

from webapp.commands.border import installation
from webapp.commands.progress import progress
from webapp.installation import Installation
from workflows.acts.office.errands import cancel_at_console, repeat_at_console
from workflows.forms import SHANGHAI
from workflows.questions.errands import ShownErrand, find_errand, list_every_errand
from workflows.questions.operation import read_operation
from workflows.vocabulary.errands import ErrandState

SHOWN: Final = 20
LOOK_EVERY_SECONDS: Final = 0.5


@click.group(invoke_without_command=True)
@click.pass_context
def errands(context: click.Context) -> None:
    """Show the exports, imports and moves that are under way, and the newest that ended."""
    if context.invoked_subcommand is not None:
        return
    with installation().archive.reading() as records:
        shown = list_every_errand(records=records, limit=SHOWN)
    for one in shown:
        click.echo(line_of(one))
    if not shown:
        click.echo("没有导出、导入或者迁移")


@errands.command()
@click.argument("number", type=int)
def watch(number: int) -> None:
    """Follow errand NUMBER with a bar until it ends; exit 1 unless it was done."""
    office = installation()
    if _find(office, number).is_working:
        tell_without_worker(office)
    shown = follow(office, number)
    click.echo(line_of(shown))
    sys.exit(int(shown.state is not ErrandState.DONE))


def follow(office: Installation, number: int) -> ShownErrand:
    """Show how far an errand is until it ends; return what became of it."""
    shown = _find(office, number)
    with progress(str(shown.term)) as tell:
        while shown.is_working:
            if shown.total:
                tell(shown.done, shown.total)
            time.sleep(LOOK_EVERY_SECONDS)
            shown = _find(office, number)
        if shown.state is ErrandState.DONE:
            tell(shown.total, shown.total)
    return shown


@errands.command()
@click.argument("number", type=int)
def cancel(number: int) -> None:
    """End errand NUMBER, whoever asked for it; they are told so."""
    office = installation()
    with office.archive.transaction() as records:
        cancel_at_console(number, records=records, now=office.clock.now())
    click.echo(line_of(_find(office, number)))


@errands.command()
@click.argument("number", type=int)
def again(number: int) -> None:
    """Have errand NUMBER done again that failed or was ended."""
    office = installation()
    with office.archive.transaction() as records:
        repeat_at_console(number, records=records, now=office.clock.now())
    click.echo(line_of(_find(office, number)))


def _find(office: Installation, number: int) -> ShownErrand:
    with office.archive.reading() as records:
        return find_errand(number, records=records)


def tell_without_worker(office: Installation) -> bool:
    """Say so where nobody works in the background."""
    with office.archive.reading() as records:
        workers = read_operation(records=records, now=office.clock.system_now()).workers
    if not workers:
        click.echo("后台没有运行，此项要等 fashen serve 或者 fashen worker 启动后办理", err=True)
    return not workers


def line_of(one: ShownErrand) -> str:
    """Return an errand in one line: whose it is, how far, and what came of it."""
    state = "正在取消" if one.is_working and one.is_stopping else one.state_term
    far = f" {one.done}/{one.total} {one.percent}%" if one.total else ""
    asked = f"{one.at.astimezone(SHANGHAI):%Y-%m-%d %H:%M}"
    told = "，".join(text for text in (one.outcome, one.error.in_chinese() if one.error else "") if text)
    return f"{one.id} {one.term}  {one.by} {asked} 提出  {state}{far}{f'：{told}' if told else ''}"
