"""Where a case goes back to when evidence or a statement comes in between."""

import pytest

from workflows.rules.diversions import Standing, way_back_for_evidence, way_back_for_statement
from workflows.vocabulary.facts import FactValue, initial_facts

PASSED: dict[str, FactValue] = {**initial_facts(), "route": "penalise", "review": "pass"}
DECIDING = Standing("decide_penalty", "decision", "penalty_ordinary")
DRAFTING = Standing("finalise_draft", "review", "drafting")
INVESTIGATING = Standing("investigate", "investigation", "investigation")
WAITING = Standing("await_statement", "notice", "notice")
HEARING = Standing("hold_hearing", "notice", "hearing")


@pytest.mark.parametrize(
    ("standing", "facts", "back"),
    [
        (DECIDING, PASSED, "finalise_draft"),
        (DECIDING, {**PASSED, "review": "none", "deliberation": "approved"}, "finalise_draft"),
        (DECIDING, {**PASSED, "review": "none", "edit_confirmed": True}, "finalise_draft"),
        (DECIDING, {**PASSED, "review": "none"}, ""),
        (DECIDING, {**PASSED, "route": "no_penalty"}, ""),
        (DRAFTING, PASSED, ""),
        (INVESTIGATING, PASSED, ""),
    ],
)
def test_evidence_sends_back_only_what_was_passed_on_the_way_to_a_penalty(
    standing: Standing, facts: dict[str, FactValue], back: str
) -> None:
    assert way_back_for_evidence([standing], facts) == back


@pytest.mark.parametrize(
    ("standing", "asks_hearing", "back"),
    [
        (WAITING, True, ""),
        (WAITING, False, ""),
        (HEARING, True, ""),
        (HEARING, False, ""),
        (DECIDING, True, "hearing_call"),
        (DECIDING, False, "review_defence"),
    ],
)
def test_what_was_said_in_time_is_still_heard(standing: Standing, asks_hearing: bool, back: str) -> None:  # noqa: FBT001 -- a case of the table
    assert way_back_for_statement([standing], asks_hearing=asks_hearing) == back
