"""Verify a dossier without the office's software: Python 3.10 or newer, no network, nothing to install.

卷宗核验：不依赖办案系统，只需 Python 3.10 以上，不联网。

用法：python verify.py [卷宗文件夹或者 .zip] [--trusted-checkpoint 早先保存的检查点]
      [--consistency 一致性证明.json] [--pubkey 公钥]
退出码：0 全部一致；1 有改动、缺失或者不能证明；2 无法读取。
"""

import argparse
import base64
import hashlib
import json
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from workflows.witness.bindings import (
    EVENTS,
    KEY,
    MANIFEST,
    NEEDED,
    NOTE,
    PROOF,
    SIGNATURE,
    STEPS,
    check_bindings,
    check_end,
    check_steps,
)
from workflows.witness.opening import (
    DAMAGE,
    DamagedError,
    Files,
    open_dossier,
    read_bytes,
    read_lines,
    read_text,
    sha_of_file,
)
from workflows.witness.plain import is_grown, is_included, is_signed, read_key, read_note

Tell = Callable[[int, int], None]

ALTERED, UNREADABLE = 1, 2


def _nobody(_done: int, _of: int) -> None:
    """Tell nobody."""


def check(
    files: Files, trusted: str = "", consistency: str = "", pubkey: str = "", tell: Tell = _nobody
) -> Iterator[str]:
    """Yield everything that is wrong, one sentence each; nothing when all of it fits together."""
    missing = [name for name in NEEDED if name not in files]
    if missing:
        yield f"缺少文件：{'、'.join(missing)}"
        return
    try:
        yield from _check_all(files, trusted, consistency, pubkey, tell)
    except DamagedError as error:
        yield f"文件损坏，无法读出：{error}"


def _check_all(files: Files, trusted: str, consistency: str, pubkey: str, tell: Tell) -> Iterator[str]:
    try:
        key = read_key(read_text(files, KEY))
    except ValueError:
        yield f"公钥文件 {KEY} 被改动"
        return
    if pubkey and pubkey.strip() != read_text(files, KEY).strip():
        yield f"公钥文件 {KEY} 与给出的公钥不同：这份卷宗不是由该机关签名的"
    yield from _check_files(files, key, tell)
    yield from _check_record(files, key, trusted, consistency)


def _check_files(files: Files, key: tuple[str, bytes], tell: Tell) -> Iterator[str]:
    raw = read_bytes(files, MANIFEST)
    try:
        signature = base64.b64decode(read_bytes(files, SIGNATURE), validate=True)
    except ValueError:
        signature = b""
    if base64.b64encode(signature) != read_bytes(files, SIGNATURE):
        yield f"清单签名 {SIGNATURE} 被改动"
        return
    if not is_signed(key[1], raw, signature):
        yield f"清单 {MANIFEST} 或者其签名 {SIGNATURE} 被改动"
        return
    yield from compare(files, json.loads(raw)["files"], tell)


def compare(files: Files, listed: Mapping[str, Mapping[str, str]], tell: Tell = _nobody) -> Iterator[str]:
    """Yield what differs between files and the list of what they must be."""
    yield from (f"缺少文件：{name}" for name in sorted(set(listed) - set(files)))
    yield from (f"多出文件：{name}" for name in sorted(set(files) - set(listed) - {MANIFEST, SIGNATURE}))
    both = sorted(set(listed) & set(files))
    for number, name in enumerate(both, start=1):
        try:
            is_same = sha_of_file(files[name]) == listed[name]["sha256"]
        except DAMAGE:
            yield f"文件损坏，无法读出：{name}"
        else:
            yield from [] if is_same else [f"文件被改动：{name}"]
        tell(number, len(both))


def _check_record(files: Files, key: tuple[str, bytes], trusted: str, consistency: str) -> Iterator[str]:
    try:
        size, root = read_note(read_text(files, NOTE), key)
    except ValueError:
        yield f"检查点 {NOTE} 被改动，或者不是由卷宗中的公钥签名"
        return
    try:
        proof = json.loads(read_bytes(files, PROOF))
        yield from _check_entries(files, proof["entries"], size, root)
        yield from check_steps(files)
        yield from check_end(files)
        yield from check_bindings(files, json.loads(read_bytes(files, MANIFEST))["files"])
        if trusted:
            yield from _check_growth((size, root), trusted, key, consistency or json.dumps(proof["consistency"]))
    except (ValueError, KeyError, TypeError, IndexError, AttributeError) as error:
        yield f"{EVENTS}、{STEPS}、{PROOF} 或者 {MANIFEST} 被改动，无法读出（{type(error).__name__}）"


def _check_entries(files: Files, places: list[dict[str, Any]], size: int, root: bytes) -> Iterator[str]:
    raw = read_bytes(files, EVENTS)
    lines = raw.split(b"\n")
    if lines.pop() or not lines:
        yield f"{EVENTS} 末尾被截断或者添加"
    if len(places) != len(lines):
        yield f"全过程记录有 {len(lines)} 条，证明有 {len(places)} 条：有条目被删去或者添加"
    before, case_id = bytes(32), json.loads(lines[0])["case_id"] if lines else 0
    for seq, (line, told) in enumerate(zip(lines, places, strict=False), start=1):
        before = hashlib.sha256(before + line).digest()
        content = json.loads(line)
        if (content["seq"], content["case_id"], told["seq"]) != (seq, case_id, seq):
            yield f"全过程记录第 {seq} 条的次序被改动"
        if told["place"] is None:
            yield f"全过程记录第 {seq} 条尚未存证，不能证明"
            continue
        leaf = hashlib.sha256(b"\x00case_journal\n" + before.hex().encode() + b"\n").digest()
        proof = [bytes.fromhex(one) for one in told["proof"]]
        if not is_included(leaf, told["place"], size, proof, root):
            yield f"全过程记录第 {seq} 条（{content['entered_at']} {content['actor']} {content['kind']}）与存证不符"
            # Whatever follows hangs on this entry through the chain and would be told again.
            return


def _check_growth(now: tuple[int, bytes], trusted: str, key: tuple[str, bytes], consistency: str) -> Iterator[str]:
    try:
        old, root = read_note(trusted, key)
    except ValueError:
        yield "早先的检查点不是由卷宗中的公钥签名：日志或者密钥被换过"
        return
    if old > now[0]:
        yield f"早先的检查点（{old} 条）比卷宗的检查点（{now[0]} 条）还新，请重新导出卷宗后再核验"
        return
    told = json.loads(consistency)
    proofs = [one["proof"] for one in ([told] if isinstance(told, dict) else told) if one["old"] == old]
    if old != now[0] and not proofs:
        yield (
            f"卷宗内没有从 {old} 条到 {now[0]} 条的一致性证明，不能比对：请从公示网页取得 "
            f"/public/consistency/{old}-{now[0]}.json，用 --consistency 给出"
        )
        return
    is_same = old == now[0] and root == now[1]
    if not is_same and not (proofs and is_grown(old, now[0], [bytes.fromhex(one) for one in proofs[0]], root, now[1])):
        yield f"与早先的检查点（{old} 条）不一致：此前的记录被改写过"


def _tell(done: int, of: int) -> None:
    """Say on the terminal how far it is, each time over the line before."""
    sys.stderr.write(f"\r核对文件 {done}/{of}" + "\n" * (done == of))
    sys.stderr.flush()


def main(given: Sequence[str]) -> int:
    """Check a dossier from the command line and say what was found."""
    parser = argparse.ArgumentParser(description="核验卷宗")
    parser.add_argument("dossier", nargs="?", type=Path, default=Path(__file__).resolve().parent)
    for option in ("--trusted-checkpoint", "--consistency", "--pubkey"):
        parser.add_argument(option, type=Path)
    asked = parser.parse_args(given)
    extras = (asked.trusted_checkpoint, asked.consistency, asked.pubkey)
    try:
        # What is held against a dossier may lie beside its files.
        beside = {one.resolve() for one in extras if one}
        files = {
            name: one
            for name, one in open_dossier(asked.dossier).items()
            if (asked.dossier / name).resolve() not in beside
        }
        trusted, consistency, pubkey = (one.read_text("utf-8") if one else "" for one in extras)
        tell = _tell if sys.stderr.isatty() else _nobody
        faults = list(check(files, trusted, consistency, pubkey, tell))
        size = read_note(read_text(files, NOTE), read_key(read_text(files, KEY)))[0] if not faults else 0
        last = read_lines(files, EVENTS)[-1] if not faults else {}
    except Exception as error:  # noqa: BLE001 -- whatever a damaged archive leads the library to
        sys.stderr.write(f"无法读取：{asked.dossier}（{error}）\n")
        return UNREADABLE
    if faults:
        sys.stdout.write("".join(f"不一致：{one}\n" for one in faults))
        return ALTERED
    told = "，并与早先的检查点一致" if asked.trusted_checkpoint else ""
    sys.stdout.write(f"一致：{len(files)} 个文件、全过程记录各条与检查点（{size} 条）相符{told}\n")
    sys.stdout.write(
        f"记录截至导出时（{last['entered_at']}，第 {last['seq']} 条），此后的办理不在本卷宗内；"
        "index.html 和封面、目录、备考表只供阅读，由本机关签名，以文件和全过程记录为准\n"
    )
    if not asked.trusted_checkpoint:
        sys.stdout.write(
            "提示：未给出早先保存的检查点，不能排除持有密钥和数据库的人改写后重新签名；"
            "请用 --trusted-checkpoint 给出本机关以外保存的检查点\n"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
