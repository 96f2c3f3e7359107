"""The tree is that of RFC 6962: known roots, the text's example, proofs that hold only when nothing differs."""

import hashlib
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.witness.known_trees import EMPTY_ROOT, LEAVES, ROOTS
from workflows.witness.merkle import (
    Frontier,
    Node,
    consistency_proof,
    frontier_of,
    inclusion_proof,
    is_consistent,
    is_included,
    leaf_hash,
    node_hash,
    root_of,
)

HASHES = [leaf_hash(one) for one in LEAVES]


def by_the_book(leaves: Sequence[bytes]) -> bytes:
    """The definition of RFC 6962 2.1, word for word."""
    if not leaves:
        return hashlib.sha256(b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    return node_hash(by_the_book(leaves[:split]), by_the_book(leaves[split:]))


def look_up(leaves: Sequence[bytes]) -> Node:
    return lambda level, index: by_the_book(leaves[index << level : index + 1 << level])


def some_leaves(count: int) -> list[bytes]:
    return [leaf_hash(str(place).encode()) for place in range(count)]


@pytest.mark.parametrize(("size", "root"), [(0, EMPTY_ROOT), *enumerate(ROOTS, start=1)])
def test_known_roots(size: int, root: str) -> None:
    assert root_of(HASHES[:size]).hex() == root
    assert frontier_of(size, look_up(HASHES)).root().hex() == root


def test_the_proofs_of_the_example_in_the_rfc() -> None:
    """RFC 6962 2.1.3: seven leaves, nodes named as in its drawing."""
    a, b, c, d, e, f, j = HASHES[:7]
    g, h, i = node_hash(a, b), node_hash(c, d), node_hash(e, f)
    k, l_ = node_hash(g, h), node_hash(i, j)
    node = look_up(HASHES[:7])

    assert [inclusion_proof(leaf, 7, node) for leaf in (0, 3, 4, 6)] == [[b, h, l_], [c, g, l_], [f, j, k], [i, k]]
    assert [consistency_proof(old, 7, node) for old in (3, 4, 6)] == [[c, d, g, l_], [l_], [i, j, k]]


@given(st.integers(0, 70), st.integers(0, 70))
def test_a_tree_grown_leaf_by_leaf_is_the_tree_of_the_book(size: int, more: int) -> None:
    leaves = some_leaves(size + more)

    grown = frontier_of(size, look_up(leaves))
    completed = [found for leaf in leaves[size:] for found in grown.append(leaf)]

    assert (grown.size, grown.root()) == (size + more, by_the_book(leaves))
    assert all(look_up(leaves)(level, index) == made for level, index, made in completed)


@given(st.integers(1, 70), st.data())
def test_every_proof_of_inclusion_holds_and_no_other_does(size: int, data: st.DataObject) -> None:
    leaves = some_leaves(size)
    index = data.draw(st.integers(0, size - 1))
    root = by_the_book(leaves)
    proof = inclusion_proof(index, size, look_up(leaves))

    assert is_included(leaves[index], index, size, proof, root)
    assert not is_included(leaf_hash(b"other"), index, size, proof, root)
    assert not is_included(leaves[index], index, size, proof, leaf_hash(b"other"))
    assert not any(is_included(leaves[index], index, size, wrong, root) for wrong in mutations(proof))
    assert not any(
        is_included(leaves[index], other, size, proof, root) for other in range(-1, size + 2) if other != index
    )


@given(st.integers(1, 70), st.data())
def test_every_proof_of_consistency_holds_and_no_other_does(new: int, data: st.DataObject) -> None:
    leaves = some_leaves(new)
    old = data.draw(st.integers(1, new))
    old_root, new_root, node = by_the_book(leaves[:old]), by_the_book(leaves), look_up(leaves)
    proof = consistency_proof(old, new, node)

    assert is_consistent(old, new, proof, old_root, new_root)
    assert not is_consistent(old, new, proof, leaf_hash(b"other"), new_root)
    assert not is_consistent(old, new, proof, old_root, leaf_hash(b"other"))
    assert not any(is_consistent(old, new, wrong, old_root, new_root) for wrong in mutations(proof))


@given(st.integers(2, 70), st.data())
def test_a_tree_with_another_past_is_consistent_with_none_of_its_proofs(new: int, data: st.DataObject) -> None:
    leaves = some_leaves(new)
    old = data.draw(st.integers(1, new - 1))
    changed = data.draw(st.integers(0, old - 1))
    forged = [*leaves[:changed], leaf_hash(b"forged"), *leaves[changed + 1 :]]

    proof = consistency_proof(old, new, look_up(forged))

    assert not is_consistent(old, new, proof, by_the_book(leaves[:old]), by_the_book(forged))


@pytest.mark.parametrize(("index", "size"), [(-1, 3), (3, 3), (0, 0)])
def test_no_proof_for_what_is_not_in_the_tree(index: int, size: int) -> None:
    with pytest.raises(ValueError, match=f"leaf {index} of a tree of {size}"):
        inclusion_proof(index, size, look_up(some_leaves(3)))


@pytest.mark.parametrize(("old", "new"), [(0, 3), (4, 3)])
def test_no_proof_from_nothing_or_backwards(old: int, new: int) -> None:
    with pytest.raises(ValueError, match=f"from a tree of {old} to one of {new}"):
        consistency_proof(old, new, look_up(some_leaves(3)))


def test_adding_without_telling_is_adding() -> None:
    told, quiet = Frontier(), Frontier()
    for leaf in some_leaves(45):
        list(told.append(leaf))
        quiet.add(leaf)

    assert told == quiet


def mutations(proof: Sequence[bytes]) -> list[list[bytes]]:
    """Each hash changed in one bit, left out, told twice, exchanged with the next; one more at either end."""
    found = [[leaf_hash(b"more"), *proof], [*proof, leaf_hash(b"more")]]
    for place, one in enumerate(proof):
        rest = list(proof[place + 1 :])
        found.append([*proof[:place], bytes([one[0] ^ 1, *one[1:]]), *rest])
        found.append([*proof[:place], *rest])
        found.append([*proof[: place + 1], *proof[place:]])
        if rest and rest[0] != one:
            found.append([*proof[:place], rest[0], one, *rest[1:]])
    return found
