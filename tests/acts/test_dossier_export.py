"""卷宗: what is handed over is whole, and whatever is changed in it, by whomever, is found and named."""

import json
from datetime import timedelta
from pathlib import Path

import pytest

from tests.acts.dossiers import (
    a_decided_case,
    checkpoint,
    exported,
    faults,
    laid_out,
    resigned,
    run,
)
from tests.acts.rounds import copy_of
from tests.acts.sealing import seal, witnessed, write_entries
from tests.builders import Office
from tests.faults.broken import as_root, break_the_seals
from workflows.errors import NotFoundError, RefusedError
from workflows.questions.sealing import prove_growth
from workflows.witness.keys import Witness


@pytest.fixture(name="office")
def _office() -> Office:
    office = copy_of(a_decided_case())
    return witnessed(office)


def test_the_dossier_holds_everything_in_its_order(office: Office) -> None:
    contents = exported(office)
    papers = [one.title for one in office.dossier().papers]

    names = [name for name in contents if "/" in name]
    page = contents["index.html"].decode()

    assert sum(name.endswith(".docx") for name in names) == len(papers)
    assert [name for name in names if "法制审核意见" in name and name.startswith("副卷/")]
    assert [name for name in names if "事先告知书" in name and name.startswith("正卷/")]
    for word in (
        "卷宗封面",
        "卷内目录（正卷）",
        "卷内目录（副卷）",
        "证据清单",
        "备考表",
        "核验",
        "尚未归档编页",
        *papers,
    ):
        assert word in page
    assert "http" not in page.replace("http-equiv", "")
    assert "<script" not in page
    listed = json.loads(contents["manifest.json"])["files"]
    assert set(listed) == set(contents) - {"manifest.json", "manifest.sig"}


def test_an_untouched_dossier_is_in_order_with_nothing_but_python(office: Office, tmp_path: Path) -> None:
    seal(office)
    (tmp_path / "早先.txt").write_text(checkpoint(office), "utf-8")
    folder = laid_out(exported(office), tmp_path / "卷宗")

    plain, trusting = run(folder), run(folder, "--trusted-checkpoint", str(tmp_path / "早先.txt"))
    (folder / "早先.txt").write_text(checkpoint(office), "utf-8")
    beside = run(folder, "--trusted-checkpoint", str(folder / "早先.txt"))

    assert plain[0] == trusting[0] == beside[0] == 0
    assert plain[1].startswith("一致：")
    assert "不能排除持有密钥和数据库的人改写后重新签名" in plain[1]
    assert "并与早先的检查点一致" in trusting[1]


def test_the_files_of_evidence_are_in_it_and_bound_to_the_act_that_entered_them(office: Office) -> None:
    content = b"%PDF-1.7 \xe4\xb8\x80"
    sha = office.send("../收费 账册?.pdf", content)
    office.do("add_evidence", file=[sha])

    contents = dict(exported(office))
    [name] = [name for name in contents if name.endswith(".pdf")]
    listed = json.loads(contents["manifest.json"])["files"][name]
    exchanged = resigned(office, {**contents, name: content + b"x"})

    assert (contents[name], listed["kind"], listed["sha256"]) == (content, "evidence", sha)
    assert name.startswith("正卷/")
    assert ".." not in name
    assert sha in contents["index.html"].decode()
    assert faults(contents) == []
    assert faults(exchanged) == [f"文件与全过程记录不符：{name}", "缺少办理时收存的文件：收费账册复制件"]


def test_each_altered_file_is_named_and_the_exit_code_is_one(office: Office, tmp_path: Path) -> None:
    contents = exported(office)
    name = next(name for name in contents if "事先告知书" in name)
    folder = laid_out(contents, tmp_path)
    (folder / name).write_bytes(contents[name] + b" ")
    (folder / "正卷" / "夹带.txt").write_text("x")
    (folder / "index.html").unlink()

    code, said = run(folder)

    assert code == 1
    assert said.splitlines() == [
        "不一致：缺少文件：index.html",
        "不一致：多出文件：正卷/夹带.txt",
        f"不一致：文件被改动：{name}",
    ]


@pytest.mark.parametrize("path", ["没有.zip", "verify.py"])
def test_what_cannot_be_read_is_said_with_exit_code_two(office: Office, tmp_path: Path, path: str) -> None:
    folder = laid_out(exported(office), tmp_path)

    code, said = run(folder, str(folder / path))

    assert code == 2
    assert said.startswith("无法读取：")


def test_any_earlier_checkpoint_can_be_held_against_the_dossier(office: Office) -> None:
    notes = []
    for minutes in (0, 1, *range(24 * 60, 24 * 60 + 21)):
        write_entries(office, 3)
        seal(office, minutes=minutes)
        notes.append(checkpoint(office))
    office.now += timedelta(days=2)
    write_entries(office, 1)
    contents = exported(office)
    size = int(contents["checkpoint.txt"].decode().split("\n")[1])
    first = int(notes[0].split("\n")[1])
    with office.archive.reading() as records:
        grown = json.dumps({"old": first, "new": size, "proof": prove_growth(first, size, records=records)})

    told = [faults(contents, trusted=note) for note in notes]
    proof = f"/public/consistency/{first}-{size}.json"
    missing = (
        f"卷宗内没有从 {first} 条到 {size} 条的一致性证明，不能比对：请从公示网页取得 {proof}，用 --consistency 给出"
    )

    # The last checkpoint of each day and the newest come with every dossier; others by the portal, or when named.
    assert told[1] == told[-2] == told[-1] == []
    assert told[0] == [missing]
    assert faults(contents, trusted=notes[0], consistency=grown) == []
    assert faults(exported(office, since=first), trusted=notes[0]) == []
    assert faults(contents, trusted=contents["checkpoint.txt"].decode()) == []


def test_a_checkpoint_newer_than_the_dossier_asks_for_a_new_dossier(office: Office) -> None:
    contents = exported(office)
    write_entries(office, 1)
    seal(office)

    assert "请重新导出卷宗后再核验" in faults(contents, trusted=checkpoint(office))[0]


def test_nothing_is_exported_without_the_key_or_while_a_paper_is_being_made(office: Office) -> None:
    seal(office)
    key, office.means.witness = office.means.witness, Witness()
    with pytest.raises(RefusedError, match="签名密钥不在这台计算机上"):
        exported(office)
    office.means.witness = key
    as_root(office, *break_the_seals(office, "paper_files"), "DELETE FROM paper_files WHERE paper_id = 1")
    with pytest.raises(RefusedError, match="还在生成"):
        exported(office)
    office.case_id = 999
    with pytest.raises(NotFoundError):
        exported(office)
