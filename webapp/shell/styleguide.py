"""Example values for the style guide: one of everything the macros draw, with people and cases that do not exist."""

from collections.abc import Mapping
from datetime import UTC, date, datetime

from webapp.navigation import Link, Section
from workflows.forms import Field, Form, Kind
from workflows.vocabulary.wording import Objection

Example = Mapping[str, object]

_PEOPLE = ("陈静", "李敏", "王建国", "周宁", "吴越", "郑和", "钱平")
_WHEN = datetime(2026, 11, 18, 1, 12, tzinfo=UTC)


def example() -> Example:
    """Return everything the style guide shows, by the names its template uses."""
    return {
        "nav": _nav(),
        "person": {"name": "陈静", "unit": "法规科"},
        "stages": _stages(),
        "facts": (
            ("案号", "苏市监罚立〔2026〕0123号"),
            ("案由", "无证生产经营食品"),
            ("承办人", "张晓明、刘洋"),
            ("当事人", "苏宁市鑫旺食品有限公司", "#"),
            ("程序", "普通程序 v3"),
            ("拟处罚", "罚款 50,000 元"),
        ),
        "form": _form(),
        "objections": _objections(),
        "errors": {"opinion": Objection("missing", "请填写“{label}”", {"label": "审核意见"})},
        "tiles": _tiles(),
        "tasks": _tasks(),
        "timeline": _timeline(),
        "papers": _papers(),
        "evidence": _evidence(),
        "clocks": _clocks(),
    }


def _nav() -> tuple[Section, ...]:
    mine = (
        Link("我的待办", "#1", "inbox", 12, is_current=True, is_tab=True),
        Link("待签收", "#2", "claim", 5),
        Link("我的已办", "#3", "done"),
        Link("消息", "#4", "bell", 3, is_tab=True),
    )
    cases = (
        Link("登记案源", "#5", "plus", is_tab=True),
        Link("案件查询", "#6", "search", is_tab=True),
        Link("文书台账", "#7", "file"),
        Link("统计分析", "#8", "chart"),
    )
    flows = (Link("流程", "#9", "flow"), Link("工作日历", "#10", "calendar"))
    return Section("我的工作", mine), Section("案件", cases), Section("流程管理", flows)


def _stages() -> tuple[Example, ...]:
    words = (
        "线索核查",
        "立案",
        "调查取证",
        "告知听证",
        "法制审核",
        "集体讨论",
        "决定送达",
        "执行结案",
    )
    states = ("done", "done", "returned", "done", "current", "todo", "todo", "todo")
    return tuple({"label": word, "state": state} for word, state in zip(words, states, strict=True))


def _form() -> Form:
    points = ("主体合法", "事实清楚", "证据充分", "程序合法", "适用法律准确", "裁量适当")
    conclusions = (
        ("pass", "审核通过"),
        ("pass_edit", "修改后通过"),
        ("return_evidence", "退回补充证据"),
        ("suggest_transfer", "建议移送"),
    )
    people = tuple(
        (str(number), name) for number, name in enumerate(["陈静", "李敏", "王建国", "周宁", "吴越", "郑和", "钱平"], 1)
    )
    fact = Field("fact", "事实", Kind.TEXT, help="一句话，不超过 40 字")
    kind = Field("kind", "种类", Kind.CHOICE, options=tuple((str(number), f"第{number}种") for number in range(8)))
    return Form(
        (
            Field("points", "审核要点", Kind.CHOICES, options=tuple((point, point) for point in points)),
            Field("conclusion", "审核结论", Kind.CHOICE, options=conclusions),
            Field(
                "back_to",
                "退回环节",
                Kind.CHOICE,
                options=(("a", "调查取证"), ("b", "告知听证")),
                shown_when=("conclusion", ("return_evidence",)),
            ),
            Field("opinion", "审核意见", Kind.PARAGRAPH, help="写明理由和依据。"),
            Field("fine", "罚款", Kind.MONEY, help="单位：元"),
            Field("on", "决定日期", Kind.DAY),
            Field("at", "会议时间", Kind.MOMENT, required=False),
            Field("copies", "份数", Kind.NUMBER, required=False),
            Field("signer", "审核人", Kind.PERSON, options=people),
            Field("members", "参加人", Kind.PEOPLE, options=people, least=3),
            Field("evidence", "证据目录", Kind.ROWS, columns=(fact, kind), least=1),
            Field("scan", "扫描件", Kind.FILE, required=False),
            Field("checked", "已核对当事人身份信息", Kind.FLAG),
        ),
        {
            "points": ("主体合法", "事实清楚"),
            "fine": 5000000,
            "on": date(2026, 11, 18),
            "evidence": [{"fact": "现场照片 12 张", "kind": "2"}],
        },
    )


def _objections() -> tuple[Objection, ...]:
    return (
        Objection(
            "defect", "证据“{name}”缺少提取人签名", {"name": "检验报告"}, "市监程序规定24条", ("conclusion", "pass")
        ),
        Objection("soon", "办案期限还剩 {days} 日", {"days": 9}, "处罚法60条", warning=True),
        Objection("unserved", "事先告知书尚未送达", {}, "处罚法44条"),
    )


def _tiles() -> tuple[Example, ...]:
    rows = (
        ("all", "全部待办", 12),
        ("overdue", "已超期", 2),
        ("soon", "临期（3 个工作日内）", 4),
        ("fine", "正常", 5),
        ("paused", "暂停计时", 1),
    )
    return tuple(
        {"lamp": lamp, "label": label, "count": count, "url": "#", "is_current": lamp == "all"}
        for lamp, label, count in rows
    )


def _tasks() -> tuple[Example, ...]:
    rows = (
        ("overdue", "已超 1 日", "0123", "无证生产经营食品", "苏宁市鑫旺食品有限公司", "法制审核"),
        ("soon", "剩 1 个工作日", "0131", "销售超过保质期的食品", "高某（个体工商户）", "送达处罚事先告知书"),
        ("fine", "剩 9 个工作日", "0135", "未按规定明码标价", "苏宁市百汇超市有限公司", "线索核查"),
        ("paused", "暂停计时 6 日", "0098", "销售侵犯注册商标专用权商品", "周某", "调查取证（检验鉴定中）"),
    )
    return tuple(
        {
            "lamp": row[0],
            "words": row[1],
            "number": f"苏市监罚立〔2026〕{row[2]}号",
            "title": row[3],
            "party": row[4],
            "step": row[5],
        }
        for row in rows
    )


def _timeline() -> tuple[Example, ...]:
    return (
        {"title": "法制审核", "who": "待 陈静 办理", "when": _WHEN, "state": "current"},
        {"title": "拟定决定书草案", "who": "张晓明", "when": _WHEN, "state": "done", "took": "用时 3 日"},
        {
            "title": "法制审核",
            "who": "陈静",
            "when": _WHEN,
            "state": "returned",
            "tag": "退回",
            "note": "缺少涉案产品检验报告，请补充。",
        },
        {
            "title": "适用裁量基准",
            "who": "系统",
            "when": _WHEN,
            "state": "system",
            "note": "命中规则 2：一般，罚款上限 50,000 元",
        },
    )


def _papers() -> tuple[Example, ...]:
    return (
        {
            "name": "案件调查终结报告",
            "number": "",
            "state": "已签批",
            "lamp": "fine",
            "made_by": "张晓明",
            "made_at": _WHEN,
            "preview_url": "#",
            "download_url": "#",
        },
        {
            "name": "行政处罚事先告知书",
            "number": "苏市监罚告〔2026〕0088号",
            "state": "草稿",
            "lamp": "soon",
            "made_by": "系统",
            "made_at": _WHEN,
            "preview_url": "#",
            "download_url": "",
        },
    )


def _evidence() -> tuple[Example, ...]:
    return (
        {
            "number": "证1",
            "name": "现场照片 12 张",
            "kind": "视听资料",
            "proves": "证明现场加工状态",
            "obtained": "现场拍摄 09-03",
            "intact": True,
            "url": "#",
            "objection": None,
        },
        {
            "number": "证2",
            "name": "检验报告",
            "kind": "鉴定意见",
            "proves": "",
            "obtained": "",
            "intact": None,
            "url": "",
            "objection": _objections()[0],
        },
    )


def _clocks() -> tuple[Example, ...]:
    days = (
        {"on": date(2026, 11, 12), "counted": 0, "why": "起算日不计入"},
        {"on": date(2026, 11, 13), "counted": 1, "why": "工作日"},
        {"on": date(2026, 11, 14), "counted": 0, "why": "周末"},
        {"on": date(2026, 11, 16), "counted": 2, "why": "工作日"},
    )
    return (
        {
            "label": "法制审核期限",
            "lamp": "overdue",
            "words": "已超 1 日",
            "due_on": date(2026, 11, 17),
            "article": "",
            "is_provisional": False,
            "days": days,
        },
        {
            "label": "办案期限",
            "lamp": "fine",
            "words": "剩 9 日",
            "due_on": date(2026, 12, 1),
            "article": "处罚法60条",
            "is_provisional": True,
            "days": (),
        },
    )
