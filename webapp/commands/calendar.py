"""``fashen calendar``: importing a notice of holidays, and showing what days the office works."""

import sys
from datetime import date
from pathlib import Path

import click

from webapp.commands.border import fail, installation
from webapp.commands.errands import follow, line_of, tell_without_worker
from workflows.acts.office.import_calendar import import_file
from workflows.forms import SHANGHAI
from workflows.questions.calendar import ask_year, describe_year
from workflows.questions.people import find_by_login
from workflows.vocabulary.errands import ErrandState


@click.group()
def calendar() -> None:
    """The working calendar."""


@calendar.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--by", "login", required=True, help="login of the head of the legal office or the system administrator")
def import_notice(file: Path, login: str) -> None:
    """Import a notice of holidays from a YAML or CSV FILE and count open clocks again."""
    office = installation()
    try:
        content = file.read_bytes()
    except OSError as error:
        fail(f"文件 {file} 打不开：{error.strerror or error}，请核对路径")
    with office.archive.transaction() as records:
        actor = find_by_login(login, records=records)
        if actor is None:
            fail(f"没有用户名为 {login} 的在岗人员，请核对")
        done = import_file(file.name, content, actor=actor, records=records, now=office.clock.now())
    click.echo(f"已导入 {done.year} 年安排，未结时限由后台重算")
    if tell_without_worker(office):
        return
    ended = follow(office, done.errand_id)
    click.echo(line_of(ended))
    sys.exit(int(ended.state is not ErrandState.DONE))


@calendar.command("show")
@click.argument("year", type=click.IntRange(2008, 2100))
def show(year: int) -> None:
    """Print the days off and the make-up working days of a YEAR."""
    office = installation()
    today: date = office.clock.now().astimezone(SHANGHAI).date()
    with office.archive.reading() as records:
        page = ask_year(year, records=records, means=office.means, today=today)
    for line in describe_year(page):
        click.echo(line)
