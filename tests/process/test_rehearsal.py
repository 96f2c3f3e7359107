"""A rehearsal walks the real engine, offers what real acts may set, and refuses everything else."""

import ast
from datetime import date
from typing import cast

import pytest

from tests.builders import ROOT
from tests.process.cases import a_case
from tests.process.past_cases import DAY, shipped
from workflows.acts.due_clocks import FIRINGS
from workflows.errors import RefusedError
from workflows.process.following import FALLING_DUE
from workflows.process.openings import ANYTIME, MESSAGE, RETURN, TASK, Opening
from workflows.process.rehearsal import MOST_CHOICES, Choice, Rehearsal, play_all
from workflows.process.script import Script, read_script, unpack
from workflows.vocabulary.act_papers import ACT_PAPERS
from workflows.vocabulary.effects import KEEP
from workflows.vocabulary.facts import FactValue

REGISTER = Choice(
    TASK,
    "filing_call/register_source",
    {"category": "penalty", "party_kind": "citizen", "level": "county", "domain": "market"},
)


def begun() -> Rehearsal:
    return Rehearsal.begin(shipped(), {"judged_on": DAY})


def offered(rehearsal: Rehearsal) -> dict[tuple[str, str], Opening]:
    return {(one.kind, one.path): one for one in rehearsal.openings()}


def usual(opening: Opening, rehearsal: Rehearsal) -> Choice:
    """Return the choice of the first value of everything."""
    way = opening.ways_from(rehearsal.run.facts)[0]
    first = {name: values[0] for name, values in way.writes.items() if values[0] is not KEEP}
    return Choice.of(opening, cast("dict[str, FactValue]", first))


def walked_to(path: str) -> Rehearsal:
    rehearsal = begun()
    for _ in range(30):
        openings = offered(rehearsal)
        if (TASK, path) in openings:
            return rehearsal
        rehearsal.play(usual(next(one for one in openings.values() if one.kind == TASK), rehearsal))
    raise AssertionError(path)


def test_a_step_goes_on_and_tells_the_flows_it_went() -> None:
    rehearsal = begun()

    beat = rehearsal.play(REGISTER)

    assert [task.node for task in rehearsal.run.open_tasks()] == ["verify_source"]
    assert beat.flows == ("register_source_to_verify_source",)
    assert beat.before["party_kind"] == "citizen"
    assert "register_source" in rehearsal.done


def test_tables_are_asked_and_their_answer_is_told() -> None:
    rehearsal = walked_to("investigation_call/report_findings")
    report = offered(rehearsal)[TASK, "investigation_call/report_findings"]
    rehearsal.play(Choice.of(report, {**usual(report, rehearsal).writes, "grave": True, "heavy_kind": True}))
    rehearsal.play(usual(offered(rehearsal)[TASK, "investigation_call/endorse_report"], rehearsal))

    beat = rehearsal.play(usual(offered(rehearsal)[TASK, "investigation_call/decide_route"], rehearsal))

    assert beat.decided == {"must_deliberate": True, "hearing_right": True, "review_basis": "catalogue"}


def test_a_return_puts_the_case_back() -> None:
    rehearsal = walked_to("filing_call/approve_filing")

    rehearsal.play(Choice(RETURN, "filing_call/approve_filing", target="verify_source"))

    assert [task.node for task in rehearsal.run.open_tasks()] == ["verify_source"]
    assert "approve_filing→verify_source" in rehearsal.covered


def test_clocks_and_exits_arrive_where_the_flow_waits_for_them() -> None:
    rehearsal = walked_to("notice_call/await_statement")

    assert (MESSAGE, "notice_call/statement_period_over") in offered(rehearsal)
    over = offered(rehearsal)[MESSAGE, "notice_call/statement_period_over"]
    rehearsal.play(Choice.of(over, {"statement": "expired"}))

    assert [task.node for task in rehearsal.run.open_tasks()] == ["finalise_draft"]
    assert rehearsal.run.facts["statement"] == "expired"


def test_a_statement_may_come_in_any_time_of_its_period() -> None:
    rehearsal = walked_to("notice_call/await_statement")

    rehearsal.play(Choice(ANYTIME, "record_statement/made", {"statement": "made", "defence": "none"}))

    assert rehearsal.run.facts["statement"] == "made"


@pytest.mark.parametrize(
    "choice",
    [
        Choice(TASK, "filing_call/verify_source"),
        Choice(TASK, "filing_call/register_source", {"category": "penalty"}),
        Choice(TASK, "filing_call/register_source", {**REGISTER.writes, "review": "pass"}),
        Choice(TASK, "filing_call/register_source", {**REGISTER.writes, "party_kind": "nobody"}),
        Choice(MESSAGE, "notice_call/statement_period_over", message="clock:statement_5wd"),
        Choice(RETURN, "filing_call/register_source", target="verify_source"),
    ],
)
def test_what_no_act_may_do_here_is_refused_and_changes_nothing(choice: Choice) -> None:
    rehearsal = begun()

    with pytest.raises(RefusedError):
        rehearsal.play(choice)

    assert rehearsal.beats == []
    assert [task.node for task in rehearsal.run.open_tasks()] == ["register_source"]


def test_a_rehearsal_has_an_end() -> None:
    rehearsal = walked_to("filing_call/approve_filing")
    again = Choice(TASK, "filing_call/verify_source")
    back = Choice(RETURN, "filing_call/approve_filing", target="verify_source")
    for choice in [back, again] * ((MOST_CHOICES - len(rehearsal.beats)) // 2):
        rehearsal.play(choice)

    with pytest.raises(RefusedError, match=str(MOST_CHOICES)):
        rehearsal.play(back)


def test_calls_side_by_side_are_told_apart_by_their_path() -> None:
    bundle = a_case(sites=("serve_notice", "serve_demand"))
    rehearsal = Rehearsal.begin(bundle, {})
    rehearsal.play(usual(offered(rehearsal)[TASK, "investigate"], rehearsal))

    ways = offered(rehearsal)

    assert (TASK, "serve_notice/choose") in ways
    assert (TASK, "serve_demand/choose") in ways
    assert ways[TASK, "serve_demand/choose"].site == "serve_demand"


def test_a_script_survives_an_address_and_a_file() -> None:
    script = Script(date(2026, 3, 2), {"fine": 5}, (REGISTER,))

    assert unpack(script.pack()) == script
    assert read_script(script.as_json()) == script
    assert [task.node for task in script.play(shipped()).run.open_tasks()] == ["verify_source"]


@pytest.mark.parametrize(
    "told",
    [
        None,
        {},
        {"day": "2026-13-01", "choices": []},
        {"day": "2026-01-01", "choices": [{"writes": {"fine": [1]}}]},
        {"day": "2026-01-01", "choices": [{}] * (MOST_CHOICES + 1)},
        {"day": "2026-01-01", "choices": [{"path": "x" * 500}]},
    ],
)
def test_what_is_no_script_is_refused(told: object) -> None:
    with pytest.raises(RefusedError):
        read_script(told)


def test_playing_again_leads_to_the_same_place() -> None:
    choices = []
    rehearsal = begun()
    for _ in range(12):
        opening = next(one for one in rehearsal.openings() if one.kind == TASK)
        choices.append(usual(opening, rehearsal))
        rehearsal.play(choices[-1])

    again = play_all(shipped(), {"judged_on": DAY}, choices)

    assert again.run.facts == rehearsal.run.facts
    assert again.covered == rehearsal.covered


def test_the_clocks_written_down_as_acts_are_those_that_fall_due() -> None:
    written = {clock: act for act, clocks in FALLING_DUE.items() for clock in clocks}

    assert written == {f"clock:{name}": firing.act for name, firing in FIRINGS.items()}


def test_every_paper_an_act_is_said_to_issue_is_issued_by_it() -> None:
    acts = ROOT / "workflows" / "acts"
    for act, kinds in ACT_PAPERS.items():
        files = [acts / "steps" / f"{act}.py", acts / "case" / f"{act}.py", acts / "serving.py"]
        texts = [file.read_text("utf-8") for file in files if file.exists()]
        spoken = {
            node.value
            for text in texts
            for node in ast.walk(ast.parse(text))
            if isinstance(node, ast.Constant) and isinstance(node.value, str)
        }
        assert set(kinds) <= spoken, act
