"""公示采集: the public text is written down, ready to be examined by somebody else (处罚法48条、50条)."""

from workflows.acts.step import Step
from workflows.guards.public_text import content_of
from workflows.records.outcomes import Disclosure


def perform(step: Step) -> None:
    """Record the text as collected; nothing is public yet."""
    extra = {name: step.answers.text(name) for name in ("channels", "redaction")}
    step.dossier.add(
        Disclosure(
            case_id=step.case_id,
            run_id=step.run_id,
            agency_id=step.dossier.run.agency_id,
            content={**content_of(step.desk, step.answers), **extra},
            collected_by=step.actor.id,
            collected_at=step.now,
        )
    )
    step.set(disclosure_review="none")
    step.summary = f"已采集公示信息：{step.answers.text('party')}，{step.answers.text('violation')}"
