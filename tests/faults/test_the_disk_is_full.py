"""A disk that fills up while people work, and has room again: nothing acknowledged is lost, nobody restarts anything.

Hypothesis (P7): on a full disk an act is refused whole, reading goes on, and the first act after there is room again
succeeds in the same process. The disk is a real one of 12 MB in a mount namespace of the test's own; where neither root
nor the kernel allows one, a limit to the size of files stands for it. Negative control: the disk must have been full.
"""

import json
import subprocess
import sys
from functools import cache
from pathlib import Path

from tests.builders import ROOT

FULL_AND_BACK = """
import json, os, resource, signal, subprocess, sys
import tempfile
disk, way = sys.argv[1:]
if way == "disk":
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=12m", "tmpfs", disk], check=True)
tempfile.tempdir = disk
from tests.builders import an_office
from workflows.questions.journal import verify_journals
from workflows.records.cases import Case
office = an_office()
office.a_case()

def fill():
    if way == "disk":
        room = os.statvfs(disk)
        with open(f"{disk}/ballast", "wb") as ballast:
            ballast.write(bytes(room.f_bavail * room.f_bsize - 600_000))
        return
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    file = str(office.archive.engine.url.database)
    limit = max(os.path.getsize(file), os.path.getsize(file + "-wal")) + 250_000
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))

def make_room():
    if way == "disk":
        subprocess.run(["mount", "-o", "remount,size=64m", disk], check=True)
    else:
        resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))

def cases():
    with office.archive.reading() as records:
        return len(records.list_where(Case))

fill()
done, failures = 1, []
while len(failures) < 3:
    try:
        office.a_case()
        done += 1
    except Exception as error:
        failures.append(type(error).__name__)
        if done > 3000:
            break
read_while_full = cases()
make_room()
office.a_case()
with office.archive.reading() as records:
    broken = verify_journals(records=records)
    damage = [row[0] for row in records.session.connection().exec_driver_sql("PRAGMA integrity_check")]
print(json.dumps([done, failures, read_while_full, cases(), broken is None, damage]))
"""


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
    told = subprocess.run(
        [*world, sys.executable, "-c", FULL_AND_BACK, tmp_path, "disk" if world else "limit"],
        cwd=ROOT,
        env={"PYTHONPATH": str(ROOT), "PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "FASHEN_TEST_ENGINE": "sqlite"},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert told.returncode == 0, told.stderr[-2000:]
    done, failures, read_while_full, at_the_end, is_whole, damage = json.loads(told.stdout)

    assert len(failures) == 3, "the disk was never full"
    assert set(failures) <= {"OperationalError", "OSError", "UnsavedError", "StorageDownError"}
    assert done > 1
    assert read_while_full == done
    assert at_the_end == done + 1
    assert (is_whole, damage) == (True, ["ok"])
