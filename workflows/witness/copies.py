"""The second place: checkpoints as they were signed, one file a day, out of reach of who keeps the database."""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from workflows.vocabulary.wording import N_
from workflows.witness.checkpoints import Checkpoint, PublicKey, open_note

COPIES_DIFFER = N_(
    "存证日志与第二处存放位置的检查点不符：日志可能被改写并重新签名，也可能刚恢复了较早的备份。已停止抄送，"
    "请立即保全数据库和该处文件并报告审计管理员，运行 fashen journal verify 查明；"
    "确系恢复备份的，把旧文件移到别处保存后抄送自动继续"
)

_SUFFIX = ".checkpoints"
_LINES = 5


def append_notes(folder: Path, day: str, notes: Iterable[str]) -> None:
    """Write checkpoints behind those of their day (``2026-05-18``); half a one that a fault left there goes first."""
    path = folder / f"{day}{_SUFFIX}"
    path.touch()
    whole = path.read_bytes()
    end = len("".join(f"{one}\n" for one in split_notes(whole.decode("utf-8", "ignore"))).encode())
    if end < len(whole):
        os.truncate(path, end)
    with path.open("a", encoding="utf-8") as file:
        file.write("\n" * (end - len(whole)))
        file.writelines(f"{one}\n" for one in notes)


def newest_note(folder: Path) -> str | None:
    """Return the newest checkpoint of the second place, which alone says what was copied; None where none lies."""
    for path in sorted(folder.glob(f"*{_SUFFIX}"), reverse=True):
        notes = split_notes(path.read_text("utf-8", "ignore"))
        if notes:
            return notes[-1]
    return None


def kept_notes(place: Path | None) -> Iterator[str]:
    """Yield every checkpoint of a file, or of all files of a second place; nothing where there is no such place."""
    if place is not None and place.is_dir():
        for path in sorted(place.glob(f"*{_SUFFIX}")):
            yield from split_notes(path.read_text("utf-8", "ignore"))
    elif place is not None and place.exists():
        yield from split_notes(place.read_text("utf-8", "ignore"))


def split_notes(written: str) -> list[str]:
    """Return the checkpoints that stand one behind the other; half a one is left out."""
    lines = written.replace("\r\n", "\n").split("\n")
    starts = [place - 1 for place, line in enumerate(lines) if place and line.isdigit()]
    return ["\n".join([*lines[start : start + _LINES], ""]) for start in starts if start + _LINES < len(lines)]


def open_by_any(note: str, keys: Iterable[PublicKey]) -> Checkpoint:
    """Return the checkpoint of a note that one of the keys signed, the newest tried first; ValueError for any other."""
    for key in keys:
        try:
            return open_note(note, key)
        except ValueError:
            continue
    message = "signed by none of these keys"
    raise ValueError(message)
