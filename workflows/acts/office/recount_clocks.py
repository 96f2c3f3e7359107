"""重算未结时限: after a notice of holidays every open clock it can touch is counted again, in every agency.

What has ended stays as it ended; a clock that runs or stands still gets its new day, the open task its new limit,
the case a line in its journal with the old day and the new one. Counting twice changes nothing the second time.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime

from workflows.acts.assignment import renew_limits
from workflows.acts.clocks import recount
from workflows.acts.step import Step
from workflows.events import ClocksRecounted
from workflows.forms import Answers
from workflows.guards.calendar import first_day_touched
from workflows.guards.desk import lay_desk
from workflows.guards.means import Means
from workflows.records.clocks import CalendarNotice, list_touched, runs_with_touched
from workflows.records.dossier import Dossier
from workflows.records.transaction import Records
from workflows.vocabulary.acts import Act
from workflows.vocabulary.roles import Actor, Role
from workflows.vocabulary.wording import N_

IMPORTING = Act("import_calendar", N_("导入放假通知"), (Role.LEGAL_HEAD, Role.SYSTEM_ADMIN), "放假办法")


def runs_touched(notice_id: int, *, records: Records) -> Sequence[int]:
    """Return the runs with open clocks that a notice can move: provisional ones, and all due from its year on."""
    notice = records.get(CalendarNotice, notice_id)
    return runs_with_touched(records.session, first_day_touched(notice.year))


def recount_run(
    run_id: int, notice_id: int, *, actor: Actor, records: Records, means: Means, now: datetime
) -> list[str]:
    """Count the clocks of one run again; return for each what became of it: recomputed, confirmed or same."""
    run, notice = records.lock(run_id), records.get(CalendarNotice, notice_id)
    if run is None:
        return []
    desk = lay_desk(Dossier(records, run), actor=actor, means=means, now=now, task=None)
    step = Step(act=IMPORTING, desk=desk, answers=Answers(), means=means)
    touched = list_touched(records.session, first_day_touched(notice.year), run_id)
    changes = [recount(step, clock, ground=notice.title) for clock in touched]
    if "recomputed" in changes:
        records.session.flush()
        renew_limits(step)
    return changes


def note_recount(notice_id: int, counts: Mapping[str, int], *, actor: Actor, records: Records, now: datetime) -> None:
    """Write outside any case what the counting came to."""
    notice = records.get(CalendarNotice, notice_id)
    event = ClocksRecounted(notice.year, notice.title, counts["counted"], counts["moved"], counts["confirmed"])
    records.journal.append(0, kind=event.kind(), actor_id=actor.id, actor=actor.name, now=now, body=event.body())
