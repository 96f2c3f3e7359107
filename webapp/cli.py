"""The command ``fashen``: serving, the demo, the database, and the questions an office asks without a browser."""

import os
import sys
from dataclasses import replace
from datetime import date

import click

from webapp.app import create_app
from webapp.assets_build import build
from webapp.commands import database
from webapp.commands.api import api, webhook
from webapp.commands.backup import backup, restore
from webapp.commands.border import FORESEEN, fail, told
from webapp.commands.calendar import calendar
from webapp.commands.doctor import doctor
from webapp.commands.dossier import dossier
from webapp.commands.errands import errands
from webapp.commands.export import cases, export
from webapp.commands.flow import flow
from webapp.commands.jobs import jobs
from webapp.commands.journal import journal
from webapp.commands.people import agency, people, user
from webapp.commands.progress import progress
from webapp.commands.search import search
from webapp.first_code import code_of
from webapp.installation import Installation, open_installation
from webapp.logs import write_json
from webapp.serving import serve_app, work_until_stopped
from workflows.acts.office.install_flows import install_flows
from workflows.acts.office.install_templates import install_templates
from workflows.acts.office.load_demo import DEMO_PASSWORD, PEOPLE, load_demo_once
from workflows.acts.office.set_up import is_set_up
from workflows.questions.clock_due import answer_clock_due
from workflows.records.migrate import upgrade
from workflows.records.rights import grant_again
from workflows.settings import Settings, read_settings
from workflows.vocabulary.roles import ROLE_TERMS
from workflows.worker import Worker


def main() -> None:
    """Run a command; bad input gets one sentence on stderr and exit code 2."""
    try:
        cli.main(standalone_mode=False)
    except click.ClickException as error:
        error.show()
        sys.exit(2)
    except click.exceptions.Abort:
        sys.exit(130)
    except FORESEEN as error:
        fail(told(error))


@click.group()
@click.version_option(package_name="fashen")
def cli() -> None:
    """法审 Fashen: carry an administrative enforcement decision along its statutory path."""


@cli.command()
@click.option("--host", default=None, help="address to listen on")
@click.option("--port", default=None, type=int, help="port to listen on")
@click.option("--workers", default=None, type=click.IntRange(1), help="web processes, instead of FASHEN_PROCESSES")
def serve(host: str | None, port: int | None, workers: int | None) -> None:
    """Serve the web app and, unless FASHEN_WORKS_INSIDE is 0, do the background work inside."""
    settings = _settings()
    _serve(replace(settings, processes=workers or settings.processes), host, port)


@cli.command()
def worker() -> None:
    """Do the background work alone; any number of workers share one database."""
    settings = _settings()
    if settings.logs_json:
        write_json()
    work_until_stopped(_worker(open_installation(settings)))


@cli.group()
def demo() -> None:
    """The demo agency, in a database and file folder of its own."""


@demo.command("load")
def demo_load() -> None:
    """Make the demo database and its people; a second time does nothing."""
    _fill_demo(open_installation(_demo_settings()))


@demo.command("serve")
@click.option("--host", default=None)
@click.option("--port", default=None, type=int)
def demo_serve(host: str | None, port: int | None) -> None:
    """Serve the demo and say who can sign in and where to click first."""
    settings = _demo_settings()
    _fill_demo(open_installation(settings))
    address = f"http://{host or settings.host}:{port or settings.port}"
    click.echo(f"\n  法审演示  {address}   密码 password: {DEMO_PASSWORD}\n")
    for person in PEOPLE:
        roles = "、".join(ROLE_TERMS[role] for role in person.roles)
        click.echo(f"    {person.login:10} {person.name}  {roles}")
    click.echo("\n  First: sign in as lin 林静, open 案件登记, register a case, do 线索核查;")
    click.echo("  then sign in as wu 吴岚 and file it.\n")
    _serve(settings, host, port)


@demo.command("clock")
@click.argument("day")
def demo_clock(day: str) -> None:
    """Put the demo on another DAY (2026-05-18), or back on the true day with ``today``."""
    office = open_installation(_demo_settings())
    path = office.settings.home / "demo-clock"
    if day == "today":
        path.unlink(missing_ok=True)
        click.echo("演示时钟已恢复为系统日期")
        return
    # Whoever reads the clock meanwhile finds the old day or the new one, never an empty file.
    written = path.with_suffix(".new")
    written.write_text(_day(day).isoformat(), "ascii")
    written.replace(path)
    done = _worker(office).run_once()
    click.echo(f"演示日期 {day}，到期办理 {done} 项")


@cli.group()
def db() -> None:
    """The database."""


@db.command("upgrade")
def db_upgrade() -> None:
    """Bring the database to this version and install the shipped flows and templates."""
    office = open_installation(_settings())
    _prepare(office)
    install_templates(office.means)
    click.echo("数据库已就绪")


@cli.group()
def clock() -> None:
    """Statutory periods."""


@clock.command("due")
@click.option("--start", required=True, help="day of the event, which is not counted (2026-02-13)")
@click.option("--length", required=True, help="how many units")
@click.option("--unit", default="working", help="working, calendar, hour, month, year")
@click.option("--roll", default="next", help="none or next")
@click.option("--direction", default="latest", help="latest, earliest or before")
@click.option("--suspend", multiple=True, help="2026-03-02..2026-03-06, may be repeated")
@click.option("--explain", is_flag=True, help="print every day")
def clock_due(
    *, start: str, length: str, unit: str, roll: str, direction: str, suspend: tuple[str, ...], explain: bool
) -> None:
    """Print the due date of a period, and with --explain every day of it."""
    office = open_installation(_settings())
    lines = answer_clock_due(
        start=_day(start),
        length=length,
        unit=unit,
        roll=roll,
        direction=direction,
        suspensions=suspend,
        calendar=office.means.law.calendar(),
        is_explained=explain,
    )
    for line in lines:
        click.echo(line)


@cli.command()
def assets() -> None:
    """Build the browser assets."""
    build()


db.add_command(database.roles)
_COMMANDS = (
    agency,
    api,
    backup,
    calendar,
    cases,
    doctor,
    dossier,
    errands,
    export,
    flow,
    jobs,
    journal,
    people,
    restore,
    search,
    user,
    webhook,
)
for _command in _COMMANDS:
    cli.add_command(_command)


def _serve(settings: Settings, host: str | None, port: int | None) -> None:
    settings = replace(settings, host=host or settings.host, port=port or settings.port)
    if settings.processes > 1 and settings.database_url.startswith("sqlite"):
        fail("使用 SQLite 时只能由一个进程提供服务；请设 FASHEN_PROCESSES=1，或者改用 PostgreSQL")
    if settings.logs_json:
        write_json()
    office = open_installation(settings)
    _prepare(office)
    _tell_first_code(office)
    app = create_app(settings, installation=office)
    serve_app(app, settings, _worker(office))


def _tell_first_code(office: Installation) -> None:
    """Print the code of the first run while there is no agency; the page asks for it."""
    with office.archive.reading() as records:
        is_new = not office.settings.is_demo and not is_set_up(records=records)
    if is_new:
        address = f"http://{office.settings.host}:{office.settings.port}/setup"
        click.echo(f"\n  首次设置：请打开 {address} ，设置码 {code_of(office.settings)}\n")


def _fill_demo(office: Installation) -> None:
    _prepare(office)
    with office.archive.transaction() as records:
        if load_demo_once(records=records):
            click.echo("demo agency loaded: 青峦县民政局")


def _prepare(office: Installation) -> None:
    with progress("升级数据库") as tell:
        upgrade(office.archive.engine, tell)
    grant_again(office.archive.engine)
    with office.archive.transaction() as records:
        install_flows(office.settings.bpmn_folder, records=records, now=office.clock.system_now())


def _worker(office: Installation) -> Worker:
    return Worker(office.archive, office.means, office.clock.now, office.clock.system_now, office.settings)


def _settings() -> Settings:
    return read_settings(os.environ)


def _demo_settings() -> Settings:
    return read_settings({**os.environ, "FASHEN_DEMO": "1"})


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        fail(f"日期“{text}”无法识别，请按 2026-05-20 填写")
