"""公示撤回: the text comes down at once and the public reads why (处罚法48条2款)."""

from workflows.acts.endorsing import endorsement, sign_endorsement
from workflows.acts.papers import issue, signed
from workflows.acts.step import Step
from workflows.guards.withdraw_disclosure import KINDS, withdrawal_due_on

_GROUNDS = {"changed": "已公示的处罚决定被依法变更", "revoked": "已公示的处罚决定被依法撤销、确认违法或者确认无效"}


def perform(step: Step) -> None:
    """Withdraw the newest published text; the portal shows the reason in its place."""
    row, answers = step.dossier.disclosures[-1], step.answers
    row.withdrawn_by, row.withdrawn_at, row.withdrawal_reason = step.actor.id, step.now, answers.text("reason")
    sign_endorsement(step)
    step.signed_by([answers.person("leader")])
    row.withdrawal_paper_id = issue(step, "disclosure_withdrawal", _fields(step)).id
    step.set(disclosure="withdrawn")
    step.summary = f"已撤回{row.content['number']}的公示：{answers.text('reason')}"


def _fields(step: Step) -> dict[str, object]:
    row, answers = step.dossier.disclosures[-1], step.answers
    return {
        "decision_number": row.content["number"],
        "published_on": row.published_on,
        "channels": row.content["channels"],
        "kind": dict(KINDS)[answers.text("kind")],
        "reason": _GROUNDS[str(step.desk.facts["remedy"])],
        "basis_document": answers.text("basis_document"),
        "correct_content": answers.text("correct_content"),
        "explanation": answers.text("reason"),
        "due_on": withdrawal_due_on(step.desk),
        "withdrawn_at": step.now,
        **endorsement(step),
        "leader": signed(step, answers.person("leader"), answers.text("leader_opinion")),
    }
