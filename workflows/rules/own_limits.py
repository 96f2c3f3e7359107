"""本机关期限: how long an agency gives itself for one step, as its diagram writes it (``3wd``, ``10cd``)."""

import re

from workflows.rules.periods import Limit, Unit

_WRITTEN = re.compile(r"([1-9][0-9]{0,2})(wd|cd)")
_UNITS = {"wd": Unit.WORKING, "cd": Unit.CALENDAR}


def find_own_limit(written: str) -> Limit | None:
    """Return the limit that ``3wd`` (工作日) or ``10cd`` (自然日) means, or None when it is written otherwise."""
    found = _WRITTEN.fullmatch(written)
    return Limit(int(found[1]), _UNITS[found[2]]) if found else None
