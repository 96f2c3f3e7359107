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
    record_statement,
    register_source,
    report_findings,
    request_rereview,
    review_defence,
    sign_opinion,
    submit_review,
    verify_source,
)
from workflows.guards.desk import Guard

_FILES: tuple[ModuleType, ...] = (
    accept_hearing, accept_review, add_evidence, amend_draft, announce_hearing, answer_informant, approve_filing,
    assign_officers, await_statement, choose_service, confirm_edit, decide_no_penalty, decide_penalty, decide_route,
    deliberate, endorse_report, examine_case, finalise_draft, hearing_report, hold_hearing, investigate, issue_notice,
    publish_service_notice, record_service, record_statement, register_source, report_findings, request_rereview,
    review_defence, sign_opinion, submit_review, verify_source,
)

GUARDS: Mapping[str, Guard] = {module.__name__.rpartition(".")[2]: cast("Guard", module) for module in _FILES}
