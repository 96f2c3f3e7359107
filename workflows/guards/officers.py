"""Who may sign what two officers must sign: the case's handlers, and others when too few of them still may (42条)."""

from workflows.guards.desk import Desk
from workflows.records.staff import Colleague
from workflows.rules.qualification import objection_to_officer
from workflows.vocabulary.roles import Role

LEAST = 2


def officer_choices(desk: Desk) -> tuple[tuple[str, str], ...]:
    """Return the handlers bound to the case; when fewer than two may act today, every other handler behind them."""
    bound = desk.dossier.handlers()
    able = known_officers(desk)
    others = () if len(able) >= LEAST else desk.holding(Role.HANDLER)
    mine = tuple((str(one.id), _label(one)) for one in bound)
    return (*mine, *(one for one in others if one[0] not in {key for key, _ in mine}))


def known_officers(desk: Desk) -> tuple[int, ...]:
    """Return the handlers of the case who may act today, as a form opens with them."""
    return tuple(one.id for one in desk.dossier.handlers() if _may_act(desk, one.id))


def _may_act(desk: Desk, person_id: int) -> bool:
    return objection_to_officer(officer=desk.officer(person_id), day=desk.today) is None


def _label(colleague: Colleague) -> str:
    return f"{colleague.name}（{colleague.credential_number()}）"
