"""When an investigation may be suspended 中止 and resumed 恢复, and what stops meanwhile (市监程序规定46、64条)."""

from collections.abc import Collection, Mapping
from datetime import date

from workflows.vocabulary.roles import Role
from workflows.vocabulary.wording import N_, Objection

PAUSED_CLOCKS = frozenset({"penalty_90d"})
"""A suspension stops only this clock; preservation, statement, hearing and disclosure run on (path.md A14)."""


def pauses(clock: str) -> bool:
    """Say whether a suspension stops this clock."""
    return clock in PAUSED_CLOCKS


def objections_to_suspending(
    *, ground: str, reason: str, grounds: Mapping[str, str], roles: Collection[Role], suspended: bool
) -> tuple[Objection, ...]:
    """Refuse a suspension without a listed ground, a reason or a leader's approval, or of a case already suspended.

    ``grounds`` is ``pause_grounds`` of the domain profile: each ground with the article that names it; 处罚法60条
    itself knows none, so an empty list or a ground without an article refuses.
    """
    found = list[Objection]()
    if suspended:
        found.append(Objection("already-suspended", N_("案件已经中止，无须再次中止"), article="市监程序规定46条"))
    if not grounds.get(ground, "").strip():
        text = N_("中止调查应当有规章明确规定的事由和条款，所选事由无依据，请重新选择")
        found.append(Objection("suspension-without-ground", text, article="处罚法60条"))
    if not reason.strip():
        text = N_("中止调查应当写明具体情况，请填写")
        found.append(Objection("suspension-without-reason", text, article="市监程序规定46条"))
    if not {Role.LEADER, Role.PRINCIPAL} & set(roles):
        text = N_("中止调查应当经机关负责人批准，请先报批")
        found.append(Objection("suspension-not-leader", text, article="市监程序规定46条"))
    return tuple(found)


def objection_to_resuming(*, suspended: bool, suspended_on: date | None, resumed_on: date) -> Objection | None:
    """Refuse to resume what is not suspended, or on a day before the suspension began."""
    if not suspended or suspended_on is None:
        return Objection("not-suspended", N_("案件未中止，无须恢复"), article="市监程序规定46条")
    if resumed_on < suspended_on:
        text = N_("恢复日期早于中止日期，请核对")
        return Objection("resumed-before-suspension", text, article="市监程序规定46条")
    return None
