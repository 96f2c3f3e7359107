"""``fashen dossier`` and ``fashen journal seal``: exported, checked and found altered from the shell."""

import os
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.acts.prepared import a_case_before
from tests.builders import Office
from tests.engines import url_of
from tests.webapp.test_commands import Installation
from workflows.questions.sealing import current_checkpoint


class OfficeAtTheShell(Installation):
    """An office that is spoken to through its command."""

    def __init__(self, office: Office, home: Path) -> None:
        super().__init__(home)
        self.office = office
        shutil.copytree(str(office.means.storage.address), home / "files")


@pytest.fixture(name="shell")
def _shell(tmp_path: Path) -> Iterator[OfficeAtTheShell]:
    office, before = a_case_before("sign_opinion"), dict(os.environ)
    os.environ.update({"FASHEN_DATABASE_URL": url_of(office.archive), "FASHEN_CHECKPOINTS": str(tmp_path / "copies")})
    yield OfficeAtTheShell(office, tmp_path)
    os.environ.clear()
    os.environ.update(before)


def test_sealing_by_hand_makes_the_key_and_copies_the_checkpoint(shell: OfficeAtTheShell) -> None:
    first, again = shell.run("journal", "seal"), shell.run("journal", "seal")

    assert first[0] == again[0] == 0
    assert first[1].endswith("条，抄送检查点 1 份\n")
    assert again[1] == "已存证 0 条，抄送检查点 0 份\n"
    assert (shell.home / "checkpoint.key").stat().st_mode & 0o077 == 0
    with shell.office.archive.reading() as records:
        assert current_checkpoint(records=records).note in next((shell.home / "copies").iterdir()).read_text("utf-8")


def test_a_dossier_is_exported_checked_and_found_altered(shell: OfficeAtTheShell) -> None:
    number, target = shell.office.dossier().case.number, shell.home / "卷宗.zip"
    shell.run("journal", "seal")
    with shell.office.archive.reading() as records:
        (shell.home / "earlier.txt").write_text(current_checkpoint(records=records).note, "utf-8")

    exported = shell.run("dossier", "export", number, "-o", str(target), "--since", str(shell.home / "earlier.txt"))
    sound = shell.run("dossier", "verify", str(target), "--trusted-checkpoint", str(shell.home / "earlier.txt"))
    with zipfile.ZipFile(target, "a") as archive:
        archive.writestr("正卷/夹带.txt", "x")
    altered = shell.run("dossier", "verify", str(target))

    assert exported[0] == 0
    assert exported[1].startswith(f"已导出 {number}：")
    assert sound[0] == 0
    assert "并与早先的检查点一致" in sound[1]
    assert altered == (1, "不一致：多出文件：正卷/夹带.txt\n")
    with shell.office.archive.reading() as records:
        taken = records.access.list_newest(1)[0]
    assert (taken.kind, taken.body["actor"], taken.case_id) == ("Downloaded", "命令行", shell.office.case_id)
    assert not target.with_name("卷宗.zip.part").exists()


def test_bad_input_gets_one_sentence_and_exit_code_two(shell: OfficeAtTheShell) -> None:
    (shell.home / "no.txt").write_bytes(b"\xff\xfe")
    target = str(shell.home / "x.zip")

    unknown = shell.run("dossier", "export", "没有此案", "-o", target)
    odd = {shell.run("dossier", "export", name, "-o", target)[0] for name in ("²", "9" * 30, "2147483648")}
    no_checkpoint = shell.run("dossier", "export", "1", "-o", target, "--since", str(shell.home / "no.txt"))
    unreadable = shell.run("dossier", "verify", target)

    assert unknown == (2, "没有找到：没有此案\n")
    assert odd == {2}
    assert no_checkpoint[0] == unreadable[0] == 2
    assert "不是检查点文件" in no_checkpoint[1]
    assert unreadable[1].startswith("无法读取")
    assert list(shell.home.glob("*.part")) == []


def test_a_dossier_damaged_on_its_way_names_the_file_in_one_sentence(shell: OfficeAtTheShell) -> None:
    number, target = shell.office.dossier().case.number, shell.home / "x.zip"
    shell.run("dossier", "export", number, "-o", str(target))
    sound = target.read_bytes()
    with zipfile.ZipFile(target) as archive:
        places = [
            one.header_offset + 30 + len(one.filename.encode()) for one in archive.infolist() if one.file_size > 200
        ]

    told = set()
    for place in places[:8]:
        damaged = bytearray(sound)
        damaged[place : place + 100] = bytes(0xFF - one for one in sound[place : place + 100])
        target.write_bytes(damaged)
        code, said = shell.run("dossier", "verify", str(target))
        told.add((code, said.partition("：")[2][:10], said.count("\n")))

    assert told == {(1, "文件损坏，无法读出：", 1)}
