"""Diversions 退回: what comes in between and sends a case back, as the acts do it and as the prover counts with it.

Evidence after a review (处罚法58条; path.md §3.4), a statement or request for a hearing entered late (45条).
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from workflows.rules.review import PASSING
from workflows.vocabulary.facts import FactValue

DRAFT, HEARING, DEFENCE = "finalise_draft", "hearing_call", "review_defence"
"""The nodes a case is sent back to; their ids are part of every flow of the penalty path."""

_STILL_HEARD = frozenset({"await_statement", "issue_notice"})

# Where a draft that was reviewed waits for what follows.
_AFTER_DRAFTING = frozenset({"review", "deliberation", "decision"})


@dataclass(frozen=True, slots=True)
class Standing:
    """An open task: its act, the stage and the part it stands in, and what is served there, if anything."""

    act: str
    stage: str
    part: str
    site: str = ""

    @property
    def is_in_hearing(self) -> bool:
        """Say whether a hearing is under way."""
        return self.part == "hearing" or self.site == "serve_hearing_notice"


def voids_review(facts: Mapping[str, FactValue]) -> bool:
    """Say whether new evidence voids a passed review or a deliberation (path.md CONTENT_RESET)."""
    return facts["review"] in PASSING or bool(facts["edit_confirmed"]) or facts["deliberation"] == "approved"


def way_back_for_evidence(open_tasks: Collection[Standing], facts: Mapping[str, FactValue]) -> str:
    """Return where a case goes when new evidence voids what its draft passed, or an empty text.

    The draft is written anew wherever the case stands on the way to a penalty; before the draft, and away from the
    penalty road, nothing moves.
    """
    is_past_draft = any(task.stage in _AFTER_DRAFTING and task.act != DRAFT for task in open_tasks)
    return DRAFT if is_past_draft and facts["route"] == "penalise" and voids_review(facts) else ""


def way_back_for_statement(open_tasks: Collection[Standing], *, asks_hearing: bool) -> str:
    """Return where a case goes when something received in time is entered after its period, or an empty text.

    Empty while the period is open, where the words are still heard on the way the case is on (back in investigation,
    it comes past the question for unheard words again), and where a new notice is about to be issued, which opens
    every period anew; and while nothing is open because a public notice 公告送达 runs. The party's right counts from
    the day it was used, not from the day it was entered (处罚法45条).
    """
    if not open_tasks or any(task.act in _STILL_HEARD or task.stage == "investigation" for task in open_tasks):
        return ""
    if asks_hearing:
        return "" if any(task.is_in_hearing for task in open_tasks) else HEARING
    return "" if any(task.stage == "notice" for task in open_tasks) else DEFENCE
