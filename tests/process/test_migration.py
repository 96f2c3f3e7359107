"""Moving a run onto another version of its flow: where it would stand, and what forbids it."""

from collections.abc import Callable

import pytest

from tests.process.cases import do, standing
from tests.process.drawing import Drawing
from tests.process.versions import (
    a_service,
    a_version,
    codes,
    draw_step,
    in_line,
    judge,
    moved,
    side_by_side,
    walked,
)
from workflows.process.run import Run

PLAIN = a_version(in_line("investigate", "report", "serve", "decide"))


def chosen(condition: str, step: str) -> Callable[[Drawing], None]:
    """Draw investigate, then ``step`` only where a condition holds, then decide, then close."""

    def draw(case: Drawing) -> None:
        for name in ("investigate", step, "decide", "close"):
            draw_step(case, name)
        case.table("judge", "scope")
        case.xor("needed")
        case.xor("met")
        case.line("start", "investigate", "judge", "needed")
        case.flow("needed", step, condition)
        case.flow("needed", "met", default=True)
        case.line(step, "met", "decide", "close", "end")

    return draw


def test_an_unchanged_place_keeps_its_task_and_the_run_goes_on_by_the_new_drawing() -> None:
    run, done = walked(PLAIN, "investigate", "report", "choose")
    new = a_version(in_line("investigate", "report", "serve", "risk", "decide"))

    there = moved(run, new, judge(run, new, done=done))

    assert [task.id for task in there.open_tasks()] == [task.id for task in run.open_tasks()]
    assert there.awaited() == run.awaited() == ("clock:public_notice_30d",)
    assert there.facts["form.risk.grade"] == "none"
    assert standing(do(there, "record")) == ["risk"]


def test_a_step_put_in_before_the_place_would_be_skipped() -> None:
    new = a_version(in_line("investigate", "risk", "report", "serve", "decide"))
    past, done = walked(PLAIN, "investigate", "report")
    before, _ = walked(PLAIN)

    judgement = judge(past, new, done=done)

    assert codes(judgement) == ["step-skipped"]
    assert judgement.state is None
    assert judgement.objections[0].params == {"step": "环节risk"}
    assert codes(judge(before, new)) == []


def test_a_step_that_was_done_elsewhere_counts() -> None:
    new = a_version(in_line("report", "investigate", "serve", "decide"))
    run, done = walked(PLAIN, "investigate", "report", "choose")

    assert codes(judge(run, new, done=done)) == []


def test_a_designed_step_counts_only_as_itself() -> None:
    run, done = walked(a_version(in_line("risk", "investigate", "decide")), "risk", "investigate")
    same = a_version(in_line("risk", "investigate", "report", "decide"))
    other = a_version(in_line("risk_anew", "investigate", "decide"))

    assert codes(judge(run, same, done=done)) == ["step-skipped"]
    assert [one.params["step"] for one in judge(run, other, done=done).objections] == ["环节risk_anew"]


def test_a_step_that_only_some_cases_need_is_missed_only_by_those() -> None:
    old = a_version(in_line("investigate", "decide", "close"))
    new = a_version(chosen("fine > 50", "review"))
    small, done = walked(old, "investigate", sets={"fine": 40})
    large, _ = walked(old, "investigate", sets={"fine": 60})

    assert codes(judge(small, new, done=done)) == []
    assert codes(judge(large, new, done=done)) == ["step-skipped"]


def test_a_lower_threshold_demands_the_review_that_the_case_has_passed_by() -> None:
    draw = chosen('review_basis != "none"', "review")
    old, lower, higher = (a_version(draw, threshold=amount) for amount in (100, 50, 200))
    run, done = walked(old, "investigate", sets={"fine": 80})

    assert standing(run) == ["decide"]
    assert codes(judge(run, lower, done=done)) == ["step-skipped"]
    assert codes(judge(run, higher, done=done)) == []


def test_a_higher_threshold_lets_a_review_under_way_go_on() -> None:
    draw = chosen('review_basis != "none"', "review")
    old, new = a_version(draw, threshold=100), a_version(draw, threshold=200)
    run, done = walked(old, "investigate", sets={"fine": 150})

    assert standing(moved(run, new, judge(run, new, done=done))) == ["review"]


def test_what_the_case_lawfully_left_out_before_is_no_reason() -> None:
    run, _ = walked(PLAIN, "investigate", "report", "choose")

    # As after a jump: nothing of what lies before was done in this run.
    assert codes(judge(run, a_version(in_line("investigate", "report", "serve", "risk", "decide")), done=())) == []


def test_a_vanished_step_asks_for_a_place_with_the_same_act() -> None:
    run, done = walked(PLAIN, "investigate")
    new = a_version(in_line("investigate", "report_anew", "serve", "decide"))

    asked = judge(run, new, done=done)
    refused = judge(run, new, done=done, mapping={"report": "decide"})
    there = moved(run, new, judge(run, new, done=done, mapping={"report": "report_anew"}))

    assert (asked.state, codes(asked)) == (None, [])
    assert [(one.node, one.act, one.candidates) for one in asked.vanished] == [
        ("report", "report_findings", (("report_anew", "环节report_anew"),))
    ]
    assert [one.node for one in refused.vanished] == ["report"]
    assert standing(there) == ["report_anew"]
    assert [task.id for task in there.open_tasks()] == [task.id for task in run.open_tasks()]


def test_a_vanished_step_without_any_place_is_refused() -> None:
    run, done = walked(PLAIN, "investigate")
    new = a_version(in_line("investigate", "serve", "decide"))

    assert codes(judge(run, new, done=done)) == ["no-place"]


def test_a_step_of_a_part_is_no_place_for_the_same_act_at_another_site() -> None:
    def serving(case: Drawing) -> None:
        draw_step(case, "investigate")
        draw_step(case, "report")
        draw_step(case, "decide")
        case.call("serve", "service", act="serve_decision")
        case.line("start", "investigate", "report", "serve", "decide", "end")

    run, done = walked(PLAIN, "investigate", "report")

    assert codes(judge(run, a_version(serving), done=done)) == ["no-place"]


def test_a_part_that_got_another_call_around_it_is_entered_through_that() -> None:
    def renamed(case: Drawing) -> None:
        for name in ("investigate", "report", "decide"):
            draw_step(case, name)
        case.call("serve_anew", "service", act="serve_notice")
        case.boundary("leave", "serve_anew", "exit_approved")
        case.line("start", "investigate", "report", "serve_anew", "decide", "end")
        case.flow("leave", "end")

    run, done = walked(PLAIN, "investigate", "report", "choose")
    new = a_version(renamed)

    there = moved(run, new, judge(run, new, done=done))

    assert there.awaited() == ("exit_approved", "clock:public_notice_30d")
    assert standing(do(there, "record")) == ["decide"]
    there.send("exit_approved", {})
    assert there.finished


@pytest.mark.parametrize("branches", [("report",), ("report", "disclose", "serve"), ("report", "serve")])
def test_a_case_inside_a_parallel_block_stays_when_the_branches_change(branches: tuple[str, ...]) -> None:
    old = a_version(side_by_side("report", "disclose"))
    run, done = walked(old, "investigate", "disclose")
    behind, all_done = walked(old, "investigate", "disclose", "report")
    new = a_version(side_by_side(*branches))

    assert codes(judge(run, new, done=done)) == ["parallel-changed"]
    assert "parallel-changed" not in codes(judge(behind, new, done=all_done))


def test_a_parallel_block_drawn_around_the_place_would_never_be_filled() -> None:
    run, done = walked(a_version(in_line("investigate", "report", "close")), "investigate")

    assert codes(judge(run, a_version(side_by_side("report", "disclose")), done=done)) == ["parallel-changed"]


def test_a_half_filled_join_is_filled_in_the_new_version() -> None:
    run, done = walked(a_version(side_by_side("report", "disclose")), "investigate", "disclose")
    new = a_version(side_by_side("report", "disclose"), threshold=50)

    there = moved(run, new, judge(run, new, done=done))

    assert standing(there) == ["report"]
    assert standing(do(there, "report")) == ["close"]


def test_every_branch_of_a_block_put_in_before_the_place_was_to_be_done() -> None:
    run, done = walked(a_version(in_line("investigate", "report", "close")), "investigate", "report")
    new = a_version(side_by_side("report", "risk"))

    assert [one.params.get("step") for one in judge(run, new, done=done).objections] == ["环节risk"]


def test_a_clock_that_would_find_nobody_keeps_the_case_where_it_is() -> None:
    run, done = walked(PLAIN, "investigate", "report", "choose")
    new = a_version(in_line("investigate", "report", "serve", "decide"), service=a_service(deemed=""))
    message = "clock:public_notice_30d"

    assert codes(judge(run, new, done=done, expected={message})) == ["message-lost"]
    assert codes(judge(run, new, done=done)) == []
    early, few = walked(PLAIN, "investigate")
    assert codes(judge(early, new, done=few, expected={message})) == ["message-lost"]


def test_an_event_that_has_fired_does_not_wait_again_and_a_new_one_does() -> None:
    late = a_service(others=("clock:service_7wd",))
    later = a_service(others=("clock:service_7wd", "exit_approved"))
    names = ("investigate", "report", "serve", "decide")
    run, done = walked(a_version(in_line(*names), service=late), "investigate", "report", "choose")
    run.send("clock:service_7wd", {})
    run = Run.resume(run.bundle, run.save(), run.facts)
    new = a_version(in_line(*names), service=later)

    there = moved(run, new, judge(run, new, done=done))

    assert run.awaited() == ("clock:public_notice_30d",)
    assert there.awaited() == ("clock:public_notice_30d", "exit_approved")
    there.send("clock:public_notice_30d", {})
    assert standing(there) == ["decide"]


def test_an_answer_the_new_form_does_not_offer_keeps_the_case_where_it_is() -> None:
    names = ("investigate", "risk", "decide")
    run, done = walked(a_version(in_line(*names)), "investigate", "risk", sets={"form.risk.grade": "high"})

    assert codes(judge(run, a_version(in_line(*names), grades=("severe", "low")), done=done)) == ["answer-unknown"]
    assert codes(judge(run, a_version(in_line(*names), grades=("high", "middle")), done=done)) == []


def test_a_message_waited_for_on_the_way_must_still_be_there() -> None:
    def waiting(message: str) -> Callable[[Drawing], None]:
        def draw(case: Drawing) -> None:
            draw_step(case, "investigate")
            case.catch("wait", message)
            draw_step(case, "close")
            case.line("start", "investigate", "wait", "close", "end")

        return draw

    run, done = walked(a_version(waiting("clock:demand_10wd")), "investigate")

    same = judge(run, a_version(waiting("clock:demand_10wd")), done=done, expected={"clock:demand_10wd"})
    assert (codes(same), same.ahead) == ([], frozenset({"close_case"}))
    assert codes(judge(run, a_version(waiting("exit_approved")), done=done)) == ["place-gone"]
    assert codes(judge(run, a_version(in_line("investigate", "close")), done=done)) == ["place-gone"]


def test_the_acts_ahead_are_those_that_may_still_come() -> None:
    run, done = walked(PLAIN, "investigate", "report", "choose")

    judgement = judge(run, a_version(in_line("investigate", "report", "serve", "risk", "decide")), done=done)

    assert judgement.ahead == {"record_service", "serve_notice", "form", "decide_penalty"}
