"""Every pattern of promise: one flow that breaks it, shown in the real engine, and one that keeps it."""

from collections.abc import Mapping
from dataclasses import dataclass

import pytest

from tests.process.drawing import Drawing
from tests.process.proof.corpus import Row, drawing, flow, promise_file, steps
from workflows.errors import BrokenDiagramError
from workflows.process.bundle import Bundle
from workflows.process.proof.promises import read_promises
from workflows.process.proof.prover import prove
from workflows.process.proof.report import ProofReport, Verdict
from workflows.vocabulary.facts import FACTS


def _asked(condition: str, *, first: str, inside: str, last: str = "close_case") -> Drawing:
    """Draw ``first``, then ``inside`` where the condition holds, then ``last``."""
    drawn = drawing()
    for name, act in (("first", first), ("inside", inside), ("last", last)):
        drawn.task(name, act=act)
    drawn.xor("asked")
    drawn.xor("met")
    drawn.line("p_start", "first", "asked")
    drawn.flow("asked", "inside", condition)
    drawn.flow("asked", "met", default=True)
    drawn.line("inside", "met", "last", "p_end")
    return drawn


def _either(one: str, other: str) -> Drawing:
    """Draw a report, then one act where it is grave and the other act elsewhere."""
    drawn = drawing()
    for name, act in (("find", "report_findings"), ("one", one), ("other", other)):
        drawn.task(name, act=act)
    drawn.xor("asked")
    drawn.xor("met")
    drawn.line("p_start", "find", "asked")
    drawn.flow("asked", "one", "grave")
    drawn.flow("asked", "other", default=True)
    drawn.line("one", "met", "p_end")
    drawn.flow("other", "met")
    return drawn


@dataclass(frozen=True)
class Pair:
    """A promise, a flow that breaks it and the step that does, and a flow that keeps it."""

    promise: Row
    breaking: Drawing
    last: str
    keeping: Drawing


PENALISED = {"act": "decide_route", "route": "penalise"}
PAIRS: Mapping[str, Pair] = {
    "precedence": Pair(
        {"pattern": "precedence", "before": ["investigate"], "event": ["report_findings"]},
        steps("p", one="report_findings", two="investigate"), "one",
        steps("p", one="investigate", two="report_findings"),
    ),
    "precedence since": Pair(
        {"pattern": "precedence", "before": ["submit_review"], "since": ["amend_draft"], "event": ["decide_penalty"]},
        steps("p", one="submit_review", two="amend_draft", three="decide_penalty"), "three",
        steps("p", one="amend_draft", two="submit_review", three="decide_penalty"),
    ),
    "precedence of what an act sets": Pair(
        {"pattern": "precedence", "before": [PENALISED], "event": ["issue_notice"]},
        steps("p", one="decide_route", two="issue_notice"), "two",
        _asked('route == "penalise"', first="decide_route", inside="issue_notice"),
    ),
    "precedence when": Pair(
        {"pattern": "precedence", "before": ["deliberate"], "event": [{"act": "decide_penalty", "when": "grave"}]},
        _asked("not grave", first="report_findings", inside="deliberate", last="decide_penalty"), "last",
        _asked("grave", first="report_findings", inside="deliberate", last="decide_penalty"),
    ),
    "absence at all": Pair(
        {"pattern": "absence", "event": [{"act": "issue_notice", "when": 'route == "terminate"'}]},
        steps("p", one="decide_route", two="issue_notice"), "two",
        _asked('route == "penalise"', first="decide_route", inside="issue_notice"),
    ),
    "absence after": Pair(
        {"pattern": "absence", "before": [{"act": "decide_penalty", "signing": "signed"}], "event": ["amend_draft"]},
        steps("p", one="decide_penalty", two="amend_draft"), "two",
        steps("p", one="amend_draft", two="decide_penalty"),
    ),
    "absence after, since": Pair(
        {"pattern": "absence", "before": ["amend_draft"], "since": ["confirm_edit"], "event": ["decide_penalty"]},
        steps("p", one="confirm_edit", two="amend_draft", three="decide_penalty"), "three",
        steps("p", one="amend_draft", two="confirm_edit", three="decide_penalty"),
    ),
    "once of two acts": Pair(
        {"pattern": "once", "event": ["deliberate", "decide_route"]},
        steps("p", one="deliberate", two="decide_route"), "two",
        _either("deliberate", "decide_route"),
    ),
    "once since": Pair(
        {"pattern": "once", "event": ["deliberate", "decide_route"], "since": ["investigate"]},
        steps("p", one="investigate", two="deliberate", three="decide_route"), "three",
        steps("p", one="deliberate", two="investigate", three="decide_route"),
    ),
    "response": Pair(
        {"pattern": "response", "event": ["report_findings"], "then": ["decide_route"]},
        _asked("grave", first="report_findings", inside="decide_route"), "last",
        steps("p", one="report_findings", two="decide_route"),
    ),
    "response when": Pair(
        {"pattern": "response", "event": [{"act": "report_findings", "when": "grave"}], "then": ["deliberate"]},
        _asked("not grave", first="report_findings", inside="deliberate"), "last",
        _asked("grave", first="report_findings", inside="deliberate"),
    ),
    "possible": Pair(
        {"pattern": "possible", "event": ["accept_review"], "then": ["sign_opinion"]},
        _asked('review == "return_materials"', first="accept_review", inside="sign_opinion"), "first",
        steps("p", one="accept_review", two="sign_opinion"),
    ),
    "possible when": Pair(
        {"pattern": "possible", "event": [{"act": "report_findings", "when": "grave"}], "then": ["deliberate"]},
        _asked("not grave", first="report_findings", inside="deliberate"), "first",
        _asked("grave", first="report_findings", inside="deliberate"),
    ),
    "possible since": Pair(
        {"pattern": "possible", "event": ["accept_review"], "since": ["amend_draft"], "then": ["sign_opinion"]},
        steps("p", one="sign_opinion", two="amend_draft", three="accept_review"), "three",
        steps("p", one="accept_review", two="sign_opinion", three="amend_draft"),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", PAIRS)
def test_a_flow_that_breaks_a_promise_is_shown_to_do_so(name: str) -> None:
    pair = PAIRS[name]

    report = prove(flow(pair.breaking, promises=[pair.promise]), statutory={})

    assert report.verdict is Verdict.VIOLATED
    assert [(one.code, one.promise) for one in report.violations] == [("promise", "R0")]
    shown = report.violations[0].counterexample
    assert shown is not None
    assert shown.replayed
    assert shown.steps[-1].element == pair.last == report.violations[0].element
    assert [one.is_kept for one in report.promises] == [False]


@pytest.mark.parametrize("name", PAIRS)
def test_a_flow_that_keeps_a_promise_is_proved(name: str) -> None:
    pair = PAIRS[name]

    report = prove(flow(pair.keeping, promises=[pair.promise]), statutory={})

    assert report.violations == ()
    assert report.verdict is Verdict.PROVED
    assert [(one.promise, one.is_kept) for one in report.promises] == [("R0", True)]


# ------------------------------------------------------------------------------------------- who holds what, and words

SEPARATION: Row = {"pattern": "separation", "before": ["investigate"], "event": ["sign_opinion"]}
ORDER: Row = {"pattern": "precedence", "before": ["investigate"], "event": ["report_findings"]}


def _held_by(reviewer: str) -> Bundle:
    drawn = steps("p", one="investigate", two="sign_opinion")
    drawn.lane("办案", ["one"], role="handler", unit="handling")
    drawn.lane("审核", ["two"], role=reviewer, unit="legal")
    return flow(drawn, promises=[SEPARATION])


def _told(report: ProofReport) -> set[tuple[str, str]]:
    return {(one.code, one.promise) for one in report.violations}


def _of_statute(*rows: Row) -> dict[str, bytes]:
    return {"promises/law.yaml": promise_file("p", rows, kind="statutory")}


def _with(own: bytes, drawn: Drawing) -> Bundle:
    return Bundle.from_files({"parts/p.bpmn": drawn.xml(), "promises/own.yaml": own}, process="p")


def test_the_same_role_must_not_hold_both_steps() -> None:
    report = prove(_held_by("handler"), statutory={})

    assert _told(report) == {("promise", "R0")}
    assert report.violations[0].element == "two"
    assert prove(_held_by("reviewer"), statutory={}).verdict is Verdict.PROVED


def test_somebody_must_be_able_to_do_what_an_owner_is_asked_for() -> None:
    law = _of_statute({"pattern": "owner", "event": ["accept_hearing"]})

    lacking = prove(flow(steps("p", one="investigate")), statutory=law)
    having = prove(flow(steps("p", one="accept_hearing")), statutory=law)

    assert ("promise", "R0") in _told(lacking)
    assert having.violations == ()


def test_what_is_done_at_any_time_has_an_owner_anyhow() -> None:
    law = _of_statute({"pattern": "owner", "event": ["record_statement"]})

    assert prove(flow(steps("p", one="investigate")), statutory=law).verdict is Verdict.PROVED


def test_a_promise_is_not_kept_by_a_step_that_is_not_drawn() -> None:
    report = prove(flow(steps("p", one="investigate")), statutory=_of_statute(ORDER))

    assert _told(report) == {("promise-idle", "R0")}


def test_a_promise_is_not_kept_by_what_can_never_happen() -> None:
    never: Row = {**ORDER, "event": [{"act": "issue_notice", "when": 'route == "terminate"'}], "before": ["close_case"]}
    drawn = _asked('route == "penalise"', first="decide_route", inside="issue_notice")

    assert _told(prove(flow(drawn, promises=[never]), statutory={})) == {("promise-idle", "R0")}


def test_a_statutory_promise_that_was_dropped_or_changed_is_told_and_proved_as_it_was() -> None:
    law, wrong = _of_statute(ORDER), steps("p", one="report_findings", two="investigate")
    softer = {**ORDER, "before": ["investigate", "report_findings"]}

    dropped = prove(_with(promise_file("p", []), wrong), statutory=law)
    changed = prove(_with(promise_file("p", [softer], kind="statutory"), wrong), statutory=law)

    assert _told(dropped) == {("promise-missing", "R0"), ("promise", "R0")}
    assert _told(changed) == {("promise-changed", "R0"), ("promise", "R0")}


def test_only_how_a_breach_is_told_may_be_put_in_other_words() -> None:
    right = steps("p", one="investigate", two="report_findings")
    reworded, renamed = ({**ORDER, part: "先报告"} for part in ("breach", "sentence"))

    told, named = (
        prove(_with(promise_file("p", [row], kind="statutory"), right), statutory=_of_statute(ORDER))
        for row in (reworded, renamed)
    )

    assert told.verdict is Verdict.PROVED
    assert _told(named) == {("promise-changed", "R0")}


@pytest.mark.parametrize("condition", ["suspended", 'remedy == "open"', "grave and not stay", "judged_on >= 20000"])
def test_no_promise_rests_on_what_changes_by_itself(condition: str) -> None:
    row = {**ORDER, "event": [{"act": "report_findings", "when": condition}]}

    with pytest.raises(BrokenDiagramError, match="随时可以改变"):
        read_promises({"promises/own.yaml": promise_file("p", [row])}, FACTS)


def test_the_sentence_names_the_way_that_was_drawn() -> None:
    drawn = drawing()
    drawn.task("find", act="report_findings")
    drawn.task("review", act="sign_opinion")
    drawn.task("decide", act="decide_penalty")
    drawn.xor("asked", label="怎样办理？")
    drawn.xor("met")
    drawn.line("p_start", "find", "asked")
    drawn.flow("asked", "review", "grave", label="一般办理")
    drawn.flow("asked", "met", default=True, label="快速办理")
    drawn.line("review", "met", "decide", "p_end")
    promise = {"pattern": "precedence", "before": ["sign_opinion"], "event": ["decide_penalty"]}

    (violation,) = prove(flow(drawn, promises=[promise]), statutory={}).violations

    assert str(violation.told) == "若在“怎样办理？”处选择“快速办理”，会出现违反规则的情形"


def test_the_way_named_is_the_one_round_what_was_wanted_with_what_decided_it() -> None:
    drawn = drawing()
    drawn.task("find", act="report_findings")
    drawn.task("review", act="sign_opinion")
    drawn.task("meet", act="deliberate")
    drawn.task("decide", act="decide_penalty")
    for gateway in ("asked", "met", "heard", "joined"):
        drawn.xor(gateway, label={"asked": "须审核？", "heard": "须讨论？"}.get(gateway, ""))
    drawn.line("p_start", "find", "asked")
    drawn.flow("asked", "met", "grave", label="不审")
    drawn.flow("asked", "review", default=True, label="送审")
    drawn.line("review", "met", "heard")
    drawn.flow("heard", "meet", "grave", label="讨论")
    drawn.flow("heard", "joined", default=True, label="不讨论")
    drawn.line("meet", "joined", "decide", "p_end")
    promise = {"pattern": "precedence", "before": ["sign_opinion"], "event": ["decide_penalty"]}

    (violation,) = prove(flow(drawn, promises=[promise]), statutory={}).violations

    said = "若“情节复杂或者重大违法行为”为是，且在“须审核？”处选择“不审”，会出现违反规则的情形"
    assert str(violation.told) == said
