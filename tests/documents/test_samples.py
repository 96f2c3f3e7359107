"""The sample case fills every paper, in full and with what must be filled alone."""

import pytest

from tests.documents.words import words_of
from workflows.documents.build import template_for
from workflows.documents.catalogue import PaperKind, catalogue
from workflows.documents.formatting import find_value
from workflows.documents.render import render
from workflows.documents.samples import sample_fields, sparse


@pytest.mark.parametrize("kind", catalogue().values(), ids=lambda kind: kind.id)
def test_every_template_is_filled_in_full_and_sparsely(kind: PaperKind) -> None:
    fields = sample_fields(kind)

    full = words_of(render(template_for(kind), kind, fields))
    bare = words_of(render(template_for(kind), kind, sparse(kind, fields)))

    assert len(bare) <= len(full)


def test_what_may_be_missing_is_missing_and_what_must_stand_stands() -> None:
    kind = catalogue()["penalty_decision"]
    fields = sample_fields(kind)
    left = sparse(kind, fields)

    optional = [one.name for one in kind.fields if one.optional and not one.needed_with]
    needed = [one.name for one in kind.fields if not (one.optional or one.needed_with or one.columns)]
    assert [name for name in optional if find_value(left, name) is not None] == []
    assert [name for name in needed if find_value(left, name) != find_value(fields, name)] == []


def test_a_sample_is_nobody_else_s_to_change() -> None:
    kind = catalogue()["penalty_decision"]
    first = sample_fields(kind)
    first["case"] = {}

    assert find_value(sample_fields(kind), "case.number")
