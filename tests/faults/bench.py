"""A bench at which workers do jobs and rounds of the tests' own, by a clock that the test moves."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import uuid4

from tests.builders import Office, an_office
from workflows.events import Viewed
from workflows.guards.background import Arguments, Background, Effect
from workflows.jobs import Kind, Periodic
from workflows.records.jobs import Job
from workflows.records.transaction import Records
from workflows.worker import Worker


@dataclass
class Bench:
    """An office, a clock that the test moves, and workers at it."""

    office: Office = field(default_factory=an_office)
    now: datetime = field(init=False)

    def __post_init__(self) -> None:
        self.now = self.office.now

    def worker(self, kinds: Mapping[str, Kind], periodic: Mapping[str, Periodic] | None = None) -> Worker:
        """Return one more worker, with kinds of the test's own."""
        office = self.office
        own = Worker(office.archive, office.means, lambda: office.now, lambda: self.now)
        return replace(own, kinds=kinds, periodic=periodic or {}, name=uuid4().hex)

    def enqueue(self, *names: str) -> None:
        """Ask for jobs."""
        with self.office.archive.transaction() as records:
            for name in names:
                records.jobs.enqueue("note", key=name, arguments={"name": name}, now=self.now)

    def waiting(self) -> list[Job]:
        """Return the jobs that wait."""
        with self.office.archive.reading() as records:
            return records.list_where(Job)

    def written(self) -> Counter[str]:
        """Return how often each effect was written."""
        with self.office.archive.reading() as records:
            return Counter(str(entry.body["actor"]) for entry in records.access.list_entries(0))

    def write(self, name: str, records: Records) -> None:
        """Write an effect where it can be counted: into a journal."""
        event = Viewed("job", name)
        records.access.append(0, kind=event.kind(), actor_id=0, actor=name, now=self.now, body=event.body())

    def note(self, arguments: Arguments, _: Background) -> Effect:
        """Do the job ``note``: its effect is one entry."""
        return lambda records: self.write(str(arguments["name"]), records)
