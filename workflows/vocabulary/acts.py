"""Acts 法定行为: the closed vocabulary of what people do in a case (path.md §3.3 and §3.4, adopted as it stands)."""

from dataclasses import dataclass

from workflows.vocabulary.roles import Role
from workflows.vocabulary.wording import N_


@dataclass(frozen=True, slots=True)
class Act:
    """One statutory act: its id in diagrams, its term, who may do it, how many must sign, and its provision.

    ``site`` marks the acts that name a call of the part ``service`` (送达…): they have no form of their own and are
    done when the part's proof of service is recorded.
    """

    id: str
    term: str
    roles: tuple[Role, ...]
    article: str = ""
    signers: int = 1
    site: bool = False


_H, _UH, _R, _LH = Role.HANDLER, Role.UNIT_HEAD, Role.REVIEWER, Role.LEGAL_HEAD
_L, _P, _S = Role.LEADER, Role.PRINCIPAL, Role.SERVER

STEP_ACTS: tuple[Act, ...] = (
    Act("register_source", N_("案源登记"), (_H,), "处罚法54条"),
    Act("verify_source", N_("线索核查"), (_H,), "处罚法22—25、29、36条", signers=2),
    Act("approve_filing", N_("立案审批"), (_L, _P), "处罚法54条2款"),
    Act("answer_informant", N_("答复实名举报人"), (_H,), "处罚法54条"),
    Act("assign_officers", N_("指派办案人员"), (_UH,), "处罚法42条、43条"),
    Act("investigate", N_("调查取证"), (_H,), "处罚法42条、54条、55条", signers=2),
    Act("report_findings", N_("调查终结报告"), (_H,), "处罚法57条1款", signers=2),
    Act("endorse_report", N_("承办机构负责人审查"), (_UH,), "处罚法57条1款"),
    Act("decide_route", N_("处理方向审查"), (_L, _P), "处罚法57条1款"),
    Act("issue_notice", N_("制发事先告知书"), (_H,), "处罚法44条、63条"),
    Act("await_statement", N_("听取陈述申辩"), (_H,), "处罚法45条、64条1项"),
    Act("review_defence", N_("陈述申辩复核"), (_H,), "处罚法45条"),
    Act("accept_hearing", N_("听证申请受理"), (_LH,), "处罚法63条、64条"),
    Act("announce_hearing", N_("听证公告"), (Role.HEARING_CLERK,), "处罚法64条3项"),
    Act("hold_hearing", N_("举行听证"), (Role.HEARING_CHAIR,), "处罚法64条"),
    Act("hearing_report", N_("听证报告"), (Role.HEARING_CHAIR,), "处罚法65条"),
    Act("finalise_draft", N_("拟定决定书草案"), (_H,), "处罚法57条、59条"),
    Act("submit_review", N_("送审"), (_H,), "处罚法58条"),
    Act("accept_review", N_("接收与材料审查"), (_R,), "处罚法58条"),
    Act("examine_case", N_("逐项审核"), (_R,), "处罚法58条"),
    Act("sign_opinion", N_("签署法制审核意见"), (_LH, _R), "处罚法58条"),
    Act("amend_draft", N_("按意见修改"), (_H,), "处罚法58条"),
    Act("confirm_edit", N_("修改确认"), (_R,), "处罚法58条"),
    Act("request_rereview", N_("签收审核意见"), (_UH,), "国办发〔2018〕118号"),
    Act("deliberate", N_("集体讨论"), (Role.MINUTE_TAKER,), "处罚法57条2款"),
    Act("decide_penalty", N_("作出行政处罚决定"), (_L, _P), "处罚法57条、59条"),
    Act("decide_no_penalty", N_("作出不予行政处罚决定"), (_L, _P), "处罚法33条、57条1款"),
    Act("choose_service", N_("选择送达方式"), (_S,), "处罚法61条", signers=2),
    Act("record_service", N_("登记送达回证"), (_S,), "民诉法87—95条", signers=2),
    Act("publish_service_notice", N_("公告送达"), (_S,), "民诉法95条", signers=2),
    Act("approve_exit", N_("撤销立案或终止审批"), (_L, _P), "处罚法57条1款"),
    Act("inform_party", N_("通知当事人"), (_H,), "处罚法57条1款"),
    Act("hand_over_case", N_("移送有管辖权机关"), (_H,), "处罚法22—25条"),
    Act("form_referral_team", N_("组成移送专案组"), (_H,), "310号令5条", signers=2),
    Act("approve_referral", N_("移送审批"), (_P,), "310号令5条"),
    Act("hand_over", N_("向公安机关移送"), (_H,), "310号令5条、6条"),
    Act("record_police_reply", N_("登记公安机关答复"), (_H,), "310号令8条"),
    Act("object_refusal", N_("对不予立案的异议"), (_H,), "310号令9条"),
    Act("hand_over_items", N_("移交涉案物品"), (_H,), "310号令12条"),
    Act("collect_disclosure", N_("公示采集"), (Role.DISCLOSURE_COLLECTOR,), "处罚法48条"),
    Act("examine_disclosure", N_("公示审查脱敏"), (Role.DISCLOSURE_EXAMINER,), "处罚法48条、50条"),
    Act("publish_disclosure", N_("公示发布"), (Role.DISCLOSURE_PUBLISHER,), "处罚法48条"),
    Act("exempt_disclosure", N_("不予公示审批"), (_L, _P), "处罚法48条、50条"),
    Act("record_performance", N_("履行登记"), (_H,), "处罚法66条、67条"),
    Act("approve_instalment", N_("延期分期缴纳审批"), (_L, _P), "处罚法66条"),
    Act("issue_demand", N_("催告"), (_H,), "强制法54条"),
    Act("review_demand_reply", N_("催告申辩复核"), (_H,), "强制法36条"),
    Act("apply_court", N_("申请法院强制执行"), (_L, _P), "强制法53条"),
    Act("record_court", N_("登记法院裁定"), (_H,), "强制法57条"),
    Act("end_execution", N_("终结执行"), (_L, _P), "强制法40条"),
    Act("verify_correction", N_("改正复查"), (_H,), "处罚法28条", signers=2),
    Act("close_case", N_("结案审批"), (_L, _P), "处罚法47条"),
    Act("archive_case", N_("立卷归档"), (Role.ARCHIVIST,), "处罚法47条"),
)

SITE_ACTS: tuple[Act, ...] = (
    Act("serve_notice", N_("送达事先告知书"), (_S,), "处罚法44条、61条", signers=2, site=True),
    Act("serve_hearing_notice", N_("送达听证通知书"), (_S,), "处罚法64条2项", signers=2, site=True),
    Act("serve_decision", N_("送达行政处罚决定书"), (_S,), "处罚法61条", signers=2, site=True),
    Act("serve_no_penalty", N_("送达不予行政处罚决定书"), (_S,), "处罚法61条", signers=2, site=True),
    Act("serve_demand", N_("送达催告书"), (_S,), "强制法38条、54条", signers=2, site=True),
)

CASE_ACTS: tuple[Act, ...] = (
    Act("add_evidence", N_("补充证据"), (_H,), "处罚法46条"),
    Act("record_interview", N_("询问笔录"), (_H,), "处罚法42条、55条", signers=2),
    Act("record_inspection", N_("现场检查笔录"), (_H,), "处罚法42条、55条", signers=2),
    Act("preserve_evidence", N_("先行登记保存"), (_L, _P), "处罚法56条"),
    Act("dispose_preserved", N_("先行登记保存处理"), (_H,), "处罚法56条", signers=2),
    Act("order_correction", N_("责令改正"), (_H, _L, _P), "处罚法28条1款"),
    Act("request_recusal", N_("申请回避"), (_H, _R, _LH, _UH), "处罚法43条"),
    Act("decide_recusal", N_("决定回避"), (_L, _P), "处罚法43条"),
    Act("suspend_case", N_("中止调查"), (_L, _P), "市监程序规定46条"),
    Act("resume_case", N_("恢复调查"), (_L, _P), "市监程序规定46条"),
    Act("extend_period", N_("延长办案期限"), (_L, _P), "市监程序规定64条"),
    Act("propose_exit", N_("提请撤销、终止或移送"), (_H, _R, _UH, _LH), "处罚法57条1款"),
    Act("suspect_crime", N_("发现涉嫌犯罪"), (_H, _R, _UH, _LH), "处罚法27条"),
    Act("decide_exit", N_("审批提请事项"), (_L, _P), "处罚法57条1款"),
    Act("record_statement", N_("登记陈述申辩或者听证申请"), (_H,), "处罚法45条、64条1项"),
    Act("record_remedy", N_("登记复议或者诉讼"), (_LH,), "处罚法73条"),
    Act("record_remedy_result", N_("登记复议诉讼结果"), (_LH,), "处罚法48条2款"),
    Act("impose_surcharge", N_("加处罚款"), (_L, _P), "处罚法72条1款1项"),
    Act("withdraw_disclosure", N_("公示撤回"), (Role.DISCLOSURE_PUBLISHER,), "处罚法48条2款"),
    Act("claim_task", N_("签收待办"), ()),
    Act("assign_task", N_("指派待办"), (_UH, _LH, _L, _P)),
    Act("transfer_task", N_("转办"), ()),
    Act("freeze_task", N_("证件失效冻结"), (), "处罚法42条"),
)

MAKING_PAPERS: frozenset[str] = frozenset(
    {
        "approve_filing",
        "endorse_report",
        "issue_notice",
        "review_defence",
        "accept_hearing",
        "hold_hearing",
        "hearing_report",
        "submit_review",
        "sign_opinion",
        "deliberate",
        "decide_penalty",
        "decide_no_penalty",
        "record_service",
        "publish_service_notice",
        "approve_referral",
        "hand_over",
        "publish_disclosure",
        "exempt_disclosure",
        "issue_demand",
        "close_case",
        "record_interview",
        "record_inspection",
        "preserve_evidence",
        "dispose_preserved",
        "order_correction",
        "suspend_case",
        "resume_case",
        "extend_period",
        "withdraw_disclosure",
    }
)
"""The acts that issue a paper, which can be looked at before it is issued."""

FORM_ACT = Act("form", N_("自定义表单"), tuple(Role))

ACTS: dict[str, Act] = {act.id: act for act in (*STEP_ACTS, *SITE_ACTS, *CASE_ACTS, FORM_ACT)}


def step_term(act_id: str, label: str) -> str:
    """Return what a finished step is called: the term of its act, or the label of a step the agency designed."""
    if act_id == FORM_ACT.id and label:
        return label
    return ACTS[act_id].term if act_id in ACTS else act_id


def site_term(act_id: str, site: str) -> str:
    """Return what a step within a call is about (送达事先告知书 of 选择送达方式); empty for a step outside of any."""
    return ACTS[site].term if site in ACTS and site != act_id else ""
