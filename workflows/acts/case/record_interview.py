"""询问笔录: the record becomes a paper and evidence 当事人的陈述 or 证人证言."""

from workflows.acts.papers import named
from workflows.acts.recording import Made, enter_record
from workflows.acts.step import Step
from workflows.guards.limited import day_of
from workflows.guards.record_interview import RECORD_KIND

PERSON = ("name", "gender", "id_number", "phone", "address", "employer", "relation")


def perform(step: Step) -> None:
    """Enter the interview as it was made."""
    answers = step.answers
    turns = [{part: row.text(part) for part in ("question", "answer")} for row in answers.rows("dialogue")]
    name, day = answers.text("interviewee_name"), day_of(answers.moment("started_at"))
    staff = step.dossier.staff
    shown = {
        "interviewee": {part: answers.text(f"interviewee_{part}") for part in PERSON},
        "interviewers": [named(staff[one]) for one in answers.people("signers") if one in staff],
        "informed_answer": answers.text("informed_answer"),
        "recusal_answer": answers.text("recusal_answer"),
        "dialogue": turns,
        "supplement": answers.text("supplement"),
        "sequence": _times_before(step, name) + 1,
    }
    made = Made(
        kind=RECORD_KIND,
        title=f"询问笔录（{name}，{day.isoformat()}）",
        paper="interview_record",
        evidence_kind=answers.text("speaker_kind"),
        source="执法人员询问制作",
        shown=shown,
    )
    enter_record(step, made)


def _times_before(step: Step, name: str) -> int:
    records = step.dossier.investigation_records
    return sum(1 for one in records if one.kind == RECORD_KIND and one.body.get("interviewee_name") == name)
