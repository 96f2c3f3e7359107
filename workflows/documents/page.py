"""版式 after GB/T 9704—2012: the page, the type and the page number of every paper, before a word is written."""

from dataclasses import dataclass
from datetime import UTC, datetime

from docx import Document
from docx.document import Document as DocxDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph
from docx.text.run import Run
from lxml import etree

from workflows.documents.catalogue import Layout

FANGSONG, XIAOBIAOSONG, HEITI, KAITI, SONGTI = "仿宋_GB2312", "方正小标宋简体", "黑体", "楷体_GB2312", "宋体"
# 版心 225 mm over 22 lines; a hair less, so that rounding never pushes the 22nd line over.
LINE_PITCH = 28.9
LATIN = "Times New Roman"
EPOCH = datetime(2000, 1, 1, tzinfo=UTC)
_FALLBACKS = {FANGSONG: "仿宋,FangSong", XIAOBIAOSONG: "华文中宋,宋体", KAITI: "楷体,KaiTi", HEITI: "SimHei", SONGTI: "SimSun"}


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


def blank_paper(layout: Layout) -> DocxDocument:
    """Return an empty A4 document with the margins, styles, language and page numbers of the standard."""
    document = Document()
    _set_page(document)
    _set_defaults(document, BODY[layout])
    _define_styles(document, BODY[layout])
    _declare_fonts(document)
    _number_pages(document, layout)
    _clean_properties(document)
    return document


def write(paragraph: Paragraph, text: str, type_: Type) -> Run:
    """Append a run in this type, with its East Asian face and language said outright."""
    run = paragraph.add_run(text)
    run.font.size = Pt(type_.size)
    run.font.bold = True if type_.bold else None
    set_faces(run._element.get_or_add_rPr(), type_.face)  # noqa: SLF001 -- python-docx has no public East Asian face
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "en-US")
    language.set(qn("w:eastAsia"), "zh-CN")
    run._element.get_or_add_rPr().append(language)  # noqa: SLF001 -- python-docx has no public language
    return run


def set_faces(properties: object, face: str) -> None:
    """Set Latin and East Asian faces on run properties, replacing theme faces."""
    fonts = properties.find(qn("w:rFonts"))  # type: ignore[attr-defined] -- lxml element
    if fonts is None:
        fonts = OxmlElement("w:rFonts")
        properties.insert(0, fonts)  # type: ignore[attr-defined] -- lxml element
    for name in list(fonts.attrib):
        del fonts.attrib[name]
    for name, value in (("ascii", LATIN), ("hAnsi", LATIN), ("eastAsia", face), ("cs", LATIN), ("hint", "eastAsia")):
        fonts.set(qn(f"w:{name}"), value)


def set_pitch(paragraph: Paragraph, points: float, *, least: bool = False) -> None:
    """Give a paragraph its exact line height (or at least that, in cells), without space around it."""
    form = paragraph.paragraph_format
    form.line_spacing_rule = WD_LINE_SPACING.AT_LEAST if least else WD_LINE_SPACING.EXACTLY
    form.line_spacing = Pt(points)
    form.space_before = form.space_after = Pt(0)


def indent_first(paragraph: Paragraph, characters: int) -> None:
    """Indent the first line by whole characters, so that it follows the type when staff change it."""
    _indent(paragraph, "firstLineChars", characters)


def indent_right(paragraph: Paragraph, characters: int) -> None:
    """Indent from the right by whole characters (成文日期右空四字)."""
    _indent(paragraph, "rightChars", characters)


def field_code(paragraph: Paragraph, code: str, type_: Type) -> None:
    """Append a Word field such as PAGE."""
    run = write(paragraph, "", type_)._element  # noqa: SLF001 -- python-docx has no public fields
    for kind, text in (("begin", ""), ("", code), ("separate", ""), ("value", "1"), ("end", "")):
        if kind in {"begin", "separate", "end"}:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
        else:
            mark = OxmlElement("w:instrText" if kind == "" else "w:t")
            mark.text = text
        run.append(mark)


def _indent(paragraph: Paragraph, name: str, characters: int) -> None:
    properties = paragraph._element.get_or_add_pPr()  # noqa: SLF001 -- python-docx has no character indents
    properties.get_or_add_ind().set(qn(f"w:{name}"), str(characters * 100))


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
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "en-US")
    language.set(qn("w:eastAsia"), "zh-CN")
    properties.append(language)


def _define_styles(document: DocxDocument, body: Type) -> None:
    for name, type_ in (("Normal", body), ("Title", TITLE), ("Heading 1", HEADING), ("Heading 2", SUBHEADING)):
        style = document.styles[name]
        if not isinstance(style, ParagraphStyle) or style.type is not WD_STYLE_TYPE.PARAGRAPH:
            continue
        _restyle(style, type_)
    title = document.styles["Title"]
    borders = title.element.get_or_add_pPr().find(qn("w:pBdr"))
    if borders is not None:
        borders.getparent().remove(borders)


def _restyle(style: ParagraphStyle, type_: Type) -> None:
    properties = style.element.get_or_add_rPr()
    for child in list(properties):
        properties.remove(child)
    set_faces(properties, type_.face)
    style.font.size = Pt(type_.size)
    style.font.bold = type_.bold
    form = style.paragraph_format
    form.space_before = form.space_after = Pt(0)
    form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(type_.pitch)
    form.widow_control = False


def _declare_fonts(document: DocxDocument) -> None:
    """Name a fallback for every face that is not on every computer (w:altName)."""
    root = OxmlElement("w:fonts")
    for face, others in _FALLBACKS.items():
        font = OxmlElement("w:font")
        font.set(qn("w:name"), face)
        alternative = OxmlElement("w:altName")
        alternative.set(qn("w:val"), others)
        charset = OxmlElement("w:charset")
        charset.set(qn("w:val"), "86")
        font.extend((alternative, charset))
        root.append(font)
    main = document.part
    found = [rel for rel in main.rels.values() if rel.reltype == RELATIONSHIP_TYPE.FONT_TABLE]
    blob = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' + _bytes(root)
    part = Part(PackURI("/word/fontTable.xml"), CONTENT_TYPE.WML_FONT_TABLE, blob, main.package)
    for rel in found:
        del main.rels[rel.rId]
    main.relate_to(part, RELATIONSHIP_TYPE.FONT_TABLE)


def _bytes(element: object) -> bytes:
    return etree.tostring(element, encoding="utf-8")  # type: ignore[call-overload, no-any-return]


def _number_pages(document: DocxDocument, layout: Layout) -> None:
    section = document.sections[0]
    if layout is not Layout.LETTER:
        paragraph = section.footer.paragraphs[0]
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        for text, code in (("第 ", "PAGE"), (" 页　共 ", "NUMPAGES"), (" 页", "")):
            write(paragraph, text, SMALL)
            if code:
                field_code(paragraph, code, SMALL)
        return
    # 单页居右空一字, 双页居左空一字
    document.settings.odd_and_even_pages_header_footer = True
    number = Type(SONGTI, 14, 18)
    for footer, side, indent in (
        (section.footer, WD_ALIGN_PARAGRAPH.RIGHT, "rightChars"),
        (section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT, "leftChars"),
    ):
        paragraph = footer.paragraphs[0]
        paragraph.alignment = side
        _indent(paragraph, indent, 1)
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
