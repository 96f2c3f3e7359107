"""Promises asked of what a case has already done: the same answers as the prover gives about what may be done."""

from collections.abc import Sequence
from datetime import date

import pytest
import yaml

from tests.process.drawing import Drawing, dmn
from workflows.process.bundle import Bundle
from workflows.process.proof.history import Done, list_breaches, list_owed, with_facts
from workflows.process.proof.promises import Promise, read_promises
from workflows.vocabulary.facts import FACTS, FactValue

DAY = date(2026, 5, 18).toordinal()


def a_promise(pattern: str, **events: object) -> Promise:
    row = {
        "id": "P",
        "sentence": "须先报告",
        "breach": "不报告就办理",
        "article": "处罚法57条",
        "kind": "local",
        "pattern": pattern,
        **events,
    }
    book = {"procedure": "case", "promises": [row]}
    (promise,) = read_promises({"promises/own.yaml": yaml.safe_dump(book, allow_unicode=True).encode()}, FACTS)
    return promise


def did(act: str, *persons: int, **writes: FactValue) -> Done:
    return Done(act, act, persons=frozenset(persons), day=DAY, writes=writes)


def a_case() -> Bundle:
    """report → table 审核目录 → draft → review → decide."""
    case = Drawing("case")
    case.start()
    for name, act in (("report", "report_findings"), ("draft", "finalise_draft"), ("decide", "decide_penalty")):
        case.task(name, act=act)
    case.call("reviewing", "review")
    case.end()
    case.line("start", "report", "reviewing", "draft", "decide", "end")
    part = Drawing("review")
    part.start("r_start")
    part.table("judge_again", "scope")
    part.end("r_end")
    part.line("r_start", "judge_again", "r_end")
    table = dmn("scope", inputs=["fine"], outputs=["review_basis"], rules=[(["> 100"], ['"catalogue"'])])
    files = {"case.bpmn": case.xml(), "review.bpmn": part.xml(), "scope.dmn": table}
    return Bundle.from_files(files, process="case")


def breaks(promise: Promise, *steps: Done) -> str | None:
    """Return the act that breaks a promise, or None when it is kept."""
    found = list_breaches([promise], with_facts(steps, walked=a_case(), known={}))
    return found[0].step.act if found else None


def acts(names: str) -> Sequence[Done]:
    return [did(name) for name in names.split()]


@pytest.mark.parametrize(
    ("steps", "broken"),
    [
        ("report_findings decide_route", None),
        ("decide_route", "decide_route"),
        ("report_findings decide_route investigate decide_route", "decide_route"),
        ("report_findings investigate report_findings decide_route", None),
        ("report_findings investigate", None),
        ("", None),
    ],
)
def test_something_must_come_before_anew_after_every_reset(steps: str, broken: str | None) -> None:
    promise = a_promise("precedence", before=["report_findings"], since=["investigate"], event=["decide_route"])

    assert breaks(promise, *acts(steps)) == broken


def test_what_resets_and_fulfils_at_once_resets() -> None:
    promise = a_promise("precedence", before=["investigate"], since=["investigate"], event=["decide_route"])

    assert breaks(promise, *acts("investigate decide_route")) == "decide_route"


@pytest.mark.parametrize(
    ("steps", "broken"),
    [
        ("decide_penalty", None),
        ("record_statement decide_penalty", "decide_penalty"),
        ("record_statement review_defence decide_penalty", None),
        ("record_statement review_defence record_statement decide_penalty", "decide_penalty"),
    ],
)
def test_something_must_not_come_after(steps: str, broken: str | None) -> None:
    promise = a_promise("absence", before=["record_statement"], since=["review_defence"], event=["decide_penalty"])

    assert breaks(promise, *acts(steps)) == broken


def test_what_must_never_come_is_broken_when_it_comes() -> None:
    assert breaks(a_promise("absence", event=["decide_penalty"]), *acts("investigate decide_penalty")) == (
        "decide_penalty"
    )


@pytest.mark.parametrize(
    ("steps", "broken"),
    [
        ("decide_penalty", None),
        ("decide_penalty decide_no_penalty", "decide_no_penalty"),
        ("decide_penalty record_remedy_result decide_no_penalty", None),
    ],
)
def test_something_comes_once(steps: str, broken: str | None) -> None:
    promise = a_promise("once", event=["decide_penalty", "decide_no_penalty"], since=["record_remedy_result"])

    assert breaks(promise, *acts(steps)) == broken


@pytest.mark.parametrize(
    ("steps", "owed"),
    [
        ("", False),
        ("decide_penalty", True),
        ("decide_penalty serve_decision", False),
        ("serve_decision decide_penalty", True),
    ],
)
def test_what_must_follow_is_owed_and_not_broken(steps: str, *, owed: bool) -> None:
    promise = a_promise("response", event=["decide_penalty"], then=["serve_decision"])
    done = with_facts(acts(steps), walked=a_case(), known={})

    assert bool(list_owed([promise], done)) is owed
    assert list_breaches([promise], done) == ()


@pytest.mark.parametrize(("reviewers", "broken"), [([7, 8], None), ([7, 2], "sign_opinion"), ([1], "sign_opinion")])
def test_nobody_stands_on_both_sides(reviewers: list[int], broken: str | None) -> None:
    promise = a_promise("separation", before=["investigate"], event=["sign_opinion"])

    assert breaks(promise, did("investigate", 1, 2), did("sign_opinion", *reviewers)) == broken


def test_nobody_stands_on_both_sides_in_whichever_order() -> None:
    promise = a_promise("separation", before=["investigate"], event=["sign_opinion"])

    assert breaks(promise, did("sign_opinion", 7), did("investigate", 7)) == "investigate"


def test_an_act_counts_by_what_it_wrote() -> None:
    promise = a_promise(
        "precedence",
        before=[{"act": "sign_opinion", "review": ["pass", "pass_edit"]}],
        event=[{"act": "decide_penalty", "signing": "signed"}],
    )
    passed, failed = did("sign_opinion", review="pass"), did("sign_opinion", review="return_law")
    signed, returned = did("decide_penalty", signing="signed"), did("decide_penalty", signing="returned")

    assert breaks(promise, passed, signed) is None
    assert breaks(promise, failed, returned) is None
    assert breaks(promise, failed, signed) == "decide_penalty"


def test_any_act_may_be_named_by_what_it_wrote_alone() -> None:
    promise = a_promise("absence", before=[{"review": "none"}], event=["decide_penalty"])

    assert breaks(promise, did("add_evidence", review="none"), did("decide_penalty")) == "decide_penalty"
    assert breaks(promise, did("add_evidence"), did("decide_penalty")) is None


@pytest.mark.parametrize(("fine", "broken"), [(80, None), (120, "decide_penalty")])
def test_a_condition_asks_the_facts_as_the_tables_had_them_then(fine: int, broken: str | None) -> None:
    promise = a_promise(
        "precedence",
        before=["sign_opinion"],
        event=[{"act": "decide_penalty", "when": 'review_basis == "catalogue"'}],
    )
    report = Done("report_findings", "report", day=DAY, writes={"fine": fine})

    assert breaks(promise, report, did("decide_penalty")) == broken


def test_facts_are_those_right_after_the_step_and_the_table_decides_only_behind_it() -> None:
    report = Done("report_findings", "report", day=DAY, writes={"fine": 120})
    draft = Done("finalise_draft", "draft", day=DAY + 1, writes={"fine": 90})
    decided = Done("decide_penalty", "decide", day=DAY + 2)

    told = with_facts([report, draft, decided], walked=a_case(), known={"form.risk.grade": "none"})

    assert [one.facts["review_basis"] for one in told] == ["none", "catalogue", "catalogue"]
    assert [one.facts["fine"] for one in told] == [120, 90, 90]
    assert [one.facts["judged_on"] for one in told] == [DAY, DAY + 1, DAY + 2]
    assert told[0].facts["form.risk.grade"] == "none"
