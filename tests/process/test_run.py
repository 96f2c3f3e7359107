"""A run: what is open, how it moves, and that a refusal leaves everything as it was."""

import orjson
import pytest

from tests.process.cases import a_case, do, resumed, standing, the, two_deep
from tests.process.drawing import Drawing
from workflows.errors import BrokenDiagramError, ConflictError, RefusedError
from workflows.process.bundle import Bundle
from workflows.process.codec import Frame, Token, encode
from workflows.process.run import OpenTask, Run
from workflows.vocabulary.facts import FactValue

CLOSED = "该待办已经办结或者不存在"


def test_an_open_task_says_who_does_what_where() -> None:
    run = Run.start(a_case(), {})

    task = run.open_tasks()[0]
    assert task == OpenTask(
        id=task.id, node="investigate", label="环节investigate", act="investigate", role="reviewer", unit="handling",
        lane="承办机构", returns=("report", "decide"), site="", part="case", stage="", form="",
    )  # fmt: skip


def test_a_task_in_a_part_knows_its_site_and_stage() -> None:
    run = do(Run.start(a_case(), {}), "investigate")

    choose = the(run, "choose")
    assert (choose.part, choose.site, choose.stage, choose.role, choose.lane) == (
        "service", "serve_notice", "execution", "server", "送达人",
    )  # fmt: skip
    record = the(do(run, "choose"), "record")
    assert (record.site, record.stage) == ("serve_notice", "proof")


def test_a_task_keeps_its_number_until_it_is_done() -> None:
    run = do(Run.start(a_case(), {}), "investigate")
    number = the(run, "disclose").id

    assert the(do(run, "choose"), "disclose").id == number


def test_a_run_walks_to_its_end() -> None:
    run = Run.start(a_case(), {"fine": 200})

    for node in ("investigate", "choose", "disclose", "record", "close"):
        assert not run.finished
        run = do(run, node)
    assert run.finished
    assert (run.open_tasks(), run.awaited(), run.facts["review_basis"]) == ((), (), "catalogue")


def test_a_table_in_the_way_cannot_lower_what_the_statute_demands() -> None:
    run = Run.start(a_case(), {"fine": 200, "heard": True})

    for node in ("investigate", "choose", "disclose", "record"):
        run = do(run, node)

    assert run.facts["review_basis"] == "statutory"


def test_nothing_is_done_twice() -> None:
    run = Run.start(a_case(), {})
    number = run.open_tasks()[0].id
    other = resumed(run)
    run.complete(number, {})

    for late in (run, resumed(run)):
        with pytest.raises(ConflictError, match=CLOSED):
            late.complete(number, {"heard": True})
        assert (standing(late), late.facts["heard"]) == (["choose", "disclose"], False)
    other.complete(number, {})


def test_only_an_open_task_can_be_done() -> None:
    run = do(Run.start(a_case(), {}), "investigate")
    calls_and_events = [token.id for frame in run.frames for token in frame.tokens if token.state != 16]

    assert len(calls_and_events) == 3
    for number in (*calls_and_events, "", "x", "0" * 32):
        with pytest.raises(ConflictError, match=CLOSED):
            run.complete(number, {})


@pytest.mark.parametrize(
    "facts", [{"hear": True}, {"heard": "yes"}, {"heard": 1}, {"fine": -1}, {"fine": True}, {"review": "maybe"}]
)
def test_facts_and_values_are_those_declared(facts: dict[str, FactValue]) -> None:
    run = Run.start(a_case(), {})

    with pytest.raises(RefusedError):
        run.complete(run.open_tasks()[0].id, facts)
    with pytest.raises(RefusedError):
        run.note(facts)
    with pytest.raises(RefusedError):
        Run.start(run.bundle, facts)
    assert (standing(run), run.facts) == (["investigate"], run.bundle.initial_facts())


def test_facts_can_be_noted_without_moving() -> None:
    run = Run.start(a_case(), {})
    run.note({"correction": "ordered"})

    assert (standing(run), run.facts["correction"]) == (["investigate"], "ordered")


def test_an_approved_exit_interrupts_the_part_after_saving_and_resuming() -> None:
    run = do(Run.start(a_case(), {}), "investigate")
    assert run.awaited() == ("exit_approved", "clock:service_7wd")

    run.send("exit_approved", {"route": "terminate"})

    assert (standing(run), run.awaited(), run.facts["route"]) == (["disclose", "left"], (), "terminate")
    assert standing(do(run, "left")) == ["disclose"]


def test_an_exit_reaches_every_part_that_runs_beside_another() -> None:
    run = do(Run.start(a_case(sites=("serve_notice", "serve_demand")), {}), "investigate")
    assert standing(run) == ["choose", "choose", "disclose"]

    run.send("exit_approved", {})

    assert standing(resumed(run)) == ["disclose", "left", "left"]


def test_parts_side_by_side_keep_their_own_places() -> None:
    run = do(Run.start(a_case(sites=("serve_notice", "serve_demand")), {}), "investigate")
    demand = next(task for task in run.open_tasks() if task.site == "serve_demand")
    run.complete(demand.id, {})
    run = resumed(run)

    assert {(task.node, task.site) for task in run.open_tasks()} == {
        ("choose", "serve_notice"), ("record", "serve_demand"), ("disclose", ""),
    }  # fmt: skip


def test_a_late_clock_starts_a_step_and_stops_nothing() -> None:
    run = do(Run.start(a_case(), {}), "investigate")

    run.send("clock:service_7wd", {})

    assert (standing(run), run.awaited()) == (["choose", "disclose", "note"], ("exit_approved",))
    with pytest.raises(ConflictError):
        run.send("clock:service_7wd", {})
    for node in ("choose", "record", "disclose", "close"):
        run = do(run, node)
    assert (standing(run), run.finished) == (["note"], False)
    assert do(run, "note").finished


def test_a_clock_on_a_task_inside_a_part_ends_it() -> None:
    run = do(do(Run.start(a_case(), {}), "investigate"), "choose")
    assert "clock:public_notice_30d" in run.awaited()

    run.send("clock:public_notice_30d", {"service_way": "public_notice"})

    assert (standing(run), run.facts["service_way"]) == (["disclose"], "public_notice")
    assert standing(do(run, "disclose")) == ["close"]


def test_a_clock_nobody_waits_for_is_a_conflict_and_changes_nothing() -> None:
    run = Run.start(a_case(), {})

    with pytest.raises(ConflictError) as caught:
        run.send("clock:service_7wd", {"heard": True})

    assert caught.value.objection.code == "nobody-waits"
    assert (standing(run), run.facts["heard"]) == (["investigate"], False)


def test_an_exit_of_the_outer_stage_withdraws_the_parts_inside() -> None:
    run = do(do(do(Run.start(two_deep(), {}), "before"), "prepare"), "choose")

    run.send("exit_approved", {})

    assert run.finished


def test_a_state_of_another_flow_is_refused() -> None:
    run = Run.start(two_deep(), {})

    with pytest.raises(BrokenDiagramError) as caught:
        Run.resume(a_case(), run.save(), {})

    assert caught.value.objection.code == "state-node"


def test_a_part_without_its_call_is_refused() -> None:
    frames = (Frame("outer", "", ()), Frame("service", "f" * 32, (Token("a" * 32, "choose", 16),)))

    with pytest.raises(BrokenDiagramError) as caught:
        Run.resume(two_deep(), encode(frames), {})

    assert caught.value.objection.code == "state-node"


def test_answers_of_a_designed_form_are_facts_of_their_own() -> None:
    case = Drawing("p")
    case.start()
    case.task("check", act="form", form="site")
    case.xor("x")
    case.task("again")
    case.end()
    case.line("start", "check", "x")
    case.flow("x", "again", 'form.check.result == "bad" and form.check.seen')
    case.flow("x", "end", default=True)
    case.flow("again", "end")
    fields = {"result": {"enum": ["good", "bad"]}, "seen": {"type": "boolean"}, "text": {"type": "string"}}
    form = orjson.dumps({"properties": fields})
    bundle = Bundle.from_files({"p.bpmn": case.xml(), "forms/site.json": form}, process="p")
    run = Run.start(bundle, {})

    assert (run.open_tasks()[0].form, run.facts["form.check.result"], run.facts["form.check.seen"]) == (
        "site",
        "none",
        False,
    )
    assert "form.check.text" not in run.facts
    run.complete(run.open_tasks()[0].id, {"form.check.result": "bad", "form.check.seen": True})
    assert standing(run) == ["again"]
