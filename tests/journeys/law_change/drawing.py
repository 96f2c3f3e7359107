"""What a person's hands do in the flow editor: open a file, choose in the outline, draw a line, await the verdict."""

import re
from dataclasses import dataclass

from playwright.sync_api import FloatRect, Locator, Page, expect

PROVED = re.compile("^已证明 ·")
PATIENCE_MS = 30_000


@dataclass
class Drawing:
    """The editor open in somebody's browser."""

    page: Page

    @property
    def panel(self) -> Locator:
        """Return the properties of what is selected."""
        return self.page.locator(".diagram-panel")

    @property
    def form(self) -> Locator:
        """Return the form designer that is open."""
        return self.page.locator(".form-designer:visible")

    @property
    def verdict(self) -> Locator:
        """Return the badge that tells what the check came to."""
        return self.page.locator("[data-part=verdict]")

    @property
    def violations(self) -> Locator:
        """Return the violations in the list of findings."""
        return self.page.locator(".finding.is-violation")

    def begin(self) -> None:
        """Wait until the editor is there and the draft was checked."""
        expect(self.page.locator(".diagram-canvas .djs-container")).to_be_visible(timeout=PATIENCE_MS)
        self.is_proved()

    def open(self, file: str) -> None:
        """Open a file from the list."""
        self.page.locator(f'.file-open[title="{file}"]').click()
        expect(self.page.locator(f'.file-open[title="{file}"]')).to_have_attribute("aria-current", "true")
        if file.endswith(".bpmn"):
            expect(self.page.locator(".diagram-canvas:visible .djs-container")).to_be_visible()

    def is_proved(self) -> None:
        """Wait until everything is saved and proved."""
        self.is_saved()
        expect(self.verdict).to_have_text(PROVED, timeout=PATIENCE_MS)

    def is_saved(self) -> None:
        """Wait until the draft has saved itself."""
        expect(self.page.locator("[data-part=status]")).to_have_text(re.compile("已(全部)?保存"), timeout=PATIENCE_MS)

    # -------------------------------------------------------------------------------------------- in the outline

    def outline(self) -> None:
        """Turn to the outline."""
        self.page.get_by_role("button", name="提纲", exact=True).click()

    def row(self, words: str) -> Locator:
        """Return a row of the outline."""
        return self.page.locator("[role=treeitem]:not(.ol-jump)").filter(has_text=words).first

    def add_step_after(self, row: str, name: str) -> None:
        """Put a step after a row, from the keyboard."""
        self.row(row).click()
        self.page.keyboard.press("Insert")
        self.page.keyboard.type(name)
        self.page.keyboard.press("Enter")
        expect(self.row(name)).to_have_attribute("aria-selected", "true")

    def rename(self, row: str, name: str) -> None:
        """Call a row otherwise, from the keyboard."""
        self.row(row).click()
        self.page.keyboard.press("F2")
        self.page.keyboard.type(name)
        self.page.keyboard.press("Enter")
        expect(self.row(name)).to_be_visible()

    # ------------------------------------------------------------------------------------------------- beside it

    def put(self, label: str, text: str) -> None:
        """Type into a field of the properties and leave it."""
        entry = self.panel.get_by_label(label, exact=True).first
        entry.fill(text)
        entry.press("Tab")

    def choose(self, label: str, option: str) -> None:
        """Choose in a list of the properties."""
        self.panel.get_by_label(label, exact=True).select_option(option)

    def new_form(self, number: str) -> None:
        """Let the selected step have a form of its own, which opens."""
        self.choose("法定行为", "自定义表单")
        self.choose("表单", "新建表单……")
        asked = self.page.get_by_role("dialog")
        asked.get_by_label("编号").fill(number)
        asked.get_by_role("button", name="新建", exact=True).click()
        expect(self.form).to_be_visible()

    def add_field(self, kind: str, title: str, key: str) -> None:
        """Add a field that must be answered to the open form."""
        self.form.get_by_role("button", name=kind, exact=True).click()
        self.page.keyboard.type(title)
        self.form.get_by_label("必填").check()
        self.form.locator("[data-part=key]").fill(key)

    # ------------------------------------------------------------------------------------------------ on the canvas

    def find(self, label: str) -> None:
        """Search the diagram and bring what is found into sight."""
        self.page.keyboard.press("Control+f")
        self.page.keyboard.type(label)
        expect(self.page.locator(".djs-search-result:visible").first).to_contain_text(label)
        self.page.keyboard.press("Enter")
        expect(self.page.locator(".bio-properties-panel-header")).to_contain_text(label)

    def connect(self, source: str, target: str) -> None:
        """Draw a line from one shape to another with the arrow beside the first."""
        here = self._box(source)
        self.page.mouse.click(*_middle(here))
        self.page.locator(".djs-context-pad.open [data-action=connect]:visible").click()
        there = self._box(target)
        self.page.mouse.move(there["x"] - 20, there["y"] - 10)
        self.page.mouse.move(*_middle(there), steps=5)
        self.page.mouse.click(*_middle(there))
        expect(self.panel).to_contain_text("连线上的答案")

    def pull_down(self, source: str, target: str, depth: int) -> None:
        """Pull the straight line between two shapes down, so that it can be seen."""
        here, there = self._box(source), self._box(target)
        x, y = (here["x"] + here["width"] + there["x"]) / 2, _middle(here)[1]
        self.page.mouse.move(x - 3, y)
        self.page.mouse.down()
        self.page.mouse.move(x, y + 10, steps=3)
        self.page.mouse.move(x, y + depth, steps=8)
        self.page.mouse.up()

    def undo(self) -> None:
        """Take back one step with the button."""
        self.page.get_by_role("button", name="撤销", exact=True).click()

    def _box(self, element: str) -> FloatRect:
        box = self.page.locator(f'.djs-shape[data-element-id="{element}"]').bounding_box()
        assert box is not None
        return box


def _middle(box: FloatRect) -> tuple[float, float]:
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
