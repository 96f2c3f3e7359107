"""Approved exits beside which the penalty would go on."""

import pytest

from tests.process.checks.flows import a_flow, found
from tests.process.drawing import Drawing
from workflows.process.checks.exits_interrupt import exits_that_go_on


@pytest.mark.parametrize(
    ("message", "interrupting", "codes"),
    [
        ("exit_approved", True, []),
        ("exit_approved", False, ["exit-goes-on"]),
        ("clock:penalty_90d", False, []),
    ],
)
def test_an_approved_exit_interrupts(message: str, interrupting: bool, codes: list[str]) -> None:  # noqa: FBT001 -- a table's column
    def change(drawing: Drawing) -> None:
        drawing.boundary("aside", "second", message, interrupting=interrupting)
        drawing.flow("aside", "end")

    assert found(exits_that_go_on, a_flow(change)) == [(code, "aside") for code in codes]
