"""A replay repeats what was done, says what would be done besides or no longer, and never guesses a result."""

from collections.abc import Mapping
from dataclasses import replace

import orjson
import pytest

from tests.process.drawing import Drawing, dmn
from tests.process.past_cases import DAY, case_of, changed, shipped
from workflows.process.bundle import Bundle
from workflows.process.past import Doing, PastCase, PastStep
from workflows.process.replay import Replayed, Replayer, Verdict
from workflows.process.scenarios import find_scenarios
from workflows.vocabulary.facts import FactValue

LOW, HIGH = 3_000_000, 8_000_000
RISK = {"type": "object", "properties": {"level": {"type": "string", "title": "风险", "enum": ["low", "high"]}}}


def a_flow(*, threshold: int = 5_000_000, form_before_draft: bool = False, asks_risk: bool = False) -> Bundle:
    """report → table → (risk form) → draft → (reviewed if the table says so) → decide → close."""
    case = Drawing("case")
    case.start()
    case.task("report_findings", act="report_findings")
    case.table("judge", "major")
    case.task("finalise_draft", act="finalise_draft")
    case.xor("needed")
    case.task("sign_opinion", act="sign_opinion")
    case.task("decide_penalty", act="decide_penalty")
    case.task("close_case", act="close_case")
    case.end()
    case.line("start", "report_findings", "judge")
    files = {"forms/risk.json": orjson.dumps(RISK)}
    if form_before_draft:
        case.task("risk", act="form", form="risk")
        case.line("judge", "risk", "finalise_draft")
    else:
        case.line("judge", "finalise_draft")
    case.line("finalise_draft", "needed")
    condition = 'form.risk.level == "high"' if asks_risk else 'review_basis != "none"'
    case.flow("needed", "sign_opinion", condition)
    case.flow("needed", "decide_penalty", default=True)
    case.line("sign_opinion", "decide_penalty", "close_case", "end")
    table = dmn("major", inputs=["fine"], outputs=["review_basis"], rules=[([f">= {threshold}"], ['"catalogue"'])])
    return Bundle.from_files({**files, "case.bpmn": case.xml(), "tables/major.dmn": table}, process="case")


def sent_back_unless_passed(*, threshold: int = 5_000_000) -> Bundle:
    """Return the flow in which a gateway after the review asks for its conclusion."""
    flow = a_flow(threshold=threshold)
    text = flow.files["case.bpmn"].decode()
    gateway = '<bpmn:exclusiveGateway id="passed" default="to_decide"><bpmn:outgoing>back</bpmn:outgoing>'
    gateway += "<bpmn:outgoing>to_decide</bpmn:outgoing></bpmn:exclusiveGateway>"
    ways = '<bpmn:sequenceFlow id="back" sourceRef="passed" targetRef="finalise_draft"><bpmn:conditionExpression>'
    ways += 'review != "pass"</bpmn:conditionExpression></bpmn:sequenceFlow>'
    ways += '<bpmn:sequenceFlow id="to_decide" sourceRef="passed" targetRef="decide_penalty"/>'
    old = 'sourceRef="sign_opinion" targetRef="decide_penalty"'
    assert old in text
    text = text.replace(old, 'sourceRef="sign_opinion" targetRef="passed"')
    text = text.replace("</bpmn:process>", f"{gateway}{ways}</bpmn:process>")
    return Bundle.from_files({**flow.files, "case.bpmn": text.encode()}, process="case")


def step(act: str, node: str = "", /, **facts: FactValue) -> PastStep:
    return PastStep(act, node or act, "", "case", facts, DAY)


RESET: Mapping[str, FactValue] = {"review": "none", "edit_confirmed": False, "deliberation": "none"}


def amounts(fine: int) -> dict[str, FactValue]:
    return {"fine": fine, "confiscation": 0, "penalty_total": fine, "heavy_kind": False}


def reported(fine: int) -> PastStep:
    told = dict.fromkeys(("grave", "public_interest", "legal_relations", "mitigated"), False)
    empty = {"route": "none", "endorsement": "none", "return_to": "none"}
    return PastStep("report_findings", "report_findings", "", "case", {**amounts(fine), **RESET, **told, **empty}, DAY)


def drafted(fine: int) -> PastStep:
    told = {"signing": "none", "change": "none", "change_cause": "none", "notice": "done"}
    return PastStep("finalise_draft", "finalise_draft", "", "case", {**amounts(fine), **told}, DAY)


SIGNED = step(
    "sign_opinion", **{**RESET, "review_returned": False, "review": "pass", "return_to": "none", "edit_confirmed": True}
)
DECIDED = step("decide_penalty", signing="signed", decision="penalty")
CLOSED = step("close_case")


def unreviewed(fine: int) -> PastCase:
    return PastCase((reported(fine), drafted(fine), DECIDED, CLOSED))


def reviewed(fine: int) -> PastCase:
    return PastCase((reported(fine), drafted(fine), SIGNED, DECIDED, CLOSED))


def replayed(bundle: Bundle, case: PastCase) -> Replayed:
    return Replayer(bundle).replay(case)


@pytest.mark.parametrize("case", [unreviewed(LOW), reviewed(HIGH)])
def test_the_same_version_means_the_same_road(case: PastCase) -> None:
    told = replayed(a_flow(), case)

    assert (told.verdict, told.added, told.dropped, told.open_end) == (Verdict.SAME, (), (), None)


def test_a_lower_threshold_adds_a_review_whose_result_nobody_knows() -> None:
    told = replayed(sent_back_unless_passed(threshold=LOW), unreviewed(LOW))

    assert told.verdict is Verdict.OTHER
    assert told.added == (Doing("sign_opinion"),)
    assert told.dropped == ()
    assert told.open_end is not None
    assert told.open_end.code == "replay-not-recorded"


def test_a_review_whose_result_changes_nothing_is_passed() -> None:
    told = replayed(a_flow(threshold=LOW), unreviewed(LOW))

    assert (told.added, told.dropped, told.open_end) == ((Doing("sign_opinion"),), (), None)


def test_a_higher_threshold_drops_the_review_and_the_rest_stays() -> None:
    told = replayed(a_flow(threshold=HIGH + 1), reviewed(HIGH))

    assert told.verdict is Verdict.OTHER
    assert (told.added, told.dropped, told.open_end) == ((), (Doing("sign_opinion"),), None)
    assert told.gone == {Doing("sign_opinion")}


def test_a_new_form_whose_answer_leads_nowhere_else_is_passed() -> None:
    told = replayed(a_flow(form_before_draft=True), reviewed(HIGH))

    assert told.added == (Doing("form", "", "risk"),)
    assert (told.dropped, told.open_end) == ((), None)


def test_a_new_form_on_whose_answer_the_road_depends_is_not_guessed() -> None:
    told = replayed(a_flow(form_before_draft=True, asks_risk=True), reviewed(HIGH))

    assert told.added == (Doing("form", "", "risk"),)
    assert told.open_end is not None
    assert told.open_end.code == "replay-depends"


def test_a_record_that_lacks_what_a_step_sets_today_is_ambiguous() -> None:
    old = replace(SIGNED, facts={name: value for name, value in SIGNED.facts.items() if name != "review"})
    case = replace(reviewed(HIGH), steps=(reported(HIGH), drafted(HIGH), old, DECIDED, CLOSED))
    asking = changed(a_flow(), "case.bpmn", 'review_basis != "none"', 'review_basis != "none" and review != "pass"')

    assert replayed(asking, case).verdict is Verdict.SAME
    assert replayed(sent_back_unless_passed(), case).verdict is Verdict.AMBIGUOUS


def test_an_open_case_is_compared_with_what_is_open_in_it() -> None:
    waiting = PastCase((reported(LOW), drafted(LOW)), (Doing("decide_penalty"),), ("case",), is_ended=False)

    same, other = replayed(a_flow(), waiting), replayed(a_flow(threshold=LOW), waiting)

    assert same.verdict is Verdict.SAME
    assert other.added == (Doing("sign_opinion"),)
    assert other.dropped == (Doing("decide_penalty"),)
    assert other.open_end is None


def test_tables_are_asked_on_the_day_of_the_step_or_on_one_day() -> None:
    rules = [(["", f">= {LOW}", '>= date("2030-01-01")'], ['"catalogue"']), (["", ">= 5000000", ""], ['"catalogue"'])]
    table = dmn("major", inputs=["level", "fine", "judged_on"], outputs=["review_basis"], rules=rules, policy="FIRST")
    bundle = Bundle.from_files({**a_flow().files, "tables/major.dmn": table}, process="case")

    assert Replayer(bundle).replay(unreviewed(LOW)).verdict is Verdict.SAME
    later = Replayer(bundle, judged_on=DAY + 5000).replay(unreviewed(LOW))
    assert later.added == (Doing("sign_opinion"),)


def test_cases_that_no_condition_tells_apart_are_walked_once() -> None:
    replayer = Replayer(a_flow())

    verdicts = {replayer.replay(unreviewed(fine)).verdict for fine in range(LOW, LOW + 500)}

    assert verdicts == {Verdict.SAME}
    assert replayer.walked == 1
    replayer.replay(unreviewed(HIGH))
    assert replayer.walked == 2


def test_every_road_of_the_shipped_flow_replays_as_itself() -> None:
    found = find_scenarios(shipped(), {"judged_on": DAY}, seconds=240)
    replayer = Replayer(shipped())

    cases = [case for one in found.scenarios if (case := case_of(shipped(), one)) is not None]

    assert len(cases) > 20
    assert [told.verdict for case in cases if (told := replayer.replay(case)).verdict is not Verdict.SAME] == []


def test_the_road_that_is_certain_can_be_played() -> None:
    told = replayed(sent_back_unless_passed(threshold=LOW), unreviewed(LOW))

    assert [one.path for one in told.choices] == ["report_findings", "finalise_draft"]
