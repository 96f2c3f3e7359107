"""集体讨论: the minutes are sealed as they are, and the result says where the case goes (处罚法57条2款)."""

from workflows.acts.papers import issue
from workflows.acts.step import Step
from workflows.guards.deliberate import OUTCOMES, entitled, members_in
from workflows.guards.limited import day_of
from workflows.guards.reviewing import signed_review
from workflows.guards.summaries import proposal_of
from workflows.records.papers import Paper
from workflows.records.reviews import Deliberation
from workflows.rules.deliberation import Member
from workflows.vocabulary.facts import CONTENT_RESET


def perform(step: Step) -> None:
    """Record the meeting with its paper and set what follows from its result."""
    members = sorted(members_in(step.desk, step.answers), key=lambda one: (not one.is_present, one.order))
    paper = issue(step, "deliberation_record", _fields(step, members))
    _record(step, members, paper)
    step.signed_by([one.person_id for one in members if one.is_present])
    _set_result(step, step.answers.text("outcome"))
    step.summary = OUTCOMES[step.answers.text("outcome")]


def _set_result(step: Step, outcome: str) -> None:
    if outcome == "amended":
        step.set(**CONTENT_RESET)
    step.set(deliberation=outcome)
    if outcome == "rejected":
        step.set(reconsider=True, route="none")
    if outcome != "approved":
        wanted = step.answers.text("amendment") or step.answers.text("reasons")
        point = {"item": "集体讨论", "problem": step.answers.text("reasons"), "basis": "", "suggestion": wanted}
        step.send_back(OUTCOMES[outcome], [point])


def _record(step: Step, members: list[Member], paper: Paper) -> None:
    draft, answers = step.dossier.drafts[-1], step.answers
    step.dossier.add(
        Deliberation(
            run_id=step.run_id,
            draft_id=draft.id,
            content_hash=draft.content_hash,
            held_at=answers.moment("held_at"),
            place=answers.text("place"),
            chair_id=answers.person("chair"),
            clerk_id=step.actor.id,
            expected=len(entitled(step.desk)),
            members=[_as_json(one) for one in members],
            attendees=[row.as_json() for row in answers.rows("attendees")],
            words=[{"order": one.order, "name": one.name, "words": one.words} for one in members if one.is_present],
            outcome=answers.text("outcome"),
            reasons=answers.text("reasons"),
            dissent=answers.text("dissent"),
            paper_id=paper.id,
            entered_at=step.now,
        )
    )


def _as_json(one: Member) -> dict[str, object]:
    return {
        "person_id": one.person_id,
        "name": one.name,
        "is_principal": one.is_principal,
        "present": one.is_present,
        "order": one.order,
        "words": one.words,
        "view": one.view,
        "signed": one.signed,
    }


def _fields(step: Step, members: list[Member]) -> dict[str, object]:
    answers, present = step.answers, [one for one in members if one.is_present]
    opinion = _opinion_number(step)
    return {
        "started_at": answers.moment("held_at"),
        "ended_at": answers.moment("ended_at"),
        "place": answers.text("place"),
        "chair": step.desk.name_of(answers.person("chair")),
        "minute_taker": step.actor.name,
        "members_due": len(entitled(step.desk)),
        "members_present": len(present),
        "members": [{"name": one.name, "position": _position(step, one)} for one in present],
        "absent": "、".join(one.name for one in members if not one.is_present),
        "attendees": [{"name": row.text("name"), "role": row.text("capacity")} for row in answers.rows("attendees")],
        "recusals": answers.text("recusals"),
        "handlers_report": answers.text("handlers_report"),
        "review_report": answers.text("review_report"),
        "opinion_number": opinion,
        "speeches": [
            {"name": one.name, "position": _position(step, one), "text": one.words, "vote": OUTCOMES[one.view]}
            for one in present
        ],
        "dissent": answers.text("dissent"),
        "conclusion": _conclusion(step),
        "reasons": answers.text("reasons"),
        "minority_reason": answers.text("minority_reason"),
        "attachments": "、".join(_attachments(step, opinion)),
        "signed_on": day_of(answers.moment("ended_at")),
    }


def _conclusion(step: Step) -> str:
    outcome = step.answers.text("outcome")
    decided = proposal_of(step.dossier.last_draft()) if outcome == "approved" else step.answers.text("amendment")
    return OUTCOMES[outcome] + (f"：{decided}" if decided else "")


def _attachments(step: Step, opinion: str) -> list[str]:
    heard = step.dossier.last_paper("hearing_report")
    return [*([f"法制审核意见书（{opinion}）"] if opinion else []), *(["听证报告"] if heard is not None else [])]


def _position(step: Step, one: Member) -> str:
    return step.dossier.staff[one.person_id].person.title or "机关负责人"


def _opinion_number(step: Step) -> str:
    review = signed_review(step.dossier)
    paper_id = review.paper_id if review is not None else None
    return next((one.number for one in step.dossier.papers if one.id == paper_id), "")
