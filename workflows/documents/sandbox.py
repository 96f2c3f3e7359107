"""The one Jinja environment of the printing room, and docxtpl taught to use it for everything it renders."""

import io
from collections.abc import Iterator, Mapping
from typing import Any

from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, Undefined
from jinja2.runtime import LoopContext
from jinja2.sandbox import ImmutableSandboxedEnvironment
from lxml import etree

from workflows.documents.formatting import capitals
from workflows.documents.placeholders import LOOP_PARTS, WORDS_FILTER


class PaperEnvironment(ImmutableSandboxedEnvironment):
    """Sandbox without globals, tests or Python attributes: a name is a key of a mapping, or it is nothing."""

    def __init__(self) -> None:
        """Allow 大写 and nothing else."""
        super().__init__(autoescape=True, undefined=StrictUndefined)
        self.globals = {}
        self.tests = {}
        self.filters = {WORDS_FILTER: capitals}

    def getattr(self, obj: object, attribute: str) -> Any:  # noqa: ANN401 -- Jinja's own signature
        """Return a mapping's value or a part of ``loop``; never a Python attribute."""
        if isinstance(obj, Mapping) and attribute in obj:
            return obj[attribute]
        if isinstance(obj, LoopContext) and attribute in LOOP_PARTS:
            return getattr(obj, attribute)
        return self.undefined(obj=obj, name=attribute)

    def getitem(self, obj: object, argument: object) -> Undefined:
        """Refuse subscripts: declared names are dotted."""
        return self.undefined(obj=obj, name=str(argument))


class PaperTemplate(DocxTemplate):  # type: ignore[misc]  # docxtpl carries no types
    """A template whose parts can be listed for checking, and whose output must be well-formed."""

    def __init__(self, docx: bytes) -> None:
        """Open the .docx; nothing is rendered yet."""
        super().__init__(io.BytesIO(docx))
        self.init_docx()

    def jinja_parts(self) -> Iterator[tuple[str, str]]:
        """Yield every part docxtpl will render, by its name in the package, as the Jinja source it will render."""
        yield "word/document.xml", self.patch_xml(self.get_xml())
        for uri in (self.HEADER_URI, self.FOOTER_URI):
            for _, part in self.get_headers_footers(uri):
                yield str(part.partname).lstrip("/"), self.patch_xml(self.get_part_xml(part))

    def render_properties(self, context: Mapping[str, object], jinja_env: object = None) -> None:
        """Leave the core properties alone: they are set from arguments and are no place for Jinja."""

    def render_footnotes(self, context: Mapping[str, object], jinja_env: object = None) -> None:
        """Leave footnotes alone: a placeholder there is a finding (template.py)."""

    def build_xml(self, context: Mapping[str, object], jinja_env: object = None) -> str:
        """Render the body and insist that it is XML; docxtpl itself would silently drop what is not."""
        xml = str(super().build_xml(context, jinja_env))
        etree.fromstring(xml.encode("utf-8"), etree.XMLParser(resolve_entities=False, no_network=True))
        return xml
