"""The running installation: its archive, means and clock, made once for web app, worker and command line."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path

from workflows.acts.office.install_flows import read_promise_files
from workflows.documents.catalogue import catalogue
from workflows.documents.pdf import PdfPress
from workflows.forms import SHANGHAI
from workflows.guards.means import Means
from workflows.lawbook import Lawbook
from workflows.records.transaction import Archive
from workflows.settings import Settings
from workflows.storage import storage_at
from workflows.witness.keys import Witness

OPENING, CLOSING = time(9, tzinfo=SHANGHAI), time(23, 59, tzinfo=SHANGHAI)


@dataclass(frozen=True, slots=True)
class Clock:
    """The office's clock; in the demo it can stand on another day (``fashen demo clock DATE``)."""

    demo_file: Path | None

    def system_now(self) -> datetime:
        """Return the true moment, for sessions, leases and keys."""
        return datetime.now(UTC)  # noqa: TID251 -- the one place where the web app and its commands read the clock

    def now(self) -> datetime:
        """Return the moment acts take: the true one, or the demo day, which opens at nine when it is chosen."""
        present = self.system_now().astimezone(SHANGHAI)
        day = self.demo_day()
        if day is None or self.demo_file is None:
            return present
        chosen = datetime.fromtimestamp(self.demo_file.stat().st_mtime, SHANGHAI)
        return min(datetime.combine(day, OPENING) + (present - chosen), datetime.combine(day, CLOSING))

    def demo_day(self) -> date | None:
        """Return the day the demo stands on, or None."""
        if self.demo_file is None or not self.demo_file.is_file():
            return None
        return date.fromisoformat(self.demo_file.read_text("ascii").strip())


@dataclass(frozen=True, slots=True)
class Installation:
    """Everything long-lived that a request, a worker or a command needs."""

    settings: Settings
    archive: Archive
    means: Means
    clock: Clock


def open_installation(settings: Settings) -> Installation:
    """Open the archive, the law, the papers and the files these settings name."""
    settings.home.mkdir(parents=True, exist_ok=True)
    means = Means(
        law=Lawbook.load(settings.bpmn_folder / "law"),
        papers=catalogue(),
        storage=storage_at(settings.files_address, endpoint=settings.files_endpoint),
        pdf=PdfPress(settings.pdf),
        promises=read_promise_files(settings.bpmn_folder),
        witness=Witness(settings.home / "checkpoint.key", settings.checkpoints, settings.address),
    )
    demo_file = settings.home / "demo-clock" if settings.is_demo else None
    archive = Archive(settings.database_url, pool=settings.database_pool, prepares=settings.database_prepares)
    return Installation(settings, archive, means, Clock(demo_file))
