"""Where a placeholder stands in a .docx: every paragraph with its part (正文, 页眉, 页脚, 表格), heading and number."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from workflows.vocabulary.wording import N_

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PARTS = (("word/document", N_("正文")), ("word/header", N_("页眉")), ("word/footer", N_("页脚")))
_TABLES = {"正文": N_("正文表格"), "页眉": N_("页眉表格"), "页脚": N_("页脚表格")}
_HEADING_STYLE = re.compile(r"(title|heading \d|标题.*)", re.IGNORECASE)
_NUMBERED = re.compile(r"[一二三四五六七八九十]+、\S{1,38}$")
_LONGEST_HEADING = 40

TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Place:
    """A paragraph: its part in Chinese, the heading over it (or its row's label), its number in the part, its runs.

    ``row`` and ``box`` are the table row and the cell or body it stands in, for pairing loops.
    """

    part: str
    heading: str
    number: int
    paragraph: etree._Element
    pieces: tuple[etree._Element, ...]
    box: etree._Element | None
    row: etree._Element | None

    @property
    def text(self) -> str:
        """Return the paragraph's words."""
        return "".join(piece.text or "" for piece in self.pieces)

    @property
    def row_text(self) -> str:
        """Return all words of the table row, or of the paragraph outside tables."""
        return self.text if self.row is None else _text_of(self.row)

    @property
    def table(self) -> etree._Element | None:
        """Return the table the row belongs to."""
        return None if self.row is None else self.row.getparent()

    def spans(self) -> Iterator[tuple[re.Match[str], tuple[int, ...]]]:
        """Yield every whole placeholder with the numbers of the text runs it lies in."""
        edges, start = list[tuple[int, int]](), 0
        for piece in self.pieces:
            edges.append((start, start + len(piece.text or "")))
            start = edges[-1][1]
        for tag in TAG.finditer(self.text):
            yield tag, tuple(n for n, (low, high) in enumerate(edges) if low < tag.end() and high > tag.start())


def parse_part(content: bytes) -> etree._Element:
    """Parse a part without entities or network."""
    return etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False))


def is_written_part(name: str) -> bool:
    """Say whether docxtpl fills this part."""
    return name.endswith(".xml") and any(name.startswith(stem) for stem, _ in _PARTS)


def part_name(name: str) -> str:
    """Return 正文, 页眉 or 页脚 for a member's name, and the name itself for others."""
    return next((chinese for stem, chinese in _PARTS if name.startswith(stem)), name)


def in_reading_order(members: Mapping[str, bytes]) -> list[tuple[str, bytes]]:
    """Return the members with the body first, then headers, then footers, then the rest."""
    stems = [stem for stem, _ in _PARTS]
    order = {name: next((n for n, stem in enumerate(stems) if name.startswith(stem)), len(stems)) for name in members}
    return sorted(members.items(), key=lambda member: (order[member[0]], member[0]))


def places_in(name: str, root: etree._Element, styles: Mapping[str, str]) -> Iterator[Place]:
    """Yield the paragraphs of one part in reading order, those in cells and text boxes too."""
    heading = ""
    for number, paragraph in enumerate(root.iter(f"{_W}p"), start=1):
        pieces = tuple(piece for piece in paragraph.iter(f"{_W}t") if _nearest(piece, "p") is paragraph)
        text = "".join(piece.text or "" for piece in pieces).strip()
        row = _nearest(paragraph, "tr")
        if row is None and _is_heading(paragraph, text, styles):
            heading = TAG.sub("", text).strip() or text
        label = _label(row, paragraph) if row is not None else ""
        part = part_name(name) if row is None else _TABLES.get(part_name(name), part_name(name))
        yield Place(part, label or heading, number, paragraph, pieces, paragraph.getparent(), row)


def style_names(styles: bytes | None) -> dict[str, str]:
    """Return style names by id: Word in Chinese calls Heading 1 ``1``."""
    if not styles:
        return {}
    names = dict[str, str]()
    for style in parse_part(styles).iter(f"{_W}style"):
        name = style.find(f"{_W}name")
        names[str(style.get(f"{_W}styleId"))] = str(name.get(f"{_W}val")) if name is not None else ""
    return names


def has_body(root: etree._Element) -> bool:
    """Say whether this root is a Word document's: named so, with its one body in it."""
    return root.tag == f"{_W}document" and len(root.findall(f"{_W}body")) == 1


def has_tracked_changes(root: etree._Element) -> bool:
    """Say whether revisions wait to be accepted: deleted words would be filled too."""
    return any(root.find(f".//{_W}{name}") is not None for name in ("ins", "del", "moveFrom", "moveTo"))


def _is_heading(paragraph: etree._Element, text: str, styles: Mapping[str, str]) -> bool:
    style = paragraph.find(f"{_W}pPr/{_W}pStyle")
    named = styles.get(str(style.get(f"{_W}val")), "") if style is not None else ""
    if not text or len(text) > 2 * _LONGEST_HEADING:
        return False
    return bool(_HEADING_STYLE.fullmatch(named) or _NUMBERED.match(text))


def _label(row: etree._Element, paragraph: etree._Element) -> str:
    """Return the words of the cell to the left that label this one."""
    cell = _nearest(paragraph, "tc")
    label = ""
    for other in row.findall(f"{_W}tc"):
        if other is cell:
            break
        words = TAG.sub("", _text_of(other)).strip()
        label = words if 0 < len(words) <= _LONGEST_HEADING else label
    return label


def _text_of(element: etree._Element) -> str:
    return "".join(piece.text or "" for piece in element.iter(f"{_W}t"))


def _nearest(element: etree._Element, name: str) -> etree._Element | None:
    return next(element.iterancestors(f"{_W}{name}"), None)
