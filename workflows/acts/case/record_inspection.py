"""现场检查笔录: the record becomes a paper and evidence 勘验笔录、现场笔录."""

from workflows.acts.papers import named
from workflows.acts.recording import Made, enter_record
from workflows.acts.step import Step
from workflows.guards.limited import day_of
from workflows.guards.record_inspection import RECORD_KIND
from workflows.rules.evidence import EvidenceKind

SEEN = ("conditions", "notified", "basis", "scope", "observations", "measures", "party_opinion")


def perform(step: Step) -> None:
    """Enter the inspection as it was made."""
    answers, staff = step.answers, step.dossier.staff
    shown: dict[str, object] = {name: answers.text(name) for name in SEEN}
    shown["inspectors"] = [named(staff[one]) for one in answers.people("signers") if one in staff]
    shown["present"] = {part: answers.text(f"present_{part}") for part in ("name", "position", "id_number")}
    shown["witness"] = {part: answers.text(f"witness_{part}") for part in ("name", "id_number")}
    day = day_of(answers.moment("started_at"))
    made = Made(
        kind=RECORD_KIND,
        title=f"现场检查笔录（{day.isoformat()}）",
        paper="inspection_record",
        evidence_kind=EvidenceKind.INSPECTION_RECORD.value,
        source="执法人员现场检查制作",
        shown=shown,
    )
    enter_record(step, made)
