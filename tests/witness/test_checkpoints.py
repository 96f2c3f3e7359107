"""Checkpoints are notes of C2SP: written one way only, and any other byte is refused."""

import os
import stat
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from workflows.errors import RefusedError
from workflows.witness.checkpoints import Checkpoint, PublicKey, open_note, read_public_key, signed_note
from workflows.witness.keys import SigningKey, find_key, make_key

ROOT = bytes(range(32))


@pytest.fixture(name="key")
def _key(tmp_path: Path) -> SigningKey:
    return make_key(tmp_path / "checkpoint.key")


def test_a_note_of_the_reference_implementation_is_read_and_written_the_same() -> None:
    """The key and note of golang.org/x/mod/sumdb/note's own test (PeterNeumann)."""
    key = read_public_key("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW")

    assert (key.name, key.id.hex(), len(key.raw)) == ("PeterNeumann", "c74f20a3", 32)


def test_what_is_signed_can_be_opened_by_its_key_alone(key: SigningKey) -> None:
    note = key.sign(12, ROOT)
    other = SigningKey(key.name, Ed25519PrivateKey.generate())

    assert open_note(note, key.public) == Checkpoint(key.name, 12, ROOT)
    assert note.split("\n")[:2] == [key.name, "12"]
    assert note.split("\n")[3:4] == [""]
    assert note.split("\n")[4].startswith(f"— {key.name} ")
    with pytest.raises(ValueError, match="not signed by this key"):
        open_note(note, other.public)


def test_any_byte_changed_cut_or_added_is_refused(key: SigningKey) -> None:
    note = key.sign(12, ROOT).encode()
    wrong = [
        note[:place] + bytes([note[place] ^ bit]) + note[place + 1 :] for place in range(len(note)) for bit in (1, 4)
    ]
    wrong += [note[:place] for place in range(len(note))]
    wrong += [note + one for one in (b"\n", b" ", b"x")]

    opened = [one for one in wrong if opens(one, key.public)]

    assert opens(note, key.public)
    assert opened == []


def test_a_signature_of_other_words_under_the_same_name_is_refused(key: SigningKey) -> None:
    told = signed_note(Checkpoint(key.name, 13, ROOT), key.public, key.sign_bytes(b"13"))

    assert not opens(told.encode(), key.public)


def test_the_key_is_readable_by_its_owner_alone_and_found_again(tmp_path: Path, key: SigningKey) -> None:
    path = tmp_path / "checkpoint.key"
    found = find_key(path)

    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert found is not None
    assert (found.name, str(found.public)) == (key.name, str(key.public))
    assert read_public_key(str(key.public)) == key.public
    assert (find_key(None), find_key(tmp_path / "none")) == (None, None)
    with pytest.raises(FileExistsError):
        make_key(path)


def test_a_key_others_may_read_is_not_used(tmp_path: Path, key: SigningKey) -> None:
    assert key.name
    (tmp_path / "checkpoint.key").chmod(0o640)

    with pytest.raises(RefusedError, match="可被他人读取"):
        find_key(tmp_path / "checkpoint.key")


def test_a_damaged_key_is_not_used(tmp_path: Path, key: SigningKey) -> None:
    path = tmp_path / "checkpoint.key"
    path.write_text(path.read_text("ascii").replace(key.public.id.hex(), "00000000"), "ascii")
    assert os.access(path, os.R_OK)

    with pytest.raises(RefusedError, match="已损坏"):
        find_key(path)


@pytest.mark.parametrize("written", ["name", "name+12345678+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"])
def test_what_is_no_public_key_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match="not a public key"):
        read_public_key(written)


def opens(note: bytes, key: PublicKey) -> bool:
    try:
        open_note(note.decode(), key)
    except (ValueError, UnicodeDecodeError):
        return False
    return True


@pytest.mark.parametrize(
    "written", ["", "PRIVATE+KEY", "PRIVATE+KEY+name+00000000+AQ==", "密钥", "PRIVATE+KEY+n+00000000+%"]
)
def test_what_is_no_key_at_all_is_told_as_damaged(tmp_path: Path, written: str) -> None:
    path = tmp_path / "checkpoint.key"
    path.write_text(written, "utf-8")
    path.chmod(0o600)

    with pytest.raises(RefusedError, match="已损坏"):
        find_key(path)
