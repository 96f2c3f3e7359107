"""What the values of the facts are called where people read them: conditions, tables, differences, executions."""

from collections.abc import Mapping

from workflows.vocabulary.facts import Fact, FactValue
from workflows.vocabulary.wording import N_

YES, NO = N_("是"), N_("否")

_NONE = N_("无")
VALUE_TERMS: Mapping[str, Mapping[str, str]] = {
    "party_kind": {
        "citizen": N_("公民"),
        "sole_trader": N_("个体工商户"),
        "organisation": N_("法人或者其他组织"),
    },
    "category": {
        "penalty": N_("行政处罚"),
        "coercion": N_("行政强制"),
        "licence": N_("行政许可"),
        "inspection": N_("行政检查"),
        "expropriation": N_("行政征收征用"),
    },
    "level": {"county": N_("县级"), "city": N_("市级"), "province": N_("省级"), "township": N_("乡级")},
    "domain": {
        "civil_affairs": N_("民政"),
        "market": N_("市场监管"),
        "commerce": N_("商务"),
        "environment": N_("生态环境"),
        "other": N_("其他领域"),
    },
    "filing": {
        "none": N_("未决定"),
        "filed": N_("予以立案"),
        "refused": N_("不予立案"),
        "referred_out": N_("移送其他机关"),
    },
    "endorsement": {"none": N_("未审查"), "endorsed": N_("同意"), "back": N_("退回")},
    "route": {
        "none": N_("未定"),
        "penalise": N_("给予行政处罚"),
        "no_penalty": N_("不予行政处罚"),
        "not_made_out": N_("违法事实不能成立"),
        "transfer_crime": N_("涉嫌犯罪，移送司法机关"),
        "transfer_agency": N_("移送有管辖权的机关"),
        "revoke_filing": N_("撤销立案"),
        "terminate": N_("终止调查"),
    },
    "review_basis": {"none": _NONE, "catalogue": N_("目录审核"), "statutory": N_("法定审核")},
    "notice_right": {
        "none": _NONE,
        "statement_only": N_("陈述、申辩"),
        "with_hearing": N_("陈述、申辩和要求听证"),
    },
    "notice": {"none": N_("未告知"), "issued": N_("已制发"), "served": N_("已送达"), "done": N_("已办结")},
    "statement": {
        "none": N_("未提出"),
        "made": N_("已提出"),
        "expired": N_("逾期未提出"),
        "waived": N_("明确放弃"),
    },
    "hearing_request": {
        "none": N_("未申请"),
        "requested": N_("已申请"),
        "accepted": N_("已受理"),
        "refused": N_("不予受理"),
        "waived": N_("明确放弃"),
    },
    "hearing": {
        "none": N_("未举行"),
        "held": N_("已举行"),
        "terminated": N_("听证终止"),
        "withdrawn": N_("撤回申请"),
    },
    "defence": {
        "none": N_("未复核"),
        "rejected": N_("不予采纳"),
        "adopted_part": N_("部分采纳"),
        "adopted_full": N_("全部采纳"),
    },
    "change": {
        "none": N_("没有变化"),
        "wording": N_("仅文字改动"),
        "lighter": N_("减轻"),
        "basis": N_("事实、依据改变"),
        "heavier": N_("加重"),
    },
    "change_cause": {
        "none": _NONE,
        "new_evidence": N_("新的证据"),
        "legal_correction": N_("纠正法律适用"),
        "defence": N_("因当事人申辩"),
    },
    "review": {
        "none": N_("未审核"),
        "pass": N_("审核通过"),
        "pass_edit": N_("审核通过，附文书修改意见"),
        "return_evidence": N_("退回补充调查"),
        "return_law": N_("建议纠正法律适用"),
        "return_procedure": N_("建议补正程序"),
        "return_materials": N_("退回补齐材料"),
        "suggest_no_penalty": N_("建议不予处罚"),
        "suggest_transfer": N_("建议移送"),
    },
    "return_to": {
        "none": N_("不退回"),
        "investigate": N_("调查取证"),
        "report": N_("调查终结报告"),
        "notice": N_("事先告知"),
        "hearing": N_("听证"),
    },
    "rereview": {"none": N_("未申请"), "requested": N_("已申请"), "done": N_("已办结")},
    "deliberation": {
        "none": N_("未讨论"),
        "approved": N_("讨论同意"),
        "amended": N_("讨论决定修改"),
        "remanded": N_("讨论决定退回"),
        "rejected": N_("讨论不同意"),
    },
    "signing": {"none": N_("未签发"), "signed": N_("已签发"), "returned": N_("退回")},
    "decision": {
        "none": N_("未作出"),
        "penalty": N_("行政处罚决定"),
        "no_penalty": N_("不予行政处罚决定"),
    },
    "service_way": {
        "none": N_("未选择"),
        "direct": N_("直接送达"),
        "left": N_("留置送达"),
        "electronic": N_("电子送达"),
        "entrusted": N_("委托送达"),
        "mail": N_("邮寄送达"),
        "forwarded": N_("转交送达"),
        "public_notice": N_("公告送达"),
    },
    "disclosure_review": {"none": N_("未审查"), "publish": N_("予以公示"), "exempt": N_("不予公示")},
    "disclosure": {
        "none": N_("未公示"),
        "published": N_("已公示"),
        "exempted": N_("不予公示"),
        "withdrawn": N_("已撤回"),
    },
    "performance": {
        "none": N_("未登记"),
        "done": N_("履行完毕"),
        "instalments": N_("延期或者分期"),
        "overdue": N_("逾期未履行"),
        "court": N_("法院强制执行"),
        "ended": N_("终结执行"),
    },
    "correction": {
        "none": N_("未责令"),
        "ordered": N_("已责令"),
        "verified": N_("已改正"),
        "refused": N_("拒不改正"),
    },
    "referral": {"none": N_("未审批"), "approved": N_("批准移送"), "refused": N_("不批准移送")},
    "police": {"none": N_("未答复"), "filed": N_("已立案"), "declined": N_("不予立案"), "returned": N_("退回")},
    "remedy": {
        "none": _NONE,
        "open": N_("审理中"),
        "upheld": N_("维持"),
        "changed": N_("变更"),
        "revoked": N_("撤销原决定"),
    },
}
"""Every value of every choice of the vocabulary; a test holds it complete."""


def term_of(fact: Fact | None, value: FactValue) -> str:
    """Return what a choice or a truth is called; an answer of an administrator's form is called as it was designed."""
    if isinstance(value, bool):
        return YES if value else NO
    named = VALUE_TERMS.get(fact.name, dict(fact.called)) if fact is not None else {}
    return named.get(str(value), _UNANSWERED if value == "none" else str(value))


_UNANSWERED = N_("未填写")
