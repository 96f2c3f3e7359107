"""What the party owes and has paid 履行情况, and when the court may be asked (处罚法66、67、72条; 强制法53条).

All amounts in 分.
"""

from collections.abc import Iterable, Sequence
from datetime import date

from workflows.forms import Answers, Field, Kind
from workflows.guards.desk import Desk
from workflows.guards.limited import objection_to_future
from workflows.guards.surcharge import imposed_surcharge
from workflows.records.runs import StepRow
from workflows.rules.deadlines import Limit, Unit, due
from workflows.rules.execution import Owed
from workflows.rules.money import in_yuan
from workflows.vocabulary.wording import N_, Objection, Phrase, listed

_DAYS_TO_SUE_AFTER_RECONSIDERATION = 15
"""行诉法45条: fifteen days from the decision on the reconsideration."""


def owed_of(desk: Desk) -> Owed:
    """Return what decision and surcharge demand."""
    facts = desk.facts
    return Owed(int(facts["fine"]), int(facts["confiscation"]), imposed_surcharge(desk.dossier))


def paid_of(desk: Desk, rows: Iterable[Answers] = ()) -> Owed:
    """Return what has been paid, with the rows of a form that are not on file yet."""
    kept, new = desk.dossier.payments, list(rows)
    return Owed(
        sum(one.fine for one in kept) + sum(row.money("fine") for row in new),
        sum(one.confiscation for one in kept) + sum(row.money("confiscation") for row in new),
        sum(one.surcharge for one in kept) + sum(row.money("surcharge") for row in new),
    )


def unpaid_of(desk: Desk) -> Owed:
    """Return what is still to be paid."""
    owed, paid = owed_of(desk), paid_of(desk)
    return Owed(
        max(0, owed.fine - paid.fine),
        max(0, owed.confiscation - paid.confiscation),
        max(0, owed.surcharge - paid.surcharge),
    )


def in_words(amounts: Owed) -> str:
    """Return amounts in one line, what is nothing left out: 罚款60,000.00元、没收款25,800.00元."""
    named = (
        (N_("罚款"), amounts.fine),
        (N_("没收款"), amounts.confiscation),
        (N_("加处罚款"), amounts.surcharge),
    )
    owed = [Phrase(N_("{what}{amount}"), what=name, amount=in_yuan(amount)) for name, amount in named if amount]
    return listed(owed)


def payment_rows(desk: Desk) -> Field:
    """Return the repeated question: what was received, when, and against which receipt."""
    unpaid = in_words(unpaid_of(desk))
    return Field(
        "payments",
        N_("本次登记的缴款"),
        Kind.ROWS,
        required=False,
        help=Phrase(N_("尚未缴纳：{unpaid}"), unpaid=unpaid) if unpaid else N_("没有未缴的款项"),
        columns=(
            Field("fine", N_("罚款（元）"), Kind.MONEY, required=False),
            Field("confiscation", N_("没收款（元）"), Kind.MONEY, required=False),
            Field("surcharge", N_("加处罚款（元）"), Kind.MONEY, required=False),
            Field("paid_on", N_("缴款日期"), Kind.DAY),
            Field("receipt", N_("票据号码"), limit=100),
        ),
    )


def objections_to_payments(desk: Desk, rows: Sequence[Answers]) -> list[Objection]:
    """Refuse a payment of nothing, one of a day to come, or one from before the decision."""
    decided, found = desk.dossier.case.decided_on, list[Objection]()
    for row in rows:
        future = objection_to_future(row.day("paid_on"), now=desk.now, what=N_("缴款日期"))
        found += [future] if future is not None else []
        if not row.money("fine") + row.money("confiscation") + row.money("surcharge"):
            found.append(Objection("payment-of-nothing", N_("缴款没有填写数额，请填写")))
        if decided is not None and row.day("paid_on") < decided:
            text = N_("缴款日期早于处罚决定作出之日，请核对")
            found.append(Objection("payment-before-decision", text, article="处罚法67条"))
    return found


def approved_plan(desk: Desk) -> Sequence[tuple[int, date]]:
    """Return the instalments last approved as (amount, due day), nothing where none were."""
    step = desk.dossier.last_step("approve_instalment")
    if step is None or step.answers.get("approval") != "approved":
        return ()
    return plan_of(step)


def plan_of(step: StepRow) -> Sequence[tuple[int, date]]:
    """Return the instalments in the answers of a finished step."""
    rows = step.answers.get("plan") or ()
    return tuple((int(row["amount"]), date.fromisoformat(row["due_on"])) for row in rows)  # type: ignore[attr-defined]


def payment_is_overdue(desk: Desk) -> bool:
    """Say whether the period for payment (or the plan in its place) has run out."""
    clock = desk.dossier.clock("payment_15d")
    return clock is not None and desk.today > clock.due_on


def litigation_ends_on(desk: Desk) -> date | None:
    """Return the last day on which the party may sue; None while that is not known."""
    if desk.dossier.remedies:
        last = desk.dossier.remedies[-1]
        if last.result_on is None:
            return None
        if last.kind != "reconsideration":
            return last.result_on
        limit = Limit(_DAYS_TO_SUE_AFTER_RECONSIDERATION, Unit.CALENDAR)
        return due(limit, start=last.result_on, calendar=desk.calendar).due_on
    clock = desk.dossier.clock("litigate_6mo")
    return clock.due_on if clock is not None else None


def court_window_opens_on(desk: Desk) -> date | None:
    """Return the day from which the three months run: the end of the time to sue, or of the plan (处罚法72条2款)."""
    ends_on, plan = litigation_ends_on(desk), approved_plan(desk)
    if ends_on is None:
        return None
    return max(ends_on, plan[-1][1]) if plan else ends_on


def court_due_on(desk: Desk) -> date | None:
    """Return the last day on which the court may be asked."""
    opens_on = court_window_opens_on(desk)
    if opens_on is None:
        return None
    limit = desk.law.clock("court_3mo", on=opens_on).limit()
    return due(limit, start=opens_on, calendar=desk.calendar).due_on
