"""登记陈述申辩或者听证申请: what the party says within its period, as often as it likes (处罚法45条、64条1项)."""

from collections.abc import Sequence
from datetime import date

from workflows.forms import Answers, Field, Form, Kind
from workflows.guards.desk import Desk, open_tasks
from workflows.guards.limited import objection_to_future, only_when
from workflows.guards.noticed import (
    FORM_CHOICES,
    HEARING_REQUEST,
    STATEMENT,
    WAIVE_HEARING,
    WAIVE_STATEMENT,
    is_open,
    periods_of,
)
from workflows.rules.diversions import way_back_for_statement
from workflows.rules.notice import Periods, Waiver, objection_to_waiver
from workflows.vocabulary.wording import N_, Objection

KINDS = (
    (STATEMENT, N_("陈述、申辩意见")),
    (HEARING_REQUEST, N_("听证申请")),
    (WAIVE_STATEMENT, N_("放弃陈述、申辩")),
    (WAIVE_HEARING, N_("放弃或者撤回听证申请")),
)


def form(desk: Desk) -> Form:
    """Ask what came in, when and from whom."""
    return Form(
        (
            Field("kind", N_("收到的内容"), Kind.CHOICE, options=KINDS),
            Field("way", N_("提出方式"), Kind.CHOICE, options=FORM_CHOICES),
            Field("received_on", N_("收到日期"), Kind.DAY),
            Field("speaker", N_("提出人"), limit=100, help=N_("当事人、法定代表人或者受委托人")),
            Field(
                "arguments",
                N_("陈述申辩意见（逐条）"),
                Kind.ROWS,
                least=1,
                shown_when=("kind", (STATEMENT,)),
                columns=(Field("text", N_("事实、理由和证据"), Kind.PARAGRAPH),),
            ),
        )
    ).with_initial({"received_on": desk.today, "speaker": desk.dossier.party.name, "way": "written"})


def objections(desk: Desk, answers: Answers | None) -> Sequence[Objection]:
    """Refuse what comes outside the period, and a hearing request without the right."""
    periods = periods_of(desk)
    requesting = (_objection_to_right(desk), _objection_to_heard(desk))
    found: list[Objection | None] = [*_objections_to_time(desk), *only_when("kind", HEARING_REQUEST, requesting)]
    if answers is not None and periods.served_on is not None:
        day = answers.day("received_on")
        found.append(objection_to_future(day, now=desk.now, what=N_("收到日期")))
        found.extend(_objections_to_day(periods, periods.served_on, day))
        waiver = objection_to_waiver(waiver=Waiver(answers.text("way"), day), served_on=periods.served_on)
        for kind in (WAIVE_STATEMENT, WAIVE_HEARING):
            found.extend(only_when("kind", kind, (waiver,)))
    return [one for one in found if one is not None]


def way_back(desk: Desk, kind: str) -> str:
    """Return the node the case goes back to with what was received in time, or an empty text."""
    return way_back_for_statement(open_tasks(desk), asks_hearing=kind == HEARING_REQUEST)


def _objections_to_time(desk: Desk) -> Sequence[Objection]:
    if is_open(desk, "await_statement"):
        return ()
    is_served = desk.facts["notice"] in {"served", "done"}
    if is_served and desk.facts["decision"] == "none" and desk.facts["route"] == "penalise":
        text = N_(
            "陈述申辩期已经结束，放弃声明不再登记；期间内收到、尚未登记的陈述申辩和听证申请仍可登记，案件将退回复核或者听证"
        )
        over = Objection("no-waiver-after-period", text, article="处罚法44条、64条1项")
        return [one for kind in (WAIVE_STATEMENT, WAIVE_HEARING) for one in only_when("kind", kind, (over,))]
    text = N_("现在没有正在进行的陈述申辩期：事先告知书尚未送达，或者处理决定已经作出")
    return (Objection("no-period-open", text, article="处罚法44条、64条1项"),)


def _objection_to_right(desk: Desk) -> Objection | None:
    if desk.facts["notice_right"] == "with_hearing":
        return None
    text = N_("本案不属于应当告知听证权利的情形，不能登记听证申请；当事人的意见请登记为陈述、申辩")
    return Objection("hearing-right-absent", text, article="处罚法63条1款")


def _objection_to_heard(desk: Desk) -> Objection | None:
    """One round of notice gives a right to one hearing."""
    if desk.facts["hearing"] not in {"held", "terminated"}:
        return None
    text = N_("本轮告知已经组织听证，不再登记听证申请；当事人的意见请登记为陈述、申辩")
    return Objection("hearing-already-held", text, article="处罚法63条、64条")


def _objections_to_day(periods: Periods, served_on: date, day: date) -> Sequence[Objection]:
    found = list[Objection]()
    if day < served_on:
        found.append(Objection("before-service", N_("收到日期早于告知书送达日期，请核对"), article="处罚法44条"))
    if periods.statement_ends_on is not None and day > periods.statement_ends_on:
        text = N_("陈述申辩期已于{end}届满，逾期提出的视为放弃")
        late = Objection("statement-late", text, {"end": periods.statement_ends_on.isoformat()}, article="处罚法44条")
        found += only_when("kind", STATEMENT, (late,))
    if periods.hearing_ends_on is not None and day > periods.hearing_ends_on:
        text = N_("听证申请期已于{end}届满，逾期提出的视为放弃")
        late = Objection("request-late", text, {"end": periods.hearing_ends_on.isoformat()}, article="处罚法64条1项")
        found += only_when("kind", HEARING_REQUEST, (late,))
    return found
