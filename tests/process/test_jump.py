"""Jumps: every token withdrawn, exactly one put down, and never where the case would be stranded."""

import pytest

from tests.process.cases import a_case, do, resumed, standing, the, two_deep
from workflows.errors import RefusedError
from workflows.process.run import Run


def test_a_jump_withdraws_everything_and_leaves_one_token() -> None:
    run = do(do(Run.start(a_case(), {}), "investigate"), "disclose")

    run.jump("investigate")

    assert (standing(resumed(run)), run.awaited()) == (["investigate"], ())
    for node in ("investigate", "choose", "disclose", "record", "close"):
        run = do(run, node)
    assert run.finished


def test_a_jump_into_a_branch_that_would_strand_the_case_is_refused() -> None:
    run = do(do(Run.start(a_case(), {}), "investigate"), "disclose")

    for node in ("disclose", "choose", "serve_notice"):
        with pytest.raises(RefusedError) as caught:
            run.jump(node)
        assert caught.value.objection.code == "jump-strands"
    assert standing(run) == ["choose"]


def test_a_jump_reaches_into_a_part_and_its_guards_are_set_again() -> None:
    run = Run.start(two_deep(), {})

    run.jump("prepare")

    assert (standing(resumed(run)), the(run, "prepare").stage, run.awaited()) == (
        ["prepare"],
        "execution",
        ("exit_approved",),
    )
    run = do(do(run, "prepare"), "choose")
    assert (the(run, "record").site, run.awaited()) == ("serve_decision", ("exit_approved", "clock:public_notice_30d"))


def test_a_jump_within_a_part_stays_at_the_call_the_run_stands_in() -> None:
    run = do(do(do(Run.start(two_deep(), {}), "before"), "prepare"), "choose")

    run.jump("choose")

    assert (standing(run), the(run, "choose").site) == (["choose"], "serve_decision")
    run = do(do(run, "choose"), "record")
    assert (the(run, "choose").site, run.awaited()) == ("serve_demand", ())


def test_a_jump_to_a_host_sets_its_boundary_events_waiting() -> None:
    run = do(do(do(Run.start(two_deep(), {}), "before"), "prepare"), "choose")
    run.jump("record")

    assert (standing(run), run.awaited()) == (["record"], ("exit_approved", "clock:public_notice_30d"))
    run.send("clock:public_notice_30d", {})
    assert the(run, "choose").site == "serve_demand"


def test_a_jump_to_a_call_begins_its_part() -> None:
    run = Run.start(two_deep(), {})
    run.jump("stage")

    assert (standing(run), run.awaited()) == (["prepare"], ("exit_approved",))


@pytest.mark.parametrize(
    ("node", "code"),
    [("choose", "jump-site"), ("gone", "jump-target"), ("o_end", "jump-target"), ("leave", "jump-target")],
)
def test_a_jump_needs_one_place(node: str, code: str) -> None:
    run = Run.start(two_deep(), {})

    with pytest.raises(RefusedError) as caught:
        run.jump(node)

    assert caught.value.objection.code == code
    assert standing(run) == ["before"]
