"""The order of the tests: what takes longest begins first, so that no worker is left alone with it at the end."""

import gc
import os
import subprocess
import tempfile
from pathlib import Path
from tempfile import mkdtemp

import pytest

from tests.engines import ENGINE, IS_POSTGRESQL
from tests.postgres import meet_here

LONGEST = ("tests/journeys/", "tests/process/proof/")

# Seven thousand tests and all that they import stay to the end: the garbage collector need not look at them.
gc.disable()
# How much is made between two looks: the tests make more at a time than a program of its usual size does.
NEW_BETWEEN_LOOKS = 20_000


def pytest_collection_finish() -> None:
    """Begin to collect garbage, of what the tests themselves make."""
    gc.freeze()
    if not IS_POSTGRESQL:
        # There a file of a case that nobody looks at any more keeps its connection until it is collected.
        gc.set_threshold(NEW_BETWEEN_LOOKS, *gc.get_threshold()[1:])
    gc.enable()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Put the longest files first; pytest-xdist hands files out in this order (``--no-loadscope-reorder``).

    What is marked to be about the other engine alone is no part of this run.
    """
    elsewhere = [one for one in items if any(mark.args != (ENGINE,) for mark in one.iter_markers("engine"))]
    config.hook.pytest_deselected(items=elsewhere)
    items[:] = [one for one in items if one not in elsewhere]
    items.sort(key=lambda item: not item.nodeid.startswith(LONGEST))


def pytest_configure(config: pytest.Config) -> None:
    """Let all processes of this test run share one PostgreSQL, started when a test first needs it, and one folder."""
    meet_here()
    if not hasattr(config, "workerinput"):
        _put_everything_in_one_folder()


# Removes a folder when a process has ended, however it did.
_WATCH = '(while kill -0 "$0" 2>/dev/null; do sleep 1; done; rm -rf "$1") &'


def _put_everything_in_one_folder() -> None:
    """Let whatever the tests leave behind lie in one folder, which is taken away when the run has ended."""
    folder = mkdtemp(prefix="fashen-tests-")
    # A server that runs as nobody must come through to its own folder.
    Path(folder).chmod(0o711)
    os.environ["TMPDIR"] = tempfile.tempdir = folder
    watch = ["sh", "-c", _WATCH, str(os.getpid()), folder]
    nothing = subprocess.DEVNULL
    subprocess.run(watch, check=True, start_new_session=True, stdin=nothing, stdout=nothing, stderr=nothing)
