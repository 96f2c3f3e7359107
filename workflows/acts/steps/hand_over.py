"""向公安机关移送: the case is with the police, who have three days (310号令5条、6条、8条)."""

from workflows.acts.clocks import start_clock
from workflows.acts.papers import issue
from workflows.acts.step import Step
from workflows.guards.approve_referral import last_report
from workflows.guards.hand_over import approved_at
from workflows.guards.limited import day_of
from workflows.rules.referral import REFERRAL_TERMS, ReferralPaper


def perform(step: Step) -> None:
    """Issue the letter and let the police's period run from the day of the hand-over."""
    paper = issue(step, "crime_referral", _fields(step))
    start_clock(step, "police_3d", on=day_of(step.answers.moment("handed_at")))
    step.summary = f"{paper.number}：移送{step.answers.text('police_body')}，{step.answers.text('receiver')}签收"


def _fields(step: Step) -> dict[str, object]:
    report, answers, approved = last_report(step.desk), step.answers, approved_at(step.desk)
    listed = [REFERRAL_TERMS[ReferralPaper(one)] for one in answers.choices("papers") if one != ReferralPaper.LETTER]
    others = [answers.text("other_papers")] if answers.text("other_papers") else []
    return {
        "police_body": answers.text("police_body"),
        "facts": report["report"],
        "suspected_crime": report["suspected_crime"],
        "crime_provision": report["crime_provision"],
        "approved_on": day_of(approved) if approved is not None else None,
        "prior_measures": answers.text("prior_measures"),
        "attachments": [{"name": name, "copies": 1} for name in [*listed, *others]],
    }
