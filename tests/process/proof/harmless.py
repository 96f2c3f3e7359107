"""Harmless mutants: strokes that look wrong and break no law, each with the reason; looked at one by one (path.md §4).

A mutant stands here only while it can be published: as soon as a check or promise refuses it, its test fails and the
row goes.
"""

from collections.abc import Mapping

_ASKED_BEHIND = "the road behind asks for what only this act writes, so a case that passed it by comes back to it"
_ORGANISATION = "a division of work inside the agency, no demand of the statute"
_RULE = "a departmental rule (市监程序规定), which an agency of another field does not have"
_MAY = "the statute says 可以: a power of the agency or a right of the party, no step of every case"
_UNFILED = "nothing was filed, so nothing is owed: 54条2款 and 47条 speak of cases that were"
_NO_DECISION = "none of its ways leads to a decision: the case only goes another way back"

_BY_STEP: Mapping[str, str] = {
    "register_source": _RULE,
    "assign_officers": "that two officers act (42条1款) is demanded by every act of theirs itself",
    "endorse_report": _ORGANISATION,
    "collect_disclosure": "who collects is the agency's business; it is examined all the same (PO-19b)",
    "record_after_demand": "how long the demand runs is kept by the clock of apply_court (强制法54条)",
    "review_demand_reply": "强制法36条 binds agencies that enforce themselves; 54条 wants the demand and its ten days",
    "hand_over_case": "the leader has ended the case (PO-23c); handing it on is told by a departmental rule",
    "inform_party": _RULE,
    "announce_hearing": "市监听证办法22条, a departmental rule; 64条3项 wants the hearing public, not announced",
    "confirm_edit": "the road asks again before the deliberation whether the reviewer has confirmed (confirm_redraft)",
    "amend_draft": "what was not amended is confirmed as it stands; only the confirmed text is decided (PO-11a)",
    "request_rereview": _ORGANISATION,
    "submit_review": _ORGANISATION,
    "approve_instalment": _MAY,
    "apply_court": _MAY,
    "answer_informant": _RULE,
    "archive_unfiled": _UNFILED,
    "notice_assessment_call": "judged again on the draft; who then has the right to a hearing is told anew (PO-07)",
}

_DROPPED = (
    "register_source",
    "assign_officers",
    "collect_disclosure",
    "record_after_demand",
    "review_demand_reply",
    "hand_over_case",
    "inform_party",
    "announce_hearing",
    "confirm_edit",
    "request_rereview",
    "approve_instalment",
    "answer_informant",
    "archive_unfiled",
)

_SWAPPED: Mapping[str, str] = {
    "assess_hearing_threshold, assess_major_decision": "the two tables ask nothing of each other",
    "assess_major_decision, assess_deliberation_scope": "57条2款 wants grave cases; the row on the basis is local",
    "finalise_draft, drafting_assessment_call": "what grows heavier is noticed anew, and with that judged anew",
    "review_demand_reply, apply_court": _BY_STEP["review_demand_reply"],
    "register_source, verify_source": _RULE,
    "serve_hearing_notice_call, announce_hearing": _BY_STEP["announce_hearing"],
    "submit_review, accept_review": _ORGANISATION,
    "examine_case, sign_opinion": _ORGANISATION,
    "amend_draft, confirm_edit": "what is amended after the confirmation is confirmed again (confirm_redraft)",
    "notice_assessment_call, issue_notice": _BY_STEP["notice_assessment_call"],
    "answer_informant, archive_unfiled": _UNFILED,
}

_TURNED: Mapping[str, str] = {
    "court_applied_to_record_court": _ORGANISATION,
    "correction_ordered_to_verify_correction": "28条1款 wants it ordered; looking after it is a departmental rule",
    "exit_to_agency_to_hand_over_case": _BY_STEP["hand_over_case"],
    "filing_decided_to_assign_officers": _BY_STEP["assign_officers"],
    "investigation_endorsed_to_investigate": _ORGANISATION,
    "review_materials_complete_to_submit_review": _ORGANISATION,
    "review_conclusion_to_amend_draft": _BY_STEP["confirm_edit"],
    "referral_objected_to_record_police_reply": _MAY,
    "service_by_public_notice_to_publish_service_notice": "either way the service is proved before the road goes on",
    "review_outcome_to_investigation_call": _NO_DECISION,
    "deliberation_result_to_drafting_call": _NO_DECISION,
}

_GATEWAYS: Mapping[str, str] = {
    "exclusiveGateway: execution_join": "the part ends when nothing is left inside, so it waits for both all the same",
    "inclusiveGateway: execution_join": "an inclusive join waits for whatever was begun: for both",
    "inclusiveGateway: decided_join": "an inclusive join waits for whatever was begun: for both",
    "parallelGateway: disclosure_published": "what was published is collected again, until an exemption ends it",
    "parallelGateway: exit_to_agency": _BY_STEP["hand_over_case"],
    "parallelGateway: filing_decided": "officers are named for what is not filed, too; case_filed asks again",
    "parallelGateway: referral_objected": _MAY,
}

_WEAKENED: Mapping[str, str] = {
    "weakened 3: notice_entry_to_hearing_call": "a hearing without a right to it takes nothing away",
    "weakened 5: notice_entry_to_hearing_call": "the reviewer who wanted a new notice sees the case again (PO-14)",
    "weakened 6: notice_entry_to_hearing_call": "whoever did not ask is refused, and the road goes on as before",
    "weakened 0: review_conclusion_to_legal_review_end": _ASKED_BEHIND,
}

_NOT_LOOSENED = "what the row says holds by statute (rules/floors.py), or is what the table answers without it"

HARMLESS: Mapping[str, str] = {
    **{f"step dropped: {step}": _BY_STEP[step] for step in _DROPPED},
    **{f"cut short: {step}": _UNFILED for step in ("filing_call", "answer_informant", "archive_unfiled")},
    "passed by: archive_unfiled": _UNFILED,
    **{f"swapped: {pair}": reason for pair, reason in _SWAPPED.items()},
    **{f"turned: {flow}": reason for flow, reason in _TURNED.items()},
    **_GATEWAYS,
    **_WEAKENED,
    "exit leads on: investigation_exit_approved": "the road behind asks for the direction (route_penalise)",
    "row 1 gone: tables/deliberation_scope.dmn": _NOT_LOOSENED,
    "row 6 gone: tables/deliberation_scope.dmn": _NOT_LOOSENED,
    "row 1 gone: tables/hearing_threshold.dmn": _NOT_LOOSENED,
    "row 6 gone: tables/hearing_threshold.dmn": _NOT_LOOSENED,
    "row 5 gone: tables/major_decision.dmn": _NOT_LOOSENED,
}
