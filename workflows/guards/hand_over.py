"""向公安机关移送: within twenty-four hours of the approval, with the papers of 310号令6条."""

from collections.abc import Sequence
from datetime import datetime

from workflows.forms import Answers, Field, Form, Kind
from workflows.guards.approve_referral import last_report
from workflows.guards.desk import Desk
from workflows.guards.limited import objection_to_future
from workflows.rules.evidence import EvidenceKind
from workflows.rules.referral import REFERRAL_TERMS, ReferralPaper, objections_to_hand_over
from workflows.vocabulary.wording import N_, Objection

PAPERS = tuple((paper.value, term) for paper, term in REFERRAL_TERMS.items())


def form(desk: Desk) -> Form:
    """Ask when, to whom and with what the case was handed over."""
    report = last_report(desk)
    return Form(
        (
            Field("police_body", N_("接受移送的公安机关"), limit=100),
            Field("handed_at", N_("移送时间"), Kind.MOMENT),
            Field("papers", N_("移送材料"), Kind.CHOICES, options=PAPERS),
            Field("other_papers", N_("其他有关涉嫌犯罪的材料"), required=False, limit=500),
            Field("prior_measures", N_("移送前已作出的行政处罚或者强制措施"), Kind.PARAGRAPH, required=False),
            Field("receiver", N_("在回执上签字的接收人"), limit=100),
        )
    ).with_initial({"police_body": report.get("police_body", ""), "handed_at": desk.now})


def objections(desk: Desk, answers: Answers | None) -> Sequence[Objection]:
    """Refuse a hand-over without approval, before it, or with papers missing; tell when it is late."""
    approved, tested = approved_at(desk), has_test_report(desk)
    if answers is None:
        everything = set(ReferralPaper)
        return objections_to_hand_over(
            approved_at=approved, handed_at=desk.now, papers=everything, has_test_report=tested
        )
    handed_at = answers.moment("handed_at")
    found: list[Objection | None] = [
        objection_to_future(handed_at, now=desk.now, what=N_("移送时间")),
        *objections_to_hand_over(
            approved_at=approved, handed_at=handed_at, papers=answers.choices("papers"), has_test_report=tested
        ),
    ]
    if approved is not None and handed_at < approved.replace(second=0, microsecond=0):
        text = N_("移送时间早于批准移送的时间，请核对")
        found.append(Objection("hand-over-before-approval", text, article="310号令5条"))
    return [one for one in found if one is not None]


def approved_at(desk: Desk) -> datetime | None:
    """Return when the principal last approved the referral; None when the last word was another."""
    step = desk.dossier.last_step("approve_referral")
    return step.done_at if step is not None and step.facts.get("referral") == "approved" else None


def has_test_report(desk: Desk) -> bool:
    """Say whether a test or expert report is on file, which then goes to the police too."""
    return any(one.kind == EvidenceKind.EXPERT_OPINION for one in desk.dossier.evidence)
