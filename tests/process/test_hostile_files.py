"""Whatever bytes somebody uploads, reading ends soon, and the worst that happens is a finding.

``FASHEN_FUZZ_FILES`` sets how many files each property is tried on.
"""

import os
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.process.checks.flows import shipped_files
from tests.process.drawing import Drawing, dmn
from workflows.errors import BrokenDiagramError
from workflows.process.bundle import Bundle
from workflows.process.checks.catalogue import findings
from workflows.process.reading import read_findings
from workflows.process.refused_elements import IGNORED_IN_NODE, IGNORED_IN_PROCESS, REFUSED

TRIALS = int(os.environ.get("FASHEN_FUZZ_FILES", "60"))
SECONDS = 3.0
SHIPPED = shipped_files()

_TAGS = sorted(
    {*REFUSED, *IGNORED_IN_NODE, *IGNORED_IN_PROCESS, "userTask", "startEvent", "endEvent", "callActivity", "laneSet"}
    | {"boundaryEvent", "intermediateCatchEvent", "sequenceFlow", "process", "exclusiveGateway", "inclusiveGateway"}
)
_IDS = ("a", "b", "c", "", "Start", "1", "a.b", "p", "环节")
_ATTRIBUTES = ("id", "sourceRef", "targetRef", "default", "attachedToRef", "calledElement", "cancelActivity", "name")
_TEXTS = ("", "heard", "${x}", "clock:payment_15d", "1 <", "not " * 300, "(" * 90, "\x85", "9" * 400, "a.b.c")


def _element(inside: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    attributes = st.dictionaries(st.sampled_from(_ATTRIBUTES), st.sampled_from(_IDS), max_size=4)
    return st.builds(
        lambda tag, given, children: (
            f"<b:{tag} {' '.join(f'{key}={value!r}' for key, value in given.items())}>{''.join(children)}</b:{tag}>"
        ),
        st.sampled_from(_TAGS),
        attributes,
        st.lists(inside, max_size=4),
    )


_TREES = st.recursive(st.sampled_from([text.replace("<", "&lt;") for text in _TEXTS]), _element, max_leaves=40)


def a_file(inside: str) -> bytes:
    return (
        '<b:definitions xmlns:b="http://www.omg.org/spec/BPMN/20100524/MODEL"><b:process id="p">'
        f"{inside}</b:process></b:definitions>"
    ).encode()


def examine(files: dict[str, bytes], process: str = "p") -> None:
    """Read and check files; anything but BrokenDiagramError, and any slowness, fails the test."""
    begun = time.process_time()
    found = read_findings(files, process=process)
    if any(finding.hinders for finding in found):
        with pytest.raises(BrokenDiagramError) as caught:
            Bundle.from_files(files, process=process)
        assert caught.value.findings == found
    else:
        findings(Bundle.from_files(files, process=process))
    for finding in found:
        assert finding.message.in_chinese()
        assert str(finding.cure)
    assert time.process_time() - begun < SECONDS


@settings(max_examples=TRIALS, deadline=None)
@given(st.lists(_element(_TREES), max_size=8))
def test_random_elements_are_findings_at_worst(elements: list[str]) -> None:
    examine({"p.bpmn": a_file("".join(elements))})


@settings(max_examples=TRIALS, deadline=None)
@given(
    name=st.sampled_from(sorted(SHIPPED)),
    cuts=st.lists(
        st.tuples(st.integers(0, 40_000), st.integers(0, 60), st.binary(max_size=12)), min_size=1, max_size=4
    ),
)
def test_shipped_files_with_bytes_changed_are_findings_at_worst(name: str, cuts: list[tuple[int, int, bytes]]) -> None:
    raw = SHIPPED[name]
    for place, length, put in cuts:
        start = place % len(raw)
        raw = raw[:start] + put + raw[start + length :]

    examine({**SHIPPED, name: raw}, "penalty_ordinary")


@settings(max_examples=TRIALS, deadline=None)
@given(name=st.sampled_from(sorted(SHIPPED)), line=st.integers(0, 2000), other=st.integers(0, 2000))
def test_shipped_files_with_lines_moved_are_findings_at_worst(name: str, line: int, other: int) -> None:
    lines = SHIPPED[name].splitlines()
    taken = lines.pop(line % len(lines))
    lines.insert(other % len(lines), taken)

    examine({**SHIPPED, name: b"\n".join(lines)}, "penalty_ordinary")


@settings(max_examples=TRIALS, deadline=None)
@given(st.binary(max_size=400), st.sampled_from(["p.bpmn", "d.dmn", "forms/f.json"]))
def test_random_bytes_are_findings_at_worst(raw: bytes, name: str) -> None:
    drawing = Drawing("p")
    drawing.line(drawing.start(), drawing.task("t", act="form", form="f"), drawing.end())

    examine({"p.bpmn": drawing.xml(), name: raw})


@settings(max_examples=TRIALS, deadline=None)
@given(st.lists(st.tuples(st.text(max_size=12), st.text(max_size=12)), max_size=6), st.sampled_from(["UNIQUE", "ANY"]))
def test_random_cells_are_findings_at_worst(cells: list[tuple[str, str]], policy: str) -> None:
    clean = [tuple("".join(sign for sign in text if sign.isprintable()) for text in pair) for pair in cells]
    rules = [([test], [value]) for test, value in clean]
    drawing = Drawing("p")
    drawing.line(drawing.start(), drawing.table("t", "d"), drawing.end())
    table = dmn("d", inputs=["fine"], outputs=["heard"], rules=rules, policy=policy)

    examine({"p.bpmn": drawing.xml(), "d.dmn": table})


def test_very_deep_very_long_and_very_many_are_findings_at_worst() -> None:
    many = "".join(f'<b:userTask id="t{n}"/><b:sequenceFlow id="f{n}" sourceRef="t{n}" targetRef="t{n + 1}"/>'
                   for n in range(8000))  # fmt: skip
    examine({"p.bpmn": a_file(many)})
    examine({"p.bpmn": a_file("<b:laneSet>" * 200 + "</b:laneSet>" * 200)})
    lanes = "".join(f'<b:lane id="l{n}"><b:childLaneSet>' for n in range(100)) + "</b:childLaneSet></b:lane>" * 100
    examine({"p.bpmn": a_file(f"<b:laneSet>{lanes}</b:laneSet>")})
    examine({"p.bpmn": a_file(f'<b:userTask id="{"x" * 900_000}"/>')})


@pytest.mark.parametrize("count", [600, 320, 21])
def test_many_files_that_call_each_other_are_findings_at_worst(count: int) -> None:
    files = {}
    for number in range(count):
        part = Drawing(f"p{number}")
        part.line(part.start(f"s{number}"), part.call(f"c{number}", f"p{number + 1}"), part.end(f"e{number}"))
        files[f"p{number}.bpmn"] = part.xml()

    examine(files, "p0")


def test_parts_that_call_twice_what_calls_twice_are_checked_once_each() -> None:
    files = {}
    for number in range(20):
        part = Drawing(f"p{number}")
        inside = [part.call(f"c{number}_{n}", f"p{number + 1}") for n in range(2)]
        part.line(part.start(f"s{number}"), *inside, part.end(f"e{number}"))
        files[f"p{number}.bpmn"] = part.xml()
    last = Drawing("p20")
    last.line(last.start("s20"), last.task("t20", act="investigate", role="handler"), last.end("e20"))

    examine({**files, "p20.bpmn": last.xml()}, "p0")


_NAMES = st.sampled_from(["heard", "grave", "fine", "confiscation", "review", "filing", "judged_on", "grav"])
_VALUES = st.sampled_from(['"pass"', '"filed"', '"x"', "5", "-1", "0", "True", "false", "99999999999"])
_ATOMS = st.one_of(_NAMES, _VALUES)
_COMPARISONS = st.builds(" ".join, st.tuples(_ATOMS, st.sampled_from(["==", "!=", "<", "<=", ">", ">="]), _ATOMS))
_AMONG = st.builds(lambda item, values: f"{item} in [{', '.join(values)}]", _ATOMS, st.lists(_VALUES, max_size=3))
_CONDITIONS = st.recursive(
    st.one_of(_ATOMS, _COMPARISONS, _AMONG),
    lambda inner: st.one_of(
        st.builds("not ({})".format, inner),
        st.builds("({} and {})".format, inner, inner),
        st.builds("({} or {})".format, inner, inner),
    ),
    max_leaves=6,
)


@settings(max_examples=TRIALS * 3, deadline=None)
@given(st.lists(_CONDITIONS, min_size=1, max_size=4))
def test_random_conditions_are_findings_at_worst(conditions: list[str]) -> None:
    drawing = Drawing("p")
    drawing.start()
    drawing.xor("ask")
    drawing.flow("start", "ask")
    for number, condition in enumerate(conditions):
        drawing.flow("ask", drawing.end(f"end{number}"), condition)
    drawing.flow("ask", drawing.end("otherwise"), default=True)

    examine({"p.bpmn": drawing.xml()})


def test_very_many_conditions_are_checked_soon() -> None:
    drawing = Drawing("p")
    drawing.start()
    drawing.end()
    drawing.xor("ask")
    drawing.flow("start", "ask")
    for number in range(190):
        drawing.task(f"t{number}", act="investigate", role="handler")
        facts = " and ".join(f"{name} != {number}" for name in ("fine", "confiscation", "penalty_total"))
        drawing.flow("ask", f"t{number}", f'{facts} and review != "pass" and return_to != "report"')
        drawing.flow(f"t{number}", "end")
    drawing.flow("ask", "end", default=True)

    examine({"p.bpmn": drawing.xml()})
