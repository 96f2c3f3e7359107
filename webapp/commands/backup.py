"""``fashen backup`` and ``fashen restore``: one command each way, verified at the end."""

import sys
from pathlib import Path

import click

from webapp.commands.border import fail, installation_as_it_stands
from webapp.commands.progress import progress
from workflows.safekeeping.backup import Report, restore_backup, take_backup
from workflows.storage import StorageDownError

KEYS = "备份不含密钥：请另行妥善保管 FASHEN_SECRET（或者 secret.key）和 checkpoint.key"


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
def backup(file: Path) -> None:
    """Write database and files into FILE while people work, and verify it; exit 1 when anything is wrong."""
    office = installation_as_it_stands()
    try:
        report = take_backup(
            file.resolve(),
            archive=office.archive,
            storage=office.means.storage,
            now=office.clock.system_now(),
            begin=progress,
        )
    except (OSError, StorageDownError) as error:
        fail(f"没有备份：{error}")
    _tell(report, done=f"已备份到 {file}")
    click.echo(KEYS)


@click.command()
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
def restore(file: Path) -> None:
    """Put the backup FILE into this empty installation and verify all of it; exit 1 when anything is wrong."""
    office = installation_as_it_stands()
    try:
        report = restore_backup(file.resolve(), archive=office.archive, storage=office.means.storage, begin=progress)
    except (OSError, StorageDownError) as error:
        fail(f"没有恢复完：{error}")
    _tell(report, done=f"已从 {file} 恢复")


def _tell(report: Report, *, done: str) -> None:
    rows = report.manifest.rows
    for fault in report.faults:
        click.echo(fault, err=True)
    if report.faults:
        click.echo(f"{done}，但有 {len(report.faults)} 处不符，请先处理再使用", err=True)
        sys.exit(1)
    click.echo(f"{done}：案件 {rows['cases']} 件，日志 {rows['case_journal']} 条，文件 {len(report.manifest.files)} 份")
    click.echo(f"备份时间 {report.manifest.made_at}，校验值 {report.sha}")
    click.echo("数据库、全部日志链条和每一份文件均已核验一致")
