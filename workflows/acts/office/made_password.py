"""Initial passwords nobody has to invent."""

from secrets import choice
from string import ascii_letters, digits

MADE_PASSWORD = 20
# Left out: what is easily mistaken for something else when copied by hand.
_LETTERS = "".join(letter for letter in ascii_letters + digits if letter not in "0O1lI")


def make_password() -> str:
    """Return a password to be shown once."""
    return "".join(choice(_LETTERS) for _ in range(MADE_PASSWORD))
