"""The one-time code of the first run: printed on the server, typed into the page by whoever reads it there.

It is drawn from the installation's key, so that every machine of an installation prints and takes the same one.
"""

from secrets import compare_digest

from workflows.guards.secret_box import drawn_code
from workflows.settings import Settings

_PURPOSE = "first run"


def code_of(settings: Settings) -> str:
    """Return the code; it opens nothing once there is an agency."""
    return drawn_code(settings, _PURPOSE)


def is_code(given: str, settings: Settings) -> bool:
    """Say whether this is the code."""
    return compare_digest(given.encode(), code_of(settings).encode())
