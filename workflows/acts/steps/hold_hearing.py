"""举行听证: its record is made; a heard case stays a heard case for ever (处罚法58条1款2项、64条、65条)."""

from workflows.acts.clocks import start_clock
from workflows.acts.hearing_papers import hearing_fields
from workflows.acts.papers import issue
from workflows.acts.step import Step
from workflows.guards.heard import get_hearing
from workflows.guards.hold_hearing import GROUNDS, OUTCOMES
from workflows.guards.limited import day_of
from workflows.records.reviews import Hearing
from workflows.rules.hearing import counts_as_heard
from workflows.vocabulary.facts import CONTENT_RESET

_HELD_PARTS = ("recusal_answer", "investigators_case", "party_case", "debate", "final_statement")


def perform(step: Step) -> None:
    """Write the outcome; whatever was reviewed or deliberated before counts no longer."""
    hearing, outcome = get_hearing(step.desk), step.answers.text("outcome")
    hearing.outcome = outcome
    step.set(hearing=outcome, return_to="none", **CONTENT_RESET)
    profile = step.desk.law.profile(on=step.today)
    if counts_as_heard(outcome=outcome, terminated_counts=profile.terminated_hearing_counts):
        step.set(heard=True)
    if outcome == "withdrawn":
        hearing.record = {"withdrawn_on": step.answers.day("withdrawn_on").isoformat()}
        step.summary = f"当事人于{step.answers.day('withdrawn_on').isoformat()}撤回听证申请"
        return
    _record(step, hearing)
    step.set(hearing_report_due=True)
    held_on = day_of(step.answers.moment("held_at"))
    start_clock(step, "hearing_report_5wd", on=held_on, subject_id=hearing.id)
    step.signed_by([hearing.clerk_id or 0])
    step.summary = f"{held_on.isoformat()}听证{dict(OUTCOMES)[outcome]}"


def _record(step: Step, hearing: Hearing) -> None:
    hearing.held_at, hearing.ended_at = step.answers.moment("held_at"), step.answers.moment("ended_at")
    hearing.place = step.answers.text("place")
    parts = _parts(step)
    hearing.record = {
        **parts,
        "attendants": [row.as_json() for row in step.answers.rows("attendants")],
        "party_signed": step.answers.flag("party_signed"),
        "refusal_note": step.answers.text("refusal_note"),
        "chair_signed": step.answers.flag("chair_signed"),
    }
    paper = issue(
        step,
        "hearing_record",
        {
            **hearing.record,
            "hearing": hearing_fields(step, hearing, starts_at=hearing.held_at),
            "ended_at": hearing.ended_at,
            "signed_on": day_of(hearing.ended_at),
        },
    )
    hearing.record_paper_id = paper.id


def _parts(step: Step) -> dict[str, object]:
    """Return the record's parts; of a terminated hearing only why and how it ended."""
    if step.answers.text("outcome") == "held":
        texts: dict[str, object] = {name: step.answers.text(name) for name in _HELD_PARTS}
        return {**texts, "examination": [row.as_json() for row in step.answers.rows("examination")]}
    ground = dict(GROUNDS)[step.answers.text("ground")]
    course = step.answers.text("course")
    return {"ended_early": ground, "course": course, "party_case": f"{ground}。{course}"}
