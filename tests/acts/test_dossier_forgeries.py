"""Whoever holds the signing key signs any manifest: what they then forge is found by the record alone.

Each forgery is whole: file, manifest and signature fit together, and so do the lines that go with it.
"""

import hashlib
import json
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

from tests.acts.dossiers import Contents, a_decided_case, checkpoint, exported, faults, resigned, run
from tests.acts.rounds import copy_of
from tests.acts.sealing import seal, witnessed
from tests.builders import Office
from workflows.witness.verifier import verifier
from workflows.witness.verify import main

FORGED = b"forged"


@pytest.fixture(name="office")
def _office() -> Office:
    office = witnessed(copy_of(a_decided_case()))
    for name in ("租赁合同", "收费凭证"):
        office.do("add_evidence", name=name, file=[office.send(f"{name}.pdf", f"%PDF-1.7 {name}".encode())])
    return office


def listed(contents: Contents, edit: Callable[[dict[str, Any]], None] = lambda _files: None) -> Contents:
    """Return a dossier whose manifest lists what it holds now, edited before it is signed."""
    manifest = json.loads(contents["manifest.json"])
    files = {name: one for name, one in manifest["files"].items() if name in contents}
    for name in set(contents) - set(files) - {"manifest.json", "manifest.sig"}:
        files[name] = {"kind": "record", "size": len(contents[name])}
    edit(files)
    return {**contents, "manifest.json": json.dumps({**manifest, "files": files}).encode()}


def of_kind(contents: Contents, kind: str) -> list[str]:
    return [name for name, one in json.loads(contents["manifest.json"])["files"].items() if one["kind"] == kind]


def test_what_nobody_touched_fits_together(office: Office) -> None:
    contents = exported(office)

    assert faults(resigned(office, listed(contents)), trusted=checkpoint(office)) == []
    assert len(of_kind(contents, "paper")) > 5
    assert len(of_kind(contents, "evidence")) == 2


@pytest.mark.parametrize("kind", ["paper", "evidence"])
def test_a_file_called_something_else_in_the_manifest_is_still_bound(office: Office, kind: str) -> None:
    contents = dict(exported(office))
    name = of_kind(contents, kind)[0]
    contents[name] += FORGED

    forged = resigned(office, listed(contents, lambda files: files[name].update(kind="record")))

    assert f"文件与全过程记录不符：{name}" in faults(forged)


@pytest.mark.parametrize("kind", ["paper", "evidence"])
def test_a_file_taken_out_is_missed(office: Office, kind: str) -> None:
    contents = dict(exported(office))
    del contents[of_kind(contents, kind)[0]]

    found = faults(resigned(office, listed(contents)))

    assert len(found) == 1
    assert found[0].startswith(("缺少文书：", "缺少办理时收存的文件："))


@pytest.mark.parametrize("kind", ["paper", "evidence"])
def test_two_files_that_changed_places_are_named(office: Office, kind: str) -> None:
    contents = dict(exported(office))
    one, other = of_kind(contents, kind)[:2]
    contents[one], contents[other] = contents[other], contents[one]

    found = faults(resigned(office, listed(contents)))

    assert sorted(line.partition("：")[2] for line in found) == sorted([one, other])
    assert all("与题名不符" in line for line in found)


def test_a_file_the_record_does_not_speak_of_is_named(office: Office) -> None:
    contents = dict(exported(office)) | {"正卷/099 补充决定书.docx": FORGED}

    assert faults(resigned(office, listed(contents))) == ["文件与全过程记录不符：正卷/099 补充决定书.docx"]


def test_a_record_cut_off_at_its_end_is_told(office: Office) -> None:
    """The last acts are taken out with their lines, proofs and papers; what is left is consistent in itself."""
    contents = dict(exported(office))
    events = contents["events.jsonl"].splitlines(keepends=True)[:-6]
    kept = [json.loads(line) for line in events]
    done = {one["body"]["content_sha"] for one in kept if one["kind"] == "ActDone"}
    files = {one["body"]["file_sha"] for one in kept if one["kind"] == "PaperRendered"}
    steps = [
        line
        for line in contents["steps.jsonl"].splitlines(keepends=True)
        if hashlib.sha256(line.rstrip(b"\n")).hexdigest() in done
    ]
    proof = json.loads(contents["proof.json"])
    proof["entries"] = proof["entries"][: len(events)]
    shas = {part for line in steps for value in json.loads(line)["answers"].values() for part in _hashes(value)}
    for name in [*of_kind(contents, "paper"), *of_kind(contents, "evidence")]:
        if hashlib.sha256(contents[name]).hexdigest() not in files | shas:
            del contents[name]
    contents |= {"events.jsonl": b"".join(events), "steps.jsonl": b"".join(steps)}
    contents["proof.json"] = json.dumps(proof).encode()

    found = faults(resigned(office, listed(contents)), trusted=checkpoint(office))

    assert "全过程记录不是以导出卷宗的条目结束：末尾的条目被删去" in found


def _hashes(value: object) -> list[str]:
    return [one for one in value if isinstance(one, str)] if isinstance(value, list) else []


def test_answers_kept_back_are_only_those_of_the_report(office: Office) -> None:
    contents = dict(exported(office))
    lines = contents["steps.jsonl"].splitlines(keepends=True)
    sha = hashlib.sha256(lines[-1].rstrip(b"\n")).hexdigest()
    contents["steps.jsonl"] = b"".join(lines[:-1]) + json.dumps({"withheld": "保密", "sha256": sha}).encode() + b"\n"

    assert any("办理内容 steps.jsonl 与全过程记录不符" in one for one in faults(resigned(office, listed(contents))))


def test_an_older_export_says_up_to_when_it_goes(office: Office, tmp_path: Path) -> None:
    seal(office)
    contents = exported(office)
    for name, content in contents.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(content)

    code, told = run(tmp_path)

    assert code == 0
    assert f"第 {len(contents['events.jsonl'].splitlines())} 条），此后的办理不在本卷宗内" in told
    assert "只供阅读" in told
    assert contents["verify.py"] == verifier()


def packed(contents: Contents) -> bytes:
    written = BytesIO()
    with ZipFile(written, "w") as archive:
        for name, content in contents.items():
            archive.writestr(name, content)
    return written.getvalue()


@pytest.mark.parametrize(("before", "after"), [(b"#!/bin/sh\n", b""), (b"", b"#!/bin/sh\n")])
def test_a_zip_with_something_before_or_behind_it_is_not_read(
    office: Office, tmp_path: Path, before: bytes, after: bytes
) -> None:
    path, whole = tmp_path / "dossier.zip", packed(exported(office))
    path.write_bytes(whole)
    assert main([str(path)]) == 0

    path.write_bytes(before + whole + after)

    assert main([str(path)]) == 2


def test_a_damaged_file_of_a_zip_is_named_and_the_others_are_checked(
    office: Office, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    contents = exported(office)
    whole, name = packed(contents), of_kind(contents, "paper")[0]
    place = whole.index(contents[name]) + 10
    path = tmp_path / "dossier.zip"
    path.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])

    code = main([str(path)])

    assert (code, f"文件损坏，无法读出：{name}" in capsys.readouterr().out) == (1, True)
