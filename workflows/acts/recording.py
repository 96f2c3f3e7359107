"""Entering a record 笔录: the row with its defects, the evidence it becomes, the earlier record it replaces."""

from collections.abc import Mapping
from dataclasses import dataclass

from workflows.acts.collecting import Found, enter_evidence
from workflows.acts.papers import issue
from workflows.acts.step import Step
from workflows.guards.limited import day_of
from workflows.guards.reliance import defects_of
from workflows.records.evidence import InvestigationRecord


@dataclass(frozen=True, slots=True)
class Made:
    """What is particular to one kind of record; ``shown`` are the fields of its paper beside the common ones."""

    kind: str
    title: str
    paper: str
    evidence_kind: str
    source: str
    shown: Mapping[str, object]


def enter_record(step: Step, made: Made) -> InvestigationRecord:
    """Enter a record, defective or not, as evidence of its kind; what it replaces is excluded."""
    answers = step.answers
    signers = answers.people("signers")
    paper = issue(step, made.paper, {**_common(step), **made.shown})
    record = step.dossier.add(
        InvestigationRecord(
            case_id=step.case_id,
            run_id=step.run_id,
            kind=made.kind,
            title=made.title,
            started_at=answers.moment("started_at"),
            ended_at=answers.moment("ended_at"),
            place=answers.text("place"),
            signers=list(signers),
            body=answers.as_json(),
            defects=[],
            paper_id=paper.id,
            entered_by=step.actor.id,
            entered_at=step.now,
        )
    )
    _replace(step, record)
    defects = defects_of(step.desk).get(record.id, ())
    record.defects = [{"code": one.code, "text": one.in_chinese(), "article": one.article} for one in defects]
    found = Found(
        kind=made.evidence_kind,
        name=made.title,
        collectors=signers,
        collected_at=record.started_at,
        place=record.place,
        source=made.source,
        record_id=record.id,
    )
    enter_evidence(step, found)
    step.signed_by(signers)
    flagged = "；".join(one.in_chinese().removeprefix(f"“{made.title}”") for one in defects)
    step.summary = f"《{made.title}》" + (f"存在程序缺陷：{flagged}" if flagged else "")
    return record


def _common(step: Step) -> dict[str, object]:
    answers = step.answers
    return {
        "started_at": answers.moment("started_at"),
        "ended_at": answers.moment("ended_at"),
        "place": answers.text("place"),
        "recorder": step.desk.name_of(answers.person("recorder")),
        "recording_number": answers.text("recording_number"),
        "refusal_note": answers.text("refusal_note"),
        "signed_on": day_of(answers.moment("ended_at")),
    }


def _replace(step: Step, record: InvestigationRecord) -> None:
    chosen = step.answers.text("replaces")
    earlier = next((one for one in step.dossier.investigation_records if str(one.id) == chosen), None)
    if earlier is None:
        return
    earlier.replaced_by = record.id
    for evidence in step.dossier.evidence:
        if evidence.record_id == earlier.id:
            evidence.is_excluded, evidence.exclusion_reason = True, f"已由《{record.title}》代替"
