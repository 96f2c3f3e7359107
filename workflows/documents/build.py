"""From a readable template (document_templates/*.yaml) to a .docx staff can edit; same source, same bytes."""

import hashlib
from collections.abc import Mapping, Sequence
from functools import cache
from typing import cast

import yaml

from workflows.documents.blocks import Block, Writer
from workflows.documents.catalogue import PaperKind
from workflows.documents.package import saved
from workflows.documents.page import EPOCH, blank_paper, stamp


def template_for(kind: PaperKind) -> bytes:
    """Return the shipped template of this paper; built once per process."""
    return _built(kind)


def template_sha(template: bytes) -> str:
    """Return the SHA-256 by which a template version is known."""
    return hashlib.sha256(template).hexdigest()


def build_template(kind: PaperKind, blocks: Sequence[Block], *, signed_by: str = "") -> bytes:
    """Return the .docx template these blocks describe; raise KeyError for an unknown block.

    ``signed_by`` names who signs at the foot of every page.
    """
    document = blank_paper(kind.layout, signed_by)
    stamp(document, title=kind.name, author="", at=EPOCH)
    Writer(document, kind.layout).write_all(blocks)
    return saved(document.save)


@cache
def _built(kind: PaperKind) -> bytes:
    source = cast("Mapping[str, object]", yaml.safe_load(kind.source.read_text(encoding="utf-8")))
    return build_template(kind, cast("Sequence[Block]", source["blocks"]), signed_by=str(source.get("signed_by", "")))
