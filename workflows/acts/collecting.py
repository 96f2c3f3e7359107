"""Entering evidence: its number on file, its attached file, and the review that it voids (path.md CONTENT_RESET)."""

from dataclasses import dataclass
from datetime import datetime

from workflows.acts.step import Step
from workflows.guards.collecting import way_back
from workflows.guards.elements import join_elements
from workflows.guards.uploads import find_upload
from workflows.records.evidence import Evidence
from workflows.rules.diversions import voids_review
from workflows.vocabulary.facts import CONTENT_RESET


@dataclass(frozen=True, slots=True)
class Found:
    """What was found, before the file gives it a number."""

    kind: str
    name: str
    collectors: tuple[int, ...]
    collected_at: datetime
    place: str
    source: str
    record_id: int | None = None


def enter_evidence(step: Step, found: Found) -> Evidence:
    """Put evidence on file under the next number; proof and file are what the form says."""
    answers, upload = step.answers, find_upload(step.desk, step.answers)
    numbered = len(step.records.list_where(Evidence, Evidence.run_id == step.run_id))
    row = step.dossier.add(
        Evidence(
            case_id=step.case_id,
            run_id=step.run_id,
            number=numbered + 1,
            kind=found.kind,
            name=found.name,
            proves=answers.text("proves"),
            element=join_elements(answers.choices("elements")),
            collectors=list(found.collectors),
            collected_at=found.collected_at,
            place=found.place,
            source=found.source,
            record_id=found.record_id,
            file_sha=upload.sha if upload else "",
            file_name=upload.name if upload else "",
            file_size=upload.size if upload else 0,
            entered_by=step.actor.id,
            entered_at=step.now,
            is_excluded=False,
            exclusion_reason="",
        )
    )
    if voids_review(step.desk.facts):
        step.set(**CONTENT_RESET)
        step.jump = way_back(step.desk)
        if step.jump:
            step.send_back("审核或者讨论之后补充了证据，退回重新拟定决定草案")
    return row
