"""听证公告: the day of the announcement is put on file (处罚法64条3项)."""

from workflows.acts.clocks import start_clock
from workflows.acts.step import Step
from workflows.guards.heard import get_hearing


def perform(step: Step) -> None:
    """Keep when a public hearing was announced."""
    hearing = get_hearing(step.desk)
    if not hearing.is_public:
        step.summary = "听证不公开举行，不作公告"
        return
    hearing.announced_on = step.answers.day("announced_on")
    start_clock(step, "hearing_announce_3wd", on=hearing.announced_on, subject_id=hearing.id)
    step.summary = f"{hearing.announced_on.isoformat()}在{step.answers.text('media')}公告"
