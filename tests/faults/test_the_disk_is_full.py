"""A disk that fills up while people work, and has room again: nothing acknowledged is lost, nobody restarts anything.

Hypothesis (P7): on a full disk an act is refused whole, reading goes on, and the first act after there is room again
succeeds in the same process. The disk is a real small one in a mount namespace of the test's own; where neither root
nor the kernel allows one, a limit to the size of files stands for it, on SQLite. Negative control: the disk must have
been full.
"""

import json
import resource
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from tests.builders import ROOT
from tests.engines import ENGINE, IS_POSTGRESQL
from workflows.storage import Storage, StorageDownError


@cache
def a_world_of_its_own() -> list[str]:
    """Return the command that gives a process mounts of its own, as root or by the kernel's leave; empty for none."""
    for command in (["unshare", "--mount"], ["unshare", "--map-root-user", "--mount"]):
        tried = "mount -t tmpfs -o size=1m tmpfs /mnt"
        try:
            done = subprocess.run([*command, "sh", "-c", tried], capture_output=True, check=False, timeout=30)
        except FileNotFoundError:
            continue
        if done.returncode == 0:
            return command
    return []


def test_a_full_disk_refuses_whole_acts_until_there_is_room_again(tmp_path: Path) -> None:
    world = a_world_of_its_own()
    assert world or not IS_POSTGRESQL, "a disk for PostgreSQL needs root, or a kernel that lets users mount"
    # PostgreSQL's own user must reach it, below a folder that is nobody's but ours.
    disk = Path("/mnt") if IS_POSTGRESQL else tmp_path
    told = subprocess.run(
        [*world, sys.executable, "-m", "tests.faults.office_on_a_full_disk", disk, "disk" if world else "limit"],
        cwd=ROOT,
        env={"PYTHONPATH": str(ROOT), "PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "FASHEN_TEST_ENGINE": ENGINE},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert told.returncode == 0, told.stderr[-2000:]
    found = json.loads(told.stdout)

    assert len(found["failures"]) == 3, "the disk was never full"
    # What a limit refuses, SQLite does not call a full disk.
    named = {"UnsavedError", "StorageDownError"} if world else {"OperationalError", "OSError"}
    assert set(found["failures"]) <= named
    assert found["done"] > 1
    assert found["read while full"] == found["done"]
    assert found["at the end"] == found["done"] + 1
    assert found["damage"] == ["ok"]


def test_a_file_that_finds_no_room_leaves_nothing_of_itself_behind(tmp_path: Path) -> None:
    storage, before = Storage(str(tmp_path / "files")), resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, before[1]))
    try:
        with pytest.raises(StorageDownError, match="File too large"):
            storage.put(b"x" * 20_000)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)

    assert [one for one in (tmp_path / "files").rglob("*") if one.is_file()] == []
    assert storage.has(storage.put(b"x" * 20_000))
