"""听证申请受理: who asks in time is heard; the hearing is planned far enough ahead (处罚法63条、64条)."""

from collections.abc import Sequence
from datetime import date

from workflows.forms import Answers, Field, Form, Kind
from workflows.guards.desk import Desk
from workflows.guards.heard import earliest_day, objections_to_conductors
from workflows.guards.limited import day_of, only_when
from workflows.guards.noticed import HEARING_REQUEST, received
from workflows.rules.hearing import (
    ClosedGround,
    objection_to_hearing_day,
    objection_to_refusal_reason,
    objection_to_refusing_hearing,
    objection_to_staff,
)
from workflows.vocabulary.roles import Role
from workflows.vocabulary.wording import N_, Objection, Phrase

DECISIONS = (("accepted", N_("受理，组织听证")), ("refused", N_("不予受理")))
CLOSED_TERMS = {
    ClosedGround.STATE_SECRET: N_("涉及国家秘密"),
    ClosedGround.TRADE_SECRET: N_("涉及商业秘密"),
    ClosedGround.PRIVACY: N_("涉及个人隐私"),
}
PUBLICITY = (
    ("public", N_("公开举行")),
    *((ground.value, f"不公开举行：{term}") for ground, term in CLOSED_TERMS.items()),
)
_IF_ACCEPTED = ("hearing_request", ("accepted",))


def form(desk: Desk) -> Form:
    """Ask for the decision and, when accepted, for time, place and who conducts the hearing."""
    chairs, clerks = desk.holding(Role.HEARING_CHAIR), desk.holding(Role.HEARING_CLERK)
    first = earliest_day(desk, desk.today)
    return Form(
        (
            Field("hearing_request", N_("是否受理"), Kind.CHOICE, options=DECISIONS),
            Field(
                "reason",
                N_("不予受理的理由"),
                Kind.PARAGRAPH,
                required=False,
                shown_when=("hearing_request", ("refused",)),
            ),
            Field(
                "planned_at",
                N_("听证时间"),
                Kind.MOMENT,
                shown_when=_IF_ACCEPTED,
                help=Phrase(N_("听证通知书今日送达的，最早可在 {first} 举行"), first=first.isoformat()),
            ),
            Field("place", N_("听证地点"), shown_when=_IF_ACCEPTED, limit=200),
            Field("publicity", N_("是否公开举行"), Kind.CHOICE, options=PUBLICITY, shown_when=_IF_ACCEPTED),
            Field("chair", N_("听证主持人"), Kind.PERSON, options=chairs, shown_when=_IF_ACCEPTED),
            Field("members", N_("听证员"), required=False, shown_when=_IF_ACCEPTED, limit=100),
            Field("clerk", N_("听证记录员"), Kind.PERSON, options=clerks, shown_when=_IF_ACCEPTED),
        )
    ).with_initial({"hearing_request": "accepted", "publicity": "public"})


def requested_on(desk: Desk) -> date | None:
    """Return the day on which the party asked for a hearing in this round, or None."""
    requests = received(desk, HEARING_REQUEST)
    return requests[0].received_on if requests else None


def objections(desk: Desk, answers: Answers | None) -> Sequence[Objection]:
    """Refuse to turn down a request in time, and to plan a hearing that could not lawfully be held."""
    found = [*_objections_to_refusing(desk, answers)]
    if requested_on(desk) is None:
        text = N_("本轮告知后当事人没有申请听证，不能受理")
        missing = Objection("hearing-not-requested", text, article="处罚法64条1项")
        found += only_when("hearing_request", "accepted", (missing,))
    if answers is not None and answers.text("hearing_request") == "accepted":
        found += only_when("hearing_request", "accepted", _objections_to_plan(desk, answers))
    return found


def _objections_to_refusing(desk: Desk, answers: Answers | None) -> Sequence[Objection]:
    asked_on, clock = requested_on(desk), desk.dossier.clock("hearing_request_5wd")
    found = list[Objection | None]()
    if asked_on is not None and clock is not None:
        right = bool(desk.facts["hearing_right"]) or desk.facts["notice_right"] == "with_hearing"
        found.append(
            objection_to_refusing_hearing(hearing_right=right, requested_on=asked_on, period_ends_on=clock.due_on)
        )
    if answers is not None:
        found.append(objection_to_refusal_reason(reason=answers.text("reason")))
    return [one for one in found if one is not None]


def _objections_to_plan(desk: Desk, answers: Answers) -> Sequence[Objection | None]:
    chair, clerk = answers.person("chair"), answers.person("clerk")
    first = earliest_day(desk, desk.today)
    return (
        objection_to_staff(chair_id=chair, clerk_id=clerk),
        *objections_to_conductors(desk, chair_id=chair, clerk_id=clerk),
        objection_to_hearing_day(
            held_on=day_of(answers.moment("planned_at")), notice_served_on=desk.today, earliest_on=first
        ),
    )
