"""Clocks somebody waits for although nothing sets them going."""

import pytest

from tests.process.checks.flows import a_flow, another, found, shipped, the_only, words
from tests.process.drawing import Drawing
from workflows.process.bundle import Bundle
from workflows.process.checks.clocks_are_started import clocks_never_started


def waiting_for(clock: str) -> Bundle:
    def change(drawing: Drawing) -> None:
        drawing.boundary("hope", "second", clock)
        drawing.flow("hope", "end")

    return a_flow(change)


@pytest.mark.parametrize("clock", ["clock:payment_15d", "clock:reply_10wd", "clock:court_3mo", "clock:penalty_90d"])
def test_a_clock_that_nothing_drawn_starts_is_found(clock: str) -> None:
    assert found(clocks_never_started, waiting_for(clock)) == [("clock-not-started", "hope")]


def test_the_cure_names_the_acts_that_start_it() -> None:
    assert words(the_only(clocks_never_started, waiting_for("clock:court_3mo"))) == (
        "期限“申请强制执行”不会开始，也就不会届满",
        "请画上使它开始的行为：送达行政处罚决定书",
    )


def test_a_clock_that_a_step_or_an_act_at_any_time_starts_is_fine() -> None:
    assert found(clocks_never_started, a_flow(another(act="investigate"))) == []
    assert found(clocks_never_started, waiting_for("clock:preservation_7wd")) == []
    assert found(clocks_never_started, shipped()) == []
