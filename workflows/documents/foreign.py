"""What a .docx may hold beside words: only parts, relationships and fields that fetch nothing and run nothing.

Everything is read as Word reads it, not looked for as text, and whatever is not known to be harmless is refused.
Sources: ECMA-376 part 1 (§11 parts, §17.16 fields) and part 2 (§9 relationships, content types).
"""

import re
from collections.abc import Iterator, Mapping
from typing import Final, cast

from lxml import etree

from workflows.errors import RefusedError
from workflows.vocabulary.wording import N_, Objection

_CONTENT_TYPES = "[Content_Types].xml"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_OFFICE = "application/vnd.openxmlformats-officedocument."
_TYPES: Final = frozenset(
    {
        "application/xml",
        "application/vnd.openxmlformats-package.core-properties+xml",
        "application/vnd.openxmlformats-package.relationships+xml",
        "application/vnd.ms-word.stylesWithEffects+xml",
        f"{_OFFICE}obfuscatedFont",
        f"{_WORD}printerSettings",
        *(
            f"{_OFFICE}{name}+xml"
            for name in ("custom-properties", "customXmlProperties", "extended-properties", "theme", "themeOverride")
        ),
        *(
            f"{_WORD}{name}+xml"
            for name in (
                "comments", "commentsExtended", "commentsExtensible", "commentsIds", "document.glossary",
                "document.main", "endnotes", "fontTable", "footer", "footnotes", "header", "numbering", "people",
                "settings", "styles", "webSettings",
            )
        ),
        *(f"image/{name}" for name in ("bmp", "gif", "jpeg", "jpg", "png", "tiff", "x-emf", "x-wmf", "emf", "wmf")),
    }
)  # fmt: skip
_BASES = ("http://schemas.openxmlformats.org/", "http://schemas.microsoft.com/office/")
_RELATIONS: Final = frozenset(
    {
        "comments", "commentsExtended", "commentsExtensible", "commentsIds", "core-properties", "custom-properties",
        "customXml", "customXmlProps", "endnotes", "extended-properties", "font", "fontTable", "footer", "footnotes",
        "glossaryDocument", "header", "hyperlink", "image", "numbering", "officeDocument", "people", "printerSettings",
        "settings", "styles", "stylesWithEffects", "theme", "themeOverride", "thumbnail", "webSettings",
    }
)  # fmt: skip
_ACTIVE: Final = frozenset(
    {
        "altChunk", "control", "entryMacro", "exitMacro", "mailMerge", "movie", "objectEmbed", "objectLink",
        "OLEObject", "subDoc",
    }
)  # fmt: skip
# 域: page numbers, contents and references; none that reads a file, runs a program, asks, or changes with the day.
_FIELDS: Final = frozenset(
    {
        "=", "ADVANCE", "AUTHOR", "AUTONUM", "AUTONUMLGL", "AUTONUMOUT", "DOCPROPERTY", "EQ", "FORMCHECKBOX",
        "FORMDROPDOWN", "FORMTEXT", "HYPERLINK", "INDEX", "KEYWORDS", "LISTNUM", "NOTEREF", "NUMCHARS", "NUMPAGES",
        "NUMWORDS", "PAGE", "PAGEREF", "REF", "SECTION", "SECTIONPAGES", "SEQ", "SHAPE", "STYLEREF", "SUBJECT",
        "SYMBOL", "TC", "TITLE", "TOC", "XE",
    }
)  # fmt: skip
_LINK = re.compile(r"(https?://|mailto:)", re.IGNORECASE)
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:|//|\\", re.IGNORECASE)
_FIELD = re.compile(r"\s*(=|[A-Za-z]+)(?![A-Za-z{%])")
_TOKEN = re.compile(r'"([^"]*)"?|(\S+)')
_WITH_WORD_BEHIND = frozenset({"\\l", "\\o", "\\t"})
_NESTED = "\0"
_LONGEST_QUOTE = 60


def _in_any_namespace(*names: str) -> tuple[str, ...]:
    return tuple(f"{{*}}{name}" for name in names)


_ACTIVE_TAGS: Final = _in_any_namespace(*sorted(_ACTIVE))
_FIELD_TAGS: Final = _in_any_namespace("delInstrText", "fldChar", "fldSimple", "instrText")
# Where an old drawing takes its picture from, when it names it itself.
_FIND_SOURCES: Final = etree.XPath(
    "//*[starts-with(namespace-uri(), 'urn:schemas-microsoft-com:')]/@*[local-name()='src' or local-name()='althref']"
)


def refuse_foreign(members: Mapping[str, bytes]) -> None:
    """Raise RefusedError for whatever could fetch, run or embed something once the document is opened."""
    for name in members:
        lowered = name.lower()
        if "vbaproject" in lowered or "/embeddings/" in lowered or "/activex/" in lowered:
            raise _active()
    types = _types_of(members)
    for name, content in members.items():
        is_xml = name.lower().endswith((".xml", ".rels")) or types[name].endswith("xml")
        root = _root_of(content) if is_xml else None
        if root is not None and name.lower().endswith(".rels"):
            _refuse_relations(root)
        elif root is not None:
            _refuse_content(root)
    for name, kind in types.items():
        if kind not in _TYPES:
            text = N_("模板含有不能使用的部分“{part}”，请在 Word 或者 WPS 中删除图表、音视频等对象，另存后再上传")
            raise RefusedError(Objection("foreign-part", text, {"part": name[:_LONGEST_QUOTE]}))


def _types_of(members: Mapping[str, bytes]) -> dict[str, str]:
    """Return the declared type of every part; empty for one without."""
    root, defaults, parts = _root_of(members[_CONTENT_TYPES]), dict[str, str](), dict[str, str]()
    for one in root:
        kind = one.get("ContentType", "")
        if one.get("PartName") is not None:
            parts[one.get("PartName", "").lstrip("/").lower()] = kind
        elif one.get("Extension") is not None:
            defaults[one.get("Extension", "").lower()] = kind
    return {
        name: parts.get(name.lower()) or defaults.get(name.rpartition(".")[2].lower(), "")
        for name in members
        if name != _CONTENT_TYPES
    }


def _root_of(content: bytes) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise RefusedError(Objection("not-a-docx", N_("文档内容损坏，请在 Word 或 WPS 中另存后再上传"))) from error
    if root.getroottree().docinfo.doctype:
        raise RefusedError(Objection("doctype", N_("模板含有不允许的文档类型声明，不能使用")))
    return root


def _refuse_relations(root: etree._Element) -> None:
    for one in root.iter(etree.Element):
        kind, target = one.get("Type"), one.get("Target", "")
        if kind is None:
            continue
        name = kind.rpartition("/")[2]
        if one.get("TargetMode", "Internal") != "Internal":
            if name != "hyperlink" or not _LINK.match(target.strip()):
                raise _reaching_out()
        elif not kind.startswith(_BASES) or name not in _RELATIONS:
            raise _active()
        elif _SCHEME.match(target.strip()):
            raise _reaching_out()


def refuse_foreign_words(content: bytes) -> None:
    """Raise RefusedError for what a part of a filled paper could run or fetch."""
    _refuse_content(_root_of(content))


def _refuse_content(root: etree._Element) -> None:
    if next(root.iter(*_ACTIVE_TAGS), None) is not None:
        raise _active()
    if any(_SCHEME.match(str(one).strip()) for one in cast("list[str]", _FIND_SOURCES(root))):
        raise _reaching_out()
    for instruction in _instructions(root):
        if not _is_harmless(instruction):
            text = N_("模板含有域“{field}”：它会在打开文书时读取其他文件、运行程序或者改变内容，请改为普通文字后再上传")
            quoted = " ".join(instruction.replace(_NESTED, " ").split())[:_LONGEST_QUOTE]
            raise RefusedError(Objection("field-code", text, {"field": quoted}))


def _instructions(root: etree._Element) -> Iterator[str]:
    """Yield what every field of a part is told to do, however it is split over runs; a field inside it as a mark."""
    told = [list[str]()]
    for one in root.iter(*_FIELD_TAGS):
        name = etree.QName(one).localname
        if name == "fldSimple":
            yield _attribute(one, "instr")
        elif name != "fldChar":
            told[-1].append(one.text or "")
        elif _attribute(one, "fldCharType") == "begin":
            told[-1].append(_NESTED)
            told.append([])
        elif _attribute(one, "fldCharType") == "end" and len(told) > 1:
            yield "".join(told.pop())
    # What stands outside every field does nothing, unless something else opens one before it.
    told[0] = [piece for piece in told[0] if piece != _NESTED]
    yield from map("".join, told)


def _attribute(element: etree._Element, wanted: str) -> str:
    return next((str(value) for name, value in element.attrib.items() if etree.QName(name).localname == wanted), "")


def _is_harmless(instruction: str) -> bool:
    if not instruction.strip():
        return True
    found = _FIELD.match(instruction)
    if found is None or found[1].upper() not in _FIELDS:
        return False
    return found[1].upper() != "HYPERLINK" or _leads_nowhere_else(instruction[found.end() :])


def _leads_nowhere_else(words: str) -> bool:
    """Say whether a link leads to a page, a mail or a place of the same document."""
    is_target = True
    for quoted, bare in _TOKEN.findall(words):
        if bare.lower() in _WITH_WORD_BEHIND:
            is_target = False
        elif not (bare.startswith("\\") and len(bare) == 2):  # noqa: PLR2004 -- a switch of one letter
            if is_target and not _LINK.match((quoted or bare).strip()):
                return False
            is_target = True
    return True


def _active() -> RefusedError:
    return RefusedError(Objection("active-content", N_("模板含有宏或者嵌入对象，请删除后再上传")))


def _reaching_out() -> RefusedError:
    text = N_("模板引用了文档以外的资源（远程图片、附加模板等），请改为直接插入后再上传")
    return RefusedError(Objection("external-link", text))
