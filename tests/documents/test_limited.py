"""The process that makes papers: what a template or a library tries there beyond making a paper is refused."""

import subprocess
import sys
from pathlib import Path

import pytest

LOCKED = """
import sys
from workflows.documents import limited
limited._limit()
sys.addaudithook(limited._refuse_event)
import os, resource
try:
    {attempt}
except (PermissionError, MemoryError) as error:
    print(type(error).__name__)
"""
# A harmless thing that is done there too, so that a refusal is one.
HARMLESS = "print(len(open(limited.__file__).read()) > 100)"


def tried(attempt: str, folder: Path) -> str:
    """Return what the locked process says of an attempt."""
    script = LOCKED.format(attempt=attempt.replace("FOLDER", str(folder)))
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=30, check=False)
    return done.stdout.strip()


@pytest.mark.parametrize(
    ("attempt", "said"),
    [
        (HARMLESS, "True"),
        ("open('FOLDER/kept', 'w')", "PermissionError"),
        ("os.open('FOLDER/kept', os.O_WRONLY | os.O_TRUNC)", "PermissionError"),
        ("os.open('FOLDER/new', os.O_RDONLY | os.O_CREAT)", "PermissionError"),
        ("os.remove('FOLDER/kept')", "PermissionError"),
        ("os.system('true')", "PermissionError"),
        ("__import__('subprocess').run(['true'])", "PermissionError"),
        ("__import__('socket').create_connection(('127.0.0.1', 9))", "PermissionError"),
        ("__import__('ctypes').CDLL(None)", "PermissionError"),
        ("'a' * 10**9", "MemoryError"),
        ("print(resource.getrlimit(resource.RLIMIT_CPU)[0] <= limited.SECONDS)", "True"),
        ("print(resource.getrlimit(resource.RLIMIT_FSIZE)[0])", "0"),
    ],
)
def test_nothing_but_reading_and_reckoning_is_possible(attempt: str, said: str, tmp_path: Path) -> None:
    (tmp_path / "kept").write_text("kept")

    assert tried(attempt, tmp_path) == said
    assert {one.name: one.read_text() for one in tmp_path.iterdir()} == {"kept": "kept"}
