"""The proofs the sealed log can give, made from the hashes it keeps."""

from collections.abc import Callable
from functools import lru_cache

from workflows.records.sealed_log import KEPT_LEVELS, SealedLog
from workflows.witness.merkle import Node, node_hash

_SPAN = 1 << KEPT_LEVELS


def node_of(log: SealedLog) -> Node:
    """Return the look-up of any complete subtree's hash; rows read once are kept as long as the look-up."""
    read = _reader(log)

    def node(level: int, index: int) -> bytes:
        kept, rest = level - level % KEPT_LEVELS, level % KEPT_LEVELS
        start = index << rest
        row = read(kept, start // _SPAN)
        hashes = row[start % _SPAN : start % _SPAN + (1 << rest)]
        while len(hashes) > 1:
            hashes = [node_hash(hashes[place], hashes[place + 1]) for place in range(0, len(hashes), 2)]
        return hashes[0]

    return node


def _reader(log: SealedLog) -> Callable[[int, int], list[bytes]]:
    @lru_cache(maxsize=256)
    def read(level: int, row: int) -> list[bytes]:
        return log.list_kept(level, row * _SPAN, (row + 1) * _SPAN)

    return read
