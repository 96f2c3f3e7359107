"""卷宗: every byte of every file of a dossier flipped, cut out, cut off and added; files exchanged, moved and linked.

What the manifest lists stands or falls with its hash alone, so that each of its bytes is tried through that comparison,
one file at a time; what the hashes hang on (manifest, signature, checkpoint, key) is tried through the whole verifier,
and so is one change of every file. Every byte is flipped; cutting off, taking out and putting in is tried at sixty
places of each file, in the long form (``FASHEN_TEST_FAULTS=long``) at every byte of all.

Some ten seconds for a hundred and forty thousand flips: a byte of the manifest costs one Ed25519 verification in plain
Python (2.3 ms), a byte of a paper one hash of the paper.
"""

import json
import os
from collections.abc import Iterator
from functools import partial
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import pytest

from tests.acts.dossiers import Contents, a_new_case, exported, faults, is_found, laid_out, run
from workflows.witness.bindings import KEY, MANIFEST, NOTE, SIGNATURE
from workflows.witness.verify import compare

IS_LONG = os.environ.get("FASHEN_TEST_FAULTS") == "long"
PLACES = 60
# What the list of hashes itself hangs on.
ANCHORS = (MANIFEST, SIGNATURE, NOTE, KEY)


@pytest.fixture(name="contents", scope="module")
def _contents() -> Contents:
    contents = exported(a_new_case())
    assert faults(contents) == []
    return contents


def test_every_byte_of_every_listed_file_counts(contents: Contents) -> None:
    listed = json.loads(contents[MANIFEST])["files"]
    assert set(listed) == set(contents) - {MANIFEST, SIGNATURE}

    missed, flipped = list[tuple[str, str]](), 0
    for name in listed:
        must_be = {name: listed[name]}
        for what, spoilt in changes(contents[name]):
            flipped += what.startswith("flip")
            if not any(compare({name: partial(BytesIO, spoilt)}, must_be)):
                missed.append((name, what))

    assert missed == []
    assert flipped == sum(len(contents[name]) for name in listed)


def test_every_byte_of_what_the_list_hangs_on_counts(contents: Contents) -> None:
    missed, flipped = list[tuple[str, str]](), 0
    for name in ANCHORS:
        for what, spoilt in changes(contents[name]):
            flipped += what.startswith("flip")
            if not is_found({**contents, name: spoilt}):
                missed.append((name, what))

    assert missed == []
    assert flipped == sum(len(contents[name]) for name in ANCHORS)


def test_the_whole_verifier_names_the_one_file_that_was_changed(contents: Contents) -> None:
    for name, content in contents.items():
        spoilt = content[:-1] + bytes([content[-1] ^ 1])
        told = faults({**contents, name: spoilt})

        assert told
        assert any(name in one for one in told), name


def changes(content: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield every change of one byte: flipped at every place; cut off, taken out and put in where the file says."""
    for place in range(len(content)):
        yield f"flip {place}", content[:place] + bytes([content[place] ^ 1 << place % 8]) + content[place + 1 :]
    for place in range(0, len(content), 1 if IS_LONG else max(1, len(content) // PLACES)):
        yield f"cut off at {place}", content[:place]
        yield f"taken out {place}", content[:place] + content[place + 1 :]
        if content[place : place + 1] != b"\0":
            yield f"put in {place}", content[:place] + b"\0" + content[place:]
    yield "appended", content + b"\n"


def test_a_file_removed_added_renamed_or_exchanged_is_found(contents: Contents) -> None:
    """The two files of an exchange are both true, each in the other's place."""
    names = sorted(contents)
    for name in names:
        rest = {one: contents[one] for one in names if one != name}
        assert any(name in one for one in faults(rest)), name
        assert is_found({**rest, f"{name}.bak": contents[name]}), name
    for name in ("x", "正卷/x", "副卷/.隐藏", "verify.pyc"):
        assert faults({**contents, name: b""}) == [f"多出文件：{name}"]
    for one, two in pairwise(names):
        assert is_found({**contents, one: contents[two], two: contents[one]}), (one, two)


def test_a_link_in_place_of_a_file_is_told_even_where_it_leads_to_the_same_content(
    contents: Contents, tmp_path: Path
) -> None:
    folder = laid_out(contents, tmp_path / "d")
    page = folder / "index.html"
    (tmp_path / "elsewhere.html").write_bytes(contents["index.html"])
    page.unlink()
    page.symlink_to(tmp_path / "elsewhere.html")
    (folder / "正卷").mkdir(exist_ok=True)
    (folder / "正卷" / "文件夹").symlink_to(tmp_path)
    (folder / "无处").symlink_to(tmp_path / "nowhere")

    code, said = run(folder)

    assert code == 1
    assert said.splitlines() == [
        "不一致：缺少文件：index.html",
        "不一致：多出文件：index.html（符号链接）",
        "不一致：多出文件：无处（符号链接）",
        "不一致：多出文件：正卷/文件夹（符号链接）",
    ]
