"""密文保存: secrets that must be read again lie encrypted in the database, under a key that is not in it.

AES-256-GCM, the key drawn by HKDF-SHA256 from the installation's own; each secret is bound to its owner, so that one
copied into another's row opens nothing. What an older key closed is opened too, and closed anew when it is next used.
"""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass, field
from secrets import token_bytes

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

_MARK = "sealed1:"
_NONCE = 12
_PURPOSE = b"fashen: secrets of code generators"


@dataclass(frozen=True, slots=True)
class SecretBox:
    """Closes under ``key``; opens what it or one of the ``older`` keys closed, and what was kept before all of them."""

    key: str = field(repr=False)
    older: tuple[str, ...] = field(default=(), repr=False)

    def close(self, secret: str, *, owner: int) -> str:
        """Return what the database keeps of somebody's secret."""
        nonce = token_bytes(_NONCE)
        closed = _cipher(self.key).encrypt(nonce, secret.encode(), _bound_to(owner))
        return _MARK + urlsafe_b64encode(nonce + closed).decode()

    def open(self, kept: str, *, owner: int) -> str | None:
        """Return somebody's secret; None when no key of ours closed it for them."""
        if not kept.startswith(_MARK):
            return kept
        return next((found for key in (self.key, *self.older) if (found := _opened(key, kept, owner))), None)

    def is_current(self, kept: str, *, owner: int) -> bool:
        """Say whether a secret is closed under today's key."""
        return kept.startswith(_MARK) and _opened(self.key, kept, owner) is not None


def _opened(key: str, kept: str, owner: int) -> str | None:
    try:
        closed = urlsafe_b64decode(kept.removeprefix(_MARK))
        return _cipher(key).decrypt(closed[:_NONCE], closed[_NONCE:], _bound_to(owner)).decode()
    except (InvalidTag, ValueError):
        return None


def _cipher(key: str) -> AESGCM:
    return AESGCM(HKDF(SHA256(), 32, salt=None, info=_PURPOSE).derive(key.encode()))


def _bound_to(owner: int) -> bytes:
    return f"person {owner}".encode("ascii")
