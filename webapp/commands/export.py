"""``fashen export`` and ``fashen cases``: what leaves for other systems, and what comes in from an older one."""

import sys
from pathlib import Path

import click

from webapp.commands.border import fail, installation
from webapp.commands.progress import progress
from workflows.acts.office.import_cases import import_cases
from workflows.forms import SHANGHAI
from workflows.questions.event_log import LogWanted, write_event_log
from workflows.questions.people import find_by_login, find_supervision


@click.group()
def export() -> None:
    """What leaves for other systems."""


@export.command("xes")
@click.option("--agency", default="", help="code of the agency, where there are several")
@click.option("-o", "--output", required=True, type=click.Path(path_type=Path), help="the .xes to write")
@click.option("--names", is_flag=True, help="write people's names instead of their numbers")
def xes(*, agency: str, output: Path, names: bool) -> None:
    """Write the event log of an agency as XES, for process mining."""
    office = installation()
    today = office.clock.now().astimezone(SHANGHAI).date()
    with office.archive.reading() as records:
        actor = find_supervision(agency, records=records)
        if actor is None:
            fail(f"没有找到代码为“{agency}”的机关，请用 --agency 指明")
        with output.open("wb") as out, progress("写出案件") as tell:
            wanted = LogWanted(with_names=names)
            means = office.means
            count = write_event_log(out, wanted, records=records, actor=actor, means=means, today=today, progress=tell)
    click.echo(f"已导出 {count} 件案件的办案日志：{output}")


@click.group()
def cases() -> None:
    """Cases of an older register."""


@cases.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--by", "login", required=True, help="login of whoever answers for the import")
@click.option("--dry-run", is_flag=True, help="only look for errors")
def import_legacy(*, file: Path, login: str, dry_run: bool) -> None:
    """Take over closed cases from an XLSX or CSV FILE, whole or not at all; exit 1 when anything in it is wrong."""
    office = installation()
    try:
        content = file.read_bytes()
    except OSError as error:
        fail(f"文件 {file} 打不开：{error.strerror or error}，请核对路径")
    with office.archive.transaction() as records:
        actor = find_by_login(login, records=records)
        if actor is None:
            fail(f"没有用户名为 {login} 的在岗人员，请核对")
        now = office.clock.now()
        with progress("核对各行") as tell:
            done = import_cases(
                file.name, content, is_trial=dry_run, actor=actor, records=records, now=now, progress=tell
            )
    for one in done.errors:
        click.echo(f"第 {one.row} 行「{one.column}」“{one.given}”：{one.told.in_chinese()}", err=True)
    if done.errors:
        click.echo(f"共 {len(done.errors)} 处有误，没有导入任何案件；请改正后再导入", err=True)
        sys.exit(1)
    told = (
        f"已导入 {done.cases} 件历史案件，校验值 {done.batch[:12]}"
        if done.is_done
        else f"可以导入 {done.cases} 件，没有错误"
    )
    click.echo(told)
