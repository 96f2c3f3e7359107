"""What every command shares: the installation of this environment, and the one sentence for bad input."""

import os
import sys
from typing import Final, NoReturn

import click

from webapp.installation import Installation, open_installation
from workflows.errors import BrokenDiagramError, ConflictError, NotFoundError, RefusedError, UnsavedError
from workflows.records.migrate import refuse_behind
from workflows.settings import SettingError, read_settings
from workflows.storage import StorageDownError

# What may keep any command from its work; everything else is a fault of ours and shows where it happened.
FORESEEN: Final = (
    RefusedError,
    ConflictError,
    BrokenDiagramError,
    NotFoundError,
    SettingError,
    UnsavedError,
    OSError,
)

UNSAVED: Final = "数据库暂时不可用，没有写入任何内容，请稍后再试"
IN_DOUBT: Final = "数据库在写入时中断，不能确定是否已经写入，请核对后再决定是否重做"


def installation() -> Installation:
    """Return the installation the environment describes, once its database stands where this release does."""
    office = installation_as_it_stands()
    refuse_behind(office.archive.engine)
    return office


def installation_as_it_stands() -> Installation:
    """Return the installation the environment describes, even if its database is empty or of an older release."""
    return open_installation(read_settings(os.environ))


def fail(sentence: str) -> NoReturn:
    """Say what is wrong and what to do, and end with exit code 2."""
    click.echo(sentence, err=True)
    sys.exit(2)


def told(error: Exception) -> str:
    """Say in one sentence what kept a command from its work, and what to do."""
    match error:
        case RefusedError() | ConflictError() | BrokenDiagramError():
            return error.objection.in_chinese()
        case NotFoundError():
            return f"没有找到：{error}"
        case SettingError():
            return f"设置 {error.name} 应当是整数，不能是“{error.given}”，请更正后再运行"
        case UnsavedError():
            return IN_DOUBT if error.is_in_doubt else UNSAVED
        case StorageDownError():
            return f"文件存储不可用（{error}），请运行 fashen doctor 查看原因"
        case OSError(filename=name, strerror=reason) if name:
            return f"文件 {name} 不能读写：{reason}，请核对路径、权限和磁盘空间"
    return f"没有完成：{error}"
