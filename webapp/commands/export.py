"""``fashen export`` and ``fashen cases``: what leaves for other systems, and what comes in from an older one."""

import sys
from pathlib import Path

import click

from webapp.commands.border import fail, installation
from webapp.commands.progress import progress
from webapp.commands.taking import taking
from webapp.installation import Installation
from workflows.acts.office.errands import FORMATS
from workflows.acts.office.import_cases import MOST_ERRORS
from workflows.acts.office.take_over_cases import import_cases
from workflows.documents.sheets import write_sheet
from workflows.forms import SHANGHAI
from workflows.questions.case_sheet import HEADS, OLDER_HEADS, case_rows, older_rows
from workflows.questions.errands import agency_of_case, find_case_named
from workflows.questions.event_log import LogWanted, write_event_log
from workflows.questions.every_case import Reader
from workflows.questions.export_case import write_case
from workflows.questions.people import find_by_login, find_supervision
from workflows.vocabulary.progress import Progress


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
    with taking(output, "event-log", "", office=office) as out, progress("写出案件") as tell:
        count = write_event_log(out, LogWanted(with_names=names), _reader(office, agency, tell))
    click.echo(f"已导出 {count} 件案件的办案日志：{output}")


@export.command("cases")
@click.option("--agency", default="", help="code of the agency, where there are several")
@click.option("--words", default="", help="only cases that match these words")
@click.option("--older", is_flag=True, help="the cases of the older register instead")
@click.option("-o", "--output", required=True, type=click.Path(path_type=Path), help="the .xlsx or .csv to write")
def list_of_cases(*, agency: str, words: str, older: bool, output: Path) -> None:
    """Write the list of an agency's cases as XLSX or CSV, by the ending of the file."""
    form = output.suffix.lower().removeprefix(".")
    if form not in FORMATS:
        fail(f"文件 {output} 的后缀应当是 .xlsx 或者 .csv")
    office, what = installation(), "older-list" if older else "case-list"
    with taking(output, what, words, office=office) as out, progress("写出案件") as tell:
        reader = _reader(office, agency, tell)
        heads, rows = (OLDER_HEADS, older_rows(words, reader)) if older else (HEADS, case_rows(words, reader))
        write_sheet(out, form, "案件清单", heads, rows)
    click.echo(f"已导出案件清单：{output}")


@export.command("case")
@click.argument("case")
@click.option("-o", "--output", required=True, type=click.Path(path_type=Path), help="the .zip to write")
def whole_case(*, case: str, output: Path) -> None:
    """Write all data and files of CASE (its number 案号) for another system: case.json and files in one zip."""
    office = installation()
    with office.archive.reading() as records:
        case_id, agency = find_case_named(case, records=records), agency_of_case(case, records=records)
    with (
        taking(output, "case-export", str(case_id), office=office, case_id=case_id) as out,
        progress("装入文件") as tell,
    ):
        write_case(out, case_id, _reader(office, agency, tell))
    click.echo(f"已导出案件 {case}：{output}")


def _reader(office: Installation, agency: str, tell: Progress) -> Reader:
    """Return whoever reads all cases of an agency from the shell."""
    with office.archive.reading() as records:
        actor = find_supervision(agency, records=records)
    if actor is None:
        fail(f"没有找到代码为“{agency}”的机关，请用 --agency 指明")
    today = office.clock.now().astimezone(SHANGHAI).date()
    return Reader(office.archive.reading, actor, office.means, today, tell)


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
    with office.archive.reading() as records:
        actor = find_by_login(login, records=records)
    if actor is None:
        fail(f"没有用户名为 {login} 的在岗人员，请核对")
    archive, now = office.archive, office.clock.now()
    with progress("核对和导入各行") as tell:
        done = import_cases(file.name, content, is_trial=dry_run, actor=actor, archive=archive, now=now, progress=tell)
    for one in done.errors[:MOST_ERRORS]:
        click.echo(f"第 {one.row} 行「{one.column}」“{one.given}”：{one.told.in_chinese()}", err=True)
    if done.errors:
        shown = f"（以上是前 {MOST_ERRORS} 处）" if len(done.errors) > MOST_ERRORS else ""
        click.echo(f"共 {len(done.errors)} 处有误{shown}，没有导入任何案件；请改正后再导入", err=True)
        sys.exit(1)
    told = (
        f"已导入 {done.cases} 件历史案件，校验值 {done.batch[:12]}"
        if done.is_done
        else f"可以导入 {done.cases} 件，没有错误"
    )
    click.echo(told)
