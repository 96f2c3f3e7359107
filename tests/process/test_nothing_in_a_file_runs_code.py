"""The twenty places of a BPMN or DMN file that the library would evaluate as Python (engine.md §5.1).

Each gets a payload that creates a file. None may create it, whether the diagram is refused or run. That a refusal has
no other reason, the same file without the payload shows, which is read and walked.
"""

from pathlib import Path
from xml.sax.saxutils import escape

import pytest

from tests.process.drawing import Drawing, dmn
from workflows.errors import BrokenDiagramError
from workflows.process.bundle import Bundle
from workflows.process.environment import engine_for
from workflows.process.reading import read_findings
from workflows.process.run import Run
from workflows.vocabulary.facts import initial_facts

P = "{payload}"


def e(tag: str, *inside: str, **attributes: str) -> str:
    """Write one element; ``s_`` stands for the SpiffWorkflow namespace."""
    name = f"spiffworkflow:{tag[2:]}" if tag.startswith("s_") else f"bpmn:{tag}"
    pairs = "".join(f' {key}="{value}"' for key, value in attributes.items())
    return f"<{name}{pairs}>{''.join(inside)}</{name}>"


def extended(tag: str, *inside: str, **attributes: str) -> str:
    return e(tag, e("extensionElements", *inside), **attributes)


def caught(*inside: str) -> str:
    return e("intermediateCatchEvent", *inside, id="t")


def thrown(*inside: str) -> str:
    return e("intermediateThrowEvent", *inside, id="t")


def timer(tag: str) -> str:
    return caught(e("timerEventDefinition", e(tag, P)))


def several(*inside: str) -> str:
    return e("userTask", e("multiInstanceLoopCharacteristics", *inside), id="t")


_MESSAGE = e("messageEventDefinition", messageRef="m")
_CORRELATION = e("s_processVariableCorrelation", e("s_expression", P))
_RETRIEVAL = e("correlationPropertyRetrievalExpression", e("messagePath", P), messageRef="m")
_OPERATOR = e("s_serviceTaskOperator", e("s_parameters", e("s_parameter", id="a", type="str", value=P)), id="x")

# name: (the element put into the way, what else stands in the file); {payload} is the Python expression
PLACES: dict[str, tuple[str, str]] = {
    "scriptTask": (e("scriptTask", e("script", P), id="t"), ""),
    "preScript": (extended("userTask", e("s_preScript", P), id="t"), ""),
    "postScript": (extended("userTask", e("s_postScript", P), id="t"), ""),
    "timeDuration": (timer("timeDuration"), ""),
    "timeDate": (timer("timeDate"), ""),
    "timeCycle": (timer("timeCycle"), ""),
    "conditional event": (caught(e("conditionalEventDefinition", e("condition", P))), ""),
    "loopCardinality": (several(e("loopCardinality", P)), ""),
    "completionCondition": (several(e("loopCardinality", "2"), e("completionCondition", P)), ""),
    "loopCondition": (e("userTask", e("standardLoopCharacteristics", e("loopCondition", P)), id="t"), ""),
    "ad-hoc": (e("adHocSubProcess", e("userTask", id="u"), e("completionCondition", P), id="t"), ""),
    "service parameter": (extended("serviceTask", _OPERATOR, id="t"), ""),
    "messagePayload": (thrown(_MESSAGE), extended("message", e("s_messagePayload", P), id="m", name="x")),
    "signal payload": (
        thrown(e("signalEventDefinition", signalRef="s")),
        extended("signal", e("s_payloadExpression", P), id="s", name="x"),
    ),
    "correlation": (caught(_MESSAGE), e("message", id="m", name="x") + e("correlationProperty", _RETRIEVAL, id="c")),
    "processVariableCorrelation": (
        caught(extended("messageEventDefinition", _CORRELATION, messageRef="m")),
        e("message", id="m", name="x"),
    ),
}


_TASK = (e("userTask", id="t"), "")
_CLOCK = (caught(e("timerEventDefinition", e("timeDuration", "clock:payment_15d"))), "")
_WAITING = (caught(_MESSAGE), e("message", id="m", name="x"))

# name: (the findings that refuse the place, what stands there without it and is accepted, why no payload is harmless)
CONTROLS: dict[str, tuple[set[str], tuple[str, str], str]] = {
    "scriptTask": ({"scriptTask"}, _TASK, "no script at all may stand in a flow"),
    "preScript": ({"preScript"}, (extended("userTask", id="t"), ""), "no script at all may stand in a flow"),
    "postScript": ({"postScript"}, (extended("userTask", id="t"), ""), "no script at all may stand in a flow"),
    "timeDuration": ({"timer-clock"}, _CLOCK, ""),
    "timeDate": ({"timer-clock"}, _CLOCK, "a clock of the law is a duration"),
    "timeCycle": ({"timer-clock"}, _CLOCK, "a clock of the law is a duration"),
    "conditional event": ({"conditionalEventDefinition"}, _CLOCK, "no event may wait for an expression"),
    "loopCardinality": ({"multiInstanceLoopCharacteristics"}, _TASK, "no task is done several times"),
    "completionCondition": ({"multiInstanceLoopCharacteristics"}, _TASK, "no task is done several times"),
    "loopCondition": ({"standardLoopCharacteristics"}, _TASK, "no task is done several times"),
    "ad-hoc": ({"adHocSubProcess"}, _TASK, "no part of a flow is drawn within another"),
    "service parameter": ({"serviceTask", "serviceTaskOperator"}, _TASK, "no flow calls a service"),
    "messagePayload": (
        {"intermediateThrowEvent", "messagePayload"},
        (caught(_MESSAGE), extended("message", id="m", name="x")),
        "no flow sends a message",
    ),
    "signal payload": ({"intermediateThrowEvent", "payloadExpression"}, _WAITING, "no flow sends a signal"),
    "correlation": ({"correlationProperty"}, _WAITING, "messages are told apart by their names alone"),
    "processVariableCorrelation": (
        {"processVariableCorrelation"},
        (caught(extended("messageEventDefinition", messageRef="m")), e("message", id="m", name="x")),
        "messages are told apart by their names alone",
    ),
}
# The four places that hold an expression of our own: their finding, and what may stand there.
EXPRESSIONS = {"head": ("table-fact", "confiscation"), "test": ("table-cell", "> 5"), "value": ("table-cell", "false")}


def payload_for(file: Path) -> str:
    return f"__import__('pathlib').Path('{file}').touch()"


def files_with(place: str, payload: str) -> dict[str, bytes]:
    element, beside = (text.replace("{payload}", escape(payload)) for text in PLACES[place])
    return files_of(element, beside)


def files_of(element: str, beside: str) -> dict[str, bytes]:
    """Return a flow in whose way this element stands."""
    drawing = Drawing("p")
    drawing.start()
    drawing.task("t")
    drawing.task("after")
    drawing.end()
    drawing.line("start", "t", "after", "end")
    whole = drawing.xml().decode()
    before, rest = whole.split('<bpmn:userTask id="t"', 1)
    raw = before + element + rest.split("</bpmn:userTask>", 1)[1]
    return {"p.bpmn": raw.replace("</bpmn:definitions>", f"{beside}</bpmn:definitions>").encode()}


def files_with_condition(payload: str) -> dict[str, bytes]:
    drawing = Drawing("p")
    drawing.start()
    drawing.xor("x")
    drawing.task("t")
    drawing.end()
    drawing.line("start", "x")
    drawing.flow("x", "t", payload)
    drawing.flow("x", "end", default=True)
    drawing.flow("t", "end")
    return {"p.bpmn": drawing.xml()}


def files_with_table(*, head: str = "fine", test: str = "-", value: str = "true") -> dict[str, bytes]:
    drawing = Drawing("p")
    drawing.start()
    drawing.table("t", "d")
    drawing.end()
    drawing.line("start", "t", "end")
    return {"p.bpmn": drawing.xml(), "d.dmn": dmn("d", inputs=[head], outputs=["heard"], rules=[([test], [value])])}


def run_everything(files: dict[str, bytes]) -> bool:
    """Read and walk a bundle to its end; say whether it was refused."""
    try:
        run = Run.start(Bundle.from_files(files, process="p"), {})
        for message in run.awaited():
            run.send(message, {})
        while run.open_tasks():
            run.complete(run.open_tasks()[0].id, {})
    except BrokenDiagramError:
        return True
    return False


def refusals(files: dict[str, bytes]) -> set[str]:
    """Return the names of the findings that keep a bundle from being read."""
    return {one.code for one in read_findings(files, process="p") if one.hinders}


def test_the_payload_would_create_the_file(tmp_path: Path) -> None:
    eval(payload_for(tmp_path / "ran"))  # noqa: S307 -- shows that the payload of this file works

    assert (tmp_path / "ran").exists()


@pytest.mark.parametrize("place", PLACES)
def test_a_diagram_cannot_run_code(place: str, tmp_path: Path) -> None:
    refused = run_everything(files_with(place, payload_for(tmp_path / "ran")))

    assert refused
    assert not (tmp_path / "ran").exists()


def test_a_gateway_cannot_run_code(tmp_path: Path) -> None:
    gadget = "[c for c in ().__class__.__base__.__subclasses__() if c.__name__ == '_wrap_close'] == 0"

    assert run_everything(files_with_condition(payload_for(tmp_path / "ran")))
    assert run_everything(files_with_condition(gadget))
    assert not (tmp_path / "ran").exists()


@pytest.mark.parametrize("where", ["head", "test", "value"])
def test_a_table_cannot_run_code(where: str, tmp_path: Path) -> None:
    refused = run_everything(files_with_table(**{where: payload_for(tmp_path / "ran")}))

    assert refused
    assert not (tmp_path / "ran").exists()


def test_twenty_places_are_shown() -> None:
    assert len(PLACES) + 1 + len(EXPRESSIONS) == 20
    assert set(CONTROLS) == set(PLACES)


@pytest.mark.parametrize("place", PLACES)
def test_a_place_is_refused_for_itself_and_the_same_diagram_without_it_runs(place: str) -> None:
    """Without this, a reader that refuses everything would pass the tests above."""
    reasons, without, why = CONTROLS[place]

    assert refusals(files_with(place, payload_for(Path("ran")))) == reasons
    assert refusals(files_of(*without)) == set()
    assert not run_everything(files_of(*without))
    # Where a harmless content of the place itself would be accepted, that is what was tried.
    assert why or PLACES[place][0].split(P)[0] in without[0]


def test_a_gateway_is_refused_for_its_condition_and_runs_with_another() -> None:
    assert refusals(files_with_condition(payload_for(Path("ran")))) == {"condition"}
    assert not run_everything(files_with_condition("heard"))


@pytest.mark.parametrize("where", EXPRESSIONS)
def test_a_table_is_refused_for_the_one_cell_and_runs_with_another(where: str) -> None:
    finding, harmless = EXPRESSIONS[where]

    assert refusals(files_with_table(**{where: payload_for(Path("ran"))})) == {finding}
    assert not run_everything(files_with_table(**{where: harmless}))


def test_the_engine_itself_has_no_way_to_scripts_or_services(tmp_path: Path) -> None:
    environment = engine_for(dict(initial_facts()), {}).environment
    payload = payload_for(tmp_path / "ran")

    with pytest.raises(BrokenDiagramError):
        environment.execute(payload, {})
    with pytest.raises(BrokenDiagramError):
        environment.call_service({}, operation_name="x", operation_params={"a": payload})
    with pytest.raises(ValueError, match="不能写在条件中"):
        environment.evaluate(payload, {})
    assert environment.evaluate("heard", {"heard": True}, {"heard": True}) is False
    assert not (tmp_path / "ran").exists()
