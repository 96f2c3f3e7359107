"""The history 调查经过 a decision tells: only what the file shows to have happened, each with its day."""

from datetime import date
from typing import cast

from workflows.acts.chronicle import chronicle
from workflows.acts.step import Step
from workflows.guards.limited import day_of
from workflows.guards.reviewing import signed_review
from workflows.records.drafts import Draft
from workflows.rules.review import PASSING

_STATEMENTS = {
    "expired": "当事人在法定期限内未提出陈述、申辩意见。",
    "waived": "当事人明确放弃陈述、申辩的权利。",
    "made": "当事人提出了陈述、申辩意见，本机关已进行复核。",
}
_HEARINGS = {
    "held": "本机关依法举行听证，并根据听证笔录作出本决定。", "terminated": "听证依法终止。",
    "withdrawn": "当事人撤回听证申请。",
}


def investigation_text(step: Step) -> str:
    """Return the course of the investigation in words, each event with its day, to its end."""
    told = [(cast("date", one["happened_on"]), str(one["event"])) for one in chronicle(step.dossier)]
    concluded = step.dossier.last_step("report_findings")
    if concluded is not None:
        told.append((concluded.done_on, "案件调查终结"))
    return "；".join(f"{_day(day)}，{event}" for day, event in sorted(told, key=lambda one: one[0])) + "。"


def statement_text(step: Step, draft: Draft) -> str:
    """Return what the party said and what became of it; the draft's own words where it has them."""
    facts = step.desk.facts
    said = _STATEMENTS.get(str(facts["statement"]), "") + _HEARINGS.get(str(facts["hearing"]), "")
    return str(draft.wording.get("defence") or said)


def days_of(step: Step) -> dict[str, object]:
    """Return the days of hearing, passed review and meeting on which the decision rests; None where there was none."""
    dossier, facts = step.dossier, step.desk.facts
    hearing = next((one for one in reversed(dossier.hearings) if one.outcome == "held"), None)
    review = signed_review(dossier)
    passed = review is not None and review.conclusion in PASSING and facts["review"] in PASSING
    met = dossier.deliberations[-1] if dossier.deliberations and facts["deliberation"] == "approved" else None
    return {
        "hearing_held_on": day_of(hearing.held_at) if hearing is not None and hearing.held_at else None,
        "review_passed_on": day_of(review.signed_at) if passed and review is not None and review.signed_at else None,
        "deliberated_on": day_of(met.held_at) if met is not None else None,
    }


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
