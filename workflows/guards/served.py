"""What is to be served 送达 where: the paper of each call of the part, its attempts so far, and whether it is ready."""

from collections.abc import Mapping

from workflows.guards.desk import Desk
from workflows.guards.limited import day_of
from workflows.records.papers import Paper
from workflows.records.services import Service
from workflows.rules.service import Attempt, objection_to_unrendered
from workflows.vocabulary.wording import N_, Objection

PAPER_OF_SITE: Mapping[str, str] = {
    "serve_notice": "prior_notice",
    "serve_hearing_notice": "hearing_notice",
    "serve_decision": "penalty_decision",
    "serve_no_penalty": "no_penalty_decision",
    "serve_demand": "demand_notice",
}
"""Which paper each call of the part ``service`` serves: always the newest of its kind."""


def paper_to_serve(desk: Desk) -> Paper | None:
    """Return the paper that the call of the part names, or None when it was not issued."""
    kind = PAPER_OF_SITE.get(desk.task.site if desk.task else "")
    return desk.dossier.last_paper(kind) if kind else None


def objection_to_paper(desk: Desk) -> Objection | None:
    """Refuse to serve what was not issued, or is still waiting to be rendered."""
    paper = paper_to_serve(desk)
    if paper is None:
        text = N_("没有可以送达的文书，请先制作；流程中的送达环节须注明送达的是哪一种文书")
        return Objection("nothing-to-serve", text, article="处罚法61条")
    return objection_to_unrendered(is_rendered=paper.id in desk.dossier.paper_files)


def chosen_service(desk: Desk) -> Service | None:
    """Return the attempt under way for the paper of this call, or None."""
    paper = paper_to_serve(desk)
    under_way = [one for one in desk.dossier.services if paper and one.paper_id == paper.id and one.entered_at is None]
    return under_way[-1] if under_way else None


def failed_attempts(desk: Desk) -> tuple[Attempt, ...]:
    """Return the attempts at this paper that failed, with the reason on record."""
    paper = paper_to_serve(desk)
    return tuple(
        Attempt(way=one.way, on=day_of(one.entered_at), failure=one.failure)
        for one in desk.dossier.services
        if paper and one.paper_id == paper.id and one.failure and one.entered_at is not None
    )
