"""A small flow nothing stands against, and ways to change it, for the tests of the structural checks."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from tests.process.drawing import Drawing
from workflows.process.bundle import Bundle
from workflows.process.findings import Finding

Change = Callable[[Drawing], None]
Check = Callable[[Bundle], Iterator[Finding]]

SHIPPED = Path(__file__).parents[3] / "bpmn"


def unchanged(drawing: Drawing) -> None:
    """Leave the drawing as it is."""
    del drawing


def shipped_files() -> dict[str, bytes]:
    """Return the flow that comes with the program."""
    names = [path for path in SHIPPED.rglob("*") if path.suffix in {".bpmn", ".dmn"}]
    return {path.relative_to(SHIPPED).as_posix(): path.read_bytes() for path in names}


def shipped() -> Bundle:
    """Return the bundle of the shipped flow."""
    return Bundle.from_files(shipped_files(), process="penalty_ordinary")


def a_flow(change: Change = unchanged, condition: str = "grave", **files: bytes) -> Bundle:
    """investigate → report → ask (back while ``condition``) → end, correctly drawn, with one change."""
    drawing = Drawing("p")
    drawing.start()
    drawing.end()
    drawing.task("first", act="investigate", stage="investigation")
    drawing.task("second", act="report_findings", returns="first", stage="investigation")
    drawing.xor("ask", "是否补充调查？")
    drawing.line("start", "first", "second", "ask")
    drawing.flow("ask", "first", condition, label="是")
    drawing.flow("ask", "end", default=True, label="否")
    drawing.boundary("leave", "first", "exit_approved")
    drawing.flow("leave", "end")
    drawing.lane("承办机构", ["first", "second"], role="handler", unit="handling")
    change(drawing)
    return Bundle.from_files({"p.bpmn": drawing.xml(), **_named(files)}, process="p")


def another(**properties: str) -> Change:
    """Put one more step, ``extra``, on a way of its own that leaves ``second`` by a boundary event."""

    def change(drawing: Drawing) -> None:
        drawing.task("extra", **{"stage": "investigation", "role": "handler", "unit": "handling", **properties})
        drawing.boundary("away", "second", "clock:verify_15wd")
        drawing.line("away", "extra", "end")
        # What starts the clock of the way to it.
        drawing.task("source", act="register_source", role="handler", unit="handling", stage="investigation")
        drawing.boundary("late", "first", "clock:verify_15wd")
        drawing.line("late", "source", "first")

    return change


def two(case: Drawing, part: Drawing) -> Bundle:
    """Return the bundle of a case and one part."""
    return Bundle.from_files({"p.bpmn": case.xml(), "q.bpmn": part.xml()}, process="p")


def a_part(name: str = "q", **properties: str) -> Drawing:
    """Return a part with one step."""
    part = Drawing(name)
    step = part.task(f"{name}_step", **{"act": "investigate", "role": "handler", **properties})
    part.line(part.start(f"{name}_start"), step, part.end(f"{name}_end"))
    return part


def found(check: Check, bundle: Bundle) -> list[tuple[str, str]]:
    """Return the code and the element of everything a check finds."""
    return [(finding.code, finding.element) for finding in check(bundle)]


def words(finding: Finding) -> tuple[str, str]:
    """Return what a finding says and its cure, in Chinese."""
    return finding.message.in_chinese(), str(finding.cure)


def the_only(check: Check, bundle: Bundle) -> Finding:
    """Return the one finding of a check."""
    (finding,) = check(bundle)
    return finding


def _named(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return files whose names could not be written as keywords: ``forms__site`` is ``forms/site.json``."""
    return {
        f"{name.replace('__', '/')}.{'json' if name.startswith('forms') else 'dmn'}": raw for name, raw in files.items()
    }
