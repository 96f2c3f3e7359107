"""The fields of every paper, from the example case in example_case.yaml."""

from datetime import date
from pathlib import Path
from typing import cast

import yaml

from workflows.documents.catalogue import paper_kind
from workflows.documents.numbering import number_text

_EXAMPLE = yaml.safe_load((Path(__file__).parent / "example_case.yaml").read_text(encoding="utf-8"))

COMMON = cast("dict[str, dict[str, object]]", _EXAMPLE["common"])


def sample_fields(kind_id: str) -> dict[str, object]:
    """Return everything the paper needs; its number is the third of its series."""
    number = number_text("青峦民", paper_kind(kind_id).series, 2026, 3)
    paper = {"number": number, "issued_on": date(2026, 8, 3)}
    return {**COMMON, "paper": paper, **_EXAMPLE["papers"][kind_id]}
