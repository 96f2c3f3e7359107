"""送审: the package is frozen with its hashes and goes to the legal office (处罚法58条)."""

from workflows.acts.papers import issue, signed
from workflows.acts.step import Step
from workflows.guards.packing import Enclosure, enclosures_of, findings_to_answer, frozen_package, round_of
from workflows.guards.reliance import relied_evidence
from workflows.guards.summaries import CATEGORIES, proposal_of, review_ground
from workflows.records.drafts import Draft
from workflows.records.reviews import Review


def perform(step: Step) -> None:
    """Open a round of review on the draft as it stands and clear what an earlier round concluded."""
    draft = step.dossier.drafts[-1]
    enclosed, number = enclosures_of(step.desk, step.answers), round_of(step.desk)
    package, responses = frozen_package(step.desk, enclosed), _responses(step)
    step.dossier.add(
        Review(
            run_id=step.run_id,
            round=number,
            draft_id=draft.id,
            content_hash=draft.content_hash,
            text_hash=draft.text_hash,
            basis=str(step.desk.facts["review_basis"]),
            package=package,
            responses=list(responses),
            submitted_by=step.actor.id,
            submitted_at=step.now,
        )
    )
    step.set(review="none", return_to="none", rereview="none")
    step.signed_by([step.answers.person("unit_head")])
    issue(step, "review_submission", _fields(step, draft, enclosed, responses, number))
    step.summary = f"第{number}轮送审：{proposal_of(draft)}"


def _responses(step: Step) -> list[dict[str, object]]:
    given = {row.number("number"): row.text("response") for row in step.answers.rows("responses")}
    return [
        {"number": number, "finding": text, "response": given[number]}
        for number, text in findings_to_answer(step.desk).items()
    ]


def _fields(
    step: Step, draft: Draft, enclosed: tuple[Enclosure, ...], responses: list[dict[str, object]], number: int
) -> dict[str, object]:
    clock = step.dossier.clock("penalty_90d")
    deadline = clock.due_on if clock is not None else step.today
    return {
        "round": number,
        "unit_name": step.dossier.staff[step.actor.id].unit_name,
        "category": CATEGORIES[str(step.desk.facts["category"])],
        "review_basis": review_ground(step.desk),
        "proposed_decision": proposal_of(draft),
        "deadline_on": deadline,
        "days_left": max(0, (deadline - step.today).days),
        "materials": _materials(step, draft, enclosed),
        "corrections": [{"finding": one["finding"], "correction": one["response"]} for one in responses],
        "unit_head": signed(step, step.answers.person("unit_head"), step.answers.text("opinion")),
    }


def _materials(step: Step, draft: Draft, enclosed: tuple[Enclosure, ...]) -> list[dict[str, object]]:
    papers: list[dict[str, object]] = [
        {"name": one.term, "present": one.is_present, "fingerprint": one.fingerprint[:16]} for one in enclosed
    ]
    evidence: list[dict[str, object]] = [
        {"name": f"证{one.number} {one.name}", "present": True, "fingerprint": one.file_sha[:16]}
        for one in relied_evidence(step.desk, draft)
    ]
    return papers + evidence
