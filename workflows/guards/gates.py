"""Every gate before a penalty, gathered from the file for rules/decision.py: nothing is assumed from the diagram."""

from datetime import date

from workflows.guards.desk import Desk
from workflows.guards.handling import handler_ids, reviewer_ids
from workflows.guards.intended import rule_draft_of, told_draft
from workflows.guards.reliance import defects_of, relied_records
from workflows.guards.reviewing import (
    content_changed_at,
    last_heard_at,
    passed_of,
    signed_review,
    steps_since,
)
from workflows.rules.decision import Bars, Gates, HearingGate, MeetingGate, NoticeGate, ReviewGate
from workflows.rules.filing import Conduct
from workflows.rules.identifiers import find_birthday
from workflows.rules.notice import Periods, Waiver
from workflows.rules.penalties import compare
from workflows.rules.review import PASSING


def gates_of(desk: Desk) -> Gates:
    """Return everything the leader's signature is asked about, as of today."""
    draft = desk.dossier.last_draft()
    return Gates(
        today=desk.today,
        signer_id=desk.actor.id,
        content_hash=draft.content_hash if draft is not None else "",
        notice=_notice_gate(desk),
        hearing=_hearing_gate(desk),
        review=_review_gate(desk),
        meeting=_meeting_gate(desk),
        bars=_bars(desk),
    )


def periods_of(desk: Desk) -> Periods:
    """Return the periods that run from the service of the newest notice; an unserved one has none."""
    notice = desk.dossier.last_notice()
    if notice is None or notice.served_on is None:
        return Periods(served_on=None, statement_ends_on=None)
    return Periods(
        served_on=notice.served_on,
        statement_ends_on=_ends_on(desk, "statement_5wd", notice.served_on),
        hearing_ends_on=_ends_on(desk, "hearing_request_5wd", notice.served_on),
        statement_waiver=_waiver(notice.waiver_form, notice.statement_waived_on),
        hearing_waiver=_waiver(notice.waiver_form, notice.hearing_waived_on),
    )


def conduct_of(desk: Desk) -> Conduct | None:
    """Return the violation in time, as the verification of the lead found it."""
    step = desk.dossier.last_step("verify_source")
    if step is None:
        return None
    ended = step.answers.get("act_ended_on")
    return Conduct(
        ended_on=date.fromisoformat(str(ended)) if ended else None,
        discovered_on=desk.dossier.case.received_on,
        long_limitation=bool(step.answers.get("long_limitation")),
    )


def _ends_on(desk: Desk, clock: str, served_on: date) -> date | None:
    row = desk.dossier.clock(clock)
    return row.due_on if row is not None and row.started_on >= served_on else None


def _waiver(form: str, on: date | None) -> Waiver | None:
    return Waiver(form, on) if on is not None else None


def _notice_gate(desk: Desk) -> NoticeGate:
    draft, told = desk.dossier.last_draft(), told_draft(desk)
    change = compare(rule_draft_of(told) if told else None, rule_draft_of(draft)).value if draft else "none"
    return NoticeGate(
        periods=periods_of(desk),
        hearing_right=bool(desk.facts["hearing_right"]),
        notice_right=str(desk.facts["notice_right"]),
        change=change,
        change_cause=draft.change_cause if draft else "none",
        renotice_on_lighter=desk.law.profile(on=desk.today).renotice_on_lighter,
    )


def _hearing_gate(desk: Desk) -> HearingGate:
    facts = desk.facts
    held = [one for one in desk.dossier.hearings if one.outcome in {"held", "terminated"}]
    return HearingGate(
        statement=str(facts["statement"]),
        defence=str(facts["defence"]),
        hearing_request=str(facts["hearing_request"]),
        hearing=str(facts["hearing"]),
        heard=bool(facts["heard"]),
        has_report=bool(held) and held[-1].reported_at is not None,
    )


def _review_gate(desk: Desk) -> ReviewGate:
    since, review = steps_since(desk.dossier, "sign_opinion"), signed_review(desk.dossier)
    failed = review is not None and review.conclusion not in PASSING
    may_override = desk.law.profile(on=desk.today).catalogue_override
    return ReviewGate(
        review_basis=str(desk.facts["review_basis"]),
        passed=passed_of(desk.dossier),
        last_heard_at=last_heard_at(since),
        content_changed_at=content_changed_at(since),
        reviewer_ids=reviewer_ids(desk.dossier),
        handler_ids=handler_ids(desk.dossier),
        is_overridden=failed and may_override and desk.facts["deliberation"] == "approved",
    )


def _meeting_gate(desk: Desk) -> MeetingGate:
    meetings = desk.dossier.deliberations
    last = meetings[-1] if meetings else None
    return MeetingGate(
        must_deliberate=bool(desk.facts["must_deliberate"]),
        result=str(desk.facts["deliberation"]),
        content_hash=last.content_hash if last else "",
        held_at=last.held_at if last else None,
    )


def _bars(desk: Desk) -> Bars:
    facts, draft = desk.facts, desk.dossier.last_draft()
    verified = desk.dossier.last_step("verify_source")
    return Bars(
        decision=str(facts["decision"]),
        referral=str(facts["referral"]),
        police=str(facts["police"]),
        conduct=conduct_of(desk),
        born_on=find_birthday(desk.dossier.party.code),
        fine=int(facts["fine"]),
        fined_before=bool(verified and verified.answers.get("fined_before")),
        relied_on=relied_records(desk, draft),
        defective=list(defects_of(desk)),
    )
