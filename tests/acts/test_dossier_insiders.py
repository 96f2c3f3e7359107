"""Who holds the key, the database or both, and how far that carries: what only a checkpoint kept elsewhere finds."""

import json
from pathlib import Path

import pytest

from tests.acts.dossiers import a_decided_case, checkpoint, exported, faults, laid_out, reseal, resigned, run
from tests.acts.rounds import copy_of
from tests.acts.sealing import rewrite_chain, seal, witnessed
from tests.builders import Office
from tests.faults.broken import break_the_seals


@pytest.fixture(name="office")
def _office() -> Office:
    return witnessed(copy_of(a_decided_case()))


def test_a_file_exchanged_with_its_manifest_by_who_has_no_key_is_found(office: Office) -> None:
    contents = dict(exported(office))
    manifest = json.loads(contents["manifest.json"])
    manifest["case"] = "另一案"
    contents["manifest.json"] = json.dumps(manifest).encode()

    assert faults(contents) == ["清单 manifest.json 或者其签名 manifest.sig 被改动"]


def test_an_insider_with_the_key_alone_cannot_exchange_a_paper(office: Office) -> None:
    """The manifest can be signed again; the record of the paper cannot, it lies in the tree."""
    contents = dict(exported(office))
    name = next(name for name in contents if "事先告知书" in name)
    contents[name] += b"forged"

    assert faults(resigned(office, contents)) == [
        f"文件与全过程记录不符：{name}",
        f"缺少文书：{Path(name).stem[4:]}",
    ]


def test_an_insider_with_the_key_alone_cannot_rewrite_an_entry_or_an_answer(office: Office) -> None:
    contents = dict(exported(office))
    events = contents["events.jsonl"].replace("线索核查".encode(), "线索合查".encode(), 1)
    steps = contents["steps.jsonl"].replace("殡葬".encode(), "殡仪".encode(), 1)

    in_events = faults(resigned(office, {**contents, "events.jsonl": events}))
    in_steps = faults(resigned(office, {**contents, "steps.jsonl": steps}))

    assert any("全过程记录第 3 条" in one and "与存证不符" in one for one in in_events)
    assert in_steps == ["办理内容 steps.jsonl 与全过程记录不符：1 项没有对应的内容"]


def test_an_insider_with_database_and_key_is_caught_by_the_earlier_checkpoint_alone(
    office: Office, tmp_path: Path
) -> None:
    """Everything is rewritten and signed again: without a checkpoint kept elsewhere nothing shows, and we say so."""
    seal(office)
    earlier = checkpoint(office)
    rewrite_chain(office, seq=2, seals=break_the_seals(office))
    reseal(office)

    forged = exported(office, since=int(earlier.split("\n")[1]))
    (tmp_path / "earlier.txt").write_text(earlier, "utf-8")
    folder = laid_out(forged, tmp_path / "d")
    alone, with_checkpoint = run(folder), run(folder, "--trusted-checkpoint", str(tmp_path / "earlier.txt"))

    assert alone[0] == 0
    assert "不能排除持有密钥和数据库的人改写后重新签名" in alone[1]
    assert with_checkpoint[0] == 1
    assert "此前的记录被改写过" in with_checkpoint[1]


def test_an_insider_who_also_changes_the_key_is_caught_by_the_checkpoint_and_by_the_key(office: Office) -> None:
    seal(office)
    earlier, key = checkpoint(office), exported(office)["checkpoint.pub"].decode()
    rewrite_chain(office, seq=2, seals=break_the_seals(office))
    reseal(witnessed(office), drops_key=True)

    forged = exported(office)

    assert faults(forged) == []
    assert faults(forged, trusted=earlier) == ["早先的检查点不是由卷宗中的公钥签名：日志或者密钥被换过"]
    assert faults(forged, pubkey=key) == ["公钥文件 checkpoint.pub 与给出的公钥不同：这份卷宗不是由该机关签名的"]
