"""What a due clock does, as 系统 (being written)."""

from datetime import datetime

from workflows.acts.means import Means
from workflows.acts.walk import Outcome
from workflows.records.transaction import Records


def fire_due_clocks(records: Records, means: Means, now: datetime) -> list[Outcome]:
    """Fire every due clock the runs wait for."""
    return []
