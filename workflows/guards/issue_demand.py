"""催告: what is still owed is demanded in writing before the court is asked (强制法35条、54条)."""

from collections.abc import Sequence

from workflows.forms import Answers, Field, Form, Kind
from workflows.guards.desk import Desk
from workflows.guards.owing import in_words, unpaid_of
from workflows.rules.execution import objection_to_demand
from workflows.vocabulary.wording import N_, Objection


def form(desk: Desk) -> Form:
    """Ask what was not performed, opened with the money still owed."""
    unpaid = in_words(unpaid_of(desk))
    return Form(
        (
            Field("obligations", N_("未履行的事项"), Kind.PARAGRAPH),
            Field("payment_code", N_("缴款码"), required=False, limit=100),
        )
    ).with_initial({"obligations": f"缴纳{unpaid}" if unpaid else ""})


def objections(desk: Desk, _: Answers | None) -> Sequence[Objection]:
    """Refuse a demand before service, after performance, during a stay, or for nothing."""
    facts, unpaid = desk.facts, unpaid_of(desk)
    found = [
        objection_to_demand(
            decision_served=bool(facts["decision_served"]),
            performance=str(facts["performance"]),
            stay=bool(facts["stay"]),
        )
    ]
    if not unpaid.fine + unpaid.confiscation + unpaid.surcharge:
        text = N_("没有未缴的款项，无须催告，请登记履行完毕")
        found.append(Objection("nothing-unpaid", text, article="强制法54条", warning=True))
    return [one for one in found if one is not None]
