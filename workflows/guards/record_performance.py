"""履行登记: what the party paid or did, and whether that is everything (处罚法66条、67条)."""

from collections.abc import Sequence
from datetime import date

from workflows.forms import Answers, Field, Form, Kind
from workflows.guards.desk import Desk
from workflows.guards.limited import objection_to_early, objection_to_future, only_when
from workflows.guards.owing import (
    objections_to_payments,
    owed_of,
    paid_of,
    payment_is_overdue,
    payment_rows,
    unpaid_of,
)
from workflows.rules.execution import objection_to_done
from workflows.vocabulary.wording import N_, Objection

ENFORCEMENT = "enforcement"
DONE = ("done", N_("全部履行完毕"))
OUTCOMES = (DONE, ("instalments", N_("当事人申请延期或者分期缴纳罚款")), ("overdue", N_("期满未履行或者未全部履行")))
ENDED = ("ended", N_("处罚决定已被变更或者撤销，终结履行"))
OVERTURNED = frozenset({"changed", "revoked"})
AFTER_DEMAND = (DONE, ("overdue", N_("经催告仍未履行或者未全部履行")))
_ASKED = ("performance", ("instalments",))


def form(desk: Desk) -> Form:
    """Ask for the outcome and the money received; a request for time comes with its hardship and a plan."""
    demanded = _is_after_demand(desk)
    request = (
        Field("requested_on", N_("当事人申请日期"), Kind.DAY, shown_when=_ASKED),
        Field("hardship", N_("当事人申请的内容和经济困难情况"), Kind.PARAGRAPH, shown_when=_ASKED),
        plan_rows(N_("当事人申请的缴款计划"), shown_when=_ASKED),
    )
    return Form(
        (
            Field(
                "performance",
                N_("履行情况"),
                Kind.CHOICE,
                options=_outcomes(desk),
                help=N_("部分缴款的，待全部缴清或者期满后一并登记"),
            ),
            payment_rows(desk),
            *(() if demanded else request),
            Field("note", N_("警告、停产停业等其他处罚内容的履行情况"), Kind.PARAGRAPH, required=False),
        )
    ).with_initial({"requested_on": desk.today})


def plan_rows(label: str, *, shown_when: tuple[str, tuple[str, ...]]) -> Field:
    """Return the repeated question of a plan: each amount with its day."""
    return Field(
        "plan",
        label,
        Kind.ROWS,
        least=1,
        shown_when=shown_when,
        columns=(Field("amount", N_("金额（元）"), Kind.MONEY), Field("due_on", N_("缴款日"), Kind.DAY)),
    )


def objections(desk: Desk, answers: Answers | None) -> Sequence[Objection]:
    """Refuse 履行完毕 while anything is unpaid, a request when no fine is, 期满 before the period is over."""
    rows = answers.rows("payments") if answers is not None else ()
    found = objections_to_payments(desk, rows)
    found += only_when("performance", "overdue", (_objection_to_overdue(desk),))
    found += only_when("performance", "instalments", (_objection_to_request(desk),))
    if answers is not None:
        complete = objection_to_done(owed=owed_of(desk), paid=paid_of(desk, rows))
        found += [complete] if complete is not None else []
        found += only_when("performance", "instalments", _objections_to_day(desk, answers.find_day("requested_on")))
    return found


def _outcomes(desk: Desk) -> tuple[tuple[str, str], ...]:
    """Return how performance can stand; what was overturned is performed no further (强制法40条4项)."""
    if _is_after_demand(desk):
        return AFTER_DEMAND
    return (*OUTCOMES, ENDED) if desk.facts["remedy"] in OVERTURNED else OUTCOMES


def _is_after_demand(desk: Desk) -> bool:
    return desk.task is not None and desk.task.part == ENFORCEMENT


def _objection_to_overdue(desk: Desk) -> Objection | None:
    if _is_after_demand(desk) or payment_is_overdue(desk):
        return None
    text = N_("缴款期限尚未届满，不能登记为期满未履行；期限届满后系统自动转入催告")
    return Objection("payment-period-open", text, article="处罚法67条3款")


def _objection_to_request(desk: Desk) -> Objection | None:
    if unpaid_of(desk).fine:
        return None
    text = N_("没有未缴的罚款，不存在延期或者分期缴纳；没收的款项不得延期、分期")
    return Objection("no-fine-unpaid", text, article="处罚法66条2款")


def _objections_to_day(desk: Desk, requested_on: date | None) -> tuple[Objection | None, ...]:
    what, decided = N_("当事人申请日期"), desk.dossier.case.decided_on
    return (
        objection_to_future(requested_on, now=desk.now, what=what),
        objection_to_early(requested_on, since=decided, what=what, event=N_("作出处罚决定之日")),
    )
