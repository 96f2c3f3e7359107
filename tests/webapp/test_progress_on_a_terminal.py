"""Every command that may take long shows on a terminal how far it is; every other command ends at once."""

import os
import pty
import re
import shutil
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack, contextmanager, redirect_stderr
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread
from time import sleep
from typing import TextIO

import click
import pytest

from tests.acts.flow_drafting import NOTICE, begin, save
from tests.acts.prepared import a_case_before
from tests.acts.test_calendar import HOLIDAYS, TITLE
from tests.acts.test_errands import ask
from tests.acts.test_import_cases import ROW, a_csv
from tests.builders import ROOT, Office
from tests.engines import IS_POSTGRESQL, an_empty_database, as_owner, url_of
from tests.postgres import programs
from tests.webapp.test_commands import Installation
from webapp.cli import cli
from webapp.commands.progress import STAGES, stages
from webapp.installation import Clock
from workflows.process.proof.stages import Stage
from workflows.questions.operation import read_operation
from workflows.worker import Worker

# Where a long command runs: in an office, also where somebody works in the background, or where nothing is yet; or it
# runs in an office, shows how far it is, and is refused.
HERE, WORKING, NOWHERE, REFUSED = "here", "working", "nowhere", "refused"
NOW = Clock(None).now
CHECKED = ("读取文件", "检查流程图的结构", "证明全部可能的办理过程")

# Every command that may take long: how it is called, where, and what it shows, each with a bar of its own.
LONG: Mapping[str, tuple[str, str, tuple[str, ...]]] = {
    "backup": (
        "{folder}/taken.tar",
        HERE,
        ("抄出数据库", "检查数据库", "核验日志", "装入数据库和文件", "复核备份（MB）", "计算校验值（MB）"),
    ),
    "calendar import": ("{folder}/2027.csv --by he", WORKING, ("重算未结时限",)),
    "cases import": ("{folder}/older.csv --by he", HERE, ("核对和导入各行",)),
    "db upgrade": ("", NOWHERE, ("升级数据库",)),
    "demo load": ("", NOWHERE, ("升级数据库",)),
    "dossier export": ("{case} -o {folder}/dossier.zip", HERE, ("装入卷宗",)),
    "dossier verify": ("{folder}/whole.zip", HERE, ("核对文件",)),
    "errands watch": ("{errand}", WORKING, ("导出案件清单",)),
    "export case": ("{case} -o {folder}/case.zip", HERE, ("装入文件",)),
    "export cases": ("-o {folder}/cases.csv", HERE, ("写出案件",)),
    "export xes": ("-o {folder}/log.xes", HERE, ("写出案件",)),
    "flow check": ("{folder}/bpmn", HERE, CHECKED),
    # Most of an examination was seen above; this draft cannot even be read, and is refused.
    "flow publish": ("{draft} --by he", REFUSED, CHECKED[:1]),
    "journal seal": ("", HERE, ("存证日志",)),
    "journal verify": ("", HERE, ("核验日志",)),
    "restore": (
        "{folder}/given.tar",
        NOWHERE,
        (
            "核对备份（MB）",
            "放回数据库",
            "放回文件",
            "检查数据库",
            "核验日志",
            "核对文件",
            "计算校验值（MB）",
        ),
    ),
    "search rebuild": ("", HERE, ("写入索引", "写入历史案件索引")),
}

# One record, one page of records, or a few files are all these touch.
AT_ONCE = frozenset(
    """
    agency add, agency add-unit, api token create, api token fetch, api token list, api token renew, api token revoke,
    api token withdraw, calendar show, clock due, db roles, demo clock, doctor, errands, errands again, errands cancel,
    flow diff, flow export, flow import, jobs, jobs retry, journal new-key, people first, people reissue, user add,
    webhook add, webhook list, webhook pause, webhook remove, webhook resume, webhook secret, webhook test
    """.replace("\n   ", "")
    .strip()
    .split(", ")
)
# These go on until they are stopped; what the last one waits for, npm, speaks for itself.
WITHOUT_END = frozenset({"serve", "demo serve", "worker", "assets"})


class Desk(Installation):
    """Somebody who calls commands at a terminal."""

    def shown(self, *arguments: str) -> tuple[int, str, str]:
        """Return the exit code, what the command answered, and what appeared on the terminal beside the answer."""
        with a_terminal() as terminal:
            self.screen = terminal.screen
            code, said = self.run(*arguments)
        return code, said, terminal.shown


@dataclass
class Terminal:
    """A terminal: what is written to its screen is what was shown when it is closed."""

    screen: TextIO
    shown: str = ""


@contextmanager
def a_terminal() -> Iterator[Terminal]:
    """Give a true terminal, as far as any program can tell."""
    ours, theirs = pty.openpty()
    seen = list[bytes]()
    watching = Thread(target=lambda: seen.extend(_everything(ours)))
    watching.start()
    try:
        with os.fdopen(theirs, "w", encoding="utf-8") as screen:
            terminal = Terminal(screen)
            yield terminal
    finally:
        watching.join()
        os.close(ours)
    terminal.shown = b"".join(seen).decode()


def _everything(terminal: int) -> Iterator[bytes]:
    """Yield what is written to a terminal until nobody has it open any more."""
    while True:
        try:
            written = os.read(terminal, 65536)
        except OSError:
            return
        if not written:
            return
        yield written


@pytest.fixture(name="office", scope="module")
def _office() -> Office:
    return a_case_before("assign_officers")


@pytest.fixture(name="named", scope="module")
def _named(office: Office, tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, object]:
    """Lay out everything the commands are given, and return it by name."""
    folder = tmp_path_factory.mktemp("given")
    notice = ["年度,2027", f"标题,{TITLE}", *(f"放假,{first},{last or ''},{name}" for name, first, last in HOLIDAYS)]
    (folder / "2027.csv").write_text("\n".join([*notice, "上班,2027-01-31"]), "utf-8")
    (folder / "older.csv").write_bytes(a_csv(ROW))
    # What this process has examined before it would not examine again: this flow is nobody else's.
    shutil.copytree(ROOT / "bpmn", folder / "bpmn")
    with (folder / "bpmn" / NOTICE).open("a", encoding="utf-8") as diagram:
        diagram.write("<!-- checked on a terminal -->")
    draft = begin(office)
    save(office, draft, NOTICE, "<broken/>")
    number = office.dossier().case.number
    with _at_the(office) as desk:
        assert desk.run("dossier", "export", number, "-o", str(folder / "whole.zip"))[0] == 0
        assert desk.run("backup", str(folder / "given.tar"))[0] == 0
    return {"folder": folder, "case": number, "draft": draft, "errand": ask(office)}


@contextmanager
def _at(home: Path, database: str) -> Iterator[Desk]:
    """Give a terminal of the machine with this data folder and database, and the programs of the tests' PostgreSQL."""
    before = dict(os.environ)
    path = f"{programs()}:{before['PATH']}" if IS_POSTGRESQL else before["PATH"]
    os.environ.update({"PATH": path, "FASHEN_DATABASE_URL": database})
    try:
        yield Desk(home)
    finally:
        os.environ.clear()
        os.environ.update(before)


def _at_the(office: Office) -> AbstractContextManager[Desk]:
    return _at(Path(str(office.means.storage.address)).parent, url_of(as_owner(office.archive)))


@contextmanager
def _somebody_works(office: Office) -> Iterator[None]:
    """Have the background work done meanwhile, as ``fashen worker`` does it."""
    stop = Event()
    working = Thread(target=Worker(office.archive, office.means, NOW, NOW).run, args=(stop,))
    working.start()
    try:
        while working.is_alive() and not _workers(office):
            sleep(0.01)
        yield
    finally:
        stop.set()
        working.join()


def _workers(office: Office) -> int:
    with office.archive.reading() as records:
        return read_operation(records=records, now=NOW()).workers


def leaves(command: click.Command, *path: str) -> Iterator[str]:
    """Yield the names of all commands; a group that can be called itself is one."""
    if not isinstance(command, click.Group):
        yield " ".join(path)
        return
    if command.invoke_without_command:
        yield " ".join(path)
    for name, one in command.commands.items():
        yield from leaves(one, *path, name)


def test_every_command_either_shows_how_far_it_is_or_ends_at_once() -> None:
    rows = [*LONG, *AT_ONCE, *WITHOUT_END]

    assert sorted(rows) == sorted(leaves(cli)), "a new command needs a row: is it long, or does it end at once?"


@pytest.mark.parametrize("command", LONG)
def test_a_long_command_shows_how_far_it_is(
    command: str, office: Office, named: Mapping[str, object], tmp_path: Path
) -> None:
    arguments, where, labels = LONG[command]
    words = [*command.split(), *arguments.format_map(named).split()]
    with ExitStack() as stack:
        desk = stack.enter_context(_at(tmp_path, an_empty_database(tmp_path)) if where == NOWHERE else _at_the(office))
        if where == WORKING:
            stack.enter_context(_somebody_works(office))
        code, said, shown = desk.shown(*words)

    assert code == (2 if where == REFUSED else 0), (said, shown)
    unfinished = [label for label in labels if not re.search(rf"{label} .*\b(\d+)/\1\b", shown)]
    assert unfinished == [], shown
    assert "[#" not in said


def test_every_stage_of_an_examination_has_a_line_and_equal_pieces_share_one() -> None:
    with a_terminal() as terminal, redirect_stderr(terminal.screen), stages() as listener:
        for name in [one for one in STAGES if one != "trials"]:
            listener(Stage(name))
        for number in (1, 2, 3):
            listener(Stage("trials", number, 3))

    lines = re.findall(r"([一-鿿]+)  \[#+\]  (\d/\d)\x1b\[\?25h\r\n", terminal.shown)
    assert lines == [(term, "3/3" if name == "trials" else "1/1") for name, term in STAGES.items()]
    assert "流程引擎试跑随机案件  [########################------------]  2/3" in terminal.shown
