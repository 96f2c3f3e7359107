"""一件一件办: what looks before it writes, outside any case, is done one after the other from its very beginning.

An act in a case has its run to wait for. An act on the office has none: two people would both find that a login is
free, and both take it. SQLite has one writer anyway; on PostgreSQL the second waits here until the first has committed,
and then looks. Drafts and templates of flows are not here: whoever writes one holds its row.
"""

from collections.abc import Callable
from functools import wraps
from typing import Final, ParamSpec, TypeVar, cast

from workflows.records.transaction import Records

ACCOUNTS: Final = "accounts"
CALENDAR: Final = "calendar"
FLOWS: Final = "flows"
INTERFACES: Final = "interfaces"
OLDER_CASES: Final = "older cases"

P = ParamSpec("P")
Answer = TypeVar("Answer")


def one_at_a_time(room: str, *, patiently: bool = False) -> Callable[[Callable[P, Answer]], Callable[P, Answer]]:
    """Let one transaction at a time do the acts of a room, until its commit; ``patiently`` while others prove."""

    def in_turn(act: Callable[P, Answer]) -> Callable[P, Answer]:
        @wraps(act)
        def done(*args: P.args, **kwargs: P.kwargs) -> Answer:
            records = cast("Records", kwargs["records"])
            if patiently:
                records.take_time()
            records.take_turn(room)
            return act(*args, **kwargs)

        return done

    return in_turn
