"""中止调查: on a ground a regulation names; only 办案期限 stands still meanwhile (市监程序规定46条、64条)."""

from collections.abc import Sequence

from workflows.forms import Answers, Field, Form, Kind
from workflows.guards.desk import Desk
from workflows.lawbook import PauseGround
from workflows.rules.suspension import objections_to_suspending
from workflows.vocabulary.wording import N_, Objection, Phrase


def form(desk: Desk) -> Form:
    """Ask for the ground, from those the law of the day knows."""
    grounds = tuple(
        (one.id, Phrase(N_("{text}（{article}）"), text=one.term, article=one.source.citation))
        for one in grounds_of(desk)
    )
    return Form(
        (
            Field("ground", N_("中止的事由"), Kind.CHOICE, options=grounds),
            Field("reason", N_("具体情况"), Kind.PARAGRAPH),
        )
    )


def objections(desk: Desk, answers: Answers | None) -> Sequence[Objection]:
    """Refuse where nothing runs that could stand still, twice, without a ground or without a leader."""
    clock = desk.dossier.clock("penalty_90d")
    found = list[Objection]()
    if clock is None or clock.state not in {"running", "paused"}:
        text = N_("办案期限没有在计算，无须中止：案件尚未立案，或者已经作出处理决定")
        found.append(Objection("nothing-to-suspend", text, article="处罚法60条"))
    suspended = bool(desk.facts["suspended"])
    if answers is None:
        text = N_("案件已经中止，无须再次中止")
        return [*found, Objection("already-suspended", text, article="市监程序规定46条")] if suspended else found
    articles = {one.id: one.source.citation for one in grounds_of(desk)}
    found += objections_to_suspending(
        ground=answers.text("ground"),
        reason=answers.text("reason"),
        grounds=articles,
        roles=desk.actor.roles,
        suspended=suspended,
    )
    return found


def grounds_of(desk: Desk) -> tuple[PauseGround, ...]:
    """Return the grounds on which 办案期限 may stand still today."""
    allowed = desk.law.clock("penalty_90d", on=desk.today).pauses
    return tuple(one for one in desk.law.profile(on=desk.today).pause_grounds if one.id in allowed)
