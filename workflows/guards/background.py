"""What background work is given: the archive, the means, the settings and the clock; and what it hands back."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from workflows.guards.means import Means
from workflows.guards.secret_box import SecretBox, box_of
from workflows.records.transaction import Archive, Records
from workflows.settings import Settings


@dataclass(frozen=True, slots=True)
class Background:
    """Everything a job or a periodic round works with.

    ``now`` is the office's clock, which dates what it does; ``system_now`` is the true moment, for leases and limits.
    """

    archive: Archive
    means: Means
    settings: Settings
    now: Callable[[], datetime]
    system_now: Callable[[], datetime]

    @property
    def box(self) -> SecretBox:
        """Return what opens the secrets the database keeps."""
        return box_of(self.settings)


Arguments: TypeAlias = Mapping[str, object]

# Written in the transaction that strikes the job off: once, whoever else tried.
Effect: TypeAlias = Callable[[Records], None]

# The slow part of a job, outside any transaction: it may be done twice, its effect may not.
Handler: TypeAlias = Callable[[Arguments, Background], Effect | None]

# One round of periodic work, in transactions of its own; a round that is cut off is begun again.
Round: TypeAlias = Callable[[Background], object]
