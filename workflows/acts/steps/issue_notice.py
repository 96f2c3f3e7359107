"""制发事先告知书: a new round begins; whatever an earlier round heard counts no longer (处罚法44条、62条、63条)."""

from workflows.acts.drafting import paper_findings, paper_penalties
from workflows.acts.papers import issue
from workflows.acts.step import Step
from workflows.guards.noticed import get_draft
from workflows.records.drafts import Draft, Notice


def perform(step: Step) -> None:
    """Issue the notice of the newest draft and open its round."""
    draft = get_draft(step.desk)
    right = "with_hearing" if step.dossier.facts["hearing_right"] else "statement_only"
    paper = issue(step, "prior_notice", _fields(step, draft, right))
    step.dossier.add(
        Notice(
            run_id=step.run_id,
            round=len(step.dossier.notices) + 1,
            draft_id=draft.id,
            right=right,
            paper_id=paper.id,
            issued_at=step.now,
        )
    )
    step.set(
        notice="issued",
        notice_right=right,
        statement="none",
        hearing_request="none",
        hearing="none",
        defence="none",
        deliberation="none",
        return_to="none",
    )
    rights = "陈述申辩权、听证权" if right == "with_hearing" else "陈述申辩权"
    step.summary = f"{paper.number}，告知{rights}"


def _fields(step: Step, draft: Draft, right: str) -> dict[str, object]:
    law = step.desk.law
    hearing_right = right == "with_hearing"
    earlier = step.dossier.served_notice()
    replaced = next((one for one in step.dossier.papers if earlier and one.id == earlier.paper_id), None)
    return {
        **paper_findings(step, draft),
        "penalties": paper_penalties(draft),
        "evidence_summary": step.answers.text("evidence_summary"),
        "statement_days": law.clock("statement_5wd", on=step.today).limit().length,
        "hearing_right": hearing_right,
        "hearing_days": law.clock("hearing_request_5wd", on=step.today).limit().length if hearing_right else None,
        "replaced_number": replaced.number if replaced else "",
        "replaced_reason": step.answers.text("replaced_reason"),
    }
