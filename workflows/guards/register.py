"""The register of guards: one file per act, found by the act's name; pages and acts ask the same one."""

from collections.abc import Mapping
from types import ModuleType
from typing import cast

from workflows.guards import (
    accept_hearing,
    accept_review,
    add_evidence,
    amend_draft,
    announce_hearing,
    answer_informant,
    approve_filing,
    assign_officers,
    await_statement,
    choose_service,
    confirm_edit,
    decide_exit,
    decide_no_penalty,
    decide_penalty,
    decide_recusal,
    decide_route,
    deliberate,
    dispose_preserved,
    endorse_report,
    examine_case,
    extend_period,
    finalise_draft,
    hearing_report,
    hold_hearing,
    impose_surcharge,
    investigate,
    issue_notice,
    order_correction,
    preserve_evidence,
    propose_exit,
    publish_service_notice,
    record_inspection,
    record_interview,
    record_remedy,
    record_remedy_result,
    record_service,
    record_statement,
    register_source,
    report_findings,
    request_recusal,
    request_rereview,
    resume_case,
    review_defence,
    sign_opinion,
    submit_review,
    suspect_crime,
    suspend_case,
    verify_source,
)
from workflows.guards.desk import Guard

_FILES: tuple[ModuleType, ...] = (
    accept_hearing, accept_review, add_evidence, amend_draft, announce_hearing, answer_informant, approve_filing,
    assign_officers, await_statement, choose_service, confirm_edit, decide_exit, decide_no_penalty, decide_penalty,
    decide_recusal, decide_route, deliberate, dispose_preserved, endorse_report, examine_case, extend_period,
    finalise_draft, hearing_report, hold_hearing, impose_surcharge, investigate, issue_notice, order_correction,
    preserve_evidence, propose_exit, publish_service_notice, record_inspection, record_interview, record_remedy,
    record_remedy_result, record_service, record_statement, register_source, report_findings, request_recusal,
    request_rereview, resume_case, review_defence, sign_opinion, submit_review, suspect_crime, suspend_case,
    verify_source,
)

GUARDS: Mapping[str, Guard] = {module.__name__.rpartition(".")[2]: cast("Guard", module) for module in _FILES}
