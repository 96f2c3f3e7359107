"""结案审批: everything that is still open is told before the button is pressed (处罚法47条; 市监程序规定77条)."""

from collections.abc import Sequence

from workflows.forms import Answers, Field, Form, Kind
from workflows.guards.desk import Desk
from workflows.guards.endorsed import endorsement_fields, known_endorsement
from workflows.guards.kept_items import preserved_items
from workflows.guards.outcome import closing_kind, outcome_of
from workflows.rules.closing import objections_to_closing
from workflows.vocabulary.wording import N_, Objection


def form(desk: Desk) -> Form:
    """Ask for the words of handler, unit head and leader; what the case came to is read from the file."""
    return Form(
        (
            *endorsement_fields(desk),
            Field("opinion", N_("审批意见"), Kind.PARAGRAPH, limit=500, help=closing_kind(desk)),
        )
    ).with_initial({**known_endorsement(desk), "opinion": N_("同意结案")})


def objections(desk: Desk, _: Answers | None) -> Sequence[Objection]:
    """Return everything that is still open; the answers change none of it."""
    return objections_to_closing(outcome=outcome_of(desk), items=preserved_items(desk))
