"""加处罚款 as the file reckons it: three per cent a day of the fine still unpaid, never above the fine (72条1款1项)."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from typing import cast

from workflows.guards.desk import Desk
from workflows.records.dossier import Dossier
from workflows.records.outcomes import Remedy
from workflows.rules.execution import surcharge_for


def payment_due_on(desk: Desk) -> date | None:
    """Return the last day for paying the fine, or None before the decision was served."""
    clock = desk.dossier.clock("payment_15d")
    return clock.due_on if clock is not None else None


def lawful_surcharge(desk: Desk) -> int:
    """Return in 分 what may be charged until today; days of an open remedy do not count (73条3款)."""
    due_on, fine = payment_due_on(desk), cast("int", desk.facts["fine"])
    if due_on is None:
        return 0
    days = Counter(_unpaid_on(desk, fine, day) for day in _days_late(desk, due_on))
    return min(fine, sum(surcharge_for(unpaid_fine=left, fine=fine, days_late=many) for left, many in days.items()))


def imposed_surcharge(dossier: Dossier) -> int:
    """Return in 分 the surcharge last imposed; 0 before the first."""
    step = dossier.last_step("impose_surcharge")
    return cast("int", step.answers["amount"]) if step is not None else 0


def _days_late(desk: Desk, due_on: date) -> Iterator[date]:
    day = due_on + timedelta(days=1)
    while day <= desk.today:
        if not any(_covers(one, day) for one in desk.dossier.remedies):
            yield day
        day += timedelta(days=1)


def _covers(remedy: Remedy, day: date) -> bool:
    return remedy.accepted_on <= day and (remedy.result_on is None or day <= remedy.result_on)


def _unpaid_on(desk: Desk, fine: int, day: date) -> int:
    return max(0, fine - sum(one.fine for one in desk.dossier.payments if one.paid_on < day))
