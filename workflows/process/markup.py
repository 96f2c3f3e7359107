"""Reads XML that strangers uploaded: no document type, no entities, no network, at most 1 MB, no comments.

Comments and processing instructions are dropped while reading, so that a check and the engine see the same text.
"""

from lxml import etree

from workflows.errors import BrokenDiagramError
from workflows.process.findings import Finding, broken
from workflows.vocabulary.wording import N_, Objection

MAX_BYTES = 1_000_000

BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL"
SPIFF = "http://spiffworkflow.org/bpmn/schema/1.0/core"
# The three DMN versions dmn-js has written; the elements used here are the same in all of them.
DMN = (
    "https://www.omg.org/spec/DMN/20191111/MODEL/",
    "http://www.omg.org/spec/DMN/20180521/MODEL/",
    "https://www.omg.org/spec/DMN/20211108/MODEL/",
    "https://www.omg.org/spec/DMN/20230324/MODEL/",
)
DRAWING = (
    "http://www.omg.org/spec/BPMN/20100524/DI",
    "https://www.omg.org/spec/DMN/20191111/DMNDI/",
    "http://www.omg.org/spec/DMN/20180521/DMNDI/",
    "https://www.omg.org/spec/DMN/20230324/DMNDI/",
)


def refusal(code: str, text: str, /, **params: str | int) -> BrokenDiagramError:
    """Return the error of something that went wrong while a flow runs: what, where, and what to do."""
    return BrokenDiagramError(Objection(code, text, params))


def read_xml(file: str, raw: bytes) -> etree._Element:
    """Return the root element of ``raw``; BrokenDiagramError names ``file`` and says what may not be in it."""
    if len(raw) > MAX_BYTES:
        raise _unreadable(file, "xml-size", N_("文件超过 1 MB"), N_("请拆成几个部分"))
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(raw, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        text, cure = N_("不是完整的 XML 文件（第 {line} 行）"), N_("请在编辑器中重新导出")
        raise _unreadable(file, "xml-syntax", text, cure, line=str(getattr(error, "lineno", None) or 1)) from error
    tree = root.getroottree()
    if tree.docinfo.doctype or any(isinstance(part, etree._Entity) for part in root.iter()):  # noqa: SLF001 -- lxml names the type so
        raise _unreadable(file, "xml-doctype", N_("不得含有 DOCTYPE 或者实体声明"), N_("请删除文件开头的 <!DOCTYPE …>"))
    return root


def _unreadable(file: str, code: str, text: str, cure: str, /, **params: str) -> BrokenDiagramError:
    return broken((Finding(file, "", Objection(code, text, params), cure),))


def local(element: etree._Element) -> str:
    """Return an element's name without its namespace."""
    return etree.QName(element).localname


def namespace(element: etree._Element) -> str:
    """Return an element's namespace, empty when it has none."""
    return etree.QName(element).namespace or ""


def text_of(element: etree._Element | None) -> str:
    """Return the whole text inside an element, without blanks around it."""
    return "" if element is None else "".join(str(text) for text in element.itertext()).strip()
