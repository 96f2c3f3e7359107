"""延长办案期限: before it ends, thirty days by a leader, then by all leaders (处罚法60条, 市监程序规定64条)."""

from collections.abc import Sequence

from workflows.forms import Answers, Field, Form, Kind
from workflows.guards.desk import Desk
from workflows.records.clocks import Clock
from workflows.rules.extension import FIRST_EXTENSION_DAYS, objection_to_late_extension, objections_to_extending
from workflows.vocabulary.roles import Role
from workflows.vocabulary.wording import N_, Objection

RULE = "市监程序规定64条"


def form(desk: Desk) -> Form:
    """Ask for the days and the reason; the second time for the meeting."""
    fields: tuple[Field, ...] = (
        Field("days", N_("延长天数"), Kind.NUMBER),
        Field("reason", N_("延长的理由"), Kind.PARAGRAPH),
    )
    if times_before(desk):
        deciders = desk.holding(Role.DELIBERATOR)
        fields += (
            Field("members", N_("参加集体讨论的负责人"), Kind.PEOPLE, options=deciders, least=_least(desk)),
            Field("minutes", N_("集体讨论的意见"), Kind.PARAGRAPH),
        )
    return Form(fields).with_initial({"days": FIRST_EXTENSION_DAYS})


def objections(desk: Desk, answers: Answers | None) -> Sequence[Objection]:
    """Refuse what no rule allows, what comes after the end, and what a leader alone may not grant."""
    clock = running_period(desk)
    if clock is None:
        return (Objection("no-period-running", N_("办案期限没有在计算，无须延长"), article="处罚法60条"),)
    found = [objection_to_late_extension(today=desk.today, due_on=clock.due_on)]
    if answers is not None:
        found += objections_to_extending(
            rule=rule_of(desk, clock),
            times_before=times_before(desk),
            days=answers.number("days"),
            collective=len(answers.people("members")) >= _least(desk),
            roles=desk.actor.roles,
            reason=answers.text("reason"),
        )
    return [one for one in found if one is not None]


def running_period(desk: Desk) -> Clock | None:
    """Return 办案期限 while it runs or stands still."""
    clock = desk.dossier.clock("penalty_90d")
    return clock if clock is not None and clock.state in {"running", "paused"} else None


def times_before(desk: Desk) -> int:
    """Return how often 办案期限 has been extended."""
    clock = desk.dossier.clock("penalty_90d")
    return sum(1 for one in desk.dossier.clock_extensions if clock is not None and one.clock_id == clock.id)


def rule_of(desk: Desk, clock: Clock) -> str:
    """Return the article that allows an extension; empty where the law pack knows none."""
    return RULE if desk.law.clock(clock.name, on=clock.started_on).extension else ""


def _least(desk: Desk) -> int:
    return desk.law.profile(on=desk.today).deliberation_least
