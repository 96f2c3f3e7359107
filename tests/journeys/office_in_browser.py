"""What a person does with the product: sign in, open a task, fill in its form by name, press, read what is said."""

import os
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, FilePayload, Locator, Page, expect, sync_playwright

from workflows.acts.office.load_demo import DEMO_PASSWORD, PEOPLE

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
BROWSERS = ("chromium-headless-shell", "chromium", "google-chrome")
DESK, PHONE = (1440, 900), (390, 844)
LOGINS = {one.name: one.login for one in PEOPLE}
# Where administrators land; everybody else's work begins in 我的待办.
FIRST_PAGES = {"方明": "访问日志", "马骏": "人员和证件", "沈安": "人员和证件", "杜鹃": "流程"}

Rows = Sequence[Mapping[str, object]]


@contextmanager
def a_browser() -> Iterator[Browser]:
    """Start Debian's Chromium without windows, or else the browser that is there."""
    found = next(path for name in BROWSERS if (path := shutil.which(name)))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=ARGUMENTS)
        yield browser
        browser.close()


@dataclass
class Person:
    """Somebody at their own browser."""

    name: str
    context: BrowserContext
    page: Page
    said: list[str] = field(default_factory=list)

    # ------------------------------------------------------------------------------------------------ going

    def go(self, address: str) -> "Person":
        """Open an address of the office."""
        self.page.goto(address)
        return self

    def open_task(self, label: str) -> "Person":
        """Open one of the person's own tasks from 我的待办, or take it out of 待签收 first."""
        if not self._press_in_row("/tasks", label, "办理"):
            found = self._press_in_row("/pool", label, "签收")
            assert found, f"{self.name} has no task “{label}”; the page says: {self.text('main')}"
        expect(self.form).to_be_visible()
        return self

    def open_act(self, case: str, act: str) -> "Person":
        """Open the form of an act possible at any time."""
        return self.go(f"{case}/acts/{act}")

    def has_task(self, label: str) -> bool:
        """Say whether a task waits for this person, held or to be claimed."""
        return any(self._row(address, label).count() > 0 for address in ("/tasks", "/pool"))

    # ---------------------------------------------------------------------------------------------- filling

    @property
    def form(self) -> Locator:
        """Return the form of the act on the page."""
        return self.page.locator("form.act-form")

    def fill(self, **answers: object) -> "Person":
        """Fill in fields by their names; a list of people or evidence by their words, rows as a list of mappings."""
        for name, value in answers.items():
            self._fill(name, value)
        return self

    def submit(self) -> "Person":
        """Press the form's button and wait for the answer."""
        with self.page.expect_navigation():
            self.form.locator(".btn-act").click()
        return self

    def done(self, words: str = "已") -> "Person":
        """Press, and expect that it was done."""
        self.submit()
        told = self.page.locator(".error-summary, .notice-error, .notice-warning, .why-not")
        said = " / ".join(told.all_inner_texts())
        flash = self.page.locator(".flash")
        assert flash.count(), f"{self.name}: not done: {said or self.text('main')}"
        expect(flash.first).to_contain_text(words)
        return self

    def refused(self, words: str) -> "Person":
        """Press, and expect a refusal in these words."""
        self.submit()
        expect(self.page.locator("main")).to_contain_text(words)
        assert self.page.locator(".flash").count() == 0
        return self

    # ---------------------------------------------------------------------------------------------- reading

    def text(self, selector: str = "main") -> str:
        """Return what a part of the page says."""
        return self.page.locator(selector).first.inner_text()

    def value(self, name: str) -> str:
        """Return what stands in a field."""
        return self.form.locator(f'[name="{name}"]').first.input_value()

    def clock(self, label: str) -> Locator:
        """Return a clock on the case page by its name, the running one first."""
        head = self.page.locator(".clock").filter(has=self.page.locator(".clock-head b", has_text=label))
        return head.first

    def screenshot(self, name: str) -> None:
        """Keep pictures of the page for desk and phone where FASHEN_SHOTS names a folder."""
        folder = os.environ.get("FASHEN_SHOTS", "")
        if not folder:
            return
        Path(folder).mkdir(parents=True, exist_ok=True)
        for width, height in (PHONE, DESK):
            self.page.set_viewport_size({"width": width, "height": height})
            self.page.wait_for_load_state("networkidle")
            self.page.screenshot(path=str(Path(folder) / f"{name}-{width}.png"), full_page=True)

    # ------------------------------------------------------------------------------------------------ hands

    def _row(self, address: str, label: str) -> Locator:
        self.page.goto(address)
        cell = self.page.locator('td[data-l="当前事项"]', has_text=label)
        return self.page.locator("tbody tr").filter(has=cell)

    def _press_in_row(self, address: str, label: str, word: str) -> bool:
        row = self._row(address, label)
        if row.count() == 0:
            return False
        with self.page.expect_navigation():
            row.first.locator("td.actions").get_by_text(word, exact=True).click()
        return True

    def _fill(self, name: str, value: object) -> None:
        if isinstance(value, list) and (not value or isinstance(value[0], Mapping)):
            self._fill_rows(name, value)
            return
        kind = self._kind(name)
        fillers: dict[str, Callable[[str, object], None]] = {
            "radio": self._choose,
            "checkbox": self._tick,
            "select": self._select,
            "file": self._send,
        }
        fillers.get(kind, self._type)(name, value)

    def _kind(self, name: str) -> str:
        field = self.form.locator(f'[name="{name}"]').last
        tag = field.evaluate("one => one.tagName === 'INPUT' ? one.type : one.tagName.toLowerCase()")
        return str(tag)

    def _type(self, name: str, value: object) -> None:
        self.form.locator(f'[name="{name}"]').fill(str(value))

    def _choose(self, name: str, value: object) -> None:
        tile = self.form.locator(f'[name="{name}"][value="{value}"]')
        if tile.count() == 0:
            tile = self._labelled(name, str(value))
        tile.check()

    def _tick(self, name: str, value: object) -> None:
        if isinstance(value, bool):
            self.form.locator(f'[name="{name}"]').set_checked(value)
            return
        wanted = [str(one) for one in value] if isinstance(value, list | tuple) else [str(value)]
        for box in self.form.locator(f'[name="{name}"]').all():
            label = box.locator("xpath=ancestor::label").inner_text()
            named = any(one == box.get_attribute("value") or one in label for one in wanted)
            if box.is_checked() != named:
                box.set_checked(named)

    def _select(self, name: str, value: object) -> None:
        chooser = self.form.locator(f'select[name="{name}"]')
        if chooser.locator(f'option[value="{value}"]').count():
            chooser.select_option(str(value))
            return
        option = chooser.locator("option", has_text=str(value)).first.get_attribute("value")
        chooser.select_option(option)

    def _send(self, name: str, value: object) -> None:
        assert isinstance(value, tuple)
        file, content = value
        payload = FilePayload(name=file, mimeType="application/octet-stream", buffer=content)
        self.form.locator(f'input[type="file"][name="{name}"]').set_input_files(payload)

    def _labelled(self, name: str, words: str) -> Locator:
        label = self.form.locator("label").filter(has=self.page.locator(f'[name="{name}"]')).filter(has_text=words)
        return label.first.locator("input")

    def _fill_rows(self, name: str, rows: Rows) -> None:
        """Make as many rows as there are answers, then fill each; one row always stays, blank where nothing is told."""
        group = self.form.locator(f'fieldset[id="f-{name}"]')
        items = group.locator("[data-rows] > [data-row]")
        while items.count() < len(rows):
            group.locator("[data-add]").click()
        while items.count() > max(len(rows), 1):
            items.last.locator("[data-remove]").click()
        for item, row in zip(items.all(), rows, strict=False):
            first = item.locator("[name]").first.get_attribute("name") or ""
            number = first.removeprefix(f"{name}-").partition("-")[0]
            for column, value in row.items():
                self._fill(f"{name}-{number}-{column}", value)


@dataclass
class Building:
    """The office seen from the street: who goes in gets a desk of their own."""

    browser: Browser
    address: str
    people: dict[str, Person] = field(default_factory=dict)

    def person(self, name: str) -> Person:
        """Return somebody at their browser, signed in."""
        if name not in self.people:
            self.people[name] = self.another_window(name)
        return self.people[name]

    def enter(self, name: str, *, lands_on: str) -> Person:
        """Sign somebody in whose office is another than in the demo."""
        self.people[name] = self.another_window(name, lands_on=lands_on)
        return self.people[name]

    def another_window(self, name: str, *, lands_on: str = "") -> Person:
        """Sign somebody in once more, in a browser of its own."""
        person = self.passer_by(name)
        person.page.goto("/sign-in")
        person.page.fill("#login", LOGINS[name])
        person.page.fill("#password", DEMO_PASSWORD)
        person.page.click("main .card .btn-act")
        expect(person.page.locator("main h1")).to_have_text(lands_on or FIRST_PAGES.get(name, "我的待办"))
        return person

    def passer_by(self, name: str = "") -> Person:
        """Return somebody who has not signed in."""
        context = self.browser.new_context(
            viewport={"width": DESK[0], "height": DESK[1]},
            locale="zh-CN",
            base_url=self.address,
            reduced_motion="reduce",
        )
        context.set_default_timeout(20_000)
        page, said = context.new_page(), list[str]()
        page.on("console", lambda message: said.append(message.text) if message.type in {"error", "warning"} else None)
        page.on("pageerror", lambda error: said.append(str(error)))
        page.on("dialog", lambda dialog: dialog.accept())
        return Person(name, context, page, said)

    def what_browsers_complained_of(self) -> list[str]:
        """Return every error of a script, and every broken rule of the content policy, that any browser told."""
        return [f"{one.name}: {line}" for one in self.people.values() for line in one.said if "status of 4" not in line]
