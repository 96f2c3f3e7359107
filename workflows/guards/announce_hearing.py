"""听证公告: a public hearing is announced; a closed one is not, and that is put on record (处罚法64条3项)."""

from collections.abc import Sequence

from workflows.forms import Answers, Field, Form, Kind
from workflows.guards.desk import Desk
from workflows.guards.heard import last_hearing
from workflows.guards.limited import day_of, objection_to_early, objection_to_future
from workflows.records.reviews import Hearing
from workflows.rules.deadlines import latest_before
from workflows.rules.hearing import objection_to_announcement
from workflows.rules.periods import Unit
from workflows.vocabulary.wording import N_, Objection


def form(desk: Desk) -> Form:
    """Ask when and where it was announced; of a closed hearing only that nothing is announced."""
    hearing = last_hearing(desk)
    if hearing is not None and not hearing.is_public:
        return Form((Field("is_closed", N_("听证依法不公开举行，不作公告"), Kind.FLAG),))
    return Form(
        (
            Field("announced_on", N_("公告日期"), Kind.DAY),
            Field("media", N_("公告地点或者媒体"), limit=200),
        )
    ).with_initial({"announced_on": desk.today})


def objections(desk: Desk, answers: Answers | None) -> Sequence[Objection]:
    """Tell when the announcement is late for the planned day."""
    hearing = last_hearing(desk)
    if hearing is None:
        return (Objection("hearing-not-accepted", N_("听证申请尚未受理，请先受理"), article="处罚法64条"),)
    announced = answers.find_day("announced_on") if answers is not None else desk.today
    found = [_warning(desk, hearing, answers)]
    if answers is not None:
        accepted = day_of(hearing.decided_at)
        found.append(objection_to_future(announced, now=desk.now, what=N_("公告日期")))
        found.append(objection_to_early(announced, since=accepted, what=N_("公告日期"), event=N_("受理听证之日")))
    return [one for one in found if one is not None]


def _warning(desk: Desk, hearing: Hearing, answers: Answers | None) -> Objection | None:
    if hearing.planned_at is None:
        return None
    length = desk.law.clock("hearing_announce_3wd", on=desk.today).limit().length
    latest = latest_before(length, Unit.WORKING, event=day_of(hearing.planned_at), calendar=desk.calendar)
    announced = answers.find_day("announced_on") if answers is not None else desk.today
    return objection_to_announcement(is_public=hearing.is_public, announced_on=announced, latest_on=latest.due_on)
