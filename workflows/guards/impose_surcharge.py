"""加处罚款: after the last day for paying, on the fine alone, never above it (处罚法72条1款1项、73条3款)."""

from collections.abc import Sequence
from typing import cast

from workflows.forms import Answers, Field, Form, Kind
from workflows.guards.desk import Desk
from workflows.guards.surcharge import lawful_surcharge, payment_due_on
from workflows.rules.execution import objections_to_surcharge
from workflows.rules.money import in_yuan
from workflows.vocabulary.wording import N_, Objection, Phrase

_FEN = 100


def form(desk: Desk) -> Form:
    """Ask for the amount, opened with what the law allows until today."""
    lawful = lawful_surcharge(desk)
    told = Phrase(N_("截至今日依法可加处{amount}"), amount=in_yuan(lawful))
    return Form(
        (
            Field("amount", N_("加处罚款总额（元）"), Kind.MONEY, help=told),
            Field("reason", N_("加处的理由"), Kind.PARAGRAPH),
        )
    ).with_initial({"amount": f"{lawful // _FEN}.{lawful % _FEN:02d}", "reason": N_("到期未缴纳罚款")})


def objections(desk: Desk, answers: Answers | None) -> Sequence[Objection]:
    """Refuse it before the last day for paying has passed, during remedy or stay, above the rate or the fine."""
    found = [one for one in (_objection_to_time(desk),) if one is not None]
    facts, lawful = desk.facts, lawful_surcharge(desk)
    found += objections_to_surcharge(
        amount=answers.money("amount") if answers is not None else lawful,
        fine=cast("int", facts["fine"]),
        lawful=lawful,
        decision_served=bool(facts["decision_served"]),
        remedy=str(facts["remedy"]),
        stay=bool(facts["stay"]),
    )
    return found


def _objection_to_time(desk: Desk) -> Objection | None:
    due_on = payment_due_on(desk)
    if desk.facts["performance"] in {"done", "ended"}:
        text = N_("罚款已经履行或者终结执行，不得加处罚款")
        return Objection("surcharge-after-payment", text, article="处罚法72条1款1项")
    if due_on is None or desk.today > due_on:
        return None
    text = N_("缴款期限至{due}，期满前不得加处罚款")
    return Objection("surcharge-before-due", text, {"due": due_on.isoformat()}, article="处罚法72条1款1项")
