"""集体讨论: the leaders' meeting as its minutes tell it: who came, spoke in which order, voted how (处罚法57条2款)."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from workflows.forms import SHANGHAI, Answers, Field, Form, Kind
from workflows.guards.desk import Desk
from workflows.guards.handling import handler_ids, recused_ids, reviewer_ids
from workflows.guards.limited import day_of, objection_to_early
from workflows.guards.reviewing import objection_to_review_passed, signed_review
from workflows.guards.summaries import facts_of, proposal_of
from workflows.guards.suspended import objection_to_suspended
from workflows.lawbook import Profile
from workflows.records.staff import Colleague
from workflows.rules.deliberation import (
    Member,
    Quorum,
    objection_to_dissent,
    objection_to_meeting_before_pass,
    objection_to_override,
    objection_to_result,
    objections_to_meeting,
)
from workflows.rules.review import PASSING
from workflows.vocabulary.roles import ROLE_TERMS, Role
from workflows.vocabulary.wording import N_, Objection

OUTCOMES: dict[str, str] = {
    "approved": N_("同意按拟作决定作出处罚"),
    "amended": N_("同意处罚，修改拟作决定后重新审核"),
    "remanded": N_("发回补充调查"),
    "rejected": N_("不同意处罚，重新研究处理方向"),
}
_VOTERS = (Role.PRINCIPAL, Role.LEADER, Role.DELIBERATOR)


def form(desk: Desk) -> Form:
    """Return the minutes, opened with the members in their order, the principal last, and who attends."""
    outcomes, voters = tuple(OUTCOMES.items()), desk.holding(*_VOTERS)
    members = (
        Field("person", N_("成员"), Kind.PERSON, options=voters),
        Field("present", N_("出席"), Kind.FLAG, required=False),
        Field("order", N_("发言次序"), Kind.NUMBER, required=False),
        Field("words", N_("发言要点"), Kind.PARAGRAPH, required=False),
        Field("view", N_("表决意见"), Kind.CHOICE, options=outcomes, required=False),
        Field("signed", N_("已在记录上签名"), Kind.FLAG, required=False),
    )
    attendees = (Field("name", N_("姓名"), limit=50), Field("capacity", N_("身份"), limit=50))
    return Form(
        (
            Field("held_at", N_("开始时间"), Kind.MOMENT),
            Field("ended_at", N_("结束时间"), Kind.MOMENT),
            Field("place", N_("地点"), limit=100),
            Field("chair", N_("主持人"), Kind.PERSON, options=voters),
            Field("members", N_("参加讨论人员（主要负责人最后发言）"), Kind.ROWS, columns=members, least=1),
            Field("attendees", N_("列席人员（不参加表决）"), Kind.ROWS, required=False, columns=attendees),
            Field("recusals", N_("回避情况")),
            Field("handlers_report", N_("承办人汇报"), Kind.PARAGRAPH),
            Field("review_report", N_("法制审核人员汇报"), Kind.PARAGRAPH),
            Field("outcome", N_("讨论决定"), Kind.CHOICE, options=outcomes),
            Field("reasons", N_("决定的理由"), Kind.PARAGRAPH),
            Field("amendment", N_("须作的修改"), Kind.PARAGRAPH, shown_when=("outcome", ("amended",))),
            Field("dissent", N_("少数意见和不同意见"), Kind.PARAGRAPH, required=False),
            Field("minority_reason", N_("与多数意见不一致的理由"), Kind.PARAGRAPH, required=False),
        )
    ).with_initial(_known(desk))


def objections(desk: Desk, answers: Answers | None) -> Sequence[Objection]:
    """Return why the meeting may not yet be held, and what its minutes lack."""
    profile = desk.law.profile(on=desk.today)
    suspended = objection_to_suspended(desk)
    found = [*([suspended] if suspended else []), *_objections_to_its_time(desk, profile)]
    if len(entitled(desk)) < profile.deliberation_least:
        text = N_("有表决权的成员不足{least}人，不能召开集体讨论，请核对成员名单或者报上级机关")
        found.append(Objection("too-few-members", text, {"least": profile.deliberation_least}, article="处罚法57条2款"))
    if answers is not None:
        found += _objections_to_minutes(desk, answers, profile)
    return found


def entitled(desk: Desk) -> list[Colleague]:
    """Return who has a vote: every leader, but for those who handled or reviewed the case and the recused."""
    barred = handler_ids(desk.dossier) | reviewer_ids(desk.dossier) | recused_ids(desk.dossier)
    able = [
        one
        for one in desk.dossier.staff.values()
        if one.person.is_active and one.roles & set(_VOTERS) and one.id not in barred
    ]
    return sorted(able, key=lambda one: Role.PRINCIPAL in one.roles)


def members_in(desk: Desk, answers: Answers) -> tuple[Member, ...]:
    """Return the minutes' members; whoever has a vote and is not in the minutes counts as absent."""
    rows = {row.person("person"): row for row in answers.rows("members")}
    absent = {one.id: Answers() for one in entitled(desk) if one.id not in rows}
    return tuple(_member(desk, person_id, row) for person_id, row in {**rows, **absent}.items())


def quorum_of(profile: Profile) -> Quorum:
    """Return the agency's quorum."""
    share = profile.deliberation_quorum
    return Quorum(share.numerator, share.denominator, profile.deliberation_least)


def _member(desk: Desk, person_id: int, row: Answers) -> Member:
    return Member(
        person_id=person_id,
        name=desk.name_of(person_id),
        is_principal=Role.PRINCIPAL in desk.dossier.staff[person_id].roles,
        is_present=row.flag("present"),
        order=row.number("order"),
        words=row.text("words"),
        view=row.text("view"),
        signed=row.flag("signed"),
    )


def _objections_to_its_time(desk: Desk, profile: Profile) -> list[Objection]:
    """Refuse a meeting before the review passed; once a pass was voided, the meeting may still send the case back."""
    unpassed = objection_to_review_passed(desk)
    found = objection_to_meeting_before_pass(
        review_basis=str(desk.facts["review_basis"]),
        is_passed=unpassed is None,
        catalogue_override=profile.catalogue_override,
    )
    if found is None:
        return []
    review = signed_review(desk.dossier)
    if review is not None and review.conclusion in PASSING:
        return [replace(found, when=("outcome", outcome)) for outcome in ("approved", "rejected")]
    return [found]


def _objections_to_minutes(desk: Desk, answers: Answers, profile: Profile) -> list[Objection]:
    members, outcome = members_in(desk, answers), answers.text("outcome")
    found = list[Objection | None](
        objections_to_meeting(
            members=members,
            quorum=quorum_of(profile),
            handler_ids=handler_ids(desk.dossier),
            reviewer_ids=reviewer_ids(desk.dossier),
            recused_ids=recused_ids(desk.dossier),
        )
    )
    found.append(_objection_to_twice(desk, answers))
    found.append(objection_to_dissent(members=members, result=outcome, dissent=answers.text("dissent")))
    found.append(objection_to_result(members=members, result=outcome, reasons=answers.text("minority_reason")))
    found += [_objection_to_override(desk, outcome, answers, profile), *_objections_to_hours(desk, answers)]
    found.append(_objection_to_chair(answers, members))
    return [one for one in found if one is not None]


def _objection_to_twice(desk: Desk, answers: Answers) -> Objection | None:
    rows = [row.person("person") for row in answers.rows("members")]
    twice = "、".join(desk.name_of(one) for one in dict.fromkeys(rows) if rows.count(one) > 1)
    if not twice:
        return None
    text = N_("{names}在参加人员中登记了两次，每人只有一票，请核对")
    return Objection("member-twice", text, {"names": twice}, article="处罚法57条2款")


def _objection_to_override(desk: Desk, outcome: str, answers: Answers, profile: Profile) -> Objection | None:
    basis = str(desk.facts["review_basis"])
    if basis == "none" or objection_to_review_passed(desk) is None:
        return None
    return objection_to_override(
        review_basis=basis,
        catalogue_override=profile.catalogue_override,
        result=outcome,
        reasons=answers.text("minority_reason"),
    )


def _objections_to_hours(desk: Desk, answers: Answers) -> Sequence[Objection | None]:
    held, ended = answers.moment("held_at"), answers.moment("ended_at")
    review = signed_review(desk.dossier)
    draft = desk.dossier.last_draft()
    future = later = early = None
    if ended > desk.now:
        future = Objection("meeting-in-future", N_("集体讨论的结束时间不得晚于现在，请核对"))
    if ended <= held:
        later = Objection("meeting-ends-before-start", N_("集体讨论的结束时间应当晚于开始时间，请核对"))
    passed = review is not None and review.conclusion in PASSING
    if passed and review is not None and review.signed_at is not None and held <= review.signed_at:
        text = N_("集体讨论不得早于法制审核通过（{passed}），请核对开始时间或者重新讨论")
        params = {"passed": review.signed_at.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M")}
        early = Objection("meeting-before-review", text, params, article="处罚法57条2款、58条1款")
    what, made_at = N_("集体讨论的开始时间"), draft.made_at if draft is not None else None
    drafted = day_of(made_at) if made_at else None
    before = objection_to_early(day_of(held), since=drafted, what=what, event=N_("拟稿之日"))
    return (future, later, early, None if early else before)


def _objection_to_chair(answers: Answers, members: Sequence[Member]) -> Objection | None:
    if any(one.person_id == answers.person("chair") and one.is_present for one in members):
        return None
    text = N_("主持人应当是出席集体讨论的成员，请核对")
    return Objection("chair-not-present", text, article="处罚法57条2款")


def _known(desk: Desk) -> Mapping[str, object]:
    draft, review = desk.dossier.last_draft(), signed_review(desk.dossier)
    members = tuple(
        Answers(person=one.id, present=True, order=order, signed=True)
        for order, one in enumerate(entitled(desk), start=1)
    )
    principal = next((one.id for one in entitled(desk) if Role.PRINCIPAL in one.roles), None)
    recused = [desk.name_of(one.person_id) for one in desk.dossier.recusals if one.decision == "granted"]
    return {
        "place": N_("本机关会议室"),
        "chair": principal,
        "members": members,
        "attendees": _attending(desk),
        "recusals": "、".join(recused) if recused else N_("参加人员均不需要回避"),
        "handlers_report": f"{facts_of(draft)}\n拟作决定：{proposal_of(draft)}" if draft is not None else "",
        "review_report": review.opinion if review is not None else N_("本案不属于须经法制审核的案件"),
    }


def _attending(desk: Desk) -> tuple[Answers, ...]:
    review = signed_review(desk.dossier)
    people = [(one.name, ROLE_TERMS[Role.HANDLER]) for one in desk.dossier.handlers()]
    if review is not None and review.reviewer_id:
        people.append((desk.name_of(review.reviewer_id), ROLE_TERMS[Role.REVIEWER]))
    return tuple(Answers(name=name, capacity=capacity) for name, capacity in people)
