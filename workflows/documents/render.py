"""From a template and the fields of a case to the paper: the same arguments give the same bytes."""

from collections.abc import Mapping
from datetime import date, datetime
from functools import lru_cache

from docx.document import Document as DocxDocument
from jinja2 import TemplateError
from lxml import etree

from workflows.documents.catalogue import PaperKind
from workflows.documents.foreign import refuse_foreign_words
from workflows.documents.formatting import find_value, written_fields
from workflows.documents.package import members_of, saved
from workflows.documents.page import EPOCH, stamp
from workflows.documents.places import is_written_part
from workflows.documents.proof_code import with_code
from workflows.documents.sandbox import PaperEnvironment, PaperTemplate
from workflows.documents.template import fields_used, refuse_faulty
from workflows.errors import RefusedError
from workflows.vocabulary.wording import N_, Objection

PROOF_CODE = "proof_code"
"""Beside the fields of a paper: the code by which its record can be found, printed in the corner of every page."""


def render(template: bytes, kind: PaperKind, fields: Mapping[str, object]) -> bytes:
    """Return the paper as a .docx.

    ``fields`` are nested mappings of plain values: text, whole numbers, money in 分, days and moments (objects or ISO
    text), truths, and lists of mappings; ``proof_code`` beside them is printed as a code in the corner of each page.
    Raises RefusedError when the template is faulty, or a field it uses is missing or wrong.
    In a web process use ``limited.render_limited`` for templates that staff uploaded.
    """
    used = checked_names(template, kind)
    printed = written_fields(kind, fields, used)
    paper = PaperTemplate(template)
    try:
        paper.render(printed, PaperEnvironment(), autoescape=True)
    except (TemplateError, etree.XMLSyntaxError, OverflowError, AttributeError, LookupError) as error:
        text = N_("模板不能生成《{paper}》，请检查循环和判断是否成对")
        raise RefusedError(Objection("not-rendered", text, {"paper": kind.name})) from error
    # Not get_docx(): that opens the template afresh once it is rendered.
    document: DocxDocument = paper.docx
    number, agency = find_value(fields, "paper.number"), find_value(fields, "agency.name")
    stamp(document, title=f"{kind.name} {number or ''}".strip(), author=str(agency or ""), at=_made_at(fields))
    if fields.get(PROOF_CODE):
        document = with_code(document, str(fields[PROOF_CODE]))
    made = saved(document.save)
    # What a condition leaves away can put together a field that the template as it stands does not show.
    for name, content in members_of(made):
        if is_written_part(name):
            refuse_foreign_words(content)
    return made


@lru_cache(maxsize=128)
def checked_names(template: bytes, kind: PaperKind) -> frozenset[str]:
    """Check a template once per process and return the fields it uses."""
    refuse_faulty(template, kind)
    return fields_used(template, kind)


def _made_at(fields: Mapping[str, object]) -> datetime:
    """Return the paper's own date at midnight for the core properties, never the wall clock."""
    day = find_value(fields, "paper.issued_on")
    if isinstance(day, datetime):
        day = day.date()
    if isinstance(day, str):
        try:
            day = date.fromisoformat(day)
        except ValueError:
            day = None
    return datetime(day.year, day.month, day.day, tzinfo=EPOCH.tzinfo) if isinstance(day, date) else EPOCH
