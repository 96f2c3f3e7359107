"""Mutants: the shipped flow with one stroke wrong, made automatically at every place an operator applies to.

An operator yields its mutants with the promises each must be refused for. What is named by an act or a site is what the
statute wants that act for; the rule stands beside each operator. A mutant without such a promise (``breaks`` empty)
must be refused for whatever reason, or stand with its reason among the harmless ones (``harmless.py``).
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from tests.process.proof.redrawing import BPMN, Redrawing

ANYWAY = 'correction == "ordered"'
"""A condition on a fact that the proof leaves free: in some case it holds, in another it does not."""

ASIDE = "mitigated"
"""The same where the road asks for the correction itself: a fact the proof follows."""


def promised(wanted: Mapping[str, str]) -> Mapping[str, frozenset[str]]:
    """Return by act or step the promises that stand behind it, written one after another."""
    return {name: frozenset(promises.split()) for name, promises in wanted.items()}


# What the statute wants an act for, and so which promise is broken where a case can pass it by (bpmn/promises/*.yaml).
NEEDED_FOR: Mapping[str, frozenset[str]] = promised(
    {
        "report_findings": "PO-02a",
        "serve_notice": "PO-03",
        "await_statement": "PO-04",
        "review_defence": "PO-05",
        "serve_hearing_notice": "PO-09",
        "hold_hearing": "PO-08",
        "hearing_report": "PO-10",
        "decide_penalty": "PO-19c",
        "serve_decision": "PO-17",
        "examine_disclosure": "PO-19b",
        "serve_demand": "PO-21b",
        "serve_no_penalty": "PO-18b",
        "approve_referral": "PO-22a",
        "hand_over": "PO-23c",
        "record_police_reply": "PO-22b",
        "approve_exit": "PO-23c",
        "close_case": "PO-23a",
        "archive_case": "PO-23b",
    }
)

# The same for acts behind which the road asks what only the act writes: broken where a case passes that question, too.
NEEDED_PAST_THE_QUESTION: Mapping[str, frozenset[str]] = promised(
    {
        "investigation_call": "PO-02b",
        "legal_review_call": "PO-11a PO-12 PO-13",
        "deliberation_call": "PO-15",
        "publish_disclosure": "PO-19a PO-23d",
        "approve_referral": "PO-22a",
        "filing_call": "PO-01",
    }
)

# The same for what a call leads to.
CALL_NEEDED_FOR: Mapping[str, frozenset[str]] = promised(
    {
        "notice_call": "PO-03 PO-04",
        "serve_notice_call": "PO-03",
        "serve_hearing_notice_call": "PO-09",
        "serve_decision_call": "PO-17",
        "serve_demand_call": "PO-21b",
        "serve_no_penalty_call": "PO-18b",
        "disclosure_call": "PO-19a PO-23d",
        "no_penalty_call": "PO-23c",
        "exit_call": "PO-23c",
        "drafting_assessment_call": "PO-11b",
    }
)


# Where people's last step before the question for the correction stands.
_CORRECTED = frozenset(
    {"parts/service.bpmn", "parts/execution.bpmn", "parts/performance.bpmn", "serve_decision_call", "execution_call"}
)


@dataclass(frozen=True, slots=True)
class Mutant:
    """One wrong stroke: its name, how it is drawn, and the promises it must be refused for."""

    name: str
    redraw: Callable[[Redrawing], None]
    breaks: frozenset[str] = frozenset()


Operator = Callable[[], Iterator[Mutant]]


@cache
def the_shipped_flow() -> Redrawing:
    """Return the flow as it is shipped, to look at and never to change."""
    return Redrawing()


def nodes_of(*kinds: str, file: str = "") -> list[str]:
    """Return the shipped nodes of these kinds, of one file or of all."""
    drawn = the_shipped_flow()
    return [
        str(element.get("id"))
        for name in ([file] if file else drawn.names(".bpmn"))
        for element in drawn.root(name).iter(*(f"{BPMN}{kind}" for kind in kinds))
    ]


def act_of(node_id: str) -> str:
    """Return the act of a shipped step, the site of a call."""
    properties = the_shipped_flow().node(node_id).iter("{*}property")
    return next((str(one.get("value")) for one in properties if one.get("name") == "act"), "")


def anyway_at(node_id: str) -> str:
    """Return a condition that holds in some cases when they come to a node, and not in others."""
    return ASIDE if {the_shipped_flow().file_of(node_id), node_id} & _CORRECTED else ANYWAY


def needed_for(node_id: str) -> frozenset[str]:
    """Return the promises that need a shipped step or call."""
    return CALL_NEEDED_FOR.get(node_id) or NEEDED_FOR.get(act_of(node_id), frozenset())
