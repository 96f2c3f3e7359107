"""Every guard that depends on order has a promise, and every promise a guard: a proved flow strands no case before one.

What a drawing alone decides, and no guard asks, says so here.
"""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
import yaml

from workflows.acts.office.install_flows import read_promise_files
from workflows.process.proof.promises import Pattern, Promise, read_promises
from workflows.vocabulary.acts import CASE_ACTS
from workflows.vocabulary.facts import FACTS

ROOT = Path(__file__).parents[3]
PROMISES = {one.id: one for one in read_promises(read_promise_files(ROOT / "bpmn"), FACTS)}

# The refusals by which the guards keep the same order, by promise.
KEPT_BY: dict[str, set[str]] = {
    "PO-02a": {"no-report"},
    "PO-02c": {"no-report"},
    "PO-02d": {"no-draft"},
    "PO-02b": {"route-not-penalise"},
    "PO-03": {"notice-not-served", "change-untold"},
    "PO-04": {"statement-period-open", "hearing-period-open"},
    "PO-05": {"defence-not-reviewed"},
    "PO-06": {"heavier-for-defence", "change-cause-missing"},
    "PO-07": {"hearing-right-untold", "notice-lacks-hearing-right"},
    "PO-08": {"hearing-outstanding", "hearing-must-be-held"},
    "PO-08b": {"hearing-outstanding"},
    "PO-09": {"hearing-notice-not-served"},
    "PO-10": {"hearing-report-missing", "hearing-report-due"},
    "PO-11a": {"review-not-passed", "review-before-hearing", "review-before-change", "edit-unconfirmed"},
    "PO-11b": {"heard-needs-statutory-review"},
    "PO-12": {"review-not-passed", "override-not-configured"},
    "PO-13": {"deliberated-before-review", "meeting-before-review"},
    "PO-14": {"finding-unanswered"},
    "PO-15": {"not-deliberated", "deliberated-other-content"},
    "PO-16": {"already-decided", "exit-after-decision"},
    "PO-17": {"closing-unserved"},
    "PO-18a": {"ground-against-route"},
    "PO-18b": {"closing-unserved"},
    "PO-19a": {"closing-undisclosed"},
    "PO-19b": {"disclosure-unexamined", "disclosure-uncollected"},
    "PO-19c": {"disclosure-before-decision"},
    "PO-20": {"withdrawal-of-unpublished"},
    "PO-21a": {"decision-unserved"},
    "PO-21b": {"demand-unserved"},
    "PO-22a": {"hand-over-before-approval", "hand-over-unapproved"},
    "PO-21d": {"nothing-to-enforce"},
    "PO-22c": {"referral-without-report"},
    "PO-22d": {"reply-before-hand-over"},
    "PO-22b": {"referral-pending"},
    "PO-23a": {"archive-before-closing"},
    "PO-23b": {"archive-before-closing"},
    "PO-23c": {"closing-without-result", "closing-unserved", "closing-exit-unapproved"},
    "PO-23d": {"closing-undisclosed"},
    "PO-23e": {"closing-unperformed"},
    "PO-23f": {"archive-before-closing"},
    "PO-24a": {"handler-reviewed-case", "reviewer-handled-case", "passed-by-handler"},
    "PO-24b": {"signer-reviewed-case"},
    "PO-25": {"chair-investigated-case"},
    "CL-penalty_90d": {"closing-without-result"},
    "CL-hearing_report_5wd": {"hearing-report-missing"},
    "CL-handover_24h": {"not-handed-over"},
    "CL-items_3d": {"closing-items-kept"},
}

# What must still be able to come is asked of the drawing alone (``test_every_clock_can_stop``).
CLOCKS_THAT_CAN_STOP = {one.id for one in PROMISES.values() if one.pattern is Pattern.POSSIBLE}

# Nothing but the drawing orders these: the papers served are chosen by the place, and reports are written any time.
BY_THE_DRAWING_ALONE = {"PO-01", "PO-01b", "PO-03b", "PO-21c"}


def refusals() -> set[str]:
    """Return the codes of every objection in rules and guards."""
    files = [path for room in ("rules", "guards") for path in (ROOT / "workflows" / room).rglob("*.py")]
    return {code for path in files for code in re.findall(r'Objection\(\s*"([a-z-]+)"', path.read_text("utf-8"))}


def test_every_promise_is_kept_by_a_guard_as_well() -> None:
    assert set(PROMISES) == set(KEPT_BY) | BY_THE_DRAWING_ALONE | CLOCKS_THAT_CAN_STOP
    assert {code for codes in KEPT_BY.values() for code in codes} - refusals() == set()


def test_every_refusal_about_order_has_its_promise() -> None:
    ordered = {
        code
        for code in refusals()
        if re.search(r"(^|-)(unserved|undisclosed|unperformed|not-served|before-\w+)$", code)
    }
    paired = {code for codes in KEPT_BY.values() for code in codes}

    assert ordered - paired - NOT_OF_THE_DRAWING == set()


# About the days of one record, or about acts possible at any time, which no drawing orders.
NOT_OF_THE_DRAWING = {
    "before-service",
    "disclosure-before-service",
    "exit-before-filing",
    "hearing-ends-before-start",
    "items-before-filing",
    "meeting-ends-before-start",
    "payment-before-decision",
    "record-ends-before-start",
    "remedy-before-decision",
    "result-before-acceptance",
    "resumed-before-suspension",
    "ruling-before-application",
    "service-before-paper",
    "surcharge-before-due",
    "verified-before-order",
    "waiver-before-service",
}


@pytest.mark.parametrize("promise", PROMISES.values(), ids=list(PROMISES))
def test_a_promise_says_what_it_forbids(promise: Promise) -> None:
    assert promise.sentence
    assert promise.breach
    assert promise.article
    assert promise.procedure == "penalty_ordinary"
    if promise.pattern is Pattern.PRECEDENCE:
        assert promise.before
    if promise.pattern in {Pattern.RESPONSE, Pattern.POSSIBLE}:
        assert promise.then


def test_every_clock_that_starts_is_promised_to_stop() -> None:
    """Those that an act possible at any time stops need no promise: nothing drawn can prevent it."""
    clocks = yaml.safe_load((ROOT / "bpmn" / "law" / "clocks.yaml").read_text("utf-8"))["clocks"]
    laws = {row["id"]: row for row in clocks}
    at_any_time = {act.id for act in CASE_ACTS} - {"decide_exit"}
    drawn = {row["id"] for row in clocks if row["starts"] and not _events(row["stops"], laws) & at_any_time}

    assert {one.removeprefix("CL-") for one in PROMISES if one.startswith("CL-")} == drawn
    for clock in drawn:
        promise = PROMISES[f"CL-{clock}"]
        assert promise.statutory == (laws[clock]["kind"] == "S" and clock != "objection_3d"), clock
        if promise.pattern is Pattern.POSSIBLE:
            assert {one.act for one in promise.event} == _events(laws[clock]["starts"], laws), clock
            assert {one.act for one in (*promise.then, *promise.since)} >= _events(laws[clock]["stops"], laws), clock


def _events(rows: Sequence[Any], laws: Mapping[str, Any]) -> set[str]:
    """Return the acts of triggers; of a clock that begins when another ends, those that begin the other."""
    acts = {one if isinstance(one, str) else one["act"] for one in rows}
    expired = {laws[act.removeprefix("clock:")]["id"] for act in acts if act.startswith("clock:")}
    begun = {act for clock in expired for act in _events(laws[clock]["starts"], laws)}
    return {act for act in acts if not act.startswith("clock:")} | begun
