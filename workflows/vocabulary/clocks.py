"""Clocks 期限: the closed list of names a diagram may wait for, and what starts each (path.md §3.5).

How long each runs, what stops it, when it stands still and from when it applies is the law pack's
(``bpmn/law/clocks.yaml``).
"""

from dataclasses import dataclass

from workflows.vocabulary.wording import N_

EXPIRY = "clock:"
"""What stands before a clock's name where its expiry is meant: the message of a diagram, the start of another clock."""


@dataclass(frozen=True, slots=True)
class Clock:
    """One clock: its name, its term, the acts or expiries that start it."""

    id: str
    term: str
    starts: tuple[str, ...]


_ALL = (
    Clock("limitation", N_("追责时效"), ()),
    Clock("limitation_5y", N_("追责时效（涉及公民生命健康安全、金融安全且有危害后果）"), ()),
    Clock("verify_15wd", N_("线索核查"), ("register_source",)),
    Clock("penalty_90d", N_("办案期限"), ("approve_filing",)),
    Clock("preservation_7wd", N_("先行登记保存处理"), ("preserve_evidence",)),
    Clock("statement_5wd", N_("陈述申辩期"), ("serve_notice",)),
    Clock("hearing_request_5wd", N_("申请听证期"), ("serve_notice",)),
    Clock("hearing_notice_7wd", N_("听证提前通知"), ("serve_hearing_notice",)),
    Clock("hearing_announce_3wd", N_("听证公告"), ("announce_hearing",)),
    Clock("hearing_report_5wd", N_("听证报告"), ("hold_hearing",)),
    Clock("review_days", N_("审核时限"), ("accept_review",)),
    Clock("service_7wd", N_("决定书送达"), ("decide_penalty", "decide_no_penalty")),
    Clock("public_notice_30d", N_("公告送达"), ("publish_service_notice",)),
    Clock("disclosure_7wd", N_("处罚公示"), ("decide_penalty",)),
    Clock("withdraw_3wd", N_("公示撤回"), ("record_remedy_result",)),
    Clock("payment_15d", N_("缴款期限"), ("serve_decision",)),
    Clock("surcharge", N_("加处罚款"), ("clock:payment_15d",)),
    Clock("correction_due", N_("改正期限"), ("order_correction",)),
    Clock("demand_10wd", N_("催告"), ("serve_demand",)),
    Clock("court_3mo", N_("申请强制执行"), ("clock:litigate_6mo",)),
    Clock("reconsider_60d", N_("申请复议期"), ("serve_decision",)),
    Clock("litigate_6mo", N_("起诉期"), ("serve_decision",)),
    Clock("reply_10wd", N_("复议答复"), ()),
    Clock("answer_15d", N_("应诉举证"), ()),
    Clock("referral_3d", N_("移送审批"), ("form_referral_team",)),
    Clock("handover_24h", N_("向公安机关移送"), ("approve_referral",)),
    Clock("police_3d", N_("公安机关审查"), ("hand_over",)),
    Clock("objection_3d", N_("对不予立案提请复议或者监督"), ("record_police_reply",)),
    Clock("items_3d", N_("移交涉案物品"), ("record_police_reply",)),
    Clock(
        "closing_15wd",
        N_("结案"),
        (
            "record_performance",
            "end_execution",
            "serve_no_penalty",
            "inform_party",
            "hand_over_items",
            "hand_over_case",
        ),
    ),
    Clock("archive_days", N_("立卷归档"), ("close_case",)),
)
CLOCKS: dict[str, Clock] = {clock.id: clock for clock in _ALL}
