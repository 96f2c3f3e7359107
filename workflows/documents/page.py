"""版式 after GB/T 9704—2012: the page, the type and the page number of every paper, before a word is written."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from docx import Document
from docx.document import Document as DocxDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import CharacterStyle, ParagraphStyle
from docx.text.paragraph import Paragraph
from docx.text.run import Run
from lxml import etree

from workflows.documents.catalogue import Layout

FANGSONG, XIAOBIAOSONG, HEITI, KAITI, SONGTI = "仿宋_GB2312", "方正小标宋简体", "黑体", "楷体_GB2312", "宋体"
# 版心 225 mm over 22 lines; a hair less, so that rounding never pushes the 22nd line over.
LINE_PITCH = 28.9
LATIN = "Times New Roman"
BLACK = RGBColor(0, 0, 0)
EPOCH = datetime(2000, 1, 1, tzinfo=UTC)
_FALLBACKS = {
    FANGSONG: "仿宋,FangSong,Noto Serif CJK SC",
    XIAOBIAOSONG: "华文中宋,STZhongsong,宋体,Noto Serif CJK SC",
    KAITI: "楷体,KaiTi,Noto Serif CJK SC",
    HEITI: "SimHei,Noto Sans CJK SC",
    SONGTI: "SimSun,Noto Serif CJK SC",
}


@dataclass(frozen=True, slots=True)
class Type:
    """A face and size; ``pitch`` is the exact line height in points."""

    face: str
    size: float
    pitch: float
    bold: bool = False


TITLE = Type(XIAOBIAOSONG, 22, 34)
HEADING = Type(HEITI, 16, LINE_PITCH)
SUBHEADING = Type(KAITI, 16, LINE_PITCH)
BODY = {
    Layout.LETTER: Type(FANGSONG, 16, LINE_PITCH),
    Layout.RECORD: Type(FANGSONG, 14, 25),
    Layout.FORM: Type(SONGTI, 12, 20),
}
CELL = Type(SONGTI, 12, 18)
SMALL = Type(SONGTI, 10.5, 16)


def blank_paper(layout: Layout, signed_by: str = "") -> DocxDocument:
    """Return an empty A4 document with the margins, styles, language and page numbers of the standard.

    ``signed_by`` names who signs at the foot of every page (笔录逐页签名).
    """
    document = Document()
    _set_page(document)
    _set_defaults(document, BODY[layout])
    _define_styles(document, BODY[layout])
    _declare_fonts(document)
    _number_pages(document, layout, signed_by)
    _clean_properties(document)
    return document


def write(paragraph: Paragraph, text: str, type_: Type) -> Run:
    """Append a run in this type, with its East Asian face and language said outright."""
    run = paragraph.add_run(text)
    run.font.size = Pt(type_.size)
    run.font.bold = True if type_.bold else None
    properties = run._element.get_or_add_rPr()  # noqa: SLF001 -- python-docx knows no East Asian face and no language
    set_faces(properties, type_.face)
    properties.append(made("w:lang", val="en-US", eastAsia="zh-CN"))
    return run


def made(tag: str, /, **attributes: str) -> Any:  # noqa: ANN401 -- the stubs give every tag a class of its own
    """Return a new WordprocessingML element with these ``w:`` attributes."""
    element = OxmlElement(tag)
    for attribute, value in attributes.items():
        element.set(qn(f"w:{attribute}"), value)
    return element


def set_faces(properties: Any, face: str) -> None:  # noqa: ANN401 -- run properties of a run, a style or the defaults
    """Set Latin and East Asian faces on run properties, replacing theme faces."""
    for old in properties.findall(qn("w:rFonts")):
        properties.remove(old)
    properties.insert(0, made("w:rFonts", ascii=LATIN, hAnsi=LATIN, eastAsia=face, cs=LATIN, hint="eastAsia"))


def set_pitch(paragraph: Paragraph, points: float, *, least: bool = False) -> None:
    """Give a paragraph its exact line height (or at least that, in cells), without space around it."""
    form = paragraph.paragraph_format
    form.line_spacing_rule = WD_LINE_SPACING.AT_LEAST if least else WD_LINE_SPACING.EXACTLY
    form.line_spacing = Pt(points)
    form.space_before = form.space_after = Pt(0)


def indent(paragraph: Paragraph, side: str, characters: int, size: float) -> None:
    """Indent by whole characters of ``size`` points: ``side`` is firstLine, left or right (首行缩进二字, 右空四字).

    Word follows the characters when staff change the type; other programs follow the points.
    """
    indentation = paragraph._element.get_or_add_pPr().get_or_add_ind()  # noqa: SLF001 -- python-docx knows no character indents
    indentation.set(qn(f"w:{side}Chars"), str(characters * 100))
    indentation.set(qn(f"w:{side}"), str(round(characters * size * 20)))


def field_code(paragraph: Paragraph, code: str, type_: Type) -> None:
    """Append a Word field such as PAGE."""
    instruction = made("w:instrText")
    instruction.text = code
    for mark in (made("w:fldChar", fldCharType="begin"), instruction, made("w:fldChar", fldCharType="separate")):
        write(paragraph, "", type_)._element.append(mark)  # noqa: SLF001 -- python-docx has no public fields
    write(paragraph, "1", type_)
    end = made("w:fldChar", fldCharType="end")
    write(paragraph, "", type_)._element.append(end)  # noqa: SLF001 -- as above


def _set_page(document: DocxDocument) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.header_distance, section.footer_distance = Mm(15), Mm(25)
    for old in section._sectPr.findall(qn("w:docGrid")):  # noqa: SLF001 -- python-docx has no public grid
        section._sectPr.remove(old)  # noqa: SLF001 -- as above


def _set_defaults(document: DocxDocument, body: Type) -> None:
    defaults = document.styles.element.find(qn("w:docDefaults"))
    properties = defaults.find(qn("w:rPrDefault")).find(qn("w:rPr"))
    set_faces(properties, body.face)
    for old in properties.findall(qn("w:lang")):
        properties.remove(old)
    properties.append(made("w:lang", val="en-US", eastAsia="zh-CN"))


def _define_styles(document: DocxDocument, body: Type) -> None:
    for name, type_ in (("Normal", body), ("Title", TITLE), ("Heading 1", HEADING), ("Heading 2", SUBHEADING)):
        style = document.styles[name]
        if not isinstance(style, ParagraphStyle) or style.type is not WD_STYLE_TYPE.PARAGRAPH:
            continue
        _restyle(style, type_)
        _restyle_linked(document, style, type_)
    _blacken(document)
    title = document.styles["Title"]
    borders = title.element.get_or_add_pPr().find(qn("w:pBdr"))
    if borders is not None:
        borders.getparent().remove(borders)


def _restyle(style: ParagraphStyle, type_: Type) -> None:
    _set_type(style, type_)
    form = style.paragraph_format
    form.space_before = form.space_after = Pt(0)
    form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(type_.pitch)
    form.widow_control = False


def _restyle_linked(document: DocxDocument, style: ParagraphStyle, type_: Type) -> None:
    """Give the character style linked with a paragraph style the same looks: some programs draw that one instead."""
    link = style.element.find(qn("w:link"))
    linked = next((one for one in document.styles if link is not None and one.style_id == link.get(qn("w:val"))), None)
    if isinstance(linked, CharacterStyle):
        _set_type(linked, type_)


def _set_type(style: CharacterStyle, type_: Type) -> None:
    properties = style.element.get_or_add_rPr()
    for child in list(properties):
        properties.remove(child)
    set_faces(properties, type_.face)
    style.font.size = Pt(type_.size)
    style.font.bold = type_.bold
    style.font.color.rgb = BLACK


def _blacken(document: DocxDocument) -> None:
    """Leave no coloured style for staff to pick: what is printed in colour on an official paper is its seal alone."""
    for style in document.styles:
        if isinstance(style, CharacterStyle) and style.font.color.type is not None:
            style.font.color.rgb = BLACK


def _declare_fonts(document: DocxDocument) -> None:
    """Name a fallback for every face that is not on every computer (w:altName)."""
    root = made("w:fonts")
    for face, others in _FALLBACKS.items():
        font = made("w:font", name=face)
        font.extend((made("w:altName", val=others), made("w:charset", val="86")))
        root.append(font)
    main = document.part
    found = [rel for rel in main.rels.values() if rel.reltype == RELATIONSHIP_TYPE.FONT_TABLE]
    blob = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    part = Part(PackURI("/word/fontTable.xml"), CONTENT_TYPE.WML_FONT_TABLE, blob, main.package)
    for rel in found:
        del main.rels[rel.rId]
    main.relate_to(part, RELATIONSHIP_TYPE.FONT_TABLE)


def _number_pages(document: DocxDocument, layout: Layout, signed_by: str) -> None:
    section = document.sections[0]
    if layout is not Layout.LETTER:
        paragraph = section.footer.paragraphs[0]
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        if signed_by:
            write(paragraph, f"{signed_by}签名：{'　' * 12}", SMALL)
        for text, code in (("第 ", "PAGE"), (" 页　共 ", "NUMPAGES"), (" 页", "")):
            write(paragraph, text, SMALL)
            if code:
                field_code(paragraph, code, SMALL)
        return
    # 单页居右空一字, 双页居左空一字
    document.settings.odd_and_even_pages_header_footer = True
    number = Type(SONGTI, 14, 18)
    for footer, side, name in (
        (section.footer, WD_ALIGN_PARAGRAPH.RIGHT, "right"),
        (section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT, "left"),
    ):
        paragraph = footer.paragraphs[0]
        paragraph.alignment = side
        indent(paragraph, name, 1, number.size)
        write(paragraph, "— ", number)
        field_code(paragraph, "PAGE", number)
        write(paragraph, " —", number)


def _clean_properties(document: DocxDocument) -> None:
    for relation in list(document.part.package.rels.values()):
        if relation.reltype == RELATIONSHIP_TYPE.THUMBNAIL:
            del document.part.package.rels[relation.rId]
    stamp(document, title="", author="", at=EPOCH)


def stamp(document: DocxDocument, *, title: str, author: str, at: datetime) -> None:
    """Set the core properties from arguments alone, so that the same paper has the same bytes."""
    properties = document.core_properties
    properties.title, properties.author, properties.last_modified_by = title, author, author
    properties.comments = properties.keywords = properties.subject = properties.category = ""
    properties.language, properties.revision = "zh-CN", 1
    properties.created = properties.modified = at
