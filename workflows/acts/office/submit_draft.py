"""提交、撤回流程草稿: submitting freezes the files with the proof; taking back opens them again."""

from datetime import datetime

from workflows.acts.office.draft_journal import note_draft
from workflows.errors import RefusedError
from workflows.forms import SHANGHAI, Posted
from workflows.guards.flow_draft import draft_for
from workflows.guards.flow_report import written
from workflows.guards.flow_submission import objections_to_submitting, standing_of, submission_form
from workflows.guards.means import Means
from workflows.records.flow_drafts import DRAFTING, SUBMITTED
from workflows.records.transaction import Records
from workflows.rules.permissions import Permission, Subject, objection_to
from workflows.vocabulary.roles import Actor
from workflows.vocabulary.wording import N_, Objection


def submit_draft(draft_id: int, posted: Posted, *, actor: Actor, records: Records, means: Means, now: datetime) -> None:
    """Submit a draft for approval with reason, provision, day and transition; nothing unproved is submitted."""
    records.take_time()
    draft = draft_for(draft_id, actor=actor, records=records)
    standing = standing_of(draft, records=records, means=means, today=now.astimezone(SHANGHAI).date())
    for objection in objections_to_submitting(standing, actor=actor):
        if not objection.warning:
            raise RefusedError(objection)
    answers = submission_form(standing).read(posted)
    draft.reason, draft.provision = answers.text("reason"), answers.text("provision")
    draft.effective_from, draft.transition = answers.day("effective_from"), answers.text("transition")
    draft.submitted_by, draft.submitted_by_name, draft.submitted_at = actor.id, actor.name, now
    draft.sha, draft.newest_sha = standing.examined.sha, standing.newest.sha
    draft.report = written(standing.examined.report) if standing.examined.report is not None else {}
    draft.status, draft.changed_at = SUBMITTED, now
    draft.returned_by_name = draft.returned_reason = ""
    records.session.flush()
    note_draft(draft, "submitted", actor=actor, records=records, now=now, reason=draft.reason)


def withdraw_draft(draft_id: int, *, actor: Actor, records: Records, now: datetime) -> None:
    """Take a submitted draft back, so that it can be changed again."""
    draft = draft_for(draft_id, actor=actor, records=records)
    refusal = objection_to(Permission.EDIT_FLOW, actor=actor, subject=Subject(draft.agency_id))
    if refusal is None and draft.status != SUBMITTED:
        refusal = Objection("not-submitted", N_("草稿没有处于待审批状态，可能已经撤回、退回或者公布；请刷新后再看"))
    if refusal is not None:
        raise RefusedError(refusal)
    note_draft(draft, "withdrawn", actor=actor, records=records, now=now)
    draft.status, draft.sha, draft.changed_at = DRAFTING, "", now
    records.session.flush()
