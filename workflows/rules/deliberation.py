"""How the leaders deliberate 集体讨论 a complex or grave case, and what their minutes must show (处罚法57条2款)."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from workflows.rules.separation import objections_to_voters
from workflows.vocabulary.wording import N_, Objection


@dataclass(frozen=True, slots=True)
class Quorum:
    """How many of the members must attend: a share of all, and at least ``least`` (L, default two thirds).

    A small office has fewer leaders than ``least``; then all must attend, and never is one alone a meeting.
    """

    numerator: int = 2
    denominator: int = 3
    least: int = 3

    def needed(self, members: int) -> int:
        """Return the least attendance for that many members; a share is rounded up."""
        share = -(-members * self.numerator // self.denominator)
        return max(2, min(members, max(self.least, share)))


@dataclass(frozen=True, slots=True)
class Member:
    """One line of the minutes: ``order`` is the place in the order of speaking, ``view`` a value of ``deliberation``.

    Whoever attends without a vote 列席 has ``has_vote=False``.
    """

    person_id: int
    name: str
    is_principal: bool = False
    is_present: bool = True
    has_vote: bool = True
    order: int = 0
    words: str = ""
    view: str = ""
    signed: bool = False


def objections_to_meeting(
    *,
    members: Sequence[Member],
    quorum: Quorum,
    handler_ids: Collection[int],
    reviewer_ids: Collection[int],
    recused_ids: Collection[int] = (),
) -> tuple[Objection, ...]:
    """Return what makes a meeting unlawful: quorum, words, order of speaking, votes, signatures (57条2款)."""
    voters = _voters(members)
    found = [
        _objection_to_quorum(members, quorum),
        *_objections_to_words(voters),
        _objection_to_order(voters),
        *objections_to_voters(
            voter_ids=[one.person_id for one in voters], handler_ids=handler_ids, reviewer_ids=reviewer_ids
        ),
        *_objections_to_recused(members, recused_ids),
        _objection_to_signatures(members),
    ]
    return tuple(one for one in found if one)


def majority_of(members: Sequence[Member]) -> str:
    """Return the view of more than half of those voting; blank when no view has a majority."""
    views = Counter(one.view for one in _voters(members))
    view, count = next(iter(views.most_common(1)), ("", 0))
    return view if count * 2 > views.total() else ""


def objection_to_dissent(*, members: Sequence[Member], result: str, dissent: str) -> Objection | None:
    """Refuse minutes that pass over a view other than the result; dissent 不同意见 is always recorded."""
    differs = any(one.view != result for one in _voters(members))
    if not differs or dissent.strip():
        return None
    text = N_("有成员的意见与讨论结果不一致，少数意见和不同意见应当如实记录，请补充")
    return Objection("dissent-unrecorded", text, article="处罚法57条2款")


def objection_to_result(*, members: Sequence[Member], result: str, reasons: str) -> Objection | None:
    """Refuse a result against the majority without reasons (重大行政决策条例30条)."""
    majority = majority_of(members)
    if result == majority or reasons.strip():
        return None
    text = N_("讨论结果与多数成员的意见不一致，应当说明理由，请填写理由")
    return Objection("against-majority-without-reasons", text, article="重大行政决策条例30条")


def objection_to_meeting_before_pass(
    *, review_basis: str, is_passed: bool, catalogue_override: bool = False
) -> Objection | None:
    """Refuse to deliberate before the review passed: always when statutory, else unless the agency lets it override."""
    if is_passed or review_basis == "none":
        return None
    if review_basis == "statutory":
        text = N_("法定应当法制审核的案件，集体讨论不得早于审核通过，也不得推翻审核意见，请先送审")
        return Objection("meeting-before-review", text, article="处罚法57条2款、58条1款")
    if catalogue_override:
        return None
    text = N_("列入重大执法决定目录的案件，集体讨论应当在法制审核通过后进行，请先送审")
    return Objection("meeting-before-review", text, article="国办发〔2018〕118号")


def objection_to_override(
    *, review_basis: str, catalogue_override: bool, result: str, reasons: str
) -> Objection | None:
    """Refuse to set a failed review aside: never when statutory, else only where configured and with reasons (L)."""
    if result != "approved" or review_basis == "none":
        return None
    if review_basis == "statutory":
        text = N_("法制审核未通过的法定审核案件，集体讨论不得决定给予处罚，请修改方案后重新送审")
        return Objection("override-statutory", text, article="处罚法58条1款")
    if not catalogue_override:
        text = N_("本机关未规定集体讨论可以改变审核结论，请修改方案后重新送审")
        return Objection("override-not-configured", text, article="国办发〔2018〕118号")
    if not reasons.strip():
        text = N_("集体讨论不采纳审核意见的，应当载明理由，请填写理由")
        return Objection("override-without-reasons", text, article="国办发〔2018〕118号")
    return None


def _voters(members: Sequence[Member]) -> tuple[Member, ...]:
    return tuple(one for one in members if one.is_present and one.has_vote)


def _objection_to_quorum(members: Sequence[Member], quorum: Quorum) -> Objection | None:
    entitled = sum(one.has_vote for one in members)
    present, needed = len(_voters(members)), quorum.needed(entitled)
    if present >= needed:
        return None
    text = N_("集体讨论应到{entitled}人，至少须{needed}人出席，实到{present}人，请另行召集")
    params = {"entitled": entitled, "needed": needed, "present": present}
    return Objection("quorum-not-met", text, params, article="处罚法57条2款")


def _objections_to_words(voters: Sequence[Member]) -> tuple[Objection, ...]:
    text = N_("{name}的发言和表决意见未记录，集体讨论应当逐人记录意见，请补充")
    return tuple(
        Objection("member-words-missing", text, {"name": one.name}, article="处罚法57条2款")
        for one in voters
        if not (one.words.strip() and one.view)
    )


def _objections_to_recused(members: Sequence[Member], recused_ids: Collection[int]) -> tuple[Objection, ...]:
    text = N_("{name}已被决定回避，不得参加集体讨论，请将其移出名单")
    return tuple(
        Objection("voter-recused", text, {"name": one.name}, article="处罚法43条")
        for one in members
        if one.is_present and one.person_id in recused_ids
    )


def _objection_to_order(voters: Sequence[Member]) -> Objection | None:
    principals = [one.order for one in voters if one.is_principal]
    others = [one.order for one in voters if not one.is_principal]
    if not principals or not others or min(principals) > max(others):
        return None
    text = N_("主要负责人应当最后发表意见，请核对发言顺序")
    return Objection("principal-not-last", text, article="重大行政决策条例30条")


def _objection_to_signatures(members: Sequence[Member]) -> Objection | None:
    names = "、".join(one.name for one in members if one.is_present and not one.signed)
    if not names:
        return None
    text = N_("集体讨论记录应当由全体参加人员签名，{names}尚未签名")
    return Objection("minutes-unsigned", text, {"names": names}, article="处罚法57条2款")
