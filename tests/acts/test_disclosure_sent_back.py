"""公示发布: whoever publishes reads once more, and sends back what is wrong."""

from tests.acts.prepared import a_case_before
from tests.builders import Office


def a_case_examined() -> Office:
    """Return a decided case whose text was examined."""
    office = a_case_before("collect_disclosure")
    for act in ("collect_disclosure", "examine_disclosure"):
        office.do(act)
    return office


def test_a_text_found_wrong_goes_back_to_be_collected_and_examined_again() -> None:
    office = a_case_examined()
    office.do("publish_disclosure", verdict="correct", correction="住所写错了一个字", channels="")
    assert (office.facts["disclosure"], office.facts["disclosure_review"]) == ("none", "none")
    task, clock = office.task("collect_disclosure"), office.dossier().clock("disclosure_7wd")
    assert (task.origin, task.points) == (
        "returned",
        [{"item": "公示文本", "problem": "住所写错了一个字", "basis": "", "suggestion": ""}],
    )
    assert clock is not None
    assert clock.state == "running"
    assert office.dossier().last_paper("disclosure_form") is None
    for act in ("collect_disclosure", "examine_disclosure", "choose_service", "record_service", "publish_disclosure"):
        office.do(act)
    assert office.facts["disclosure"] == "published"
