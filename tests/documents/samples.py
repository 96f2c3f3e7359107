"""The fields of every paper, from the example case in document_templates/samples/example_case.yaml."""

from typing import cast

from workflows.documents import samples
from workflows.documents.catalogue import paper_kind


def sample_fields(kind_id: str) -> dict[str, object]:
    """Return everything the paper needs; its number is the third of its series."""
    return samples.sample_fields(paper_kind(kind_id))


COMMON = {
    name: cast("dict[str, object]", sample_fields("filing_approval")[name])
    for name in ("agency", "case", "party", "officers")
}
