"""What may be done at any time and moves a case or its facts, as rules/diversions.py has it (path.md §3.4).

A fact that is not followed may have any value; what an act does is taken to be possible whenever it can be.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from workflows.process.proof.layout import Question
from workflows.process.proof.model import Model, bits_of
from workflows.rules.diversions import (
    DEFENCE,
    DRAFT,
    HEARING,
    Standing,
    voids_review,
    way_back_for_evidence,
    way_back_for_statement,
)
from workflows.rules.review import PASSING
from workflows.vocabulary.facts import CONTENT_RESET, FactValue

HEARING_QUESTIONS: tuple[Question, ...] = (
    ("hearing_request", frozenset({"accepted"})),
    ("hearing", frozenset({"none"})),
    ("hearing", frozenset({"held", "terminated"})),
)
"""What is asked when a hearing is asked for while one is under way."""


# What the acts possible at any time ask (rules/diversions.py).
ANYTIME_QUESTIONS: tuple[Question, ...] = (
    ("review", frozenset(PASSING)),
    ("edit_confirmed", frozenset({True})),
    ("deliberation", frozenset({"approved"})),
    ("decision", frozenset({"none"})),
    ("route", frozenset({"penalise"})),
    ("notice", frozenset({"served", "done"})),
    ("statement", frozenset({"made"})),
    ("disclosure", frozenset({"published"})),
    *HEARING_QUESTIONS,
)

ASKED_BY: Mapping[str, tuple[str, ...]] = {
    "add_evidence": ("decision", "route", "review", "edit_confirmed", "deliberation"),
    "record_statement": ("decision", "route", "notice"),
    "withdraw_disclosure": ("disclosure",),
}
"""The facts that are asked before something is possible at any time, beside those it writes itself."""

_PASSED: Mapping[str, FactValue] = {
    "review": "pass",
    "edit_confirmed": True,
    "deliberation": "approved",
    "route": "penalise",
}
_MADE: Mapping[str, FactValue] = {"statement": "made", "defence": "none"}
_ASKED: Mapping[str, FactValue] = {"hearing_request": "requested"}


@dataclass(frozen=True, slots=True)
class Interruption:
    """One thing done at any time: the facts it writes, where it sends the case back to (if so), and what it asks."""

    act: str
    writes: Mapping[str, FactValue]
    back: str = ""
    asks: tuple[Question, ...] = ()


def asked_by(act: str) -> tuple[Question, ...]:
    """Return what is asked before such an act is possible."""
    return tuple(question for question in ANYTIME_QUESTIONS if question[0] in ASKED_BY[act])


KINDS = (
    Interruption("add_evidence", dict(CONTENT_RESET)),
    Interruption("record_statement", _MADE),
    Interruption("record_statement", _ASKED),
    Interruption("record_statement", {"statement": "waived"}),
    Interruption("record_statement", {"hearing_request": "waived"}),
    Interruption("withdraw_disclosure", {"disclosure": "withdrawn"}),
)
"""Everything that can be done at any time, wherever it may lead."""


def is_interruptible(model: Model) -> bool:
    """Say whether anything done at any time can move a case of this model, or write a fact it follows."""
    written = {*CONTENT_RESET, *_MADE, *_ASKED, "disclosure"}
    sends_back = any(model.targets.get(back) for back in (DRAFT, HEARING, DEFENCE))
    return sends_back or not written.isdisjoint(model.layout.fields)


def standing_at(model: Model, marking: int) -> tuple[Standing, ...]:
    """Return the open tasks of a marking as the rules of diversion see them."""
    return tuple(
        Standing(place.node.properties.get("act", ""), place.stage, place.part, place.site)
        for bit in bits_of(marking)
        if (place := model.tasks.get(bit)) is not None
    )


def interruptions(standing: tuple[Standing, ...], facts: Mapping[str, FactValue]) -> Iterator[Interruption]:
    """Yield what may come in between while these tasks are open; ``facts`` are the followed ones.

    Where a case is sent back to stands in one place only, and not beside others: a structural check sees to that.
    """
    undecided = facts.get("decision", "none") == "none"
    if undecided and (not facts.keys() >= {"review", "edit_confirmed", "deliberation"} or voids_review(facts)):
        back = way_back_for_evidence(standing, {**_PASSED, **facts})
        yield Interruption("add_evidence", dict(CONTENT_RESET), back, asked_by("add_evidence"))
    waits = any(task.act == "await_statement" for task in standing)
    is_told = undecided and facts.get("notice", "done") in {"served", "done"}
    if waits or (is_told and facts.get("route", "penalise") == "penalise"):
        yield _statement(standing, _MADE, asks_hearing=False)
        # While a request waits for its answer, asking again changes nothing.
        is_answered = not any(task.act == "accept_hearing" for task in standing)
        if is_answered and not (is_in_hearing(standing) and _is_heard_already(facts)):
            yield _statement(standing, _ASKED, asks_hearing=True)
    if waits:
        asks = asked_by("record_statement")
        yield Interruption("record_statement", {"hearing_request": "waived"}, asks=asks)
        if facts.get("statement") != "made":
            yield Interruption("record_statement", {"statement": "waived"}, asks=asks)
    if facts.get("disclosure", "published") == "published":
        yield Interruption("withdraw_disclosure", {"disclosure": "withdrawn"}, asks=asked_by("withdraw_disclosure"))


def _statement(standing: tuple[Standing, ...], writes: Mapping[str, FactValue], *, asks_hearing: bool) -> Interruption:
    back = way_back_for_statement(standing, asks_hearing=asks_hearing)
    asks = asked_by("record_statement") + (HEARING_QUESTIONS if asks_hearing and is_in_hearing(standing) else ())
    return Interruption("record_statement", {**writes, **(CONTENT_RESET if back else {})}, back, asks)


def is_in_hearing(standing: tuple[Standing, ...]) -> bool:
    """Say whether a hearing is under way, or nothing is open because a public notice runs."""
    return not standing or any(task.is_in_hearing for task in standing)


def _is_heard_already(facts: Mapping[str, FactValue]) -> bool:
    """Say whether the hearing asked for is granted, or was held, so that asking again changes nothing."""
    granted = facts.get("hearing_request") == "accepted" and facts.get("hearing") == "none"
    return granted or facts.get("hearing") in {"held", "terminated"}


def after_interruption(model: Model, state: int, one: Interruption) -> int:
    """Return the state after it, or -1 where the case cannot be sent back there."""
    cleared, put = model.layout.written(one.writes)
    after = state & ~cleared | put
    if not one.back:
        return after
    places = model.targets.get(one.back, [])
    return after & ~model.layout.places_mask | places[0] if len(places) == 1 else -1
