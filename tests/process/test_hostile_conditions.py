"""Whatever somebody types as a condition or a cell is read or refused in words, soon, and never anything else."""

import os
import time
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workflows.process.cells import compile_cell, compile_value
from workflows.process.expression_limits import ExpressionError
from workflows.process.expressions import compile_condition

TRIALS = int(os.environ.get("FASHEN_FUZZ_FILES", "60")) * 10
# Far more than any text takes, far less than one that makes the reader try every way would.
SECONDS = 2

# What Python, S-FEEL and nobody at all would write, put together without any sense.
_SCRAPS = st.sampled_from(
    [
        *("review", "fine", "form.Step.x", "__import__", "lambda", "yield", "await", "if", "else", "for", "in", "not"),
        *("is", "and", "or", "True", "None", "date", "match", "print"),
        *("==", "!=", "<", ">=", "**", "//", "->", ":=", "=", "@", "~", "%", "|", "..", "..."),
        *("(", ")", "[", "]", "{", "}", ",", ":", ";", ".", "#", "\\", "\n", "\t", "\0", "\u2028", "\ufeff"),
        *('"', "'", '"""', "f'", "b'", "1", "0x1f", "1e999", "1_0", "9" * 400, "-", "+", "1..2", "“pass”", "、"),
    ]
)
_TEXTS = st.one_of(st.text(max_size=200), st.lists(_SCRAPS, max_size=40).map(" ".join), st.lists(_SCRAPS).map("".join))


@settings(max_examples=TRIALS, deadline=None)
@given(_TEXTS)
def test_any_text_is_a_condition_and_a_cell_or_is_refused(text: str) -> None:
    began = time.monotonic()
    for read in (
        lambda: compile_condition(text),
        lambda: compile_cell(text, "fine"),
        lambda: compile_cell(text, "filed_on", of_days=True),
        lambda: compile_value(text),
    ):
        with suppress(ExpressionError):
            read()
    assert time.monotonic() - began < SECONDS


def test_texts_that_make_a_reader_try_every_way_are_refused_soon() -> None:
    began = time.monotonic()
    deep = ("(" * 5000, "not " * 5000 + "heard", "[" * 300 + "]" * 300, "a." * 5000 + "b", "-" * 9000)
    for text in (*deep, "1" * 100_000):
        with pytest.raises(ExpressionError):
            compile_condition(text)
    assert time.monotonic() - began < SECONDS
