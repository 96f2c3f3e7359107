"""举行听证: seven full working days after its notice, led by somebody who did not investigate (处罚法64条)."""

from collections.abc import Sequence
from datetime import date

from workflows.forms import Answers, Field, Form, Kind
from workflows.guards.desk import Desk
from workflows.guards.heard import earliest_day, last_hearing, objections_to_conductors
from workflows.guards.limited import day_of, objection_to_early, objection_to_future, only_when
from workflows.guards.noticed import HEARING_REQUEST, received
from workflows.records.reviews import Hearing as HearingRow
from workflows.rules.hearing import (
    Hearing,
    HearingRecord,
    objection_to_hearing_day,
    objection_to_outcome,
    objection_to_record,
)
from workflows.vocabulary.wording import N_, Objection

OUTCOMES = (("held", N_("已举行")), ("terminated", N_("终止听证")), ("withdrawn", N_("当事人撤回申请")))
GROUNDS = (("absent", N_("当事人无正当理由拒不出席")), ("left", N_("当事人未经许可中途退出听证")))
_TOOK_PLACE = ("outcome", ("held", "terminated"))
_HELD, _TERMINATED, _WITHDRAWN = ("outcome", ("held",)), ("outcome", ("terminated",)), ("outcome", ("withdrawn",))

_RECORD = (
    Field("recusal_answer", N_("对权利义务和是否申请回避的回答"), Kind.PARAGRAPH, shown_when=_HELD),
    Field("investigators_case", N_("调查人员提出的违法事实、证据和处罚建议"), Kind.PARAGRAPH, shown_when=_HELD),
    Field("party_case", N_("当事人的陈述和申辩"), Kind.PARAGRAPH, shown_when=_HELD),
    Field(
        "examination",
        N_("举证质证"),
        Kind.ROWS,
        least=1,
        shown_when=_HELD,
        columns=(
            Field("evidence", N_("证据"), limit=300),
            Field("party_view", N_("当事人质证意见"), Kind.PARAGRAPH),
            Field("reply", N_("调查人员回应"), Kind.PARAGRAPH, required=False),
        ),
    ),
    Field("debate", N_("辩论"), Kind.PARAGRAPH, shown_when=_HELD),
    Field("final_statement", N_("当事人最后陈述"), Kind.PARAGRAPH, shown_when=_HELD),
    Field("ground", N_("终止听证的事由"), Kind.CHOICE, options=GROUNDS, shown_when=_TERMINATED),
    Field("course", N_("听证经过"), Kind.PARAGRAPH, shown_when=_TERMINATED),
    Field("party_signed", N_("当事人已核对笔录并签名"), Kind.FLAG, required=False, shown_when=_TOOK_PLACE),
    Field("refusal_note", N_("拒绝签名或者缺席的注明"), Kind.PARAGRAPH, required=False, shown_when=_TOOK_PLACE),
    Field("chair_signed", N_("听证主持人已签名"), Kind.FLAG, required=False, shown_when=_TOOK_PLACE),
    Field("withdrawn_on", N_("撤回日期"), Kind.DAY, shown_when=_WITHDRAWN),
    Field(
        "withdrawn_in_writing", N_("有当事人撤回的书面材料或者笔录"), Kind.FLAG, required=False, shown_when=_WITHDRAWN
    ),
)


def form(desk: Desk) -> Form:
    """Ask how the hearing went, with the record in its prescribed order."""
    hearing = last_hearing(desk)
    known = {"held_at": hearing.planned_at, "place": hearing.place} if hearing else {}
    return Form(
        (
            Field("outcome", N_("听证结果"), Kind.CHOICE, options=OUTCOMES),
            Field("held_at", N_("听证开始时间"), Kind.MOMENT, shown_when=_TOOK_PLACE),
            Field("ended_at", N_("听证结束时间"), Kind.MOMENT, shown_when=_TOOK_PLACE),
            Field("place", N_("听证地点"), shown_when=_TOOK_PLACE, limit=200),
            Field(
                "attendants",
                N_("听证参加人"),
                Kind.ROWS,
                least=1,
                shown_when=_TOOK_PLACE,
                columns=(
                    Field("role", N_("身份"), limit=50, help=N_("如调查人员、当事人、委托代理人、证人")),
                    Field("name", N_("姓名"), limit=50),
                    Field("position", N_("单位及职务"), required=False, limit=100),
                ),
            ),
            *_RECORD,
        )
    ).with_initial({"outcome": "held", **known, "attendants": _investigators(desk)})


def objections(desk: Desk, answers: Answers | None) -> Sequence[Objection]:
    """Refuse a hearing too early, led by an investigator, or whose record does not bear out its outcome."""
    hearing = last_hearing(desk)
    if hearing is None:
        return (Objection("hearing-not-accepted", N_("听证申请尚未受理，请先受理"), article="处罚法64条"),)
    found = [*objections_to_conductors(desk, chair_id=desk.actor.id, clerk_id=hearing.clerk_id or 0)]
    if answers is None:
        return [*found, *_objections_to_day(desk, hearing, None)]
    if answers.text("outcome") == "withdrawn":
        checks: list[Objection | None] = _objections_to_withdrawal(desk, answers.day("withdrawn_on"))
    else:
        checks = [
            *_objections_to_day(desk, hearing, answers),
            *_objections_to_times(desk, answers),
            objection_to_record(record=_record(hearing, answers)),
        ]
    outcome = objection_to_outcome(hearing=_outcome(answers))
    return [*found, *(one for one in (*checks, outcome) if one is not None)]


def _objections_to_withdrawal(desk: Desk, day: date) -> list[Objection | None]:
    asked = [one.received_on for one in received(desk, HEARING_REQUEST)]
    return [
        objection_to_future(day, now=desk.now, what=N_("撤回日期")),
        objection_to_early(day, since=min(asked, default=None), what=N_("撤回日期"), event=N_("申请听证之日")),
    ]


def _objections_to_day(desk: Desk, hearing: HearingRow, answers: Answers | None) -> list[Objection]:
    held_on = day_of(answers.moment("held_at")) if answers is not None else desk.today
    served_on = hearing.notice_served_on
    early = objection_to_hearing_day(
        held_on=held_on, notice_served_on=served_on, earliest_on=earliest_day(desk, served_on) if served_on else None
    )
    return [*only_when("outcome", "held", (early,)), *only_when("outcome", "terminated", (early,))]


def _objections_to_times(desk: Desk, answers: Answers) -> Sequence[Objection | None]:
    ended = objection_to_future(answers.moment("ended_at"), now=desk.now, what=N_("听证结束时间"))
    if answers.moment("ended_at") > answers.moment("held_at"):
        return (ended,)
    return (ended, Objection("hearing-ends-before-start", N_("听证结束时间应当晚于开始时间，请核对")))


def _outcome(answers: Answers) -> Hearing:
    return Hearing(
        outcome=answers.text("outcome"),
        evidence_presented=bool(answers.rows("examination")),
        party_was_heard=bool(answers.text("party_case")),
        absent_without_reason=answers.text("ground") == "absent",
        left_midway=answers.text("ground") == "left",
        withdrawn_in_writing=answers.flag("withdrawn_in_writing"),
    )


def _record(hearing: HearingRow, answers: Answers) -> HearingRecord:
    return HearingRecord(
        id=hearing.id,
        party_signed=answers.flag("party_signed"),
        refusal_noted=bool(answers.text("refusal_note")),
        chair_signed=answers.flag("chair_signed"),
    )


def _investigators(desk: Desk) -> tuple[Answers, ...]:
    return tuple(
        Answers({"role": "调查人员", "name": one.name, "position": one.unit_name}) for one in desk.dossier.handlers()
    )
