"""终结执行: execution ends because all was collected, or on a ground of the law (强制法40条)."""

from collections.abc import Sequence

from workflows.forms import Answers, Field, Form, Kind
from workflows.guards.desk import Desk
from workflows.guards.limited import only_when
from workflows.guards.owing import objections_to_payments, owed_of, paid_of, payment_rows
from workflows.rules.execution import END_TERMS, objection_to_done, objection_to_ending
from workflows.vocabulary.wording import N_, Objection

ENDINGS = (("done", N_("已经执行到位或者履行完毕")), ("ended", N_("依法终结执行")))
GROUNDS = tuple((ground.value, term) for ground, term in END_TERMS.items())
_ENDED = ("performance", ("ended",))


def form(desk: Desk) -> Form:
    """Ask how execution ends, with the money collected or the ground."""
    return Form(
        (
            Field("performance", N_("执行结果"), Kind.CHOICE, options=ENDINGS),
            payment_rows(desk),
            Field("ground", N_("终结执行的事由"), Kind.CHOICE, options=GROUNDS, required=False, shown_when=_ENDED),
            Field("reason", N_("具体情况"), Kind.PARAGRAPH, required=False, shown_when=_ENDED),
            Field("opinion", N_("审批意见"), Kind.PARAGRAPH, limit=500),
        )
    ).with_initial({"opinion": N_("同意")})


def objections(desk: Desk, answers: Answers | None) -> Sequence[Objection]:
    """Refuse to end without everything paid, and without a ground and what it rests on."""
    if answers is None:
        return ()
    rows = answers.rows("payments")
    found = objections_to_payments(desk, rows)
    complete = objection_to_done(owed=owed_of(desk), paid=paid_of(desk, rows))
    ending = objection_to_ending(ground=answers.text("ground"), reason=answers.text("reason"))
    found += [complete] if complete is not None else []
    return [*found, *only_when("performance", "ended", (ending,))]
