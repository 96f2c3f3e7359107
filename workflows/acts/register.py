"""The register: which file does which act, and which guard stands before it."""

from collections.abc import Callable, Mapping
from types import ModuleType
from typing import TypeAlias, cast

from workflows.acts.case import (
    add_evidence,
    decide_exit,
    decide_recusal,
    dispose_preserved,
    extend_period,
    impose_surcharge,
    order_correction,
    preserve_evidence,
    propose_exit,
    record_inspection,
    record_interview,
    record_remedy,
    record_remedy_result,
    record_statement,
    request_recusal,
    resume_case,
    suspect_crime,
    suspend_case,
)
from workflows.acts.step import Step
from workflows.acts.steps import (
    accept_hearing,
    accept_review,
    amend_draft,
    announce_hearing,
    answer_informant,
    approve_filing,
    assign_officers,
    await_statement,
    choose_service,
    confirm_edit,
    decide_no_penalty,
    decide_penalty,
    decide_route,
    deliberate,
    endorse_report,
    examine_case,
    finalise_draft,
    hearing_report,
    hold_hearing,
    investigate,
    issue_notice,
    publish_service_notice,
    record_service,
    register_source,
    report_findings,
    request_rereview,
    review_defence,
    sign_opinion,
    submit_review,
    verify_source,
)
from workflows.guards.desk import Guard
from workflows.guards.register import GUARDS

Perform: TypeAlias = Callable[[Step], None]

_STEPS: tuple[ModuleType, ...] = (
    accept_hearing, accept_review, amend_draft, announce_hearing, answer_informant, approve_filing, assign_officers,
    await_statement, choose_service, confirm_edit, decide_no_penalty, decide_penalty, decide_route, deliberate,
    endorse_report, examine_case, finalise_draft, hearing_report, hold_hearing, investigate, issue_notice,
    publish_service_notice, record_service, register_source, report_findings, request_rereview, review_defence,
    sign_opinion, submit_review, verify_source,
)
_CASE: tuple[ModuleType, ...] = (
    add_evidence, decide_exit, decide_recusal, dispose_preserved, extend_period, impose_surcharge, order_correction,
    preserve_evidence, propose_exit, record_inspection, record_interview, record_remedy, record_remedy_result,
    record_statement, request_recusal, resume_case, suspect_crime, suspend_case,
)

PERFORMS: Mapping[str, Perform] = {
    module.__name__.rpartition(".")[2]: cast("Perform", module.perform) for module in (*_STEPS, *_CASE)
}


def perform_of(act_id: str) -> Perform:
    """Return how an act is done."""
    return PERFORMS[act_id]


def guard_of(act_id: str) -> Guard:
    """Return the guard that stands before an act."""
    return GUARDS[act_id]
