"""Another program in a process of its own, with little time, little memory and no network: it reads foreign files.

This file is run by its path, with the standard library alone: it puts the limits on itself and becomes the program.
"""

import ctypes
import errno
import math
import os
import resource
import signal
import struct
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

PAUSE_SECONDS = 0.5
MOST_BYTES = 64 * 1024 * 1024
_NO_NEW_PRIVILEGES, _SECCOMP, _FILTER, _DIES_WITH_PARENT = 38, 22, 2, 1
_ALLOW, _REFUSE = 0x7FFF0000, 0x00050000 | errno.EACCES
_ONLY_LOCAL = 1
_RING = 425
_OTHER_NUMBERS = 0x40000000
# How the kernel calls each processor, and the number it gives there to opening a socket.
_PROCESSORS = {
    "x86_64": (0xC000003E, 41),
    "aarch64": (0xC00000B7, 198),
    "loongarch64": (0xC0000102, 198),
    "riscv64": (0xC00000F3, 198),
}


def run_confined(
    command: Sequence[str],
    *,
    folder: Path,
    seconds: float,
    memory: int,
    environment: Mapping[str, str],
    go_on: Callable[[], None],
) -> tuple[int, str]:
    """Run a program in a folder; return how it ended and the last line it said, or raise TimeoutError.

    ``go_on`` is asked twice a second; whatever it raises ends the program, with everything the program began.
    """
    said, limits = folder / "said", [str(math.ceil(seconds)), str(memory)]
    with said.open("wb") as output:
        process = subprocess.Popen(  # noqa: S603 -- a program named by the operator, and no shell
            [sys.executable, "-I", "-S", __file__, *limits, *command],
            cwd=folder,
            env=dict(environment),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            code = _wait(process, time.monotonic() + seconds, go_on)
        except BaseException:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            raise
    lines = said.read_text("utf-8", "replace").split("\n")
    return code, next((line.strip() for line in reversed(lines) if line.strip()), "")


def _wait(process: "subprocess.Popen[bytes]", until: float, go_on: Callable[[], None]) -> int:
    while (left := until - time.monotonic()) > 0:
        try:
            return process.wait(min(PAUSE_SECONDS, left))
        except subprocess.TimeoutExpired:
            go_on()
    raise TimeoutError


def main() -> None:
    """Put the limits on this process and become the program; the body of the confined process."""
    set_limits(seconds=int(sys.argv[1]), memory=int(sys.argv[2]), file_bytes=MOST_BYTES)
    leave_network()
    os.execv(sys.argv[3], sys.argv[3:])  # noqa: S606 -- a program named by the operator, and no shell


def set_limits(*, seconds: int, memory: int, file_bytes: int) -> None:
    """Limit this process and whatever it begins: processor time, memory, the size of a file."""
    for limit, value in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_FSIZE, file_bytes),
        (resource.RLIMIT_CORE, 0),
    ):
        hard = resource.getrlimit(limit)[1]
        resource.setrlimit(limit, (value, value) if hard == resource.RLIM_INFINITY else (min(value, hard), hard))


def leave_network() -> None:
    """Let this process and whatever it begins open no socket but a local one; it ends with whoever began it."""
    machine = os.uname().machine
    if machine not in _PROCESSORS:
        raise OSError(errno.ENOSYS, f"the network cannot be closed on {machine}")
    rules = ctypes.create_string_buffer(_filter(*_PROCESSORS[machine]))
    program = ctypes.create_string_buffer(struct.pack("HxxxxxxP", len(rules) // 8, ctypes.addressof(rules)))
    _control(_DIES_WITH_PARENT, signal.SIGKILL)
    _control(_NO_NEW_PRIVILEGES, 1)
    _control(_SECCOMP, _FILTER, ctypes.addressof(program))


def _control(what: int, value: int, address: int = 0) -> None:
    library = ctypes.CDLL(None, use_errno=True)
    if library.prctl(what, *(ctypes.c_ulong(one) for one in (value, address, 0, 0))) != 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))


def _filter(processor: int, opening: int) -> bytes:
    """Return the kernel's filter: refuse every socket that is not local, and the ways past this rule."""
    load, is_equal, is_at_least, answer = 0x20, 0x15, 0x35, 0x06
    rules = [
        (load, 0, 0, 4),
        (is_equal, 0, 7, processor),
        (load, 0, 0, 0),
        (is_at_least, 5, 0, _OTHER_NUMBERS),
        (is_equal, 4, 0, _RING),
        (is_equal, 0, 2, opening),
        (load, 0, 0, 16),
        (is_equal, 0, 1, _ONLY_LOCAL),
        (answer, 0, 0, _ALLOW),
        (answer, 0, 0, _REFUSE),
    ]
    return b"".join(struct.pack("HBBI", *rule) for rule in rules)


if __name__ == "__main__":
    main()
