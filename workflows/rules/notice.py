"""What the party must be told before a penalty, and when the agency may go on (处罚法44、45、62、63、64条)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from workflows.rules.defence import objection_to_heavier_for_defence
from workflows.vocabulary.wording import N_, Objection

WAIVER_FORMS = frozenset({"written", "record", "receipt"})
"""书面放弃、笔录载明并签名、送达回证上签名: how a right is expressly waived 明确放弃 (62条)."""


@dataclass(frozen=True, slots=True)
class NoticeContent:
    """The text of a notice 事先告知书, part by part; blank means missing."""

    party: str
    facts: str
    reasons: str
    basis: str
    penalties: str
    statement_right: bool
    hearing_right_told: bool


@dataclass(frozen=True, slots=True)
class Waiver:
    """An express waiver of one right: its form and the day it was given."""

    form: str
    on: date


@dataclass(frozen=True, slots=True)
class Periods:
    """The periods that run from the service of the notice; each day given is the last on which the right lives.

    ``hearing_ends_on`` is None when there is no right to a hearing.
    """

    served_on: date | None
    statement_ends_on: date | None
    hearing_ends_on: date | None = None
    statement_waiver: Waiver | None = None
    hearing_waiver: Waiver | None = None


def objections_to_content(*, content: NoticeContent, hearing_right: bool) -> tuple[Objection, ...]:
    """Refuse a notice that lacks a part of 处罚法44条 or hides the right to a hearing (63条)."""
    parts = (
        (N_("当事人"), content.party),
        (N_("违法事实"), content.facts),
        (N_("处罚理由"), content.reasons),
        (N_("处罚依据"), content.basis),
        (N_("拟处罚内容"), content.penalties),
    )
    text = N_("事先告知书缺少“{part}”，请补充")
    found = [
        Objection("notice-lacks-part", text, {"part": name}, article="处罚法44条")
        for name, given in parts
        if not given.strip()
    ]
    if not content.statement_right:
        text = N_("事先告知书必须告知当事人依法享有的陈述、申辩权利，请补充")
        found.append(Objection("notice-lacks-statement-right", text, article="处罚法44条"))
    if hearing_right and not content.hearing_right_told:
        text = N_("本案当事人有权要求听证，事先告知书必须告知听证权利和申请期限，请补充")
        found.append(Objection("notice-lacks-hearing-right", text, article="处罚法63条1款"))
    return tuple(found)


def objection_to_notice_right(*, hearing_right: bool, notice_right: str) -> Objection | None:
    """Refuse to decide on a notice that did not tell a hearing right which the case has (63条, PO-07)."""
    if not hearing_right or notice_right == "with_hearing":
        return None
    text = N_("本案当事人有权要求听证，但已送达的告知书未告知听证权，请重新告知")
    return Objection("hearing-right-untold", text, article="处罚法63条1款")


def objection_to_waiver(*, waiver: Waiver, served_on: date) -> Objection | None:
    """Refuse a waiver that is not express, or given before the party knew the notice (62条)."""
    if waiver.form not in WAIVER_FORMS:
        text = N_("放弃权利应当明确：须有书面声明、笔录记载或者送达回证上的签名，沉默不等于放弃")
        return Objection("waiver-not-express", text, article="处罚法62条")
    if waiver.on < served_on:
        text = N_("放弃权利的日期早于告知书送达日期，请核对")
        return Objection("waiver-before-service", text, article="处罚法62条")
    return None


def objections_to_ending_periods(*, periods: Periods, hearing_right: bool, today: date) -> tuple[Objection, ...]:
    """Refuse to go on until the day after each period's last day, or until each right is expressly waived.

    The party may use a right on the whole last day, so that day itself is too early (path.md §1.2 B1).
    """
    if periods.served_on is None or periods.statement_ends_on is None:
        text = N_("事先告知书尚未送达，不得作出行政处罚决定，请先送达")
        return (Objection("notice-not-served", text, article="处罚法44条、62条"),)
    found = list[Objection]()
    if not _is_over(periods.statement_ends_on, periods.statement_waiver, periods.served_on, today):
        text = N_("陈述申辩期至{end}届满，届满日当事人仍可陈述申辩，请于次日起办理，或者取得当事人明确放弃的书面材料")
        params = {"end": periods.statement_ends_on.isoformat()}
        found.append(Objection("statement-period-open", text, params, article="处罚法44条、45条、62条"))
    found += _objections_to_ending_hearing_period(periods, hearing_right=hearing_right, today=today)
    return tuple(found)


def _objections_to_ending_hearing_period(periods: Periods, *, hearing_right: bool, today: date) -> Sequence[Objection]:
    if not hearing_right or periods.served_on is None:
        return ()
    if periods.hearing_ends_on is None:
        text = N_("本案当事人有权要求听证，但听证申请期尚未起算，请重新告知听证权")
        return (Objection("hearing-period-missing", text, article="处罚法63条、64条1项"),)
    if _is_over(periods.hearing_ends_on, periods.hearing_waiver, periods.served_on, today):
        return ()
    text = N_("听证申请期至{end}届满，届满日当事人仍可要求听证，请于次日起办理，或者取得当事人明确放弃听证的书面材料")
    params = {"end": periods.hearing_ends_on.isoformat()}
    return (Objection("hearing-period-open", text, params, article="处罚法64条1项"),)


def _is_over(ends_on: date, waiver: Waiver | None, served_on: date, today: date) -> bool:
    if today > ends_on:
        return True
    return waiver is not None and waiver.on <= today and objection_to_waiver(waiver=waiver, served_on=served_on) is None


def needs_new_notice(*, change: str, renotice_on_lighter: bool = False) -> bool:
    """Say whether a changed draft must be told again: heavier or on another basis; lighter only if configured (L)."""
    return change in {"heavier", "basis"} or (renotice_on_lighter and change == "lighter")


def objection_to_untold_change(*, change: str, renotice_on_lighter: bool = False) -> Objection | None:
    """Refuse to decide on a draft that differs from the last served notice in a way the party was not told (44条)."""
    if not needs_new_notice(change=change, renotice_on_lighter=renotice_on_lighter):
        return None
    text = N_("拟处罚内容较已送达的告知加重，或者变更了事实、证据、依据，须重新告知并重新起算陈述申辩期和听证申请期")
    return Objection("change-untold", text, article="处罚法44条、62条")


def objection_to_change(*, change: str, cause: str) -> Objection | None:
    """Refuse a heavier draft without a cause, or with the defence as its cause (45条2款)."""
    if change == "heavier" and cause == "none":
        text = N_("拟处罚较告知内容加重，必须注明加重原因：新的证据或者纠正法律适用")
        return Objection("change-cause-missing", text, article="处罚法45条2款")
    return objection_to_heavier_for_defence(change=change, cause=cause)
