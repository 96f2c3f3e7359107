"""The history 办理经过 a decision tells: only what the file shows to have happened, once, in order, with its day."""

from datetime import date
from itertools import groupby
from operator import itemgetter
from typing import cast

from workflows.acts.chronicle import chronicle
from workflows.acts.step import Step
from workflows.guards.limited import day_of
from workflows.guards.noticed import HEARING_REQUEST, STATEMENT
from workflows.guards.party_words import words_of_party
from workflows.guards.reviewing import signed_review
from workflows.records.drafts import Draft, Notice
from workflows.rules.days import in_words
from workflows.rules.review import PASSING

_SAID = {STATEMENT: "当事人提出陈述、申辩", HEARING_REQUEST: "当事人要求听证"}


def investigation_text(step: Step) -> str:
    """Return the course of the case in words, from the lead to the end of the investigation.

    An earlier notice, replaced since, is told here; the one the decision rests on stands in its own paragraph.
    """
    told = [(cast("date", one["happened_on"]), str(one["event"])) for one in chronicle(step.dossier)]
    told += [*_conclusions(step), *_earlier_notices(step)]
    days = groupby(sorted(told, key=itemgetter(0)), key=itemgetter(0))
    return "；".join(f"{in_words(day)}，" + "，".join(event for _, event in events) for day, events in days) + "。"


def credentials_shown(step: Step) -> bool:
    """Say whether a record 笔录 states that credentials were shown (处罚法55条1款)."""
    return bool(step.dossier.investigation_records)


def standing_orders(step: Step) -> str:
    """Return what the party was ordered to correct and has not been found to have corrected, each with its order."""
    numbers = {one.id: one.number for one in step.dossier.papers if one.kind == "correction_order"}
    return "；".join(
        f"{one.demand.rstrip('。；，')}（《责令改正通知书》{numbers.get(one.paper_id or 0, '')}）"
        for one in step.dossier.corrections
        if one.result != "verified"
    )


def statement_text(step: Step, draft: Draft) -> str:
    """Return what the party said, what became of each argument and why, then the draft's own words where they add."""
    told, drafted = words_of_party(step.desk), str(draft.wording.get("defence") or "").strip()
    silent = step.desk.facts["statement"] == "expired" and len(told) == 1
    if drafted and (silent or all(one in drafted for one in told)):
        return drafted
    return "\n".join(one for one in (*told, drafted) if one)


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


def _conclusions(step: Step) -> list[tuple[date, str]]:
    """Return the ends of the investigation: the report before each served notice, and the last report."""
    reports = [one for one in step.dossier.drafts if one.stage == "report"]
    served = [one.draft_id for one in step.dossier.notices if one.served_on is not None]
    ends = [[one for one in reports if one.id <= draft_id][-1:] for draft_id in served]
    days = list(dict.fromkeys(one.made_on for end in (*ends, reports[-1:]) for one in end))
    return [(day, "补充调查终结" if number else "案件调查终结") for number, day in enumerate(days)]


def _earlier_notices(step: Step) -> list[tuple[date, str]]:
    last = step.dossier.served_notice()
    told = list[tuple[date, str]]()
    for notice in step.dossier.notices:
        if notice.served_on is None or notice is last:
            continue
        told.append((notice.served_on, f"送达《行政处罚事先告知书》（{_number(step, notice)}）"))
        said = [one for one in step.dossier.statements if one.notice_id == notice.id and one.kind in _SAID]
        told += [(one.received_on, _SAID[one.kind]) for one in said]
    return told


def _number(step: Step, notice: Notice) -> str:
    return next((one.number for one in step.dossier.papers if one.id == notice.paper_id), "")
