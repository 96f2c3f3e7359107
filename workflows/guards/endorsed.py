"""Whose word stands on an approval form beside the actor's: the handlers' and the unit head's (law.md §4.3).

They sign the form on paper; what they wrote there is entered word for word, so nothing is proposed in their place.
"""

from workflows.forms import Field, Kind
from workflows.guards.desk import Desk
from workflows.vocabulary.roles import Role
from workflows.vocabulary.wording import N_

AS_SIGNED = N_("按其本人在纸质审批表上签署的意见逐字录入")


def endorsement_fields(desk: Desk) -> tuple[Field, ...]:
    """Return the questions for what the handlers and the head of their unit have signed on the form."""
    choices = desk.case_officer_choices()
    return (
        Field("handlers", N_("签署意见的承办人"), Kind.PEOPLE, options=choices, least=1),
        Field("handler_opinion", N_("承办人意见"), Kind.PARAGRAPH, limit=500, help=AS_SIGNED),
        *unit_head_fields(desk),
    )


def unit_head_fields(desk: Desk) -> tuple[Field, ...]:
    """Return who heads the handling unit, the opinion signed, and the word that it was."""
    return (
        Field("unit_head", N_("承办机构负责人"), Kind.PERSON, options=desk.holding(Role.UNIT_HEAD)),
        Field("unit_head_opinion", N_("承办机构负责人意见"), Kind.PARAGRAPH, limit=500, help=AS_SIGNED),
        Field("unit_head_agreed", N_("承办机构负责人已审查并签署上述意见"), Kind.FLAG),
    )


def known_endorsement(desk: Desk) -> dict[str, object]:
    """Return who these questions open with: the handlers of the case, and the head who endorsed the report."""
    endorsed = desk.dossier.last_step("endorse_report")
    return {
        "handlers": tuple(one.id for one in desk.dossier.handlers()),
        "unit_head": endorsed.by_id if endorsed is not None else None,
    }
