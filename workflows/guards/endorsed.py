"""Whose word stands on an approval form beside the actor's: the handlers' and the unit head's (law.md §4.3)."""

from workflows.forms import Field, Kind
from workflows.guards.desk import Desk
from workflows.vocabulary.roles import Role
from workflows.vocabulary.wording import N_


def endorsement_fields(desk: Desk) -> tuple[Field, ...]:
    """Return the questions for what the handlers and the head of their unit have signed on the form."""
    choices = desk.case_officer_choices()
    return (
        Field("handlers", N_("签署意见的承办人"), Kind.PEOPLE, options=choices, least=1),
        Field("handler_opinion", N_("承办人意见"), Kind.PARAGRAPH, limit=500),
        *unit_head_fields(desk),
    )


def unit_head_fields(desk: Desk) -> tuple[Field, ...]:
    """Return who heads the handling unit, the opinion signed, and the word that it was."""
    return (
        Field("unit_head", N_("承办机构负责人"), Kind.PERSON, options=desk.holding(Role.UNIT_HEAD)),
        Field("unit_head_opinion", N_("承办机构负责人意见"), Kind.PARAGRAPH, limit=500),
        Field("unit_head_agreed", N_("承办机构负责人已审查并签署上述意见"), Kind.FLAG),
    )


def known_endorsement(desk: Desk, *, proposal: str) -> dict[str, object]:
    """Return what these questions open with: the head who endorsed the report, and the usual words."""
    endorsed = desk.dossier.last_step("endorse_report")
    return {
        "handlers": tuple(one.id for one in desk.dossier.handlers()),
        "handler_opinion": proposal,
        "unit_head_opinion": N_("同意承办人意见"),
        "unit_head": endorsed.by_id if endorsed is not None else None,
    }
