"""How the entries of a journal hang together: each hash covers the one before it, whatever was changed shows."""

import hashlib
from datetime import datetime
from typing import TypeAlias

import orjson

GENESIS = "0" * 64

Written: TypeAlias = tuple[int, int, str, int, datetime, bytes, str]
"""An entry as it stands in its table: case, number, kind, person, moment, canonical bytes, hash."""


def canonical(content: object) -> bytes:
    """Return the one JSON writing of a content, keys in order."""
    return orjson.dumps(content, option=orjson.OPT_SORT_KEYS | orjson.OPT_NON_STR_KEYS)


def sha_of(content: object) -> str:
    """Return the SHA-256 of a content's canonical JSON."""
    return hashlib.sha256(canonical(content)).hexdigest()


def chained(before: str, raw: bytes) -> str:
    """Return the hash of an entry: SHA-256 over the hash before it and its own canonical bytes."""
    return hashlib.sha256(bytes.fromhex(before) + raw).hexdigest()


def fault_of(written: Written, *, seq: int, before: str) -> str:
    """Return what is wrong with an entry that should be number ``seq`` and follow the hash ``before``, else nothing."""
    case_id, found, kind, actor_id, entered_at, raw, digest = written
    if found != seq:
        return f"expected entry {seq}, found {found}"
    if hashlib.sha256(bytes.fromhex(before) + raw).hexdigest() != digest:
        return "content does not match its hash, or does not continue the entry before it"
    content = orjson.loads(raw)
    if content["seq"] != seq or content["case_id"] != case_id:
        return "stands in another place than it was written for"
    if (
        content["kind"] != kind
        or content["actor_id"] != actor_id
        or datetime.fromisoformat(content["entered_at"]) != entered_at
    ):
        return "columns differ from the written content"
    return ""
