"""A draft of a flow in real browsers: whoever opens it, what their consoles said, and what the server then holds."""

import re
from dataclasses import dataclass

from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.webapp.at_an_address import signed_in
from tests.webapp.office_on_the_web import Website

_RENAME = """([id, name]) => {
  const editor = flowEditor.diagram;
  editor.get("modeling").updateLabel(editor.get("elementRegistry").get(id), name);
}"""


@dataclass
class Room:
    """A draft at its address, and whoever opens it in a browser of their own."""

    site: Website
    draft: int
    address: str
    chromium: Browser
    said: list[str]
    asked: list[str]

    def context(self, login: str, language: str = "zh") -> BrowserContext:
        """Return somebody's signed-in browser."""
        return signed_in(self.chromium, self.site, self.address, login, language)

    def open(self, file: str, login: str = "du", language: str = "zh") -> Page:
        """Open a file of the draft and wait until it is drawn and checked."""
        page = self.context(login, language).new_page()
        page.on("console", lambda one: self.said.append(one.text) if one.type in {"error", "warning"} else None)
        page.on("pageerror", lambda error: self.said.append(str(error)))
        page.on("request", lambda one: self.asked.append(one.url))
        page.goto(f"/flows/drafts/{self.draft}/editor?file={file}")
        expect(page.locator(".diagram-canvas .djs-container")).to_be_visible()
        page.wait_for_function("() => flowEditor.findings?.result && flowEditor.diagram")
        return page

    def stored(self, file: str) -> str:
        """Return what the server holds of a file."""
        files = self.site.browser("du").get(f"/flows/drafts/{self.draft}/content").get_json()["files"]
        return str(files[file]["text"])

    def store(self, file: str, text: str) -> None:
        """Save a file of the draft as somebody would whose editor is not open here."""
        client = self.site.browser("du")
        held = client.get(f"/flows/drafts/{self.draft}/content").get_json()["files"][file]
        answer = client.put(
            f"/flows/drafts/{self.draft}/files/{file}", json={"text": text, "revision": held["revision"]}
        )
        assert answer.status_code == 200


def saved(page: Page) -> None:
    """Wait until the last change was saved by itself."""
    expect(page.locator("[data-part=status]")).to_have_text(re.compile("已保存|Saved"), timeout=8000)
    page.wait_for_function("() => !flowEditor.draft.dirty.size && flowEditor.draft.state === 'saved'")


def choose(page: Page, element: str) -> None:
    """Select an element of the open diagram."""
    page.evaluate("(id) => flowEditor.diagram.select(id)", element)


def rename(page: Page, element: str, label: str) -> None:
    """Give an element of the open diagram another label."""
    page.evaluate(_RENAME, [element, label])
