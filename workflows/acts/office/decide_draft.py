"""审批流程草稿: a second person of the legal office publishes it as the next version, or returns it with reasons.

Approval rests on nothing that was shown before: the frozen files are examined again, and what is published is what
was proved. The version, its journal entry and the end of the draft are one transaction; from its commit on, every
process that asks for the version in force gets the new one.
"""

from dataclasses import replace
from datetime import date, datetime

from workflows.acts.announcing import announce
from workflows.acts.office.draft_journal import note_draft, note_flow
from workflows.errors import RefusedError
from workflows.events import FlowPublished
from workflows.forms import SHANGHAI, Posted
from workflows.guards.flow_draft import draft_for, reason_form
from workflows.guards.flow_proof import examine_for_publication
from workflows.guards.flow_report import written
from workflows.guards.flow_submission import (
    Standing,
    accepted,
    approval_form,
    find_loosened,
    objection_to_deciding,
    objections_to_approving,
    standing_of,
)
from workflows.guards.means import Means, pack_files
from workflows.process.bundle import Bundle
from workflows.process.proof.report import ProofReport
from workflows.records.flow_drafts import DRAFTING, PUBLISHED, FlowDraft
from workflows.records.flows import PROVED, FlowVersion, add_version, lock_publishing
from workflows.records.transaction import Records
from workflows.vocabulary.roles import Actor
from workflows.vocabulary.wording import N_, Objection


def approve_draft(
    draft_id: int, posted: Posted, *, actor: Actor, records: Records, means: Means, now: datetime
) -> FlowVersion:
    """Publish a submitted draft as the next version and return it."""
    records.take_time()
    lock_publishing(records.session, actor.agency_id)
    draft = draft_for(draft_id, actor=actor, records=records)
    standing = standing_of(draft, records=records, means=means, today=now.astimezone(SHANGHAI).date())
    for objection in objections_to_approving(standing, actor=actor, records=records):
        if not objection.warning:
            raise RefusedError(objection)
    losses = find_loosened(standing, records=records, means=means)
    answers = approval_form(standing, losses).read(posted)
    bundle, report = _proved(standing, means)
    version = _version_of(draft, bundle, standing, on=answers.day("effective_from"), actor=actor, now=now)
    version = replace(version, report=written(report), loosened=accepted(answers, losses))
    add_version(records.session, version, files=pack_files(bundle.files))
    draft.status, draft.published_sha, draft.changed_at = PUBLISHED, bundle.sha, now
    records.session.flush()
    note_flow(_told(version, report), actor=actor, records=records, now=now)
    about = {"process": version.process, "version": version.version, "sha": version.sha}
    announce("flow_published", about, agency_id=draft.agency_id, records=records, now=now)
    return version


def return_draft(draft_id: int, posted: Posted, *, actor: Actor, records: Records, now: datetime) -> None:
    """Return a submitted draft to its editors with reasons."""
    draft = draft_for(draft_id, actor=actor, records=records)
    refusal = objection_to_deciding(draft, actor=actor, records=records)
    if refusal is not None:
        raise RefusedError(refusal)
    reason = reason_form().read(posted).text("reason")
    note_draft(draft, "returned", actor=actor, records=records, now=now, reason=reason)
    draft.returned_by_name, draft.returned_reason = actor.name, reason
    draft.status, draft.sha, draft.changed_at = DRAFTING, "", now
    records.session.flush()


def _proved(standing: Standing, means: Means) -> tuple[Bundle, ProofReport]:
    """Return what is published and what it rests on: a proof confirmed by its checker and by runs of the engine."""
    bundle = standing.examined.bundle
    examined = examine_for_publication(
        bundle.files if bundle is not None else {}, process=standing.draft.process, promises=means.promises
    )
    confirmed = examined.confirmation
    if examined.bundle is None or confirmed is None:
        raise RefusedError(Objection("unproved", N_("没有证明结果，不能公布")))
    if confirmed.contradictions:
        text = N_("流程引擎的试运行或者证明的复核与证明不一致，不能公布。请把此提示告诉系统管理员：{detail}")
        raise RefusedError(Objection("proof-contradicted", text, {"detail": confirmed.contradictions[0]}))
    return examined.bundle, confirmed.report


def _version_of(
    draft: FlowDraft, bundle: Bundle, standing: Standing, *, on: date, actor: Actor, now: datetime
) -> FlowVersion:
    return FlowVersion(
        sha=bundle.sha,
        process=draft.process,
        version=standing.newest.version + 1,
        effective_from=on,
        published_at=now,
        published_by=actor.name,
        published_by_id=actor.id,
        agency_id=draft.agency_id,
        submitted_by=draft.submitted_by_name,
        submitted_by_id=draft.submitted_by or 0,
        reason=draft.reason,
        provision=draft.provision,
        transition=draft.transition,
        proof=PROVED,
        draft_id=draft.id,
    )


def _told(version: FlowVersion, report: ProofReport) -> FlowPublished:
    return FlowPublished(
        draft_id=version.draft_id or 0,
        process=version.process,
        version=version.version,
        sha=version.sha,
        effective_from=version.effective_from.isoformat(),
        proof=version.proof,
        certificate=report.certificate,
        submitted_by=version.submitted_by,
        reason=version.reason,
        provision=version.provision,
        transition=version.transition,
        loosened=[f"{one['said']}（{one['provision']}）" for one in version.loosened],
    )
