"""Scenarios go every way of a flow in the real engine, end, and stay the same."""

import pytest

from tests.process.drawing import Drawing
from tests.process.past_cases import DAY, shipped
from workflows.process.bundle import Bundle
from workflows.process.rehearsal import play_all
from workflows.process.roads import Roads
from workflows.process.scenarios import Coverage, find_scenarios


@pytest.fixture(name="found", scope="module")
def _found() -> Coverage:
    return find_scenarios(shipped(), {"judged_on": DAY}, seconds=240)


def flows_of(bundle: Bundle) -> set[str]:
    return {flow for diagram in bundle.diagrams.values() for flow in diagram.flows}


def test_every_way_of_the_shipped_flow_is_gone(found: Coverage) -> None:
    assert found.unreached == ()
    assert flows_of(shipped()) <= set(found.ways)
    assert "approve_filing→verify_source" in found.ways


def test_the_real_engine_goes_what_is_claimed_and_comes_to_an_end(found: Coverage) -> None:
    gone: set[str] = set()
    for one in found.scenarios:
        rehearsal = play_all(shipped(), one.start, one.choices)
        assert rehearsal.is_finished
        assert rehearsal.covered == one.covered
        gone |= rehearsal.covered
    assert gone == set(found.ways)


def test_no_scenario_is_idle_and_news_are_told_once(found: Coverage) -> None:
    told = [way for one in found.scenarios for way in one.news]

    assert all(one.news for one in found.scenarios)
    assert sorted(told) == sorted(set(told)) == sorted(found.ways)


def forked() -> Drawing:
    """Return investigate → (if grave: deliberate) → close, where nothing ever asks for a way that cannot be."""
    case = Drawing("case")
    case.start()
    case.task("report_findings", act="report_findings")
    case.xor("asked")
    case.task("deliberate", act="deliberate")
    case.task("close", act="close_case")
    case.end()
    case.line("start", "report_findings", "asked")
    case.flow("asked", "deliberate", 'grave and fine >= 5000000 and route == "none"')
    case.flow("asked", "close", default=True)
    case.line("deliberate", "close", "end")
    return case


def test_two_scenarios_are_enough_for_two_ways_and_twice_the_same() -> None:
    bundle = Bundle.from_files({"case.bpmn": forked().xml()}, process="case")

    found, again = (find_scenarios(bundle, {}, seconds=60) for _ in range(2))

    assert len(found.scenarios) <= 2
    assert found.unreached == ()
    assert found.scenarios == again.scenarios


def test_a_way_whose_condition_cannot_hold_is_listed() -> None:
    case = forked()
    never = case.flow("asked", "close", "grave and not grave")
    bundle = Bundle.from_files({"case.bpmn": case.xml()}, process="case")

    found = find_scenarios(bundle, {}, seconds=60)

    assert found.unreached == (never,)
    assert found.is_complete


def test_time_that_runs_out_is_told_and_what_was_found_stays() -> None:
    ticks = iter(range(10_000_000))
    found = find_scenarios(shipped(), {"judged_on": DAY}, seconds=40, clock=lambda: float(next(ticks)))

    assert not found.is_complete
    assert found.unreached
    assert found.scenarios


def test_distances_lead_through_calls_and_their_events() -> None:
    roads = Roads(shipped())
    away = roads.distances_to("finalise_draft_to_drafting_assessment_call")

    assert away["finalise_draft"] == 0
    assert 0 < away["await_statement"] < away["register_source"]
