"""The kinds of background work: what a job of each kind does, how often it is tried, and what is done periodically.

A new kind is a function in ``acts/`` and one line here. Whoever wants it done calls ``records.jobs.enqueue`` in the
transaction of the act, with the same name.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from workflows.acts.deliver_webhook import clear_delivered, deliver_webhook
from workflows.acts.due_clocks import fire_clocks
from workflows.acts.index_case import OLDER_KIND, index_case, index_older_cases
from workflows.acts.office.manage_webhooks import close_secrets
from workflows.acts.office.seal_journals import copy_round, seal_round
from workflows.acts.office.take_over_cases import give_back_forgotten
from workflows.acts.office.watch_storage import watch_storage
from workflows.acts.render_paper import make_paper_file
from workflows.errands.doing import JOB, clear_outlived, do_errand
from workflows.guards.background import Handler, Round

SECONDS, MINUTES, HOURS = timedelta(seconds=1), timedelta(minutes=1), timedelta(hours=1)

# Most outages are over within a night; whatever still fails then needs a person.
PATIENT: Final = (10 * SECONDS, MINUTES, 5 * MINUTES, 30 * MINUTES, HOURS, 2 * HOURS, 4 * HOURS, 8 * HOURS)


@dataclass(frozen=True, slots=True)
class Kind:
    """What a job does, and how long it waits after each failed attempt; after the last one it has failed for good."""

    handle: Handler
    pauses: tuple[timedelta, ...] = PATIENT


@dataclass(frozen=True, slots=True)
class Periodic:
    """What is done once in every such stretch of time, by one worker at a time."""

    every: timedelta
    round: Round


KINDS: Final[Mapping[str, Kind]] = {
    "index_case": Kind(index_case),
    "render": Kind(make_paper_file),
    JOB: Kind(do_errand),
    OLDER_KIND: Kind(index_older_cases),
    "webhook": Kind(deliver_webhook),
}

PERIODIC: Final[Mapping[str, Periodic]] = {
    "clocks": Periodic(5 * SECONDS, fire_clocks),
    "seal": Periodic(20 * SECONDS, seal_round),
    "checkpoints": Periodic(20 * SECONDS, copy_round),
    "arrivals": Periodic(HOURS, give_back_forgotten),
    "deliveries": Periodic(HOURS, clear_delivered),
    "errands": Periodic(HOURS, clear_outlived),
    "secrets": Periodic(HOURS, close_secrets),
    "storage": Periodic(30 * SECONDS, watch_storage),
}
