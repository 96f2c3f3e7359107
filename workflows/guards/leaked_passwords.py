"""泄露密码: passwords that were stolen somewhere and published; a list of their hashes that an installation may lay by.

The list is one file as «Have I Been Pwned» gives it out: a line for each, `SHA-1 in capitals:how often`, sorted. It may
have a billion lines, so that it is never read whole: thirty looks into it find a line or its absence. Nobody outside
is asked, and no list comes with the program. SHA-1 protects nothing here; it is what the list is written in.
"""

import hashlib
import os
from pathlib import Path
from typing import BinaryIO

from workflows.vocabulary.wording import N_, Objection


def objection_to_leaked(password: str, leaked: Path | None) -> Objection | None:
    """Refuse a password that stands in the list; without a list none is known."""
    if leaked is None or not _has_line(leaked, hashlib.sha1(password.encode(), usedforsecurity=False).hexdigest()):
        return None
    return Objection("password-leaked", N_("这个密码出现在已公开泄露的密码中，请换一个"))


def _has_line(path: Path, digest: str) -> bool:
    wanted = digest.upper().encode()
    with path.open("rb") as file:
        low, high = 0, os.fstat(file.fileno()).st_size
        while low < high:
            middle = (low + high) // 2
            line = _line_behind(file, middle)
            found = line[: len(wanted)].upper()
            if found == wanted:
                return True
            if not line or found > wanted:
                high = middle
            else:
                low = middle + 1
        return _line_behind(file, low)[: len(wanted)].upper() == wanted


def _line_behind(file: BinaryIO, place: int) -> bytes:
    """Return the first line that begins at a place or behind it; empty behind the last."""
    if place:
        file.seek(place - 1)
        file.readline()
    else:
        file.seek(0)
    return file.readline()
