"""恢复调查: the ground of the suspension has gone (市监程序规定46条)."""

from collections.abc import Sequence

from workflows.forms import Answers, Field, Form, Kind
from workflows.guards.desk import Desk
from workflows.guards.suspended import open_suspension
from workflows.rules.suspension import objection_to_resuming
from workflows.vocabulary.wording import N_, Objection


def form(_: Desk) -> Form:
    """Ask why the case goes on."""
    return Form((Field("reason", N_("中止事由消除的情况"), Kind.PARAGRAPH),))


def objections(desk: Desk, _: Answers | None) -> Sequence[Objection]:
    """Refuse to resume what is not suspended."""
    suspension = open_suspension(desk)
    since = suspension.since if suspension is not None else None
    suspended = bool(desk.facts["suspended"])
    found = objection_to_resuming(suspended=suspended, suspended_on=since, resumed_on=desk.today)
    return [found] if found is not None else []
