"""听证申请受理: the hearing is planned and its notice made, or the request is turned down (处罚法63条、64条)."""

from workflows.acts.hearing_papers import closed_reason, hearing_fields
from workflows.acts.papers import issue
from workflows.acts.step import Step
from workflows.guards.accept_hearing import requested_on
from workflows.guards.noticed import get_notice
from workflows.records.reviews import Hearing


def perform(step: Step) -> None:
    """Write down the decision; an accepted hearing gets its notice, its chair and its clerk."""
    decision = step.answers.text("hearing_request")
    step.set(hearing_request=decision, hearing="none")
    hearing = Hearing(
        run_id=step.run_id,
        notice_id=get_notice(step.desk).id,
        decided_at=step.now,
        is_accepted=decision == "accepted",
        refusal_reason=step.answers.text("reason"),
    )
    if not hearing.is_accepted:
        step.dossier.add(hearing)
        step.summary = f"不予受理听证申请：{hearing.refusal_reason}"
        return
    _plan(step, hearing)
    step.dossier.add(hearing)
    for person_id, role in ((hearing.chair_id, "hearing_chair"), (hearing.clerk_id, "hearing_clerk")):
        _bind_instead(step, person_id or 0, role)
    paper = issue(step, "hearing_notice", _fields(step, hearing))
    hearing.notice_paper_id = paper.id
    step.summary = f"受理听证申请，{paper.number}"


def _plan(step: Step, hearing: Hearing) -> None:
    publicity = step.answers.text("publicity")
    hearing.planned_at, hearing.place = step.answers.moment("planned_at"), step.answers.text("place")
    hearing.is_public, hearing.closed_reason = publicity == "public", "" if publicity == "public" else publicity
    hearing.chair_id, hearing.clerk_id = step.answers.person("chair"), step.answers.person("clerk")
    hearing.members = step.answers.text("members")


def _bind_instead(step: Step, person_id: int, role: str) -> None:
    """Release who held the role for an earlier hearing; the tasks of this one go to the chosen person."""
    step.release(role, but={person_id})
    step.bind(person_id, role)


def _fields(step: Step, hearing: Hearing) -> dict[str, object]:
    notice = get_notice(step.desk)
    told = next(one for one in step.dossier.papers if one.id == notice.paper_id)
    return {
        "hearing": hearing_fields(step, hearing, starts_at=hearing.planned_at),
        "requested_on": requested_on(step.desk),
        "notice_number": told.number,
        "not_public_reason": closed_reason(hearing),
    }
