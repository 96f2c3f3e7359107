"""May this .docx be used as a template? Every fault with its part, heading, paragraph, words and cure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from jinja2 import TemplateSyntaxError
from lxml import etree

from workflows.documents.catalogue import PaperKind
from workflows.documents.nesting import Loops, Tag, read_tag
from workflows.documents.package import BODY_PART, read_package, write_package
from workflows.documents.placeholders import Fault, faults_in, names_used, parse
from workflows.documents.places import (
    TAG,
    Place,
    has_body,
    has_tracked_changes,
    in_reading_order,
    is_written_part,
    parse_part,
    part_name,
    places_in,
    style_names,
)
from workflows.documents.sandbox import PaperEnvironment, PaperTemplate
from workflows.documents.trial import trial_fields
from workflows.errors import RefusedError
from workflows.vocabulary.wording import N_, Objection, Phrase

_STRAY = ("{{", "}}", "{%", "%}", "{#", "#}")
_FULL_WIDTH = ("｛", "｝")
_LONGEST_QUOTE = 60
_DAMAGED = Objection("not-a-docx", N_("文档内容损坏，请在 Word 或 WPS 中另存后再上传"))


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault: which part, under which heading, in which paragraph, the words as they stand, the right name.

    ``mendable`` findings disappear after ``mend``. ``paragraph`` is 0 for what no paragraph shows.
    """

    code: str
    part: str
    heading: str
    paragraph: int
    quoted: str
    nearest: str
    reason: str
    original: str
    mendable: bool = field(default=False)

    def objection(self, paper: str) -> Objection:
        """Return the sentence for people: which template and place, what is wrong, the right name, the words."""
        text = N_("模板《{paper}》{part}{place}第{paragraph}段：{reason}{stop}原文：{original}")
        if not self.paragraph:
            text = N_("模板《{paper}》{part}：{reason}{stop}原文：{original}")
        place = f"“{self.heading}”" if self.heading else ""
        params: dict[str, str | int] = {"paper": paper, "part": self.part, "place": place}
        params["stop"] = "" if self.reason.endswith("？") else "。"
        params |= {"paragraph": self.paragraph, "reason": self.reason, "original": self.original}
        return Objection(self.code, text, params)


def check_template(docx: bytes, kind: PaperKind) -> tuple[Finding, ...]:
    """Return every fault of a template, in reading order; empty when it may be used.

    Raises RefusedError when the file is no Word file at all, a bomb, or carries macros or links.
    """
    members = read_package(docx)
    try:
        roots = {name: parse_part(content) for name, content in in_reading_order(members) if is_written_part(name)}
        styles = style_names(members.get("word/styles.xml"))
    except etree.XMLSyntaxError as error:
        raise RefusedError(_DAMAGED) from error
    if not has_body(roots[BODY_PART]):
        raise RefusedError(_DAMAGED)
    try:
        findings = [one for name, root in roots.items() for one in _faults_of_root(name, root, styles, kind)]
        findings += _outside(members)
        if not findings:
            findings += _faults_as_rendered(docx, kind)
    except (RecursionError, SyntaxError) as error:
        # Only so deep does Jinja read a template, and Python what Jinja makes of it.
        return (_not_a_document(error),)
    return tuple(dict.fromkeys(findings))


def refuse_faulty(docx: bytes, kind: PaperKind) -> None:
    """Raise RefusedError with the first fault of a template."""
    findings = check_template(docx, kind)
    if findings:
        raise RefusedError(findings[0].objection(kind.name))


def fields_used(docx: bytes, kind: PaperKind) -> frozenset[str]:
    """Return the fields a sound template uses, columns as ``list.column``."""
    parts = PaperTemplate(docx).jinja_parts()
    return frozenset(name for _, source in parts for name in names_used(parse(source), kind))


def mend(docx: bytes) -> bytes:
    """Return the template with every placeholder that Word split over text runs joined in its first run."""
    members = read_package(docx)
    for name in [name for name in members if is_written_part(name)]:
        root = parse_part(members[name])
        for place in places_in(name, root, {}):
            _join(place)
        members[name] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return write_package(members)


def _join(place: Place) -> None:
    for tag, numbers in reversed(list(place.spans())):
        if len(numbers) < 2:  # noqa: PLR2004 -- one run needs no joining
            continue
        first, *middle, last = (place.pieces[number] for number in numbers)
        before = sum(len(piece.text or "") for piece in place.pieces[: numbers[0]])
        through = sum(len(piece.text or "") for piece in place.pieces[: numbers[-1]])
        first_text, last_text = first.text or "", last.text or ""
        first.text = first_text[: tag.start() - before] + tag[0]
        last.text = last_text[tag.end() - through :]
        for piece in middle:
            piece.text = ""
        for piece in (first, last):
            piece.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")


def _faults_of_root(name: str, root: etree._Element, styles: Mapping[str, str], kind: PaperKind) -> Iterator[Finding]:
    if has_tracked_changes(root):
        reason = N_("文档含有修订痕迹，请接受或者拒绝全部修订后再上传")
        yield Finding("tracked-changes", part_name(name), "", 0, "", "", reason, "")
    yield from _faults_of_part(tuple(places_in(name, root, styles)), kind)


def _faults_of_part(places: tuple[Place, ...], kind: PaperKind) -> Iterator[Finding]:
    loops = Loops(kind)
    for place in places:
        yield from _strays(place)
        for match, numbers in place.spans():
            if len(numbers) > 1:
                reason = N_("占位符被格式或者拼写标记拆成多段，请整体删除后一次输入，或者使用自动合并")
                yield _finding("split-placeholder", place, match[0], reason, mendable=True)
            tag = read_tag(match[0])
            for fault in (*_misplaced(tag, place), *loops.faults_at(tag, place)):
                yield _from_fault(fault, place, match[0])
    for tag, place in loops.left_open():
        yield _finding("unbalanced", place, tag.text, N_("循环或者判断没有结束标记"))


def _strays(place: Place) -> Iterator[Finding]:
    """Braces that are not part of a whole placeholder: split over paragraphs, unclosed, or typed full-width."""
    text = TAG.sub("", place.text)
    stray = next((mark for mark in _STRAY if mark in text), "")
    if stray:
        reason = N_("占位符不完整或者被拆到不同段落，请写在同一段内")
        yield _finding("split-placeholder", place, text[max(0, text.find(stray) - 10) :].strip(), reason)
    elif any(mark * 2 in text or f"{mark}%" in text or f"%{mark}" in text for mark in _FULL_WIDTH):
        yield _finding("full-width", place, text.strip(), N_("占位符的括号应为半角 {{ }}"))


def _misplaced(tag: Tag, place: Place) -> Iterator[Fault]:
    if tag.prefix == "p" and place.text.strip() != tag.text.strip():
        yield Fault("misplaced", N_("“{quoted}”应独占一段，同段其他文字会丢失"), tag.text)
    if tag.prefix == "tr" and (place.row is None or place.row_text.strip() != tag.text.strip()):
        yield Fault("misplaced", N_("“{quoted}”应独占表格的一行，同行其他文字会丢失"), tag.text)


def _outside(members: dict[str, bytes]) -> Iterator[Finding]:
    """Placeholders in notes and comments are never filled; saying so is kinder than printing braces."""
    for name, content in members.items():
        if name.startswith("word/") and name.endswith("notes.xml") and any(mark in content for mark in (b"{{", b"{%")):
            yield Finding("unfilled-part", N_("脚注或者尾注"), "", 0, "{{", "", N_("此处不能使用占位符"), name)


def _faults_as_rendered(docx: bytes, kind: PaperKind) -> Iterator[Finding]:
    """Judge once more exactly what docxtpl will hand to Jinja, attributes and hidden text included, and try it."""
    try:
        template = PaperTemplate(docx)
        for name, source in template.jinja_parts():
            try:
                faults = faults_in(parse(source), kind)
            except TemplateSyntaxError as error:
                reason = N_("占位符语法错误")
                yield Finding("syntax", part_name(name), "", 0, "", "", reason, str(error.message)[:_LONGEST_QUOTE])
                return
            for fault in faults:
                reason = _reason(fault)
                yield Finding(fault.code, part_name(name), "", 0, fault.quoted, fault.nearest, reason, fault.quoted)
            if faults:
                return
        for rows in (0, 2):
            PaperTemplate(docx).render(trial_fields(kind, rows), PaperEnvironment(), autoescape=True)
    except Exception as error:  # noqa: BLE001 -- what is no proper document fails in the libraries in ways of its own
        yield _not_a_document(error)


def _not_a_document(error: Exception) -> Finding:
    reason = N_("模板填写后不是有效文档，请检查循环和判断的位置")
    return Finding("structure", N_("正文"), "", 0, "", "", reason, str(error)[:_LONGEST_QUOTE])


def _from_fault(fault: Fault, place: Place, tag: str) -> Finding:
    return Finding(
        fault.code, place.part, place.heading, place.number, fault.quoted, fault.nearest, _reason(fault), tag
    )


def _reason(fault: Fault) -> str:
    return Phrase(fault.text, quoted=fault.quoted, nearest=fault.nearest)


def _finding(code: str, place: Place, quoted: str, reason: str, *, mendable: bool = False) -> Finding:
    shown = quoted[:_LONGEST_QUOTE]
    return Finding(code, place.part, place.heading, place.number, shown, "", reason, shown, mendable)
