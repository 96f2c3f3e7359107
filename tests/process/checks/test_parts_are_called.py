"""Parts nobody calls."""

from tests.process.checks.flows import a_part, found, the_only, two
from tests.process.drawing import Drawing
from workflows.process.checks.parts_are_called import uncalled_parts


def a_case(*calls: str) -> Drawing:
    case = Drawing("p")
    case.line(case.start(), case.task("s"), *(case.call(f"c{n}", called) for n, called in enumerate(calls)), case.end())
    return case


def test_a_part_nobody_calls_is_told_but_not_held_against_the_flow() -> None:
    told = the_only(uncalled_parts, two(a_case(), a_part()))

    assert (told.code, told.file, told.element, told.hinders) == ("uncalled-part", "q.bpmn", "q", False)


def test_a_part_that_is_called_is_fine() -> None:
    assert found(uncalled_parts, two(a_case("q"), a_part())) == []
