"""Rendering in a process of its own, with little time, little memory and no network: templates come from people."""

import json
import math
import os
import subprocess
import sys
from base64 import b64decode, b64encode
from collections.abc import Mapping
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path

from workflows.documents.catalogue import PaperKind, paper_kind
from workflows.documents.confined import leave_network, set_limits
from workflows.documents.formatting import Blank
from workflows.documents.render import render
from workflows.errors import RefusedError
from workflows.vocabulary.wording import N_, Objection

SECONDS = 20
MEMORY = 512 * 1024 * 1024
_ROOT = Path(__file__).resolve().parents[2]
_REFUSED = 3
_BLANK = "\x00"
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_FORBIDDEN = (
    "socket.", "subprocess.", "os.exec", "os.fork", "os.posix_spawn", "os.spawn", "os.system", "ctypes.dlopen",
    "shutil.", "os.remove", "os.rename", "os.rmdir", "os.mkdir", "os.link", "os.symlink", "os.truncate",
)  # fmt: skip


def render_limited(
    template: bytes, kind: PaperKind, fields: Mapping[str, object], *, seconds: float = SECONDS
) -> bytes:
    """Return what ``render`` returns, made in a limited process (20 s, 512 MB, no network, no other files written).

    Raises RefusedError like ``render``, and when the limits are passed.
    """
    request = {"template": b64encode(template).decode("ascii"), "kind": kind.id, "fields": _plain(fields)}
    try:
        done = subprocess.run(  # noqa: S603 -- this very file
            [sys.executable, "-m", "workflows.documents.limited", str(math.ceil(seconds))],
            input=json.dumps(request).encode("utf-8"),
            capture_output=True,
            check=False,
            cwd=_ROOT,
            env={"PYTHONPATH": os.pathsep.join(["", *filter(None, sys.path)]), "PYTHONDONTWRITEBYTECODE": "1"},
            timeout=seconds,
        )
    except subprocess.TimeoutExpired as error:
        raise RefusedError(_too_much(kind)) from error
    if done.returncode == 0:
        return done.stdout
    if done.returncode == _REFUSED:
        raise RefusedError(_read_objection(done.stderr))
    raise RefusedError(_too_much(kind))


def main() -> int:
    """Read one request from standard input, write the paper to standard output; the body of the limited process."""
    confine(int(sys.argv[1]))
    request = json.loads(sys.stdin.buffer.read())
    kind = paper_kind(request["kind"])
    try:
        paper = render(b64decode(request["template"]), kind, _with_blanks_marked(request["fields"]))
    except RefusedError as refusal:
        objection = refusal.objection
        told = {"code": objection.code, "text": objection.text, "params": dict(objection.params)}
        sys.stderr.write(json.dumps(told))
        return _REFUSED
    sys.stdout.buffer.write(paper)
    return 0


def confine(seconds: int = SECONDS) -> None:
    """Put the limits on this process for good: nothing but reading files and reckoning is possible after it.

    The kernel refuses the network where it can be told to; beside that, Python itself refuses what it is asked.
    """
    set_limits(seconds=seconds, memory=MEMORY, file_bytes=0)
    with suppress(OSError):
        leave_network()
    sys.addaudithook(_refuse_event)


def _refuse_event(event: str, arguments: tuple[object, ...]) -> None:
    """Refuse network, other programs and writing, whatever a template or a library may try."""
    if (event == "open" and _writes(*arguments[1:])) or event.startswith(_FORBIDDEN):
        raise PermissionError(event)


def _writes(mode: object, flags: object) -> bool:
    """Say whether a file is opened for more than reading, by its mode or, below Python's own ``open``, by its flags."""
    by_mode = isinstance(mode, str) and any(letter in mode for letter in "wax+")
    return by_mode or (isinstance(flags, int) and bool(flags & _WRITING))


def _too_much(kind: PaperKind) -> Objection:
    text = N_("《{paper}》未能在规定的时间和内存内生成，请检查模板和填写内容后重试")
    return Objection("render-limits", text, {"paper": kind.name})


def _read_objection(told: bytes) -> Objection:
    read = json.loads(told)
    return Objection(str(read["code"]), str(read["text"]), read["params"])


def _plain(value: object) -> object:
    """Return JSON for fields; blanks of a preview keep their mark."""
    if isinstance(value, Mapping):
        return {str(name): _plain(part) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(part) for part in value]
    if isinstance(value, Blank):
        return f"{_BLANK}{value}"
    return value.isoformat() if isinstance(value, datetime | date) else value


def _with_blanks_marked(value: object) -> dict[str, object]:
    marked = _marked(value)
    return marked if isinstance(marked, dict) else {}


def _marked(value: object) -> object:
    if isinstance(value, dict):
        return {name: _marked(part) for name, part in value.items()}
    if isinstance(value, list):
        return [_marked(part) for part in value]
    if isinstance(value, str) and value.startswith(_BLANK):
        return Blank(value[1:])
    return value


if __name__ == "__main__":
    sys.exit(main())
