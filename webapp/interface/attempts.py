"""What an administrator sent, and what came of it: the same for keys and for addresses."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from flask import request

from workflows.forms import Posted
from workflows.vocabulary.wording import Objection


@dataclass(frozen=True, slots=True)
class Attempt:
    """What came of a form: nothing yet, wrong fields, or a refusal."""

    errors: Mapping[str, Objection] = field(default_factory=dict)
    refusal: Objection | None = None


def posted() -> Posted:
    """Return what was sent, every value of every field."""
    return {name: request.form.getlist(name) for name in request.form}
