"""What each act may set: told completely, and nothing else is taken."""

import pytest

from workflows.vocabulary.acts import ACTS
from workflows.vocabulary.effects import EFFECTS, KEEP, SITES, admits, is_amount, outcomes_of
from workflows.vocabulary.facts import CONTENT_RESET, FACTS, FactValue, initial_facts

PASSED = {**CONTENT_RESET, "edit_confirmed": True, "return_to": "none", "review_returned": False}


def test_effects_name_acts_facts_and_values_of_the_vocabulary() -> None:
    assert {name for name in EFFECTS if name not in ACTS and not name.startswith("clock:")} == set()
    assert set(SITES) == {act.id for act in ACTS.values() if act.site}
    for outcomes in (*EFFECTS.values(), *SITES.values()):
        for outcome in outcomes:
            for name, values in outcome.writes.items():
                assert all(value is KEEP or FACTS[name].admits(value) for value in values), name


@pytest.mark.parametrize(
    ("act", "site", "sets", "may"),
    [
        ("approve_filing", "", {"filing": "filed"}, True),
        ("approve_filing", "", {"filing": "none"}, False),
        ("approve_filing", "", {}, False),
        ("approve_filing", "", {"filing": "filed", "review": "pass"}, False),
        ("sign_opinion", "", {**PASSED, "review": "pass"}, True),
        (
            "sign_opinion",
            "",
            {**PASSED, "review": "pass_edit"},
            False,
        ),
        ("request_rereview", "", {}, True),
        ("record_service", "serve_notice", {"service_way": "none"}, True),
        ("record_service", "serve_notice", {"decision_served": True}, False),
        ("record_service", "serve_decision", {"decision_served": True}, True),
        ("archive_case", "", {"review": "pass"}, False),
    ],
)
def test_an_act_sets_what_is_its_own(act: str, site: str, sets: dict[str, FactValue], may: bool) -> None:  # noqa: FBT001 -- a case of the table
    assert admits(act, site, sets, before=initial_facts()) is may


def test_any_amount_may_be_drafted() -> None:
    drafted = dict.fromkeys(("fine", "confiscation", "penalty_total"), 6000000)

    assert all(is_amount(name) for name in drafted)
    assert admits("amend_draft", "", {**drafted, "heavy_kind": False, "edit_confirmed": False}, before=initial_facts())


def test_a_draft_is_never_heavier_for_the_defence() -> None:
    causes = [one.writes.get("change_cause", ()) for one in outcomes_of("finalise_draft")]

    assert all("defence" not in values for values in causes)
