"""When the database is out of reach for a moment: a request is done again, or shown as not saved with what was typed.

A view is called again only when nothing of this request was written yet, or when its key tells what was.
"""

import random
import re
import time
from collections.abc import Callable
from typing import Final, TypeVar

from flask import Flask, g, request

from workflows.errors import UnsavedError

MOST_TRIES: Final = 3
PAUSE_SECONDS: Final = 0.2

# What is never put back into a page: it belongs to one page alone, or to nobody but the person.
NEVER_SHOWN_AGAIN: Final = re.compile(r"csrf_token|code|\w*(password|secret)\w*")

Answer = TypeVar("Answer")


class PatientFlask(Flask):
    """A web app that asks the database again before it tells a person to."""

    def dispatch_request(self) -> object:  # type: ignore[override] # whatever a view answers is passed on
        """Call the view of this request, up to three times."""
        return patiently(super().dispatch_request)


def patiently(view: Callable[[], Answer]) -> Answer:
    """Return what a view answers; where the database asks for another try, call it again after a short pause."""
    for tries in range(1, MOST_TRIES + 1):
        try:
            return view()
        except UnsavedError as error:
            if tries == MOST_TRIES or not _may_begin_again(error):
                raise
            # Whoever met in a deadlock must not meet again at once.
            time.sleep(PAUSE_SECONDS * tries * random.uniform(0.5, 1.5))  # noqa: S311 -- a pause, not a secret
            _begin_again()
    raise UnsavedError(may_try_again=False)


def typed() -> list[tuple[str, str]]:
    """Return what was typed into the form of this request, for a page that offers to send it once more."""
    fields = request.form.items(multi=True)
    return [(name, value) for name, value in fields if not NEVER_SHOWN_AGAIN.fullmatch(name)]


def _may_begin_again(error: UnsavedError) -> bool:
    has_key = bool(g.get("is_keyed"))
    return error.may_try_again and (has_key or not (error.is_in_doubt or g.get("has_written")))


def _begin_again() -> None:
    """Forget what the first call has read of the request, so that the next reads it from the beginning."""
    g.pop("posted", None)
    for files in request.files.listvalues():
        for file in files:
            file.stream.seek(0)
