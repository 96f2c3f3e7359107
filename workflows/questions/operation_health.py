"""How an installation runs, in plain words for whoever keeps it: disk, worker, jobs, clocks, backup, secrets, HTTPS."""

import shutil
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path

from workflows.forms import SHANGHAI
from workflows.questions.health import Check
from workflows.questions.operation import Operation, read_operation
from workflows.records.fence import is_fenced
from workflows.records.rights import may_alter_the_record
from workflows.records.transaction import Archive
from workflows.settings import Settings
from workflows.witness.copies import COPIES_DIFFER

LEAST_ROOM = 2 * 1024**3
LEAST_SHARE = 0.1
BACKUP_EVERY = timedelta(hours=26)
CLOCKS_LATE_AFTER = timedelta(minutes=5)
COPIES_LATE_AFTER = timedelta(minutes=5)


def check_operation(settings: Settings, *, now: datetime) -> Sequence[Check]:
    """Return every check of an installation whose database answers."""
    archive = Archive(settings.database_url, pool=1, prepares=settings.database_prepares)
    with archive.reading() as records:
        operation = read_operation(records=records, now=now)
    return [
        _disk(settings.home),
        _worker(operation),
        _clocks(operation, now),
        _sealing(operation),
        _copies(operation, settings.checkpoints, now),
        _backup(operation, now),
        *_secrets(settings),
        _https(settings),
        *_rights(archive),
    ]


def _disk(home: Path) -> Check:
    usage = shutil.disk_usage(home)
    detail = f"可用 {usage.free / 1024**3:.1f} GB（{usage.free * 100 // usage.total}%）"
    is_ok = usage.free >= LEAST_ROOM and usage.free >= usage.total * LEAST_SHARE
    # Nothing is lost on a full disk, but nothing can be done either.
    cure = "请尽快清理或者扩充磁盘：写满后办理会被拒绝"
    return Check("磁盘空间", is_ok=is_ok, detail=detail, cure=cure, is_note=usage.free >= LEAST_ROOM)


def _worker(operation: Operation) -> Check:
    if operation.workers:
        return Check("后台进程", is_ok=True, detail=f"{operation.workers} 个，等待 {operation.waiting} 项")
    seen = f"最后一次出现于 {_moment(operation.seen_at)}" if operation.seen_at else "没有在运行"
    cure = "请启动 fashen serve 或者 fashen worker；停止期间期限不会自动届满，文书不会生成"
    return Check("后台进程", is_ok=False, detail=seen, cure=cure, is_note=not operation.waiting)


def _clocks(operation: Operation, now: datetime) -> Check:
    row = operation.round("clocks")
    if row is None or row.ended_at is None:
        return Check("期限检查", is_ok=False, detail="还没有检查过", cure="后台进程启动后自动进行", is_note=True)
    detail = f"最后一次完成于 {_moment(row.ended_at)}" + (f"；{row.error}" if row.error else "")
    if not row.error and now - row.ended_at <= CLOCKS_LATE_AFTER:
        return Check("期限检查", is_ok=True, detail=detail)
    cure = "请查看后台进程的日志；已到期的期限会在恢复后按到期先后补办"
    return Check("期限检查", is_ok=False, detail=detail, cure=cure, is_note=not row.error and not operation.workers)


def _sealing(operation: Operation) -> Check:
    state = operation.sealing
    if not state.is_late:
        return Check("存证", is_ok=True, detail=f"已存证 {state.size} 条")
    cure = "请查看后台进程的日志，恢复后会自动补做；存证以前的条目仍有逐案日志链条保护"
    return Check("存证", is_ok=False, detail=f"自 {_moment(state.waiting_since)} 起未存证", cure=cure)


def _copies(operation: Operation, folder: Path | None, now: datetime) -> Check:
    name, row = "检查点抄送", operation.round("checkpoints")
    if folder is None:
        cure = "请把 FASHEN_CHECKPOINTS 设为另一台机器上的目录：只有保存在别处的检查点能揭穿改写后重新签名的人"
        return Check(name, is_ok=False, detail="没有设置第二处存放位置", cure=cure, is_note=True)
    if row is None or (row.ended_at is None and not row.error):
        return Check(name, is_ok=False, detail="还没有抄送过", cure="后台进程启动后自动进行", is_note=True)
    last = f"最后一次完成于 {_moment(row.ended_at)}" if row.ended_at else "从未成功"
    if COPIES_DIFFER in row.error:
        return Check(name, is_ok=False, detail=last, cure=COPIES_DIFFER)
    if row.error:
        cure = f"请核对 {folder} 是否已挂载、可写、有空间；存证照常进行，恢复后自动补抄"
        return Check(name, is_ok=False, detail=f"{last}；{row.error}", cure=cure)
    is_ok = row.ended_at is not None and now - row.ended_at <= COPIES_LATE_AFTER
    cure = "请启动后台进程；仍不恢复的，查看其日志，并核对该目录所在的网络存储有没有响应"
    return Check(name, is_ok=is_ok, detail=last, cure=cure, is_note=not operation.workers)


def _backup(operation: Operation, now: datetime) -> Check:
    row = operation.round("backup")
    if row is None or row.ended_at is None:
        cure = "请定时运行 fashen backup，并把备份存到另一台机器"
        return Check("备份", is_ok=False, detail="从未备份", cure=cure, is_note=True)
    is_ok = now - row.ended_at <= BACKUP_EVERY
    return Check("备份", is_ok=is_ok, detail=f"最后一次完成于 {_moment(row.ended_at)}", cure="请检查备份的定时任务")


def _secrets(settings: Settings) -> Iterator[Check]:
    for name in ("secret.key", "checkpoint.key"):
        path = settings.home / name
        if path.exists() and path.stat().st_mode & 0o077:
            cure = f"请运行 chmod 600 {path}"
            yield Check("密钥文件", is_ok=False, detail=f"{name} 可被其他用户读取", cure=cure)
            return
    yield Check("密钥文件", is_ok=True, detail="只有运行本系统的用户可以读取；请另行备份保管")


def _https(settings: Settings) -> Check:
    cure = "正式使用时请经反向代理以 HTTPS 提供服务，并设 FASHEN_HTTPS=1"
    detail = "已启用" if settings.is_https else "没有启用"
    return Check("HTTPS", is_ok=settings.is_https, detail=detail, cure=cure, is_note=True)


def _rights(archive: Archive) -> Iterator[Check]:
    """Return what the database lets the application do with the record, where a database can say so."""
    if not archive.is_shared:
        return
    if may_alter_the_record(archive.engine):
        cure = "请运行 fashen db roles，按输出建立两个角色，并让服务使用应用角色"
        yield Check("数据库权限", is_ok=False, detail="应用可以改动日志", cure=cure)
    else:
        yield Check("数据库权限", is_ok=True, detail="应用只能追加日志，不能改动、删除")
    if not is_fenced(archive.engine):
        cure = "请运行 fashen db roles --apply，并让服务使用应用角色（不是表的所有者）"
        yield Check("机关间数据隔离", is_ok=False, detail="数据库的行级策略对当前角色不起作用", cure=cure)
    else:
        yield Check("机关间数据隔离", is_ok=True, detail="数据库只向每个请求显示本机关的案件")


def _moment(moment: datetime | None) -> str:
    return f"{moment.astimezone(SHANGHAI):%Y-%m-%d %H:%M:%S}" if moment else ""
