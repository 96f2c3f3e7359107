"""``fashen doctor``: whether this installation is in order, line by line, each with what to do."""

import os
import sys

import click

from webapp.installation import Clock
from webapp.static_files import MANIFEST
from workflows.questions.health import Check, check_health
from workflows.questions.operation_health import check_operation
from workflows.settings import read_settings

# How an installation runs can only be asked of a database that is in order.
NEEDED = frozenset({"数据目录", "数据库"})


@click.command()
def doctor() -> None:
    """Check folder, law, files, database, flows, journals, people and how all of it runs; exit 1 when it is wrong."""
    settings = read_settings(os.environ)
    now = Clock(None).now()
    checks = check_health(settings, today=now.date())
    if all(one.is_ok for one in checks if one.name in NEEDED):
        checks += check_operation(settings, now=now)
    checks.append(_check_assets())
    for one in checks:
        click.echo(_line(one))
    sys.exit(0 if all(one.is_ok or one.is_note for one in checks) else 1)


def _check_assets() -> Check:
    is_built = MANIFEST.is_file()
    cure = "" if is_built else "请运行 make assets；没有构建时页面照常使用，只是没有流程图和文书预览"
    detail = "已构建" if is_built else "没有构建"
    return Check("浏览器资源", is_ok=is_built, detail=detail, cure=cure, is_note=True)


def _line(one: Check) -> str:
    mark = "[ok]  " if one.is_ok else "[note]" if one.is_note else "[FAIL]"
    told = f"：{one.detail}" if one.detail else ""
    return f"{mark} {one.name}{told}" + (f"。{one.cure}" if one.cure and not one.is_ok else "")
