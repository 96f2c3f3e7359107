"""What an entry of a journal says, in one sentence: the record's own language, for people rather than programs."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from workflows.guards.counting import term_of
from workflows.lawbook import Lawbook
from workflows.questions.account_words import ACCOUNT_KINDS, ACCOUNT_SENTENCES
from workflows.vocabulary.acts import ACTS, step_term
from workflows.vocabulary.wording import N_

KINDS: Mapping[str, str] = {
    **ACCOUNT_KINDS,
    "CaseRegistered": N_("案件登记"),
    "ActDone": N_("办理"),
    "PaperIssued": N_("制发文书"),
    "PaperRendered": N_("生成文书文件"),
    "DossierExported": N_("导出卷宗"),
    "ClockStarted": N_("时限起算"),
    "ClockEnded": N_("时限终止"),
    "ClockChanged": N_("时限变更"),
    "TaskMoved": N_("待办变动"),
    "Refused": N_("拒绝办理"),
    "Viewed": N_("查阅"),
    "Downloaded": N_("下载"),
    "SignedIn": N_("登录"),
    "CredentialChanged": N_("证件变更"),
    "CalendarImported": N_("导入放假通知"),
    "ClocksRecounted": N_("重算未结时限"),
    "EvidenceChecked": N_("核验证据文件"),
    "TemplateChanged": N_("文书模板变更"),
    "FlowDraftChanged": N_("流程草稿"),
    "FlowPublished": N_("公布流程"),
    "MoveProposed": N_("提请迁移"),
    "RunMoved": N_("迁移流程版本"),
    "RunMovedBack": N_("撤销迁移"),
    "LegacyCasesImported": N_("导入历史案件"),
}
# What the access journal may hold; the others belong to cases.
ACCESS_KINDS = ("SignedIn", *ACCOUNT_KINDS, "Viewed", "Downloaded", "Refused", "EvidenceChecked")

_ENDED = {"stopped": "办结", "fired": "届满", "replaced": "由新的时限取代", "withdrawn": "随待办收回而终止"}
_CHANGED = {
    "paused": "中止计算",
    "resumed": "恢复计算",
    "extended": "延长",
    "recomputed": "按新的放假通知重算",
    "confirmed": "不再是暂定",
}
_MOVED = {"claimed": "签收", "transferred": "转办给", "frozen": "冻结", "thawed": "解除冻结"}
_CREDENTIAL = {"register": "登记", "suspend": "暂扣", "restore": "恢复", "revoke": "收回、注销"}
_TEMPLATE = {
    "uploaded": "上传",
    "restored": "恢复以前的版本",
    "submitted": "提交审批",
    "approved": "批准",
    "returned": "退回",
    "dropped": "作废",
}
_FLOW_DRAFT = {
    "begun": "建立草稿",
    "arrived": "随软件更新收到草稿",
    "imported": "向草稿导入文件",
    "submitted": "提交草稿",
    "withdrawn": "撤回草稿",
    "returned": "退回草稿",
    "dropped": "作废草稿",
    "restored": "恢复草稿",
}
_VIEWED = {
    "case-export": "导出案件",
    "event-log": "导出办案日志",
    "case-list": "导出案件清单",
    "older-list": "导出历史案件清单",
    "paper": "查阅文书",
    "paper-file": "下载文书",
    "paper-pdf": "下载文书 PDF 版",
    "evidence-file": "下载证据",
    "step-file": "下载自定义表单附件",
    "informant": "查看实名举报人",
    "case-journal-print": "打印全过程记录",
    "case-journal-csv": "导出全过程记录",
    "dossier": "导出卷宗",
    "flow-rehearsal": "以案件的事实和办理次序演练流程",
}

Body = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Names:
    """What bodies only number: the law's clocks, people, papers, evidence and cases by their names."""

    law: Lawbook | None = None
    people: Mapping[int, str] = field(default_factory=dict)
    papers: Mapping[int, str] = field(default_factory=dict)
    evidence: Mapping[int, str] = field(default_factory=dict)
    cases: Mapping[int, str] = field(default_factory=dict)

    def person(self, number: object) -> str:
        """Return a person's name, empty for nobody."""
        return self.people.get(int(str(number)), "") if number else ""

    def paper(self, number: object) -> str:
        """Return a paper's title in its marks."""
        title = self.papers.get(int(str(number)), "")
        return f"《{title}》" if title else f"文书 {number}"

    def looked_at(self, what: str, key: object) -> str:
        """Return what somebody looked at or took: a paper's title, a piece of evidence, a case's number."""
        number = int(str(key)) if str(key).isdigit() else 0
        if what in {"paper", "paper-file", "paper-pdf"}:
            return self.paper(key)
        return (self.evidence if what == "evidence-file" else self.cases).get(number, str(key))

    def clock(self, name: object, on: object) -> str:
        """Return a clock's term, or what was entered where the law of that day does not know it."""
        try:
            return term_of(name, on=date.fromisoformat(str(on)), law=self.law) if self.law else str(name)
        except ValueError:
            return str(name)


def sentence_of(kind: str, body: Body, names: Names) -> str:
    """Return what an entry of a kind says; an unknown kind says what it holds."""
    say = _SENTENCES.get(kind)
    return say(body, names) if say is not None else "，".join(f"{key} {value}" for key, value in body.items() if value)


def _registered(body: Body, _: Names) -> str:
    return f"{body['number']} {body['title']}"


def _act_done(body: Body, names: Names) -> str:
    term = step_term(str(body["act"]), str(body.get("label", "")))
    signers = body.get("persons")
    others = [names.person(one) for one in signers] if isinstance(signers, list) else []
    signed = f"（签名：{'、'.join(filter(None, others))}）" if len(others) > 1 else ""
    return f"{term}：{body['summary']}{signed}" if body.get("summary") not in {None, "", term} else f"{term}{signed}"


def _paper_issued(body: Body, names: Names) -> str:
    return f"{names.paper(body['paper_id'])} {body['number']}".strip()


def _paper_rendered(body: Body, names: Names) -> str:
    return f"{names.paper(body['paper_id'])} 校验值 {str(body['file_sha'])[:12]}"


def _clock_started(body: Body, names: Names) -> str:
    mark = "（暂定）" if body["is_provisional"] else ""
    return f"{names.clock(body['clock'], body['started_on'])}：{body['started_on']} 起算，至 {body['due_on']}{mark}"


def _clock_ended(body: Body, names: Names) -> str:
    return f"{names.clock(body['clock'], body['on'])}：{_ENDED.get(str(body['state']), body['state'])}，{body['on']}"


def _clock_changed(body: Body, names: Names) -> str:
    term, change = names.clock(body["clock"], body["due_on"]), _CHANGED.get(str(body["change"]), body["change"])
    before = f"{body['before']} 改为 " if body.get("before") not in {None, "", body["due_on"]} else ""
    ground = f"（{body['ground']}）" if body["ground"] else ""
    return f"{term}：{change}，{before}{body['due_on']}{ground}"


def _task_moved(body: Body, names: Names) -> str:
    to = names.person(body["to_id"]) if body["change"] == "transferred" else ""
    reason = f"（{body['reason']}）" if body["reason"] else ""
    return f"{_act(body['act'])}：{_MOVED.get(str(body['change']), body['change'])}{to}{reason}"


def _refused(body: Body, _: Names) -> str:
    return f"{_act(body['act'])}：{body['text']}"


def _viewed(body: Body, names: Names) -> str:
    what = str(body["what"])
    sha = f"，校验值 {str(body['file_sha'])[:12]}" if body.get("file_sha") else ""
    return f"{_VIEWED.get(what, what)} {names.looked_at(what, body['key'])}{sha}"


def _credential(body: Body, names: Names) -> str:
    change = _CREDENTIAL.get(str(body["change"]), body["change"])
    return f"{names.person(body['person_id'])} {body['number']} {change}：{body['reason']}".strip()


def _calendar(body: Body, _: Names) -> str:
    scope = "地方" if body["is_regional"] else "全国"
    told = f"{body['year']} 年{scope}：{body['title']}，放假 {body['days_off']} 天，调休上班 {body['make_up_days']} 天"
    # Written by versions that counted in the act of importing.
    return f"{told}，{body['clocks_changed']} 个时限的届满日改变" if "clocks_changed" in body else told


def _recounted(body: Body, _: Names) -> str:
    return (
        f"按《{body['title']}》重算未结时限 {body['counted']} 个：届满日改变 {body['moved']} 个，"
        f"暂定转为确定 {body['confirmed']} 个"
    )


def _evidence(body: Body, _: Names) -> str:
    wrong = body["wrong"] if isinstance(body["wrong"], list) else []
    return f"{body['files']} 个文件，" + (f"不符：{'、'.join(map(str, wrong))}" if wrong else "全部一致")


def _template(body: Body, _: Names) -> str:
    from_day = f"，自 {body['effective_from']} 起施行" if body["effective_from"] else ""
    reason = f"（{body['reason']}）" if body["reason"] else ""
    change = _TEMPLATE.get(str(body["change"]), body["change"])
    return f"《{body['title']}》第 {body['version']} 版：{change}{from_day}{reason}，校验值 {str(body['sha'])[:12]}"


def _flow_draft(body: Body, _: Names) -> str:
    change = _FLOW_DRAFT.get(str(body["change"]), body["change"])
    sha = f"，校验值 {str(body['sha'])[:12]}" if body.get("sha") else ""
    reason = f"：{body['reason']}" if body.get("reason") else ""
    return f"{change}“{body['title']}”{sha}{reason}"


def _move_proposed(body: Body, _: Names) -> str:
    placed = body["mapping"] if isinstance(body["mapping"], list) else []
    places = f"，对应环节 {'、'.join(map(str, placed))}" if placed else ""
    return f"版本校验值 {str(body['to_sha'])[:12]}：{body['reason']}（{body['provision']}）{places}"


def _run_moved(body: Body, _: Names) -> str:
    versions = f"由版本 {body['from_version']} 迁移到版本 {body['to_version']}"
    return f"{versions}，{body['proposed_by']}提请：{body['reason']}（{body['provision']}）"


def _run_moved_back(body: Body, _: Names) -> str:
    return f"由版本 {body['from_version']} 恢复到版本 {body['to_version']}：{body['reason']}"


def _flow_published(body: Body, _: Names) -> str:
    basis = f"，依据{body['provision']}" if body.get("provision") else ""
    return f"版本 {body['version']}，自 {body['effective_from']} 起生效，校验值 {str(body['sha'])[:12]}{basis}"


def _act(act_id: object) -> str:
    return ACTS[str(act_id)].term if str(act_id) in ACTS else str(act_id)


_SENTENCES: Mapping[str, Callable[[Body, Names], str]] = {
    **ACCOUNT_SENTENCES,
    "CaseRegistered": _registered,
    "ActDone": _act_done,
    "PaperIssued": _paper_issued,
    "PaperRendered": _paper_rendered,
    "DossierExported": lambda body, _: f"此前共有 {body['entries']} 条记录",
    "ClockStarted": _clock_started,
    "ClockEnded": _clock_ended,
    "ClockChanged": _clock_changed,
    "TaskMoved": _task_moved,
    "Refused": _refused,
    "Viewed": _viewed,
    "Downloaded": _viewed,
    "CredentialChanged": _credential,
    "CalendarImported": _calendar,
    "ClocksRecounted": _recounted,
    "EvidenceChecked": _evidence,
    "TemplateChanged": _template,
    "FlowDraftChanged": _flow_draft,
    "FlowPublished": _flow_published,
    "MoveProposed": _move_proposed,
    "RunMoved": _run_moved,
    "RunMovedBack": _run_moved_back,
    "LegacyCasesImported": lambda body, _: f"{body['source']}：{body['count']} 件，校验值 {str(body['batch'])[:12]}",
}
