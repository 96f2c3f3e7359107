"""文书目录: which papers exist, and every field that may be filled into each (document_templates/catalogue.yaml)."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import cast

import yaml

from workflows.errors import NotFoundError

_WITH = "with "
TEMPLATES = Path(__file__).resolve().parents[2] / "document_templates"


class FieldType(StrEnum):
    """How a value is written on paper.

    SENTENCES end with a full stop, each line by itself; a PHRASE, which stands inside a sentence, never does; a
    PROVISION is a phrase whose citations are written out (《…法》第三条) when the paper is issued.
    """

    TEXT = "text"
    SENTENCES = "sentences"
    PHRASE = "phrase"
    PROVISION = "provision"
    NUMBER = "number"
    MONEY = "money"
    DAY = "day"
    MOMENT = "moment"
    FLAG = "flag"
    CHOICE = "choice"
    ROWS = "rows"


class Audience(StrEnum):
    """◎ 对外送达 or ○ 内部."""

    INTERNAL = "internal"
    EXTERNAL = "external"


class Layout(StrEnum):
    """叙述式公文, 填空式表格 or 笔录: page number and letter size differ."""

    LETTER = "letter"
    FORM = "form"
    RECORD = "record"


@dataclass(frozen=True, slots=True)
class PaperField:
    """One fillable place: its dotted name, its Chinese label, its type; ``columns`` of ROWS, ``choices`` of CHOICE.

    ``needed_with`` names another field: while that one is empty or false, this one may be missing too.
    """

    name: str
    label: str
    type: FieldType = FieldType.TEXT
    optional: bool = False
    needed_with: str = ""
    columns: tuple["PaperField", ...] = ()
    choices: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class PaperKind:
    """One kind of paper (文书种类); ``series`` is the 类型代字 of its number, empty when the paper carries none.

    ``own`` are the fields made for this paper, its groups included; ``common`` those every paper may use.
    """

    id: str
    name: str
    audience: Audience
    series: str
    layout: Layout
    own: tuple[PaperField, ...]
    common: tuple[PaperField, ...]

    @property
    def fields(self) -> tuple[PaperField, ...]:
        """Return everything that may be filled into this paper."""
        return (*self.common, *self.own)

    @property
    def source(self) -> Path:
        """Return where the readable template stands."""
        return TEMPLATES / f"{self.id}.yaml"

    def find_field(self, name: str) -> PaperField | None:
        """Return the field of that dotted name, or None."""
        return next((field for field in self.fields if field.name == name), None)


@cache
def catalogue() -> Mapping[str, PaperKind]:
    """Return all paper kinds by id, in the catalogue's order; read once."""
    book = yaml.safe_load((TEMPLATES / "catalogue.yaml").read_text(encoding="utf-8"))
    common = _fields(book["common"])
    groups = {name: _fields(fields) for name, fields in book["groups"].items()}
    return {id_: _kind(id_, paper, common, groups) for id_, paper in book["papers"].items()}


def paper_kind(kind_id: str) -> PaperKind:
    """Return one paper kind; raise NotFoundError when there is none of that id."""
    try:
        return catalogue()[kind_id]
    except KeyError as error:
        raise NotFoundError(kind_id) from error


def _kind(
    id_: str, paper: Mapping[str, object], common: tuple[PaperField, ...], groups: Mapping[str, tuple[PaperField, ...]]
) -> PaperKind:
    grouped = tuple(field for name in cast("list[str]", paper.get("uses", [])) for field in groups[name])
    series = str(paper["series"])
    return PaperKind(
        id=id_,
        name=str(paper["name"]),
        audience=Audience(str(paper["audience"])),
        series="" if series == "none" else series,
        layout=Layout(str(paper["layout"])),
        own=(*grouped, *_fields(cast("Mapping[str, object]", paper["fields"]))),
        common=common,
    )


def _fields(written: Mapping[str, object]) -> tuple[PaperField, ...]:
    return tuple(_field(name, described) for name, described in written.items())


def _field(name: str, described: object) -> PaperField:
    if isinstance(described, str):
        label, *marks = (part.strip() for part in described.split("|"))
        needed_with = next((mark.removeprefix(_WITH) for mark in marks if mark.startswith(_WITH)), "")
        types = [FieldType(mark) for mark in marks if mark != "optional" and not mark.startswith(_WITH)]
        return PaperField(name, label, types[0] if types else FieldType.TEXT, "optional" in marks, needed_with)
    entry = cast("Mapping[str, object]", described)
    label, *marks = (part.strip() for part in str(entry["label"]).split("|"))
    if "rows" in entry:
        columns = _fields(cast("Mapping[str, object]", entry["rows"]))
        return PaperField(name, label, FieldType.ROWS, "optional" in marks, columns=columns)
    choices = tuple((str(value), str(text)) for value, text in cast("Mapping[str, object]", entry["choice"]).items())
    return PaperField(name, label, FieldType.CHOICE, "optional" in marks, choices=choices)
