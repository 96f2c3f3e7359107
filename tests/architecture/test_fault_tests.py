"""Every test of a fault says what it holds to be true, and what would go wrong in its sight if it were not."""

import ast
from pathlib import Path

import pytest

FAULTS = sorted((Path(__file__).parents[1] / "faults").glob("test_*.py"))


@pytest.mark.parametrize("file", FAULTS, ids=lambda file: file.stem)
def test_it_names_its_hypothesis_and_its_negative_control(file: Path) -> None:
    said = " ".join((ast.get_docstring(ast.parse(file.read_text("utf-8"))) or "").split())

    assert "Hypothes" in said
    assert "negative control" in said.lower()
