"""What the address of a list asks for (page, lamp, words, stage), and the way to its other pages."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from flask import request, url_for

from workflows.questions.my_tasks import PAGE, Wanted
from workflows.vocabulary.stages import STAGES

LAMPS: Final = frozenset({"overdue", "soon", "fine", "paused"})


@dataclass(frozen=True, slots=True)
class Pager:
    """Where in a long list this page stands."""

    number: int
    pages: int
    total: int
    previous_url: str
    next_url: str


def wanted_of_request() -> Wanted:
    """Return what the address asks for; what it cannot mean is left out."""
    lamp, stage = request.args.get("lamp", ""), request.args.get("stage", "")
    return Wanted(
        page=page_number(),
        lamp=lamp if lamp in LAMPS else "",
        words=request.args.get("q", "").strip()[:100],
        stage=stage if stage in STAGES else "",
    )


def page_number() -> int:
    """Return the page asked for, the first one by default."""
    given = request.args.get("page", "1")
    return max(1, int(given)) if re.fullmatch(r"[0-9]{1,6}", given) else 1


def as_arguments(wanted: Wanted) -> dict[str, str | None]:
    """Return what a list was asked for as the arguments of an address, the page left out."""
    return {"lamp": wanted.lamp or None, "q": wanted.words or None, "stage": wanted.stage or None}


def pager_of(page: int, total: int, endpoint: str, arguments: Mapping[str, Any]) -> Pager:
    """Return the way from this page of a list to its neighbours."""
    pages = max(1, -(-total // PAGE))
    return Pager(
        page,
        pages,
        total,
        url_for(endpoint, page=page - 1, **arguments) if page > 1 else "",
        url_for(endpoint, page=page + 1, **arguments) if page < pages else "",
    )
