"""The append-only tree of RFC 6962: its root, its growth, and the two proofs anybody can check without us.

A proof of inclusion shows that an entry lies in the tree; a proof of consistency that a later tree only added to an
earlier one. Hashes are bytes; nothing here reads or writes anything.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

Node: TypeAlias = Callable[[int, int], bytes]
"""The hash of the complete subtree of 2**level leaves that is the index-th of its level."""

EMPTY = hashlib.sha256(b"").digest()
_sha256 = hashlib.sha256


def leaf_hash(content: bytes) -> bytes:
    """Return the hash of a leaf (RFC 6962 2.1)."""
    return _sha256(b"\x00" + content).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Return the hash of two subtrees joined (RFC 6962 2.1)."""
    return _sha256(b"\x01" + left + right).digest()


@dataclass(slots=True)
class Frontier:
    """The right edge of a growing tree: one hash for every one in the binary writing of its size, widest first."""

    size: int = 0
    peaks: list[bytes] = field(default_factory=list)

    def append(self, leaf: bytes) -> Iterator[tuple[int, int, bytes]]:
        """Add a leaf's hash; yield every subtree this completes as (level, index, hash), the leaf itself first."""
        level, index, node = 0, self.size, leaf
        yield level, index, node
        while index & 1:
            node = node_hash(self.peaks.pop(), node)
            level, index = level + 1, index >> 1
            yield level, index, node
        self.peaks.append(node)
        self.size += 1

    def add(self, leaf: bytes) -> None:
        """Add a leaf's hash."""
        index, peaks = self.size, self.peaks
        while index & 1:
            leaf = _sha256(b"\x01" + peaks.pop() + leaf).digest()
            index >>= 1
        peaks.append(leaf)
        self.size += 1

    def root(self) -> bytes:
        """Return the root of the tree as it stands."""
        if not self.peaks:
            return EMPTY
        found = self.peaks[-1]
        for peak in reversed(self.peaks[:-1]):
            found = node_hash(peak, found)
        return found


def frontier_of(size: int, node: Node) -> Frontier:
    """Return the right edge of a tree of this size."""
    peaks, start = [], 0
    for level in reversed(range(size.bit_length())):
        if size >> level & 1:
            peaks.append(node(level, start >> level))
            start += 1 << level
    return Frontier(size, peaks)


def root_of(leaves: Iterable[bytes]) -> bytes:
    """Return the root over the hashes of leaves."""
    grown = Frontier()
    for leaf in leaves:
        grown.add(leaf)
    return grown.root()


def inclusion_proof(index: int, size: int, node: Node) -> list[bytes]:
    """Return what shows that leaf ``index`` lies in the tree of this size, from the leaf upwards (RFC 6962 2.1.1)."""
    if not 0 <= index < size:
        message = f"leaf {index} of a tree of {size}"
        raise ValueError(message)
    start, stop, path = 0, size, list[bytes]()
    while stop - start > 1:
        middle = start + _widest_before(stop - start)
        if index < middle:
            path.append(_subtree(middle, stop, node))
            stop = middle
        else:
            path.append(_subtree(start, middle, node))
            start = middle
    return path[::-1]


def consistency_proof(old: int, new: int, node: Node) -> list[bytes]:
    """Return what shows that the tree of size ``new`` only added to that of size ``old`` (RFC 6962 2.1.2)."""
    if not 0 < old <= new:
        message = f"from a tree of {old} to one of {new}"
        raise ValueError(message)
    start, stop, path, is_known = 0, new, list[bytes](), True
    while old != stop:
        middle = start + _widest_before(stop - start)
        if old <= middle:
            path.append(_subtree(middle, stop, node))
            stop = middle
        else:
            path.append(_subtree(start, middle, node))
            start, is_known = middle, False
    if not is_known:
        path.append(_subtree(start, stop, node))
    return path[::-1]


def is_included(leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes) -> bool:
    """Say whether the proof leads from the leaf to the root (RFC 9162 2.1.3.2)."""
    if not 0 <= index < size:
        return False
    place, last, found = index, size - 1, leaf
    for one in proof:
        if last == 0:
            return False
        if place & 1 or place == last:
            found = node_hash(one, found)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            found = node_hash(found, one)
        place, last = place >> 1, last >> 1
    return last == 0 and found == root


def is_consistent(old: int, new: int, proof: Sequence[bytes], old_root: bytes, new_root: bytes) -> bool:
    """Say whether the proof leads from the earlier root to the later one (RFC 9162 2.1.4.2)."""
    if old == new:
        return not proof and old_root == new_root
    if not 0 < old < new or not proof:
        return False
    path = [old_root, *proof] if old & (old - 1) == 0 else list(proof)
    place, last = old - 1, new - 1
    while place & 1:
        place, last = place >> 1, last >> 1
    first = second = path[0]
    for one in path[1:]:
        if last == 0:
            return False
        if place & 1 or place == last:
            first, second = node_hash(one, first), node_hash(one, second)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            second = node_hash(second, one)
        place, last = place >> 1, last >> 1
    return last == 0 and first == old_root and second == new_root


def _subtree(start: int, stop: int, node: Node) -> bytes:
    """Return the hash over the leaves from start to stop, where start is a place such a subtree can begin at."""
    width = stop - start
    if width & (width - 1) == 0:
        level = width.bit_length() - 1
        return node(level, start >> level)
    middle = start + _widest_before(width)
    return node_hash(_subtree(start, middle, node), _subtree(middle, stop, node))


def _widest_before(width: int) -> int:
    """Return the largest power of two smaller than a width."""
    return 1 << (width - 1).bit_length() - 1
