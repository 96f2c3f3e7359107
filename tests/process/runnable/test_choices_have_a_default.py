"""Choices that could find no way, or never take one."""

import pytest

from tests.process.drawing import Drawing
from tests.process.runnable.drawn import found
from workflows.process.runnable.choices_have_a_default import choices_without_default


def a_choice(conditions: list[str], default: int | str | None, kind: str = "exclusiveGateway") -> bytes:
    """Draw a choice with these conditions; ``default`` is a way by its number, or any id."""
    drawing = Drawing("p")
    drawing.start()
    drawing.node(kind, "ask", **({"default": default} if isinstance(default, str) else {}))
    drawing.flow("start", "ask")
    for number, condition in enumerate(conditions):
        drawing.flow("ask", drawing.end(f"end{number}"), condition, default=number == default)
    return drawing.xml()


@pytest.mark.parametrize("kind", ["exclusiveGateway", "inclusiveGateway"])
@pytest.mark.parametrize(
    ("conditions", "default", "expected"),
    [
        (["heard", ""], 1, []),
        (["heard", "stay", ""], 2, []),
        ([""], None, []),
        ([""], 0, []),
        (["heard", ""], None, [("no-default", "ask")]),
        (["heard", "stay"], None, [("no-default", "ask")]),
        (["heard"], None, [("no-default", "ask")]),
        (["", ""], None, [("no-default", "ask"), ("choice-condition", "f2_p")]),
        (["", "", ""], 2, [("choice-condition", "f1_p"), ("choice-condition", "f2_p")]),
        (["heard", "stay"], 1, [("choice-condition", "f2_p")]),
        (["heard", ""], "f0_p", [("default-elsewhere", "ask")]),
        (["heard", ""], "gone", [("default-elsewhere", "ask")]),
    ],
)
def test_every_choice_has_one_default_and_conditions_on_all_other_ways(
    kind: str, conditions: list[str], default: int | str | None, expected: list[tuple[str, str]]
) -> None:
    assert found(choices_without_default, a_choice(conditions, default, kind)) == expected
