"""What people usually answer: lawful defaults for every act, so that a test says only what matters to it."""

from collections.abc import Callable, Mapping
from typing import Any

from tests.answers import aftermath, anytime, filing, investigation, notice, review

Answer = Callable[[Any], Mapping[str, object]]

ALL: dict[str, Answer] = {
    **aftermath.ANSWERS,
    **anytime.ANSWERS,
    **filing.ANSWERS,
    **investigation.ANSWERS,
    **notice.ANSWERS,
    **review.ANSWERS,
}


def answers_for(act_id: str, office: Any) -> dict[str, object]:
    """Return the usual answers of an act in this office."""
    return dict(ALL[act_id](office)) if act_id in ALL else {}
