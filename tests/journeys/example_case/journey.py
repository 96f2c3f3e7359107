"""The example case (law.md §7.1 as corrected by path.md §1.3) being walked: who is where, on which day."""

import time
from dataclasses import dataclass

from playwright.sync_api import expect

from tests.journeys.office_in_browser import Building, Person
from tests.journeys.served_office import ServedOffice

OFFICERS = ["林静", "赵宁"]
PATIENCE_SECONDS = 40


@dataclass
class Journey:
    """One case in one office; ``on`` moves the day, ``does`` is an open task done, ``acts`` an act of any time."""

    office: ServedOffice
    building: Building
    case: str = ""

    def on(self, day: str) -> "Journey":
        """Go on to a day; whatever falls due until then has happened."""
        self.office.set_clock(day)
        return self

    def does(self, name: str, label: str, /, **answers: object) -> Person:
        """Let a person do the open task of this label."""
        return self.opens(name, label).fill(**answers).done()

    def opens(self, name: str, label: str) -> Person:
        """Let a person open the task of this label."""
        return self.building.person(name).open_task(label)

    def acts(self, name: str, act_id: str, /, **answers: object) -> Person:
        """Let a person do an act possible at any time."""
        return self.building.person(name).open_act(self.case, act_id).fill(**answers).done()

    def looks(self, name: str = "林静") -> Person:
        """Let a person open the case page."""
        return self.building.person(name).go(f"{self.case}?overview=1")

    def serves(self, paper: str) -> None:
        """Let two officers bring a paper to the company, where the legal representative signs for it today."""
        self.waits_for_papers()
        place = {"place": "青峦县城南路6号"}
        self.does("林静", "选择送达方式", way="direct", servers=OFFICERS, **place)
        day = self.office.today
        self.does(
            "林静",
            "登记送达回证",
            result="delivered",
            servers=OFFICERS,
            served_on=day,
            receiver="周启明",
            receiver_relation="法定代表人",
        )
        expect(self.looks().page.locator("main")).to_contain_text(f"送达{paper}")

    def waits_for_papers(self) -> None:
        """Wait until every issued paper has its file."""
        end = time.monotonic() + PATIENCE_SECONDS
        while self.looks().page.locator("#papers", has_text="待生成").count():
            assert time.monotonic() < end, self.looks().text("#papers")
            time.sleep(0.3)

    def sees_clock(self, label: str, due_on: str, *, explained: str = "", name: str = "林静") -> None:
        """Check a clock on the case page: its last day, and a line of its day-by-day explanation."""
        person = self.looks(name)
        clock = person.clock(label)
        expect(clock.locator(".clock-due time")).to_have_text(due_on)
        if explained:
            clock.locator("summary").click()
            expect(clock.locator(".days")).to_contain_text(explained)

    def nobody_can_decide(self) -> None:
        """Check that no leader finds the decision, neither as a task nor by its address."""
        for name in ("吴岚", "周正", "郑海"):
            leader = self.building.person(name)
            assert not leader.has_task("作出行政处罚决定")
            assert leader.page.goto(f"{self.case}/acts/decide_penalty").status == 404  # type: ignore[union-attr]
