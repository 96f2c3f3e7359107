"""The case of 永宁礼仪服务有限公司 (law.md §7.1) as the fields of every paper: what a developer fills from the archive."""

from datetime import UTC, date, datetime

_PENALTIES = [
    {"kind": "警告"},
    {"kind": "没收违法所得", "amount": 2_580_000, "detail": "扣除新条例施行前部分和已退费部分"},
    {"kind": "罚款", "amount": 6_000_000},
]
_PROPOSED = "责令改正；警告；没收违法所得25,800.00元；罚款60,000.00元。"
_ITEMS = [
    {"name": "业务登记账册", "specification": "2026年度", "quantity": "1册", "condition": "完好", "remark": "封存"},
    {"name": "手机收款记录打印件", "specification": "A4", "quantity": "12页", "condition": "完好"},
]

COMMON: dict[str, object] = {
    "agency": {
        "name": "青峦县民政局",
        "short_name": "青峦民",
        "address": "青峦县永宁街道文昌路8号",
        "phone": "0999-6012345",
        "contact": "赵敏",
        "reconsideration_body": "青峦县人民政府",
        "court": "青峦县人民法院",
        "bank": "青峦县农村商业银行营业部",
        "bank_account": "6200 1000 2000 3000",
    },
    "case": {
        "number": "青峦民立字〔2026〕7号",
        "title": "青峦县永宁礼仪服务有限公司涉嫌擅自从事遗体接运、存放案",
        "cause": "擅自从事遗体接运、存放",
        "source": "12345政务服务便民热线转办和县殡仪馆反映",
        "filed_on": date(2026, 5, 22),
    },
    "party": {
        "kind_label": "有限责任公司",
        "is_citizen": False,
        "name": "青峦县永宁礼仪服务有限公司",
        "code": "91539921MAY00A1K6X",
        "legal_rep": "周启明",
        "address": "青峦县永宁街道滨河路21号",
        "phone": "13900000000",
    },
    "officers": [{"name": "林守正", "credential": "53990010231"}, {"name": "赵敏", "credential": "53990010245"}],
    "paper": {"number": "青峦民罚决字〔2026〕3号", "issued_on": date(2026, 8, 3)},
}
_HANDLERS = {"opinion": "事实清楚，证据确凿，建议按程序办理。", "signed_on": date(2026, 5, 21)}
_UNIT_HEAD = {"name": "陈立", "opinion": "同意承办人意见。", "signed_on": date(2026, 5, 22)}
_LEADER = {"name": "王建国", "opinion": "同意。", "signed_on": date(2026, 5, 22)}
_HEARING = {
    "starts_at": datetime(2026, 7, 8, 1, 0, tzinfo=UTC),
    "place": "青峦县民政局三楼听证室",
    "is_public": True,
    "chair": "王律",
    "members": "孙宁、何涛",
    "clerk": "李雯",
}
_FINDINGS = {
    "facts": (
        "2026年3月10日至5月20日，当事人使用改装面包车接运遗体，租用冷库存放遗体，共13单，收取46,800元。"
        "其中3月10日至3月29日4单14,400元；4月后3单已退费6,600元。\n"
        "当事人系初次违法，调查期间积极配合。"
    ),
    "violated_provision": "《殡葬管理条例》第二十五条",
    "penalty_provision": "《殡葬管理条例》第六十五条",
    "discretion": "违法所得不足10万元，罚款幅度为5万元以上20万元以下。当事人初次违法、配合调查、主动退费，适用从轻档次。",
}
_EVIDENCE = [
    {"name": "现场检查笔录及现场照片", "proves": "冷库存放遗体的现场情况", "obtained": "2026年5月20日现场检查制作"},
    {"name": "周启明询问笔录", "proves": "接运单数、收费和退费情况", "obtained": "2026年7月9日询问制作"},
    {"name": "冷库租赁合同和银行流水", "proves": "租用冷库和收款金额", "obtained": "2026年7月14日调取"},
]
_ATTENDANTS = [
    {"role": "调查人员", "name": "林守正", "position": "执法大队"},
    {"role": "当事人的法定代表人", "name": "周启明"},
]
_REVIEW_ITEMS = (
    "执法主体是否合法，执法人员是否具备执法资格", "执法程序是否合法", "案件事实是否清楚，证据是否合法充分",
    "适用法律、法规、规章是否准确，裁量基准运用是否适当", "执法是否超越法定权限", "执法文书是否完备、规范",
    "违法行为是否涉嫌犯罪、需要移送司法机关", "其他：时效、管辖、回避、一事不二罚、涉企影响",
)  # fmt: skip

_OWN: dict[str, dict[str, object]] = {
    "filing_approval": {
        "handlers": _HANDLERS, "unit_head": _UNIT_HEAD, "leader": _LEADER,
        "received_on": date(2026, 5, 18), "clue_summary": "群众反映该公司用面包车拉运遗体并在冷库存放。",
        "verification": "5月20日现场检查，发现冷库内存放遗体2具和收费单据。",
        "suspected_provision": "《殡葬管理条例》第二十五条", "penalty_provision": "《殡葬管理条例》第六十五条",
        "jurisdiction": "违法行为发生地在本县，本机关有管辖权。", "limitation": "未超过二年。",
        "no_duplicate": "经查询未重复立案。", "filing_result": "立案",
    },
    "interview_record": {
        "started_at": "2026-06-03T09:30:00+08:00", "ended_at": "2026-06-03T11:05:00+08:00",
        "place": "青峦县民政局询问室", "sequence": 1,
        "interviewers": COMMON["officers"], "recorder": "赵敏",
        "interviewee": {
            "name": "周启明", "gender": "男", "id_number": "539921198003150012", "phone": "13900000000",
            "address": "青峦县永宁街道滨河路21号", "employer": "永宁礼仪服务有限公司法定代表人", "relation": "当事人的法定代表人",
        },
        "informed_answer": "听清了。", "recusal_answer": "不申请回避。",
        "dialogue": [
            {"question": "接运遗体从什么时候开始？", "answer": "2026年3月10日开始，到5月20日共13单。"},
            {"question": "一共收了多少钱？", "answer": "46,800元，后来退了3单6,600元。"},
        ],
        "supplement": "愿意配合整改。", "recording_number": "ZF-20260603-01", "signed_on": date(2026, 6, 3),
    },
    "inspection_record": {
        "started_at": datetime(2026, 5, 20, 1, 30, tzinfo=UTC), "ended_at": datetime(2026, 5, 20, 3, 0, tzinfo=UTC),
        "place": "青峦县永宁街道滨河路21号冷库", "conditions": "晴，室内照明良好", "inspectors": COMMON["officers"],
        "recorder": "赵敏", "present": {"name": "周启明", "position": "法定代表人", "id_number": "539921198003150012"},
        "witness": {"name": "吴社区", "id_number": "53992119700101001X"},
        "notified": "已通知当事人的法定代表人到场。", "basis": "《殡葬管理条例》和行政检查计划",
        "scope": "冷库、停车场、财务室", "observations": "冷库位于院内东侧。\n库内有遗体2具，标签齐全。\n停车场有改装面包车1辆。",
        "measures": "拍照12张（编号01至12），对账册和手机收款记录先行登记保存。", "recording_number": "ZF-20260520-01",
        "party_opinion": "属实，无异议。", "signed_on": date(2026, 5, 20),
    },
    "findings_report": {
        **_FINDINGS, "penalties": _PENALTIES, "handlers": _HANDLERS, "unit_head": _UNIT_HEAD,
        "timeline": [
            {"happened_on": date(2026, 5, 20), "event": "现场检查，全程音像记录"},
            {"happened_on": date(2026, 5, 22), "event": "立案，同日先行登记保存账册和收款记录"},
        ],
        "evidence": _EVIDENCE, "party_claims": "当事人主张部分业务发生在新条例施行前、部分已退款，经核实属实。",
        "characterisation": "各单业务逐单可分，新条例施行前的4单依据当时规定不予处罚。", "crime_assessment": "未发现涉嫌犯罪。",
        "business_impact": "处罚不影响企业正常经营和用工。", "proposal": "建议给予行政处罚，并责令改正：",
        "review_assessment": "罚款五万元以上，属于重大执法决定，应当法制审核。",
        "hearing_assessment": "罚款、没收分别计算，均未达到听证标准。", "round": 2,
    },
    "prior_notice": {
        **_FINDINGS, "penalties": _PENALTIES, "evidence_summary": "现场检查笔录、询问笔录、租赁合同、银行流水。",
        "statement_days": 5, "hearing_right": True, "hearing_days": 5,
        "replaced_number": "青峦民罚先告字〔2026〕5号", "replaced_reason": "违法所得和罚款数额减少",
    },
    "defence_review": {
        "handlers": _HANDLERS, "unit_head": _UNIT_HEAD, "notice_number": "青峦民罚先告字〔2026〕5号",
        "notice_served_on": date(2026, 6, 18), "received_on": date(2026, 6, 25), "way": "书面", "speaker": "周启明",
        "arguments": [
            {
                "claim": "部分业务在新条例施行前。", "verification": "核对账册，3月30日前4单。", "adopted": "采纳",
                "reason": "《行政处罚法》第三十七条从旧兼从轻。",
            },
        ],
        "outcome": "部分采纳当事人的陈述申辩意见。", "change": "没收违法所得减至25,800.00元，罚款减至60,000.00元",
    },
    "hearing_notice": {
        "hearing": _HEARING, "requested_on": date(2026, 6, 22), "notice_number": "青峦民罚先告字〔2026〕5号",
    },
    "hearing_record": {
        "hearing": _HEARING, "ended_at": datetime(2026, 7, 8, 3, 0, tzinfo=UTC), "attendants": _ATTENDANTS,
        "recusal_answer": "已听清，不申请回避。", "investigators_case": "当事人擅自接运、存放遗体13单。",
        "party_case": "部分已退款，请求从轻。",
        "examination": [{"evidence": "业务登记账册", "party_view": "真实性无异议。", "reply": "予以确认。"}],
        "debate": "双方就违法所得计算进行辩论。", "final_statement": "请求从轻处罚。", "signed_on": date(2026, 7, 8),
    },
    "hearing_report": {
        "hearing": _HEARING, "requested_on": date(2026, 6, 22), "accepted_on": date(2026, 6, 23),
        "attendants": _ATTENDANTS, "investigators_case": "当事人擅自接运、存放遗体13单。", "party_case": "请求从轻。",
        "focus": "违法所得如何计算。", "evidence_finding": "各项证据真实、合法、相关，予以采信。",
        "conclusion": "变更拟处罚内容", "reasons": "新条例施行前的业务不应处罚。", "signed_on": date(2026, 7, 10),
    },
    "review_submission": {
        "unit_head": _UNIT_HEAD, "round": 2, "unit_name": "社会事务股", "category": "行政处罚",
        "review_basis": "《行政处罚法》第五十八条第一款第三项；本机关重大执法决定目录", "proposed_decision": _PROPOSED,
        "deadline_on": date(2026, 8, 20), "days_left": 27,
        "materials": [
            {"name": "调查终结报告", "present": True, "pages": 8, "fingerprint": "9f2c" * 16},
            {"name": "涉企经济影响评估表", "present": True, "pages": 2, "fingerprint": "01ab" * 16},
            {"name": "听证报告", "present": False},
        ],
        "corrections": [{"finding": "6月3日笔录仅一名执法人员签名", "correction": "7月9日由两名执法人员重新询问"}],
        "received_by": "王律", "received_at": datetime(2026, 7, 24, 2, 15, tzinfo=UTC), "completeness": "齐备",
        "review_due_on": date(2026, 8, 4),
    },
    "review_opinion": {
        "legal_head": {"name": "郑法", "opinion": "同意审核意见。", "signed_on": date(2026, 7, 29)},
        "round": 1, "unit_name": "社会事务股", "legal_unit": "政策法规股",
        "reviewers": [{"name": "王律", "qualification": "A20145399001234"}], "submission_number": "青峦民法送字〔2026〕2号",
        "case_summary": _FINDINGS["facts"], "proposed_decision": _PROPOSED, "review_basis": "《行政处罚法》第五十八条",
        "review_way": "书面审查、调阅案卷、询问承办人",
        "items": [
            {
                "label": label, "conclusion": "存在问题" if number == 2 else "符合",
                "problem": "6月3日询问笔录仅一名执法人员签名" if number == 2 else "",
                "basis": "《行政处罚法》第四十二条" if number == 2 else "",
                "advice": "由两名执法人员重新询问" if number == 2 else "",
            }
            for number, label in enumerate(_REVIEW_ITEMS, start=1)
        ],
        "key_issues": "新旧条例衔接：行为逐单可分，新条例施行前的4单不适用第六十五条。", "conclusion": "退回补充调查",
        "requirements": "剔除14,400元；重作询问笔录；补充租赁合同和银行流水；扣除退赔6,600元；充实裁量说理。",
        "correction_due_on": date(2026, 7, 20), "dissent": "承办人认为行为持续，应一并处罚。",
        "draft_fingerprint": "5c7e" * 16, "reviewed_on": date(2026, 7, 7),
    },
    "deliberation_record": {
        "started_at": datetime(2026, 7, 31, 1, 0, tzinfo=UTC), "ended_at": datetime(2026, 7, 31, 2, 20, tzinfo=UTC),
        "place": "青峦县民政局二楼会议室", "chair": "王建国", "minute_taker": "李雯", "members_due": 3, "members_present": 3,
        "members": [
            {"name": "刘芳", "position": "副局长"}, {"name": "马骏", "position": "副局长"},
            {"name": "王建国", "position": "局长"},
        ],
        "attendees": [{"name": "林守正", "role": "承办人"}, {"name": "王律", "role": "法制审核人员"}],
        "recusals": "无", "handlers_report": "汇报事实、证据、依据、裁量和申辩情况。",
        "review_report": "第二轮审核同意。", "opinion_number": "青峦民法审字〔2026〕2号",
        "speeches": [
            {"name": "刘芳", "position": "副局长", "text": "同意。"}, {"name": "马骏", "position": "副局长", "text": "同意。"},
            {"name": "王建国", "position": "局长", "text": "同意，注意公示期限。"},
        ],
        "conclusion": _PROPOSED, "reasons": "事实清楚，证据确凿，裁量适当。", "attachments": "法制审核意见书", "signed_on": date(2026, 7, 31),
    },
    "penalty_decision": {
        **_FINDINGS, "evidence": _EVIDENCE, "penalties": _PENALTIES,
        "investigation": "2026年5月20日，执法人员现场检查；5月22日对账册先行登记保存，6月1日复制固定后解除；7月9日询问周启明。",
        "notice": {"number": "青峦民罚先告字〔2026〕6号", "served_on": date(2026, 7, 21), "with_hearing": False},
        "statement": "2026年6月25日，当事人提出部分业务在新条例施行前、已退款，本机关予以采纳。7月23日，当事人书面放弃陈述、申辩。",
        "review_passed_on": date(2026, 7, 29), "deliberated_on": date(2026, 7, 31),
        "correction": "立即停止遗体接运、存放。", "payable": 8_580_000, "payment_days": 15, "payment_code": "5399000012345678",
        "items": _ITEMS,
    },
    "no_penalty_decision": {
        "evidence": _EVIDENCE, "investigation": "执法人员现场检查并询问当事人。", "facts": "当事人接运遗体1单，未收费。",
        "violated_provision": "《殡葬管理条例》第二十五条", "statement": "当事人未提出陈述、申辩。",
        "review_passed_on": date(2026, 7, 29), "deliberated_on": date(2026, 7, 31),
        "ground": "《中华人民共和国行政处罚法》第三十三条第一款", "ground_reason": "违法行为轻微并及时改正，没有造成危害后果。",
        "education": "遗体接运由殡仪馆专门提供，不得擅自从事。", "correction": "不得再次从事遗体接运。",
    },
    "service_receipt": {
        "documents": [{"name": "行政处罚决定书", "number": "青峦民罚决字〔2026〕3号", "copies": 1}],
        "recipient": "青峦县永宁礼仪服务有限公司", "place": "青峦县永宁街道滨河路21号", "way": "direct",
        "sent_at": datetime(2026, 8, 5, 2, 0, tzinfo=UTC), "received_at": datetime(2026, 8, 5, 2, 5, tzinfo=UTC),
        "received_by": "周启明", "servers": COMMON["officers"],
    },
    "crime_referral_approval": {
        "unit_head": _UNIT_HEAD, "team": COMMON["officers"], "reported_on": date(2026, 6, 8),
        "facts": "当事人伪造火化证明出售。", "suspected_crime": "伪造国家机关证件罪",
        "crime_provision": "《中华人民共和国刑法》第二百八十条第一款", "evidence_summary": "伪造证明3份、转账记录。",
        "property_status": "伪造印章1枚已登记保存。", "police_body": "青峦县公安局", "team_opinion": "建议移送。",
        "principal": {"name": "王建国", "opinion": "批准移送。", "signed_on": date(2026, 6, 9)},
    },
    "crime_referral": {
        "police_body": "青峦县公安局", "facts": "当事人伪造火化证明出售。", "suspected_crime": "伪造国家机关证件罪",
        "crime_provision": "《中华人民共和国刑法》第二百八十条第一款", "approved_on": date(2026, 6, 9), "prior_measures": "无",
        "attachments": [
            {"name": "涉嫌犯罪案件情况的调查报告", "copies": 1}, {"name": "涉案物品清单", "copies": 1},
            {"name": "有关检验报告或者鉴定结论", "copies": 1}, {"name": "其他有关涉嫌犯罪的材料", "copies": 3},
        ],
    },
    "preservation_notice": {
        "items": _ITEMS, "suspected_act": "擅自从事遗体接运、存放", "reason": "账册和收款记录可能灭失", "way": "异地保存",
        "place": "青峦县民政局物证室", "keeper": "赵敏", "starts_on": date(2026, 5, 22), "ends_on": date(2026, 6, 2),
    },
    "preservation_disposal": {
        "notice_number": "青峦民登存字〔2026〕1号", "preserved_on": date(2026, 5, 22), "reason": "经复制固定，不再需要保存原件",
        "disposal": "解除先行登记保存，退还原件。",
        "items": [{"name": "业务登记账册", "specification": "2026年度", "quantity": "1册", "disposal": "复制后退还"}],
    },
    "correction_order": {
        "facts": "擅自从事遗体接运、存放。", "violated_provision": "《殡葬管理条例》第二十五条",
        "order_basis": "《中华人民共和国行政处罚法》第二十八条第一款", "requirements": "停止接运、存放，将遗体移交县殡仪馆。",
        "due_on": date(2026, 8, 18), "recheck": "2026年8月19日复查。", "consequence": "依法处理。",
    },
    "service_announcement": {
        "document_name": "行政处罚决定书", "document_number": "青峦民罚决字〔2026〕3号", "gist": _PROPOSED,
        "reason": "采用直接、留置、邮寄等方式均无法送达", "announcement_days": 30, "media": "青峦县人民政府门户网站",
        "rights": "不服本决定的，可以自公告期满之日起六十日内申请行政复议，或者六个月内提起行政诉讼。",
    },
    "demand_notice": {
        "decision_number": "青峦民罚决字〔2026〕3号", "decision_on": date(2026, 8, 3), "decision_served_on": date(2026, 8, 5),
        "obligations": "缴纳罚款和没收违法所得", "principal": 8_580_000, "surcharge": 1_800_000,
        "surcharge_detail": "自2026年8月21日起10日，每日百分之三", "total": 10_380_000, "perform_days": 10,
        "payment_code": "5399000012345678",
    },
    "closing_approval": {
        "handlers": _HANDLERS, "unit_head": _UNIT_HEAD, "leader": _LEADER,
        "decision_number": "青峦民罚决字〔2026〕3号", "decision_on": date(2026, 8, 3), "decision_served_on": date(2026, 8, 5),
        "decision_summary": _PROPOSED, "performance": "2026年8月18日缴清罚没款85,800.00元。",
        "correction": "8月19日复查，已改正。", "remedy": "未申请行政复议、未提起行政诉讼。",
        "property_disposal": "登记保存物品已退还。", "disclosure": "8月10日公示。", "closing_kind": "执行完毕",
    },
    "disclosure_form": {
        "decision_number": "青峦民罚决字〔2026〕3号", "decision_on": date(2026, 8, 3), "legal_rep": "周启明",
        "party_code": "91539921MAY00A1K6X", "party_name": "青峦县永宁礼仪服务有限公司",
        "violation_kind": "擅自从事遗体接运、存放", "facts": "擅自接运、存放遗体。", "penalty_provision": "《殡葬管理条例》第六十五条",
        "penalty_kinds": "警告；罚款；没收违法所得", "penalty_content": _PROPOSED, "fine": 6_000_000, "confiscation": 2_580_000,
        "disclosed_until": date(2027, 8, 9), "agency_code": "11539921MBY000109M", "channels": "县政府门户网站、信用中国",
        "due_on": date(2026, 8, 12), "redaction": "不涉及自然人信息。",
        "collector": {"name": "赵敏", "signed_on": date(2026, 8, 6)},
        "examiner": {"name": "陈立", "opinion": "可以公示。", "signed_on": date(2026, 8, 7)},
        "publisher": {"name": "李雯", "published_at": datetime(2026, 8, 10, 2, 0, tzinfo=UTC)},
    },
    "disclosure_withdrawal": {
        "handlers": _HANDLERS, "unit_head": _UNIT_HEAD, "leader": _LEADER, "decision_number": "青峦民罚决字〔2026〕3号",
        "published_on": date(2026, 8, 10), "channels": "县政府门户网站", "kind": "撤回", "reason": "行政复议决定撤销原处罚决定",
        "basis_document": "青政复决字〔2026〕9号", "explanation": "原处罚决定已被行政复议机关撤销。",
        "due_on": date(2026, 11, 5), "withdrawn_at": datetime(2026, 11, 3, 2, 0, tzinfo=UTC),
    },
}  # fmt: skip


def sample_fields(kind_id: str) -> dict[str, object]:
    """Return everything the paper needs, taken from the example case."""
    return {**COMMON, **_OWN[kind_id]}
