"""Passwords as they are kept: argon2id, cheap enough for an office that signs in within ten minutes."""

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

# Two passes over 19 MiB: the least that is recommended, and about 30 ms of one core (docs/security.md).
_HASHER = PasswordHasher(time_cost=2, memory_cost=19456, parallelism=1)
# Checked when no such login exists, so that the answer takes as long as for one that does.
_NOBODY = _HASHER.hash("nobody")


def hashed(password: str) -> str:
    """Return what is kept of a password."""
    return _HASHER.hash(password)


def matches(kept: str | None, password: str) -> bool:
    """Say whether a password is the one that is kept; for nobody at all this takes just as long, and never is."""
    try:
        _HASHER.verify(kept or _NOBODY, password)
    except (VerificationError, InvalidHashError):
        return False
    return bool(kept)


def is_outdated(kept: str) -> bool:
    """Say whether a password is kept in another way than a new one would be."""
    return _HASHER.check_needs_rehash(kept)
