"""Millions of entries of the access journal: who looked at what, in chains that verify."""

import random
from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Any

import orjson

from benchmarks.made_up import day_of, name_of
from workflows.events import Downloaded, Event, Refused, Viewed
from workflows.records.chain import GENESIS, chained

# Of a case, how often somebody looked; and of a thousand times, how often it was refused.
PER_CASE = 2
REFUSED_OF_THOUSAND = 1


def accesses_of(case_id: int, readers: Sequence[int]) -> Iterator[dict[str, Any]]:
    """Yield what people of an agency left in the access journal about one case."""
    chance = random.Random(case_id * 13)  # noqa: S311 -- the same entries every time
    before = GENESIS
    for seq in range(1, PER_CASE + 1):
        event, who = _event(chance), chance.choice(readers)
        # Written behind one another, as entries are, though of many cases at once.
        at = day_of(case_id) + timedelta(seconds=seq * 60)
        kind = type(event).__name__
        raw = orjson.dumps(
            {
                "actor": name_of(who),
                "actor_id": who,
                "body": dict(event.body()),
                "case_id": case_id,
                "entered_at": at.isoformat(),
                "kind": kind,
                "seq": seq,
            },
            option=orjson.OPT_SORT_KEYS,
        )
        before = chained(before, raw)
        yield {
            "case_id": case_id,
            "seq": seq,
            "kind": kind,
            "actor_id": who,
            "entered_at": at,
            "body": raw,
            "algorithm": "sha256",
            "hash": before,
        }


def _event(chance: random.Random) -> Event:
    if chance.randrange(1000) < REFUSED_OF_THOUSAND:
        return Refused("approve_filing", "conflict", "已有他人先行办理，请刷新后再看")
    sort = Downloaded if chance.randrange(10) == 0 else Viewed
    return sort(chance.choice(("informant", "paper", "evidence")), f"{chance.randrange(1, 9)}")
