"""Nothing lawful is refused, no statutory promise can be dropped or changed, and what is too large is never proved."""

import json
from collections.abc import Callable
from dataclasses import replace
from time import monotonic
from typing import Any

import pytest
import yaml

from tests.process.drawing import Drawing
from tests.process.proof.lawful_variants import VARIANTS
from tests.process.proof.mutants_of_facts import a_form
from tests.process.proof.redrawing import PROCESS, Redrawing, shipped_files, statutory
from workflows.process.bundle import Bundle
from workflows.process.checks.catalogue import findings
from workflows.process.proof.applying import changed_promises, promises_of, without_acts
from workflows.process.proof.prover import MOST_SITUATIONS, prove
from workflows.process.proof.report import Verdict

PROMISES = "promises/penalty.yaml"
AS_JSON = json.dumps(yaml.safe_load(shipped_files()[PROMISES]), default=str)
STATUTORY = [one["id"] for one in json.loads(AS_JSON)["promises"] if one["kind"] == "statutory"]


@pytest.mark.parametrize("name", VARIANTS)
def test_a_lawful_variant_is_proved(name: str) -> None:
    drawn = Redrawing()
    VARIANTS[name](drawn)
    bundle = Bundle.from_files(drawn.files(), process=PROCESS)

    report = prove(bundle, statutory=statutory(), seconds=120.0)

    assert [one for one in findings(bundle) if one.hinders] == []
    assert [(one.code, one.promise, str(one.told)) for one in report.violations] == []
    assert report.verdict is Verdict.PROVED


def test_there_are_variants_enough() -> None:
    assert len(VARIANTS) >= 30


# ------------------------------------------------------------------------------------------------- promises


def with_promises(change: Callable[[list[dict[str, Any]]], None]) -> Bundle:
    """Return the shipped flow with other promises."""
    book = json.loads(AS_JSON)
    change(book["promises"])
    # What is JSON is YAML too.
    raw = json.dumps(book, ensure_ascii=False).encode()
    shipped = Bundle.from_files(shipped_files(), process=PROCESS)
    return replace(shipped, files={**shipped_files(), PROMISES: raw})


def objected(bundle: Bundle) -> list[tuple[str, str]]:
    return [(one.code, one.promise) for one in changed_promises(bundle, statutory())]


@pytest.mark.parametrize("promise", STATUTORY)
def test_a_statutory_promise_can_be_neither_dropped_nor_changed(promise: str) -> None:
    def drop(rows: list[dict[str, Any]]) -> None:
        rows[:] = [one for one in rows if one["id"] != promise]

    def make_local(rows: list[dict[str, Any]]) -> None:
        next(one for one in rows if one["id"] == promise)["kind"] = "local"

    def loosen(rows: list[dict[str, Any]]) -> None:
        next(one for one in rows if one["id"] == promise)["event"] = ["register_source"]

    assert objected(with_promises(drop)) == [("promise-missing", promise)]
    assert objected(with_promises(make_local)) == [("promise-changed", promise)]
    assert objected(with_promises(loosen)) == [("promise-changed", promise)]


def test_a_dropped_promise_is_proved_all_the_same() -> None:
    drawn = Redrawing()
    drawn.drop("serve_decision_call")
    drawn.put_file(PROMISES, b"procedure: penalty_ordinary\npromises: []\n")

    report = prove(Bundle.from_files(drawn.files(), process=PROCESS), statutory=statutory(), seconds=120.0)

    broken = {(one.code, one.promise) for one in report.violations}
    assert {("promise-missing", "PO-17"), ("promise-missing", "PO-03")} <= broken
    assert report.verdict is Verdict.VIOLATED
    assert any(promise == "PO-17" for code, promise in broken if code != "promise-missing")


def test_a_promise_about_an_act_without_a_node_is_not_kept_by_empty_words() -> None:
    drawn = Redrawing()
    drawn.drop("deliberate")
    bundle = Bundle.from_files(drawn.files(), process=PROCESS)

    idle = {one.promise for one in without_acts(bundle, promises_of(bundle, statutory()))}

    assert {"PO-13", "PO-15"} <= idle


# --------------------------------------------------------------------------------------------------- too large


def test_what_is_too_large_is_undecided_within_its_budget_and_says_where_to_split() -> None:
    drawing = Drawing("wide")
    drawing.start()
    drawing.end()
    drawing.fork("split")
    drawing.fork("join")
    for number in range(20):
        drawing.task(f"step_{number}", act="form", form="ask", role="handler")
        drawing.line("split", f"step_{number}", "join")
    drawing.line("start", "split")
    drawing.line("join", "end")
    files = {"procedures/wide.bpmn": drawing.xml(), "forms/ask.json": a_form("level", "high", "low")}
    begun = monotonic()

    report = prove(Bundle.from_files(files, process="wide"), statutory=statutory(), seconds=2.0)

    assert report.verdict is Verdict.UNDECIDED
    assert monotonic() - begun < 10
    assert 0 < report.states <= MOST_SITUATIONS
    assert "无法判定" in str(report.note)
    assert "环节step_" in str(report.note)
