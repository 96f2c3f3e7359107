"""Reading and making .docx files in tests."""

import io
from collections.abc import Callable
from functools import lru_cache

from docx import Document
from docx.document import Document as DocxDocument

from workflows.documents.package import read_package, write_package


def opened(docx: bytes) -> DocxDocument:
    return Document(io.BytesIO(docx))


@lru_cache(maxsize=512)
def words_of(docx: bytes) -> str:
    """All words of the body, one line per paragraph, tables where they stand; joined cells once."""
    body = opened(docx).element.body
    return "\n".join("".join(piece.text or "" for piece in p.xpath(".//w:t")) for p in body.xpath(".//w:p"))


def a_template(*paragraphs: str) -> bytes:
    """A template with these paragraphs, one text run each."""
    return a_document(lambda document: [document.add_paragraph(text) for text in paragraphs])


def a_document(write: Callable[[DocxDocument], object]) -> bytes:
    """A document written by hand, as staff would in Word."""
    document = Document()
    write(document)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def with_member(docx: bytes, name: str, content: bytes) -> bytes:
    """The same file with one member added or replaced."""
    return write_package({**read_package(docx), name: content})


def edited(docx: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    """The same file with one member changed."""
    members = read_package(docx)
    return write_package({**members, name: change(members[name])})
