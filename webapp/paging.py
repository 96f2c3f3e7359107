"""下一页、上一页: the way from one page of a list to its neighbours, with every filter kept."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import request, url_for

from workflows.questions.paging import Kinds, Page, Turn, read_turn


@dataclass(frozen=True, slots=True)
class Pager:
    """The neighbours of a page; ``total`` counts the list where that is cheap, up to a thousand, and is empty else."""

    previous_url: str
    next_url: str
    total: str = ""


def turn_of_request(*kinds: Any) -> Turn:  # noqa: ANN401 -- types
    """Return from where the address wants the list to go on."""
    wanted: Kinds = kinds
    return read_turn(before=request.args.get("before", ""), behind=request.args.get("behind", ""), kinds=wanted)


def pager_of(page: Page[Any], endpoint: str, arguments: Mapping[str, Any], *, total: str = "") -> Pager:
    """Return the way from a page of a list to its neighbours."""
    return Pager(
        url_for(endpoint, before=page.before, **arguments) if page.before else "",
        url_for(endpoint, behind=page.behind, **arguments) if page.behind else "",
        total,
    )
