"""What the address of a list of tasks asks for: page, lamp, words, stage."""

from typing import Final

from flask import request

from webapp.paging import turn_of_request
from workflows.questions.my_tasks import TASK_KEY, Wanted
from workflows.vocabulary.stages import STAGES

LAMPS: Final = frozenset({"overdue", "soon", "fine", "paused"})


def wanted_of_request() -> Wanted:
    """Return what the address asks for; what it cannot mean is left out."""
    lamp, stage = request.args.get("lamp", ""), request.args.get("stage", "")
    return Wanted(
        turn=turn_of_request(*TASK_KEY),
        lamp=lamp if lamp in LAMPS else "",
        words=request.args.get("q", "").strip()[:100],
        stage=stage if stage in STAGES else "",
    )


def as_arguments(wanted: Wanted) -> dict[str, str | None]:
    """Return what a list was asked for as the arguments of an address, the page left out."""
    return {"lamp": wanted.lamp or None, "q": wanted.words or None, "stage": wanted.stage or None}
