"""Which papers 文书 an act issues, for rehearsals that name them and never make them."""

from collections.abc import Mapping

ACT_PAPERS: Mapping[str, tuple[str, ...]] = {
    "approve_filing": ("filing_approval",),
    "endorse_report": ("findings_report",),
    "issue_notice": ("prior_notice",),
    "review_defence": ("defence_review",),
    "accept_hearing": ("hearing_notice",),
    "hold_hearing": ("hearing_record",),
    "hearing_report": ("hearing_report",),
    "submit_review": ("review_submission",),
    "sign_opinion": ("review_opinion",),
    "deliberate": ("deliberation_record",),
    "decide_penalty": ("penalty_approval", "penalty_decision"),
    "decide_no_penalty": ("no_penalty_decision",),
    "record_service": ("service_receipt",),
    "clock:public_notice_30d": ("service_receipt",),
    "publish_service_notice": ("service_announcement",),
    "approve_referral": ("crime_referral_approval",),
    "hand_over": ("crime_referral",),
    "publish_disclosure": ("disclosure_form",),
    "exempt_disclosure": ("disclosure_form",),
    "issue_demand": ("demand_notice",),
    "close_case": ("closing_approval",),
    "order_correction": ("correction_order",),
    "suspend_case": ("period_approval",),
    "resume_case": ("period_approval",),
    "withdraw_disclosure": ("disclosure_withdrawal",),
}
"""The kinds of papers of each act that a rehearsal can meet; some depend on how the act ends."""
