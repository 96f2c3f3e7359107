"""密文保存: secrets that must be read again lie encrypted in the database, under a key that is not in it.

AES-256-GCM, the key drawn by HKDF-SHA256 from the installation's own; each secret is bound to its owner, so that one
copied into another's row opens nothing. What an older key closed is opened too, and closed anew when it is next used.
"""

import contextlib
import os
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass, field, replace
from secrets import token_bytes, token_hex

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from workflows.errors import RefusedError
from workflows.settings import Settings
from workflows.vocabulary.wording import N_, Objection

_MARK = "sealed1:"
_NONCE = 12
_PURPOSE = b"fashen: secrets of code generators"


@dataclass(frozen=True, slots=True)
class SecretBox:
    """Closes under ``key``; opens what it or one of the ``older`` keys closed, and what was kept before all of them.

    ``of`` says what the numbers of owners count: people, or the addresses of webhooks.
    """

    key: str = field(repr=False)
    older: tuple[str, ...] = field(default=(), repr=False)
    of: str = "person"

    @property
    def of_webhooks(self) -> "SecretBox":
        """Return the box whose owners are the addresses of webhooks."""
        return replace(self, of="webhook")

    def close(self, secret: str, *, owner: int) -> str:
        """Return what the database keeps of somebody's secret."""
        nonce = token_bytes(_NONCE)
        closed = _cipher(self.key).encrypt(nonce, secret.encode(), self._owner(owner))
        return _MARK + urlsafe_b64encode(nonce + closed).decode()

    def open(self, kept: str, *, owner: int) -> str | None:
        """Return somebody's secret; None when no key of ours closed it for them."""
        if not kept.startswith(_MARK):
            return kept
        whose, keys = self._owner(owner), (self.key, *self.older)
        return next((found for key in keys if (found := _opened(key, kept, whose)) is not None), None)

    def is_current(self, kept: str, *, owner: int) -> bool:
        """Say whether a secret is closed under today's key."""
        return kept.startswith(_MARK) and _opened(self.key, kept, self._owner(owner)) is not None

    def _owner(self, owner: int) -> bytes:
        return f"{self.of} {owner}".encode("ascii")


def box_of(settings: Settings) -> SecretBox:
    """Return the box of an installation: under the key that was set, else under the one kept in its data folder."""
    return SecretBox(settings.secret_key or kept_key(settings), settings.older_secrets)


def drawn_code(settings: Settings, purpose: str) -> str:
    """Return a word of twenty signs for one purpose, drawn from the key of an installation; it tells nothing of it."""
    info = f"fashen: {purpose}".encode("ascii")
    key = settings.secret_key or kept_key(settings)
    return urlsafe_b64encode(HKDF(SHA256(), 15, salt=None, info=info).derive(key.encode())).decode()


def kept_key(settings: Settings) -> str:
    """Return the key kept in the data folder, made when it is first asked for, so that a restart logs nobody out."""
    if any(part.endswith(":") for part in settings.home.parts):
        text = N_("FASHEN_HOME 应当是本机文件夹，不能是网络地址；文件存储的地址用 FASHEN_FILES 设置")
        raise RefusedError(Objection("home-is-an-address", text))
    path = settings.home / "secret.key"
    settings.home.mkdir(parents=True, exist_ok=True)
    with contextlib.suppress(FileExistsError):
        number = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        with os.fdopen(number, "w", encoding="ascii") as file:
            file.write(token_hex(32))
    kept = path.read_text("ascii").strip()
    if not kept:
        # Whoever was cut off while writing left nothing, and anybody could draw a key from nothing.
        text = N_("密钥文件 {path} 是空的；请从另行保管处恢复，首次启动时出现的，删除后重新启动")
        raise RefusedError(Objection("secret-empty", text, {"path": str(path)}))
    return kept


def _opened(key: str, kept: str, owner: bytes) -> str | None:
    try:
        closed = urlsafe_b64decode(kept.removeprefix(_MARK))
        return _cipher(key).decrypt(closed[:_NONCE], closed[_NONCE:], owner).decode()
    except (InvalidTag, ValueError):
        return None


def _cipher(key: str) -> AESGCM:
    return AESGCM(HKDF(SHA256(), 32, salt=None, info=_PURPOSE).derive(key.encode()))
