"""The second writing for verifiers agrees with the first, and with the library the first uses."""

import subprocess
import sys
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.witness.test_merkle import look_up, mutations, some_leaves
from workflows.witness.keys import SigningKey
from workflows.witness.merkle import consistency_proof, inclusion_proof, root_of
from workflows.witness.plain import is_grown, is_included, is_signed, read_key, read_note
from workflows.witness.verifier import verifier

# RFC 8032 7.1, tests 1 to 3: public key, message, signature.
VECTORS = (
    (
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
    ),
    (
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
    ),
    (
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        "af82",
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a",
    ),
)


@pytest.mark.parametrize(("key", "message", "signature"), VECTORS)
def test_the_vectors_of_rfc_8032(key: str, message: str, signature: str) -> None:
    public, content, signed = bytes.fromhex(key), bytes.fromhex(message), bytes.fromhex(signature)

    assert is_signed(public, content, signed)
    assert not is_signed(public, content + b"x", signed)
    assert not any(is_signed(public, content, flipped(signed, place)) for place in range(0, 64, 5))
    assert not any(is_signed(flipped(public, place), content, signed) for place in range(0, 32, 5))


@settings(max_examples=15, deadline=None)
@given(st.binary(max_size=200))
def test_what_the_library_signs_is_signed(content: bytes) -> None:
    private = Ed25519PrivateKey.generate()

    assert is_signed(private.public_key().public_bytes_raw(), content, private.sign(content))


@pytest.mark.parametrize("signature", [b"", bytes(64), b"\xff" * 64, bytes(63), bytes(65)])
def test_what_is_no_signature_is_none(signature: bytes) -> None:
    assert not is_signed(bytes.fromhex(VECTORS[0][0]), b"", signature)


def test_the_same_signature_with_a_larger_scalar_is_refused() -> None:
    """RFC 8032 5.1.7: S below the order of the group, or one signature could be written in two ways."""
    key, _, signature = (bytes.fromhex(one) for one in VECTORS[0])
    larger = int.from_bytes(signature[32:], "little") + 2**252 + 27742317777372353535851937790883648493

    assert not is_signed(key, b"", signature[:32] + larger.to_bytes(32, "little"))


@given(st.integers(1, 50), st.data())
def test_proofs_hold_here_exactly_when_they_hold_there(size: int, data: st.DataObject) -> None:
    leaves = some_leaves(size)
    index, old = data.draw(st.integers(0, size - 1)), data.draw(st.integers(1, size))
    root, node = root_of(leaves), look_up(leaves)
    proof, growth = inclusion_proof(index, size, node), consistency_proof(old, size, node)

    assert is_included(leaves[index], index, size, proof, root)
    assert not any(is_included(leaves[index], index, size, wrong, root) for wrong in mutations(proof))
    if old < size:
        assert is_grown(old, size, growth, root_of(leaves[:old]), root)
        assert not any(is_grown(old, size, wrong, root_of(leaves[:old]), root) for wrong in mutations(growth))


def test_notes_and_keys_are_read_the_same_way() -> None:
    key = SigningKey("fashen-log/1", Ed25519PrivateKey.generate())
    note, public = key.sign(7, bytes(range(32))), str(key.public)

    assert read_key(public) == (key.name, key.public.raw)
    assert read_note(note, read_key(public)) == (7, bytes(range(32)))
    for wrong in (note + "\n", note.replace("7", "8", 1), note.replace("7", "07", 1), note[:-1], "", "x\n" * 5):
        with pytest.raises(ValueError):  # noqa: PT011 -- whatever it is that is wrong with it
            read_note(wrong, read_key(public))


def test_the_verifier_is_one_file_that_needs_nothing(tmp_path: Path) -> None:
    (tmp_path / "verify.py").write_bytes(verifier())

    done = subprocess.run(
        [sys.executable, "-I", "-S", "verify.py", "nothing"], cwd=tmp_path, capture_output=True, text=True, check=False
    )

    assert b"workflows" not in verifier()
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("无法读取：nothing")


def flipped(content: bytes, place: int) -> bytes:
    return content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :]
