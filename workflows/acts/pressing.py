"""一次提交: one pressing of a button, kept with what was asked and answered, so that the same again is the same answer.

A key stands for one request. Sent again with anything else under it, another task, case, act or answer, it is refused:
whoever asks must never take the result of one thing for that of another.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from workflows.errors import ConflictError, RefusedError
from workflows.forms import Posted
from workflows.records.chain import sha_of
from workflows.records.runs import StepRow
from workflows.records.transaction import Records
from workflows.vocabulary.roles import Actor
from workflows.vocabulary.wording import N_, Objection

# What a page sends beside the answers.
BESIDE: Final = frozenset({"csrf_token", "key", "version"})


@dataclass(frozen=True, slots=True)
class Press:
    """One pressing of a button: its idempotency key and the run's version the person saw."""

    key: str
    version: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an act answers: where to go on, and one sentence about what was done."""

    case_id: int
    run_id: int
    summary: str
    is_replay: bool = False


def answers_in(posted: Posted) -> Posted:
    """Return the answers of what a page sent."""
    return {name: list(parts) for name, parts in posted.items() if name not in BESIDE}


def sha_of_press(posted: Posted) -> str:
    """Return the hash of what was answered with a pressing."""
    return sha_of({"answers": answers_in(posted)})


def answer_given(
    press: Press, posted: Posted, is_asked: Callable[[StepRow], bool], *, actor: Actor, records: Records
) -> Outcome | None:
    """Return the answer already given to this pressing, None when there is none.

    ``is_asked`` says whether a step is what is asked now; ConflictError when the key was pressed for anything else.
    """
    step = records.runs.find_step_by_key(press.key) if press.key else None
    if step is None:
        return None
    if step.by_id != actor.id:
        raise RefusedError(Objection("key-of-another", N_("提交凭证不属于您，请刷新页面后重新提交")))
    if not is_asked(step) or step.press_sha != sha_of_press(posted):
        raise ConflictError(Objection("key-used", N_("此页面已经提交过一次，请刷新页面，核对后再提交")))
    return Outcome(step.case_id, step.run_id, step.summary, is_replay=True)
