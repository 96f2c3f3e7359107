"""``fashen flow``: checking, comparing, exporting, importing and publishing flows from the shell.

Publishing goes through the same approval as the page: by a second person of the legal office, examined afresh.
"""

import sys
from pathlib import Path

import click

from webapp.commands.border import fail, installation, installation_as_it_stands
from webapp.commands.progress import stages
from workflows.acts.office.decide_draft import approve_draft
from workflows.acts.office.import_flow import BroughtFlow, import_flow
from workflows.errors import NotFoundError
from workflows.forms import SHANGHAI, FormError
from workflows.questions.flow_check import check_flow
from workflows.questions.flow_difference import clock_terms
from workflows.questions.flow_draft import check_for_publication, find_draft
from workflows.questions.flow_given import (
    archive_given,
    find_version_named,
    is_version,
    read_given,
    read_version_named,
    tell_difference,
)
from workflows.questions.flow_version import pack_version
from workflows.questions.people import find_by_login
from workflows.records.transaction import Records
from workflows.vocabulary.roles import Actor, the_system


@click.group()
def flow() -> None:
    """Flow diagrams."""


@flow.command("check")
@click.argument("files", nargs=-1, required=True, type=click.Path())
@click.option("--json", "as_json", is_flag=True, help="print findings as JSON")
def check(files: tuple[str, ...], *, as_json: bool) -> None:
    """Check and prove diagrams, tables and forms; exit 0 when they can be published, 1 with findings, 2 unreadable."""
    promises = installation_as_it_stands().means.promises
    with stages() as listener:
        report = check_flow(files, promises=promises, as_json=as_json, listener=listener)
    click.echo(report.text)
    sys.exit(int(report.has_findings) if report.is_readable else 2)


@flow.command("diff")
@click.argument("old")
@click.argument("new")
@click.option("--agency", default="", help="code of the agency, where there are several")
@click.option("--json", "as_json", is_flag=True, help="print the changes as JSON")
def diff(old: str, new: str, *, agency: str, as_json: bool) -> None:
    """Tell what changed from OLD to NEW: folders, archives, or versions like penalty_ordinary@1.

    Exit 0 without a difference, 1 with differences, 2 when one of them cannot be read.
    """
    if not (is_version(old) or is_version(new)):
        told = tell_difference(read_given(old), read_given(new), clocks={}, as_json=as_json)
    else:
        office = installation()
        clocks = clock_terms(office.means, office.clock.now().astimezone(SHANGHAI).date())
        with office.archive.reading() as records:
            bundles = [
                read_version_named(name, agency=agency, records=records, means=office.means)
                if is_version(name)
                else read_given(name)
                for name in (old, new)
            ]
        told = tell_difference(bundles[0], bundles[1], clocks=clocks, as_json=as_json)
    click.echo(told.text)
    sys.exit(int(told.differs))


@flow.command("export")
@click.argument("version")
@click.option("-o", "--output", required=True, type=click.Path(path_type=Path), help="the .zip to write")
@click.option("--agency", default="", help="code of the agency, where there are several")
def export(version: str, output: Path, agency: str) -> None:
    """Write all files of a VERSION (penalty_ordinary@1) into one archive."""
    office = installation()
    with office.archive.reading() as records:
        sha, agency_id = find_version_named(version, agency=agency, records=records)
        _, content = pack_version(sha, actor=the_system(agency_id), records=records, means=office.means)
    try:
        output.write_bytes(content)
    except OSError as error:
        fail(f"文件 {output} 不能写入：{error.strerror or error}，请核对路径")
    click.echo(f"已导出 {version} 到 {output}（校验值 {sha[:12]}…）")


@flow.command("import")
@click.argument("file")
@click.option("--by", "login", required=True, help="login of a flow administrator")
@click.option("--title", default="", help="what the draft is called; otherwise like the file")
def import_(file: str, login: str, title: str) -> None:
    """Make a draft of a FILE: an archive or a folder with a whole flow."""
    name, content, files, process = archive_given(file)
    brought = BroughtFlow(name, content, files, process, title or Path(file).stem[:60])
    office = installation()
    with office.archive.transaction() as records:
        actor = _actor(login, records)
        draft_id = import_flow(brought, actor=actor, records=records, means=office.means, now=office.clock.now())
    click.echo(f"已建立草稿 {draft_id}，请在“流程”中检查后提交审批")


@flow.command("publish")
@click.argument("draft_id", metavar="DRAFT", type=int)
@click.option("--by", "login", required=True, help="login of a head of the legal office who had no hand in the draft")
@click.option("--effective", default="", help="day from which it applies (2026-06-01); otherwise as submitted")
@click.option("--accept", "provisions", multiple=True, help="provision that allows a 放宽, one for each, in order")
def publish(draft_id: int, login: str, effective: str, provisions: tuple[str, ...]) -> None:
    """Approve a submitted DRAFT, with the same checks as on the page."""
    office = installation()
    accepting = {f"accept_{place}": ["yes"] for place in range(len(provisions))}
    accepting |= {f"provision_{place}": [text] for place, text in enumerate(provisions)}
    try:
        with stages() as listener, office.archive.reading() as records:
            actor = _actor(login, records)
            draft = find_draft(draft_id, actor=actor, records=records)
            submitted = draft.effective_from.isoformat() if draft.effective_from else ""
            check_for_publication(draft_id, actor=actor, records=records, means=office.means, listener=listener)
        posted = {"effective_from": [effective or submitted], **accepting}
        with office.archive.transaction() as records:
            version = approve_draft(
                draft_id, posted, actor=actor, records=records, means=office.means, now=office.clock.now()
            )
    except FormError as error:
        fail("；".join(f"{name}：{objection.in_chinese()}" for name, objection in error.errors.items()))
    except NotFoundError:
        fail(f"没有编号为 {draft_id} 的草稿，请核对")
    click.echo(f"已公布 {version.process}@{version.version}，自 {version.effective_from} 起生效")


def _actor(login: str, records: Records) -> Actor:
    actor = find_by_login(login, records=records)
    if actor is None:
        fail(f"没有用户名为 {login} 的在岗人员，请核对")
    return actor
