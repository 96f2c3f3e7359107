"""How a party's statement and defence 陈述申辩 is reviewed: answered in full, never punished (处罚法45条)."""

from collections.abc import Sequence
from dataclasses import dataclass

from workflows.vocabulary.wording import N_, Objection


@dataclass(frozen=True, slots=True)
class Argument:
    """One fact, reason or piece of evidence the party put forward, and what the agency made of it.

    ``adopted`` is None until somebody has judged it.
    """

    text: str
    answer: str = ""
    adopted: bool | None = None


def objections_to_review(*, arguments: Sequence[Argument]) -> tuple[Objection, ...]:
    """Refuse a review 复核 that leaves any argument unjudged or rejects one without a reason (45条1款)."""
    if not arguments:
        text = N_("当事人已陈述申辩，请逐条登记其提出的事实、理由和证据并复核")
        return (Objection("defence-without-arguments", text, article="处罚法45条1款"),)
    text = N_("当事人的意见“{argument}”尚未复核，请写明复核意见以及是否采纳")
    return tuple(
        Objection("argument-unanswered", text, {"argument": one.text}, article="处罚法45条1款")
        for one in arguments
        if one.adopted is None or not one.answer.strip()
    )


def outcome_of(*, arguments: Sequence[Argument]) -> str:
    """Return the fact ``defence``: rejected, adopted_part or adopted_full; none when nothing was argued."""
    if not arguments:
        return "none"
    adopted = [argument.adopted is True for argument in arguments]
    if all(adopted):
        return "adopted_full"
    return "adopted_part" if any(adopted) else "rejected"


def objection_to_skipping_review(*, statement: str, defence: str) -> Objection | None:
    """Refuse to go on when a statement was made and nobody has reviewed it (45条1款, path.md PO-05)."""
    if statement != "made" or defence != "none":
        return None
    text = N_("当事人提出了陈述申辩意见，必须复核后方可继续，请先办理陈述申辩复核")
    return Objection("defence-not-reviewed", text, article="处罚法45条1款")


def objection_to_heavier_for_defence(*, change: str, cause: str) -> Objection | None:
    """Refuse a heavier penalty whose cause is the defence itself 因申辩加重 (45条2款)."""
    if change != "heavier" or cause != "defence":
        return None
    text = N_("不得因当事人陈述、申辩而给予更重的处罚，请恢复不重于告知的处罚内容")
    return Objection("heavier-for-defence", text, article="处罚法45条2款")
