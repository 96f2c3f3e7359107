"""不予公示审批: approved, the form keeps ground and approver; refused, the text is published after all (48条、50条)."""

from workflows.acts.disclosing import disclosure_fields
from workflows.acts.papers import issue
from workflows.acts.step import Step
from workflows.rules.disclosure import EXEMPTION_TERMS, ExemptionGround


def perform(step: Step) -> None:
    """Write the leader's decision down."""
    row, answers = step.dossier.disclosures[-1], step.answers
    if answers.text("approval") == "refused":
        step.set(disclosure_review="publish")
        step.summary = f"不同意不予公示：{answers.text('opinion')}"
        return
    ground = EXEMPTION_TERMS[ExemptionGround(answers.text("ground"))]
    row.exempt_ground, row.exempted_by, row.exempted_at = answers.text("ground"), step.actor.id, step.now
    exemption = {
        "approver": step.actor.name,
        "reason": f"{ground}：{answers.text('reason')}",
        "approved_on": step.today,
    }
    fields = {**disclosure_fields(step, row), "channels": "不予公示", "exemption": exemption}
    row.paper_id = issue(step, "disclosure_form", fields).id
    step.set(disclosure="exempted")
    step.summary = f"批准不予公示：{ground}"
