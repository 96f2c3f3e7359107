"""The key that signs checkpoints: one line in a file only its owner may read, made once and never made again."""

import base64
import os
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from workflows.errors import RefusedError
from workflows.vocabulary.wording import N_, Objection
from workflows.witness.checkpoints import ED25519, Checkpoint, PublicKey, signed_note

_OWNER_ONLY = 0o600
_OTHERS = 0o077


@dataclass(frozen=True, slots=True)
class Witness:
    """Where this installation keeps its key and copies of its checkpoints, and how the public reaches its pages.

    ``key_file`` None: nothing is signed here; ``copies`` None: checkpoints are copied nowhere; ``address`` empty:
    codes on papers carry no address.
    """

    key_file: Path | None = None
    copies: Path | None = None
    address: str = ""


@dataclass(frozen=True, slots=True)
class SigningKey:
    """The private half; what it signs is checked with ``public``."""

    name: str
    private: Ed25519PrivateKey

    @property
    def public(self) -> PublicKey:
        """Return the public half."""
        return PublicKey(self.name, self.private.public_key().public_bytes_raw())

    def sign(self, size: int, root: bytes) -> str:
        """Return the signed checkpoint of the log this key belongs to."""
        checkpoint = Checkpoint(self.name, size, root)
        return signed_note(checkpoint, self.public, self.private.sign(checkpoint.text().encode()))

    def sign_bytes(self, content: bytes) -> bytes:
        """Return the signature over any content."""
        return self.private.sign(content)


def make_key(path: Path) -> SigningKey:
    """Make the key of a new log and keep it; the log is named after it."""
    private = Ed25519PrivateKey.generate()
    raw = private.public_key().public_bytes_raw()
    # The log's name tells one installation from another without anybody choosing it.
    name = f"fashen-log/{PublicKey('', raw).id.hex()}{raw[:4].hex()}"
    key = SigningKey(name, private)
    line = base64.b64encode(ED25519 + private.private_bytes_raw()).decode()
    path.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _OWNER_ONLY)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(f"PRIVATE+KEY+{name}+{key.public.id.hex()}+{line}\n")
        file.flush()
        os.fsync(file.fileno())
    return key


def find_key(path: Path | None) -> SigningKey | None:
    """Return the key kept here, or None; RefusedError when others may read it or it is no key."""
    if path is None or not path.is_file():
        return None
    if path.stat().st_mode & _OTHERS:
        text = N_("签名密钥 {path} 可被他人读取，请改为仅所有者可读（chmod 600）后再试")
        raise RefusedError(Objection("key-open", text, {"path": str(path)}))
    key = _read(path)
    if key is None:
        text = N_("签名密钥 {path} 已损坏，请从备份恢复")
        raise RefusedError(Objection("key-broken", text, {"path": str(path)}))
    return key


def _read(path: Path) -> SigningKey | None:
    try:
        _, _, name, identity, line = path.read_text("ascii").strip().split("+", 4)
        key = SigningKey(name, Ed25519PrivateKey.from_private_bytes(base64.b64decode(line, validate=True)[1:]))
    except ValueError:
        return None
    return key if key.public.id.hex() == identity else None
