"""Random promises over the acts of a random flow: every pattern that is proved by exploring, with conditions or not."""

import json
import random
import re
from collections.abc import Mapping, Sequence
from typing import TypeAlias

from workflows.vocabulary.effects import OUTSIDE

# What an act writes, as promises speak of it.
WRITTEN: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "decide_route": ("route", ("penalise", "terminate")),
    "sign_opinion": ("review", ("pass", "pass_edit", "return_law")),
    "deliberate": ("deliberation", ("approved", "rejected")),
    "hold_hearing": ("hearing", ("held", "terminated")),
    "decide_penalty": ("signing", ("signed", "returned")),
    "accept_hearing": ("hearing_request", ("accepted",)),
    "finalise_draft": ("change", ("heavier", "lighter", "none")),
    "record_statement": ("statement", ("made", "waived")),
    "decide_exit": ("route", ("terminate",)),
}
AT_ANY_TIME = ("any", "decide_exit", "add_evidence", "record_statement", "serve_notice")
PATTERNS = ("precedence", "precedence", "absence", "absence", "once", "response", "possible")

_Event: TypeAlias = str | dict[str, object]


def random_promises(dice: random.Random, procedure: str, acts: Sequence[str], conditions: Sequence[str]) -> bytes:
    """Write three to six promises over the acts of a flow, and over what may be done at any time."""
    # No promise can rest on what changes outside the drawn path.
    conditions = [one for one in conditions if OUTSIDE.isdisjoint(re.findall(r"\w+", one))]
    rows = [_promise(dice, f"R{number}", acts, conditions) for number in range(dice.randint(3, 6))]
    book = {"procedure": procedure, "statute": "试", "version": "2026-01-01", "promises": rows}
    # JSON is YAML, and takes a tenth of the time to write.
    return json.dumps(book, ensure_ascii=False).encode()


def _promise(dice: random.Random, name: str, acts: Sequence[str], conditions: Sequence[str]) -> dict[str, object]:
    def events(most: int) -> list[_Event]:
        return [_event(dice, acts, conditions) for _ in range(dice.randint(1, most))]

    pattern = dice.choice(PATTERNS)
    row: dict[str, object] = {"id": name, "sentence": "规则", "breach": "违反规则", "article": "本机关规定"}
    row |= {"kind": "local", "pattern": pattern, "event": events(2)}
    if pattern == "precedence" or (pattern == "absence" and dice.random() < 0.85):
        row["before"] = events(2)
    if pattern in {"response", "possible"}:
        row["then"] = events(2)
    if pattern != "response" and dice.random() < 0.5:
        row["since"] = events(1)
    return row


def _event(dice: random.Random, acts: Sequence[str], conditions: Sequence[str]) -> _Event:
    act = dice.choice((*acts, *acts, *AT_ANY_TIME))
    told: dict[str, object] = {"act": act}
    if act in WRITTEN and dice.random() < 0.5:
        name, values = WRITTEN[act]
        told[name] = dice.choice((*values, list(values)))
    if conditions and dice.random() < 0.35:
        told["when"] = dice.choice(conditions)
    return str(dice.choice(acts)) if told == {"act": "any"} else told
