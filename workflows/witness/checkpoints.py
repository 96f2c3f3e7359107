"""检查点: what the tree was at a moment, signed, in the format of C2SP (tlog-checkpoint, signed-note, Ed25519).

Whoever holds an earlier checkpoint can show that nothing recorded before it was changed since, whoever changed it.
"""

import base64
import binascii
import hashlib
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

ED25519 = b"\x01"
_LINES = 5


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """The size and root of the log called ``origin``."""

    origin: str
    size: int
    root: bytes

    def text(self) -> str:
        """Return what is signed."""
        return f"{self.origin}\n{self.size}\n{base64.b64encode(self.root).decode()}\n"


@dataclass(frozen=True, slots=True)
class PublicKey:
    """Who signs checkpoints: a name and an Ed25519 key, written ``name+id+key`` as verifiers expect it."""

    name: str
    raw: bytes

    @property
    def id(self) -> bytes:
        """Return the four bytes by which a signature line names its key."""
        return hashlib.sha256(self.name.encode() + b"\n" + ED25519 + self.raw).digest()[:4]

    def __str__(self) -> str:
        return f"{self.name}+{self.id.hex()}+{base64.b64encode(ED25519 + self.raw).decode()}"


def read_public_key(written: str) -> PublicKey:
    """Read ``name+id+key``; ValueError for anything else."""
    name, _, rest = written.strip().partition("+")
    _, _, encoded = rest.partition("+")
    key = PublicKey(name, base64.b64decode(encoded, validate=True)[1:])
    if str(key) != written.strip():
        message = "not a public key of checkpoints"
        raise ValueError(message)
    return key


def signed_note(checkpoint: Checkpoint, key: PublicKey, signature: bytes) -> str:
    """Return the checkpoint with its signature line."""
    line = base64.b64encode(key.id + signature).decode()
    return f"{checkpoint.text()}\n— {key.name} {line}\n"


def open_note(note: str, key: PublicKey) -> Checkpoint:
    """Return the checkpoint of a note this key signed; ValueError for any other note, however little it differs."""
    lines = note.split("\n")
    if len(lines) != _LINES + 1 or not lines[1].isdigit():
        message = "not a checkpoint"
        raise ValueError(message)
    try:
        checkpoint = Checkpoint(lines[0], int(lines[1]), base64.b64decode(lines[2], validate=True))
        signature = base64.b64decode(lines[4].rpartition(" ")[2], validate=True)[4:]
        Ed25519PublicKey.from_public_bytes(key.raw).verify(signature, checkpoint.text().encode())
    except (binascii.Error, InvalidSignature) as error:
        message = "not signed by this key"
        raise ValueError(message) from error
    if signed_note(checkpoint, key, signature) != note:
        message = "not written as checkpoints are"
        raise ValueError(message)
    return checkpoint
