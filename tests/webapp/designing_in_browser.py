"""A draft in a real browser, for the tests of the form designer, the table editor and the outline."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from playwright.sync_api import Browser, Page, expect

from tests.webapp.at_an_address import signed_in
from tests.webapp.flow_room import a_draft
from tests.webapp.office_on_the_web import Website

NOTICE, TABLE, FORM = "parts/notice.bpmn", "tables/major_decision.dmn", "forms/risk.json"
ONE_FIELD = '{"title": "风险", "type": "object", "properties": {"high": {"type": "boolean", "title": "风险高"}}}'


@dataclass
class Room:
    """A draft on the web, one administrator at it, and what the browser complained of."""

    site: Website
    draft: int
    address: str
    page: Page
    said: list[str]

    def open(self, file: str, sign: str) -> None:
        """Open a file of the draft and wait for something that tells it is there."""
        self.page.goto(f"{self.address}/flows/drafts/{self.draft}/editor?file={file}")
        expect(self.page.locator(sign).first).to_be_visible()

    def outline(self, file: str) -> None:
        """Open a diagram as an outline."""
        self.open(file, ".djs-container svg")
        self.page.locator("[data-do=outline]").click()
        expect(self.page.get_by_role("tree")).to_be_visible()

    def add(self, file: str, text: str) -> None:
        """Put a file into the draft."""
        path = f"/flows/drafts/{self.draft}/files/{file}"
        assert self.site.browser("du").put(path, json={"text": text, "revision": 0}).status_code == 200

    def saved(self, file: str) -> bytes:
        """Return the text of a file once the page says that all is saved."""
        self.page.keyboard.press("Control+s")
        self.page.wait_for_function("() => flowEditor.draft.state === 'saved' && !flowEditor.draft.dirty.size")
        files = self.site.browser("du").get(f"/flows/drafts/{self.draft}/content").get_json()["files"]
        return str(files[file]["text"]).encode()

    def press(self, *keys: str) -> None:
        """Press keys where the focus is."""
        for key in keys:
            self.page.keyboard.press(key)

    def fill(self, label: str, text: str) -> None:
        """Type into the input of a label."""
        self.page.locator(".fd-middle, .ol-details").get_by_label(label, exact=True).fill(text)

    def rows(self) -> list[str]:
        """Return the rows of the outline, as they are read."""
        return [" ".join(text.split()) for text in self.page.get_by_role("treeitem").all_inner_texts()]


@contextmanager
def a_draft_opened(site: Website, address: str, chromium: Browser) -> Iterator[Room]:
    """Open a new draft to the flow administrator; at the end no script has failed."""
    context = signed_in(chromium, site, address, "du")
    page, said = context.new_page(), list[str]()
    page.on("pageerror", lambda error: said.append(str(error)))
    yield Room(site, a_draft(site.office), address, page, said)
    context.close()
    assert said == []
