"""The process that makes papers: what a template or a library tries there beyond making a paper is refused."""

import json
import os
import signal
import subprocess
import sys
import time
from base64 import b64encode
from pathlib import Path

import pytest

from tests.documents.samples import sample_fields
from tests.documents.words import a_template
from workflows.documents.build import template_for
from workflows.documents.catalogue import paper_kind
from workflows.documents.limited import SECONDS, render_limited
from workflows.errors import RefusedError

DECISION = paper_kind("penalty_decision")

LOCKED = """
import sys
from workflows.documents import limited
limited.confine()
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


def spinning(rows: int) -> dict[str, object]:
    """Return fields over which two loops turn for a long time, though nothing is written."""
    items = [{"name": "x", "specification": "x", "quantity": "1"} for _ in range(rows)]
    return {"items": items, "evidence": [{"name": "x", "proves": "x"} for _ in range(rows)]}


GONE_WRONG = """
import json, os, socket, sys
read = json.loads
def loads(raw):
    for attempt in (lambda: open('FOLDER/new', 'w'), lambda: os.system('true'), socket.socket, os.fork):
        try:
            attempt()
        except PermissionError:
            sys.stderr.write('refused ')
    return read(raw)
json.loads = loads
"""


def test_the_process_is_confined_before_it_reads_what_it_is_asked(tmp_path: Path) -> None:
    """Through its real entrance, with a library gone wrong: it tries everything as soon as the request is read."""
    (tmp_path / "sitecustomize.py").write_text(GONE_WRONG.replace("FOLDER", str(tmp_path)), "utf-8")
    template = b64encode(template_for(DECISION)).decode("ascii")
    asked = {"template": template, "kind": DECISION.id, "fields": sample_fields(DECISION.id)}

    done = subprocess.run(
        [sys.executable, "-m", "workflows.documents.limited", "20"],
        input=json.dumps(asked, default=str).encode(),
        env={"PYTHONPATH": os.pathsep.join([str(tmp_path), *filter(None, sys.path)]), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        timeout=60,
        check=False,
    )

    assert done.stderr.decode() == "refused " * 4
    assert [one.name for one in tmp_path.iterdir()] == ["sitecustomize.py"]
    assert (done.returncode, done.stdout[:2]) == (0, b"PK")


@pytest.mark.parametrize("seconds", [0.2, 2])
def test_a_paper_that_takes_too_long_is_ended_told_and_followed_by_the_next(seconds: float) -> None:
    loops = "{% for a in items %}{% for b in evidence %}{% endfor %}{% endfor %}"
    began = time.monotonic()

    with pytest.raises(RefusedError) as refusal:
        render_limited(a_template(loops), DECISION, spinning(30_000), seconds=seconds)

    assert refusal.value.objection.code == "render-limits"
    assert time.monotonic() - began < SECONDS / 2
    assert render_limited(template_for(DECISION), DECISION, sample_fields(DECISION.id))


def test_a_process_that_nobody_waits_for_any_more_ends_by_itself() -> None:
    """Whoever asked for a paper may have died: then only the process's own limit of processor time ends it."""
    loops = a_template("{% for a in items %}{% for b in evidence %}{% endfor %}{% endfor %}")
    asked = {"template": b64encode(loops).decode("ascii"), "kind": DECISION.id, "fields": spinning(30_000)}

    done = subprocess.run(
        [sys.executable, "-m", "workflows.documents.limited", "2"],
        input=json.dumps(asked).encode(),
        capture_output=True,
        timeout=60,
        check=False,
    )

    # At the limit itself the system sends the one signal or the other.
    assert -done.returncode in {signal.SIGXCPU, signal.SIGKILL}
    assert done.stdout == b""
