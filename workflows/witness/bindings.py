"""What binds a dossier's files to the record: each is one the record speaks of, and each it speaks of is there.

What the manifest calls a file counts for nothing here: whoever holds the key writes it.
"""

import hashlib
import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from workflows.witness.opening import Files, read_bytes, read_lines

MANIFEST, SIGNATURE, NOTE, KEY = "manifest.json", "manifest.sig", "checkpoint.txt", "checkpoint.pub"
EVENTS, STEPS, PROOF = "events.jsonl", "steps.jsonl", "proof.json"
NEEDED = (MANIFEST, SIGNATURE, NOTE, KEY, EVENTS, STEPS, PROOF)
# For reading and checking; everything else is a file that the record itself speaks of.
VOLUMES = ("正卷封面、目录、备考表.docx", "副卷封面、目录、备考表.docx")
OWN = frozenset({*NEEDED, *VOLUMES, "index.html", "verify.py"})
# The only act whose answers may be kept back, for the informant's sake, and what an export leaves in the record.
CONFIDENTIAL, EXPORTED = "register_source", "DossierExported"
HASH, UNSAFE, LONGEST_NAME = re.compile(r"[0-9a-f]{64}"), re.compile(r'[\x00-\x1f/\\:*?"<>|]+'), 60


def check_bindings(files: Files, listed: Mapping[str, Mapping[str, str]]) -> Iterator[str]:
    """Yield what is no file of the record or bears another's name, and what the record speaks of and is not there."""
    issued, rendered = _papers(files)
    entered = defaultdict[str, set[str]](set)
    for sha, title in _entered(files):
        entered[sha].add(title)
    lacking, paper_of = set(rendered), {sha: number for number, sha in rendered.items()}
    unseen = set(entered)
    for name, one in sorted(listed.items()):
        sha, stem = one["sha256"], Path(name).stem
        if name in OWN:
            continue
        number = paper_of.get(sha)
        if number in lacking:
            lacking.discard(number)
            yield from [] if _is_named(stem, issued.get(number, {})) else [f"文书与题名不符：{name}"]
        elif number is None and sha in entered:
            unseen.discard(sha)
            yield from [] if any(one in stem for one in entered[sha]) else [f"证据与题名不符：{name}"]
        else:
            yield f"文件与全过程记录不符：{name}"
    for number in sorted({*issued, *rendered} - (set(rendered) - lacking)):
        yield f"缺少文书：{_title(issued.get(number, {}))}"
    yield from (f"缺少办理时收存的文件：{'、'.join(sorted(entered[sha])) or sha}" for sha in sorted(unseen))


def _papers(files: Files) -> tuple[dict[int, Any], dict[int, str]]:
    """Return by number what was issued, and the hash of each paper's file: the first rendering is the paper."""
    issued, rendered = dict[int, Any](), dict[int, str]()
    for one in read_lines(files, EVENTS):
        if one["kind"] == "PaperIssued":
            issued[one["body"]["paper_id"]] = one["body"]
        elif one["kind"] == "PaperRendered":
            rendered.setdefault(one["body"]["paper_id"], one["body"]["file_sha"])
    return issued, rendered


def _entered(files: Files) -> Iterator[tuple[str, str]]:
    """Yield the hash of every file taken into the case, with the name it was given; empty where it had none."""
    acts = dict(_done(files))
    for line in read_bytes(files, STEPS).splitlines():
        answers = json.loads(line).get("answers", {})
        # Only there is a name that of the file.
        is_evidence = acts.get(hashlib.sha256(line).hexdigest()) == "add_evidence"
        name = _safe(str(answers.get("name", ""))) if is_evidence else ""
        for value in answers.values():
            for part in value if isinstance(value, list) else ():
                if isinstance(part, str) and HASH.fullmatch(part):
                    yield part, name


def _is_named(stem: str, issued: Mapping[str, str]) -> bool:
    """Say whether a file bears the title and number its paper was issued with; entries of old have no title."""
    return stem.endswith(_title(issued)) if issued.get("title") else issued.get("number", "") in stem


def _title(issued: Mapping[str, str]) -> str:
    return _safe(f"{issued.get('title', '')}{issued.get('number', '')}")


def _safe(name: str) -> str:
    """Return a name as files bear it."""
    return UNSAFE.sub("_", name).strip(". ")[:LONGEST_NAME]


def check_steps(files: Files) -> Iterator[str]:
    """Yield when the answers are not those the record has the hashes of."""
    done = _done(files)
    kept = [_content_of(line, dict(done)) for line in read_bytes(files, STEPS).splitlines()]
    if sorted(sha for sha, _ in done) != sorted(kept):
        yield f"办理内容 {STEPS} 与全过程记录不符：{len({sha for sha, _ in done} - set(kept))} 项没有对应的内容"


def _done(files: Files) -> list[tuple[str, str]]:
    """Return the hash of what was answered, and the act, of every act the record tells of."""
    told = [one["body"] for one in read_lines(files, EVENTS) if one["kind"] == "ActDone"]
    return [(one["content_sha"], one["act"]) for one in told]


def _content_of(line: bytes, acts: Mapping[str, str]) -> str:
    """Return the hash of what was answered; that of an informant's report stands for what is kept back."""
    told = json.loads(line)
    if "withheld" in told:
        return told["sha256"] if acts.get(told["sha256"]) == CONFIDENTIAL else ""
    return hashlib.sha256(line).hexdigest()


def check_end(files: Files) -> Iterator[str]:
    """The record ends where it was exported: the entry of the export says how many came before it."""
    last = read_lines(files, EVENTS)[-1]
    if (last["kind"], last["body"].get("entries")) != (EXPORTED, last["seq"] - 1):
        yield "全过程记录不是以导出卷宗的条目结束：末尾的条目被删去"
