"""What the work of one errand is given, and what it hands back."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from workflows.forms import SHANGHAI
from workflows.guards.background import Background
from workflows.questions.every_case import Reader
from workflows.records.errands import Errand, lock_errand
from workflows.records.transaction import Archive, Records
from workflows.vocabulary.errands import ErrandState
from workflows.vocabulary.roles import Actor

# Whoever watches looks every two seconds; each telling is a transaction.
PAUSE_SECONDS: Final = 0.5


class StoppedError(Exception):
    """Whoever began the errand wants it to end."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of an errand: a file or none, what is told on its page, and what is written with its end.

    ``write`` is done in the transaction that ends the errand, so exactly once; it returns what the page tells.
    """

    file: Path | None = None
    file_name: str = ""
    result: Mapping[str, object] = field(default_factory=dict)
    write: Callable[[Records], Mapping[str, object]] | None = None
    is_cut_short: bool = False


@dataclass(slots=True)
class Desk:
    """One errand being done: for whom, in their agency's archive alone, with a folder that goes afterwards."""

    errand: Errand
    actor: Actor
    archive: Archive
    background: Background
    folder: Path
    _told_at: float = field(default=0.0)

    @property
    def reader(self) -> Reader:
        """Return who reads what an export writes."""
        now = self.background.now()
        return Reader(
            self.archive.reading, self.actor, self.background.means, now.astimezone(SHANGHAI).date(), self.tell
        )

    def tell(self, done: int, total: int) -> None:
        """Say how far the errand is, twice a second at most; StoppedError when it is to end."""
        if not self.write_progress(done, total):
            raise StoppedError

    def go_on(self, records: Records, done: int, total: int) -> None:
        """Say how far the errand is within a transaction of its work; StoppedError when it is to end there."""
        row = lock_errand(records.session, self.errand.id)
        if row is None or row.stops or row.state != ErrandState.RUNNING:
            raise StoppedError
        row.done, row.total = done, total
        records.session.flush()

    def write_progress(self, done: int, total: int) -> bool:
        """Write down how far the errand is; False when it is to end."""
        if done < total and time.monotonic() - self._told_at < PAUSE_SECONDS:
            return True
        self._told_at = time.monotonic()
        with self.archive.transaction() as records:
            row = lock_errand(records.session, self.errand.id)
            if row is None or row.stops:
                return False
            if row.state == ErrandState.RUNNING:
                row.done, row.total = done, total
        return True
