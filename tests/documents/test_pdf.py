"""PDF 版 by the real LibreOffice: its words are there; what takes too long is ended, told, and harms nothing else."""

import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from tests.builders import ROOT
from tests.documents.samples import sample_fields
from workflows.documents.build import template_for
from workflows.documents.catalogue import paper_kind
from workflows.documents.confined import MOST_BYTES, run_confined
from workflows.documents.package import BODY_PART, read_package, write_package
from workflows.documents.pdf import OFF, PdfPress
from workflows.documents.render import render
from workflows.errors import RefusedError

DECISION = paper_kind("penalty_decision")
PATIENCE_SECONDS = 20
SCRIPT = """
import os, resource, socket, subprocess, sys
try:
    {attempt}
except (OSError, MemoryError) as error:
    print(type(error).__name__)
"""


@pytest.fixture(name="paper", scope="module")
def _paper() -> bytes:
    return render(template_for(DECISION), DECISION, sample_fields(DECISION.id))


def endless(paper: bytes) -> bytes:
    """Return a paper of so many pages that no machine of ours has laid them out in a few seconds."""
    members = read_package(paper)
    pages = b"<w:p><w:r><w:t>" + "当事人对处罚决定不服的，可以依法申请行政复议。".encode() * 20 + b"</w:t></w:r></w:p>"
    members[BODY_PART] = members[BODY_PART].replace(b"<w:body>", b"<w:body>" + pages * 20_000)
    return write_package(members)


def words_of(pdf: Path) -> str:
    return subprocess.run(["pdftotext", str(pdf), "-"], capture_output=True, text=True, check=True).stdout


def commands_in(folder: Path) -> str:
    """Return how the processes were called that work in a folder or with something of it."""
    found = ""
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            command = (process / "cmdline").read_text("utf-8", "replace")
            if str(folder) in command or (process / "cwd").readlink() == folder:
                found += command
    return found


def waited_until(is_so: Callable[[], bool]) -> bool:
    until = time.monotonic() + PATIENCE_SECONDS
    while not is_so() and time.monotonic() < until:
        time.sleep(0.02)
    return is_so()


def test_the_words_of_a_paper_stand_in_its_pdf(paper: bytes, tmp_path: Path) -> None:
    words = words_of(PdfPress().make(paper, tmp_path))

    assert [word for word in ("行政处罚决定书", "青峦民罚决字", "永宁礼仪服务有限公司") if word not in words] == []


def test_what_takes_too_long_is_ended_with_everything_it_began(paper: bytes, tmp_path: Path) -> None:
    began = time.monotonic()

    with pytest.raises(RefusedError) as refusal:
        PdfPress(seconds=3).make(endless(paper), tmp_path)

    objection = refusal.value.objection
    assert (objection.code, dict(objection.params)) == ("pdf-limits", {"seconds": 3})
    assert time.monotonic() - began < 10
    assert waited_until(lambda: not commands_in(tmp_path))


def test_whoever_ends_it_is_heard_while_it_is_made(paper: bytes, tmp_path: Path) -> None:
    def stop() -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        PdfPress().make(endless(paper), tmp_path, go_on=stop)

    assert waited_until(lambda: not commands_in(tmp_path))


def test_what_libreoffice_cannot_do_is_told_with_its_own_words(paper: bytes, tmp_path: Path) -> None:
    with pytest.raises(RefusedError) as refusal:
        PdfPress(memory=128 * 1024 * 1024).make(paper, tmp_path)

    assert refusal.value.objection.code == "pdf-failed"
    assert refusal.value.objection.params["told"]


@pytest.mark.parametrize("program", ["/nowhere/soffice", "no-such-program", OFF])
def test_a_machine_without_libreoffice_says_what_to_install(program: str, paper: bytes, tmp_path: Path) -> None:
    with pytest.raises(RefusedError, match="请系统管理员安装 libreoffice-writer-nogui"):
        PdfPress(program).make(paper, tmp_path)

    assert PdfPress(program).is_offered is (program != OFF)


@pytest.mark.parametrize(
    ("attempt", "said"),
    [
        ("print(len(open('/etc/passwd').read()) > 100)", "True"),
        ("socket.socket(socket.AF_UNIX).close(); print('local')", "local"),
        ("socket.socket(socket.AF_INET)", "PermissionError"),
        ("socket.socket(socket.AF_INET6, socket.SOCK_DGRAM)", "PermissionError"),
        ("socket.socket(socket.AF_NETLINK, socket.SOCK_RAW)", "PermissionError"),
        ("subprocess.run([sys.executable, '-c', 'import socket; socket.socket()'], check=True)", "CalledProcessError"),
        ("'a' * 10**9", "MemoryError"),
        (
            "print(resource.getrlimit(resource.RLIMIT_CPU)[0], resource.getrlimit(resource.RLIMIT_FSIZE)[0])",
            f"5 {MOST_BYTES}",
        ),
        ("print(sorted(os.environ))", "['LC_CTYPE', 'PATH']"),
    ],
)
def test_a_confined_program_has_no_network_and_little_of_everything(attempt: str, said: str, tmp_path: Path) -> None:
    _, told = run_confined(
        [sys.executable, "-c", SCRIPT.format(attempt=attempt)],
        folder=tmp_path,
        seconds=5,
        memory=512 * 1024 * 1024,
        environment={"PATH": "/usr/bin:/bin"},
        go_on=lambda: None,
    )

    assert said in told


def test_a_confined_program_ends_with_whoever_began_it(tmp_path: Path) -> None:
    begin = f"""
from pathlib import Path
from workflows.documents.confined import run_confined
limits = {{"folder": Path({str(tmp_path)!r}), "seconds": 60, "memory": 10**9}}
run_confined(["/bin/sleep", "60"], **limits, environment={{}}, go_on=int)
"""
    worker = subprocess.Popen([sys.executable, "-"], stdin=subprocess.PIPE, cwd=ROOT)
    assert worker.stdin is not None
    with worker.stdin as said:
        said.write(begin.encode())
    has_begun = waited_until(lambda: commands_in(tmp_path) == "/bin/sleep\x0060\x00")

    worker.kill()
    worker.wait()

    assert has_begun
    assert waited_until(lambda: not commands_in(tmp_path))
