"""改正复查: two officers look whether what was ordered has been put right (处罚法28条1款、42条)."""

from collections.abc import Sequence

from workflows.forms import Answers, Field, Form, Kind
from workflows.guards.desk import Desk
from workflows.guards.limited import objection_to_future
from workflows.records.measures import Correction
from workflows.rules.qualification import objections_to_team
from workflows.vocabulary.wording import N_, Objection

RESULTS = (("verified", N_("已经改正")), ("refused", N_("拒不改正或者未全部改正")))


def form(desk: Desk) -> Form:
    """Ask who looked, when, and what they found."""
    demands = "；".join(one.demand for one in open_corrections(desk))
    return Form(
        (
            Field("officers", N_("复查人员（至少两名）"), Kind.PEOPLE, options=desk.case_officer_choices(), least=2),
            Field("verified_on", N_("复查日期"), Kind.DAY),
            Field("correction", N_("复查结果"), Kind.CHOICE, options=RESULTS, help=demands),
            Field("findings", N_("复查情况"), Kind.PARAGRAPH),
        )
    ).with_initial({"officers": tuple(one.id for one in desk.dossier.handlers()), "verified_on": desk.today})


def objections(desk: Desk, answers: Answers | None) -> Sequence[Objection]:
    """Refuse a verification by fewer than two officers, of nothing, of a day to come or before the order."""
    waiting = open_corrections(desk)
    if not waiting:
        return (Objection("no-correction-ordered", N_("没有待复查的责令改正，请核对"), article="处罚法28条1款"),)
    if answers is None:
        return ()
    day = answers.day("verified_on")
    found = [objection_to_future(day, now=desk.now, what=N_("复查日期"))]
    if any(day < one.ordered_on for one in waiting):
        text = N_("复查日期早于责令改正之日，请核对")
        found.append(Objection("verified-before-order", text, article="处罚法28条1款"))
    found += objections_to_team(officers=desk.officers(answers.people("officers")), day=day)
    return [one for one in found if one is not None]


def open_corrections(desk: Desk) -> tuple[Correction, ...]:
    """Return the orders that have not been verified."""
    return tuple(one for one in desk.dossier.corrections if one.verified_on is None)
