"""``fashen jobs``: what waits in the background and what has failed, and trying that again."""

import click

from webapp.commands.border import installation
from workflows.forms import SHANGHAI
from workflows.questions.operation import StuckJob, list_stuck_jobs, read_operation


@click.group(invoke_without_command=True)
@click.pass_context
def jobs(context: click.Context) -> None:
    """Show what waits in the background and what has failed."""
    if context.invoked_subcommand is not None:
        return
    office = installation()
    with office.archive.reading() as records:
        operation = read_operation(records=records, now=office.clock.system_now())
        stuck = list_stuck_jobs(records=records)
    click.echo(f"后台进程 {operation.workers} 个，等待 {operation.waiting} 项，失败 {operation.dead} 项")
    for kind in operation.jobs:
        click.echo(f"  {kind.kind}：等待 {kind.waiting}，其中重试 {kind.failing}；失败 {kind.dead}")
    for one in stuck:
        click.echo(_line(one))


@jobs.command()
@click.argument("numbers", nargs=-1, type=int)
def retry(numbers: tuple[int, ...]) -> None:
    """Try the jobs of these NUMBERS again at once; all that failed when none is given."""
    office = installation()
    with office.archive.transaction() as records:
        revived = records.jobs.revive(*numbers)
    click.echo(f"{revived} 项将立即重试")


def _line(one: StuckJob) -> str:
    again = (
        f"{one.again_at.astimezone(SHANGHAI):%Y-%m-%d %H:%M} 重试" if one.again_at and not one.died_at else "已停止重试"
    )
    return f"  {one.id} {one.key}：失败 {one.attempts} 次，{again}。{one.error}"
