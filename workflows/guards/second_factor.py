"""Codes of a generator (TOTP, RFC 6238) and recovery codes: what fits, and which step of time a code belongs to."""

from datetime import datetime
from secrets import choice, compare_digest

import pyotp

STEP = 30
ISSUER = "法审 Fashen"
RECOVERY_CODES = 10
_GROUPS, _LETTERS_IN_GROUP = 4, 4
# Left out: what is easily mistaken for something else when copied by hand.
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


def new_secret() -> str:
    """Return the secret of a new generator."""
    return pyotp.random_base32()


def address_of(secret: str, *, login: str) -> str:
    """Return the otpauth address a generator reads from the QR code."""
    return pyotp.TOTP(secret).provisioning_uri(name=login, issuer_name=ISSUER)


def step_of(code: str, secret: str, *, now: datetime) -> int | None:
    """Return the step of time a code was made for, this one or a neighbour; None for a code that fits none."""
    generator, present = pyotp.TOTP(secret), int(now.timestamp()) // STEP
    given = code.replace(" ", "")
    fitting = [step for step in (present - 1, present, present + 1) if _is_of(given, generator, step)]
    return fitting[-1] if fitting else None


def new_recovery_codes() -> list[str]:
    """Return recovery codes to be shown once: 16 letters each, more than can be guessed or computed back."""
    return ["-".join(_group() for _ in range(_GROUPS)) for _ in range(RECOVERY_CODES)]


def read_recovery_code(given: str) -> str:
    """Return a recovery code as it was shown, however it was typed."""
    letters = "".join(one for one in given.casefold() if one in _LETTERS)
    return "-".join(letters[at : at + _LETTERS_IN_GROUP] for at in range(0, len(letters), _LETTERS_IN_GROUP))


def _group() -> str:
    return "".join(choice(_LETTERS) for _ in range(_LETTERS_IN_GROUP))


def _is_of(code: str, generator: pyotp.TOTP, step: int) -> bool:
    return code.isascii() and compare_digest(code, generator.at(step * STEP))
