"""The road to a breach: what the prover shows is walked in a rehearsal, to the very act that breaks the promise."""

from collections.abc import Callable
from datetime import date

import pytest

from tests.process.proof.redrawing import PROCESS, Redrawing, statutory
from workflows.errors import BrokenDiagramError
from workflows.process.breach_road import road_to_breach, steps_gone
from workflows.process.bundle import Bundle
from workflows.process.proof.prover import prove
from workflows.process.proof.report import Counterexample

DAY = date(2026, 3, 2)


def around_review(drawn: Redrawing) -> None:
    flow = drawn.flow("draft_needs_review_to_legal_review_call")
    drawn.set_condition(flow, 'review_basis == "catalogue" and review not in ["pass", "pass_edit"]')


def fast_lane_where_correction_is_ordered(drawn: Redrawing) -> None:
    drawn.fork_before("notice_done", "decide_penalty", 'correction == "ordered"')


def without_hearing(drawn: Redrawing) -> None:
    drawn.set_condition(drawn.flow("notice_hearing_requested_to_hearing_call"), 'hearing_request == "none"')


def shown(redraw: Callable[[Redrawing], None]) -> tuple[Bundle, list[Counterexample]]:
    """Return a redrawn flow and every execution that shows what is wrong with it, as far as the engine agreed."""
    drawn = Redrawing()
    redraw(drawn)
    bundle = Bundle.from_files(drawn.files(), process=PROCESS)
    examples = [one.counterexample for one in prove(bundle, statutory=statutory()).violations]
    return bundle, [one for one in examples if one is not None and one.replayed]


@pytest.mark.parametrize("redraw", [around_review, without_hearing])
def test_every_breach_is_walked_to_by_the_steps_that_were_told(redraw: Callable[[Redrawing], None]) -> None:
    bundle, examples = shown(redraw)

    gone = [steps_gone(one, road_to_breach(one, bundle, day=DAY).play(bundle)) for one in examples]

    assert examples
    assert gone == [len(one.steps) - 1 for one in examples]


def test_one_step_before_its_end_a_road_has_not_come_to_the_breach() -> None:
    bundle, (example, *_) = shown(around_review)
    script = road_to_breach(example, bundle, day=DAY)

    assert script.choices[-1].path == "decide_penalty"
    assert steps_gone(example, script.up_to(len(script.choices) - 1).play(bundle)) == len(example.steps) - 2


def test_what_is_done_beside_the_road_is_done_there_too() -> None:
    bundle, (example, *_) = shown(fast_lane_where_correction_is_ordered)

    script = road_to_breach(example, bundle, day=DAY)

    assert "order_correction" in [one.path for one in script.choices]
    assert script.play(bundle).run.facts["decision"] == "penalty"


def test_where_the_engine_cannot_go_on_the_road_ends_with_that_step() -> None:
    def circle(drawn: Redrawing) -> None:
        gateway = drawn.fork_before("notice_done", "notice_done", "grave or not grave")
        drawn.leaving(gateway)[0].set("targetRef", gateway)

    bundle, (example, *_) = shown(circle)
    script = road_to_breach(example, bundle, day=DAY)

    assert steps_gone(example, script.up_to(len(script.choices) - 1).play(bundle)) == len(example.steps) - 2
    with pytest.raises(BrokenDiagramError):
        script.play(bundle)


def test_where_no_act_could_write_what_was_assumed_the_road_ends_before_the_breach_and_still_plays() -> None:
    bundle, examples = shown(fast_lane_where_correction_is_ordered)

    roads = [(len(one.steps) - 1, road_to_breach(one, bundle, day=DAY)) for one in examples]
    gone = [steps_gone(one, road.play(bundle)) for one, (_, road) in zip(examples, roads, strict=True)]

    # A correction that was ordered is never unordered again, which the proof, being safe, thinks possible.
    assert 0 < sum(done < told for done, (told, _) in zip(gone, roads, strict=True)) < len(examples)
