"""履行登记: the money is on file; all paid, or nothing owed any more, the period for closing begins (66条、67条)."""

from workflows.acts.clocks import end_clock, start_clock
from workflows.acts.paying import write_payments
from workflows.acts.step import Step
from workflows.guards.owing import in_words, paid_of, unpaid_of


def perform(step: Step) -> None:
    """Record the payments and the outcome."""
    outcome = step.answers.text("performance")
    write_payments(step)
    step.set(performance=outcome)
    if outcome == "ended":
        start_clock(step, "closing_15wd")
        step.summary = "处罚决定已被变更或者撤销，终结履行"
    elif outcome == "done":
        start_clock(step, "closing_15wd")
        step.summary = "履行完毕：" + (in_words(paid_of(step.desk)) or "没有应缴的款项")
    elif outcome == "instalments":
        step.summary = f"当事人申请延期或者分期缴纳，未缴{in_words(unpaid_of(step.desk))}"
    else:
        _end_period(step)
        step.summary = f"期满未履行，未缴{in_words(unpaid_of(step.desk))}"


def _end_period(step: Step) -> None:
    clock = step.dossier.clock("payment_15d")
    if clock is not None and clock.state == "running":
        end_clock(step, clock, state="fired")
