"""The journey of a changed law: who is where, what the office holds, and a picture of each page on the way."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from playwright.sync_api import Page

from tests.builders import Office
from tests.journeys.law_change.drawing import Drawing
from tests.journeys.office_in_browser import Building, Person
from tests.journeys.served_office import ServedOffice
from webapp.installation import open_installation
from workflows.acts.office.load_demo import PEOPLE
from workflows.documents.render import render
from workflows.forms import SHANGHAI
from workflows.settings import read_settings


@dataclass
class LawChange:
    """One change of the law in one office; ``runs`` are the cases under way by what they wait for."""

    office: ServedOffice
    building: Building
    draft: str = ""
    version: str = ""
    lane: str = ""
    old_case: str = ""
    new_case: str = ""
    runs: dict[str, int] = field(default_factory=dict)

    @property
    def du(self) -> Person:
        """Return the flow administrator."""
        return self.building.person("杜鹃")

    @property
    def he(self) -> Person:
        """Return the head of the legal office."""
        return self.building.person("何敏")

    @property
    def drawing(self) -> Drawing:
        """Return the flow administrator's editor."""
        return Drawing(self.du.page)

    @contextmanager
    def behind_closed_doors(self, day: str) -> Iterator[Office]:
        """Close the office to browsers while people work on their own: what they do is not what is shown here."""
        self.office.stop()
        yield self.office_on(day)
        self.office.start()

    def office_on(self, day: str) -> Office:
        """Return the served office as its files hold it, for looking and for work behind closed doors."""
        installed = open_installation(read_settings(self.office.environment))
        now = datetime.fromisoformat(f"{day}T09:30").replace(tzinfo=SHANGHAI)
        people = {one.name: number for number, one in enumerate(PEOPLE, start=1)}
        return Office(installed.archive, replace(installed.means, render=render), now=now, people=people)


def keep(page: Page, name: str) -> None:
    """Keep a picture of a page where FASHEN_SHOTS names a folder."""
    folder = os.environ.get("FASHEN_SHOTS", "")
    if folder:
        Path(folder).mkdir(parents=True, exist_ok=True)
        page.screenshot(path=str(Path(folder) / f"law-{name}.png"), full_page="/editor" not in page.url)
