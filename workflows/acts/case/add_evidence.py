"""补充证据: the evidence is on file; a passed review or deliberation no longer carries the case."""

from workflows.acts.collecting import Found, enter_evidence
from workflows.acts.step import Step
from workflows.rules.evidence import EVIDENCE_TERMS, EvidenceKind


def perform(step: Step) -> None:
    """Enter the evidence as it was collected."""
    answers = step.answers
    collectors = answers.people("collectors")
    row = enter_evidence(
        step,
        Found(
            kind=answers.text("kind"),
            name=answers.text("name"),
            collectors=collectors,
            collected_at=answers.moment("collected_at"),
            place=answers.text("place"),
            source=answers.text("source"),
        ),
    )
    step.signed_by(collectors)
    step.summary = f"证{row.number} {EVIDENCE_TERMS[EvidenceKind(row.kind)]}“{row.name}”"
