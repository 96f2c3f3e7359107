"""立案审批: filing starts the ninety days (处罚法54条2款、60条); refusing and referring out end the road."""

from collections.abc import Mapping
from datetime import date

from workflows.acts.clocks import start_clock
from workflows.acts.index_case import enqueue_index
from workflows.acts.papers import handled, issue, named, signed
from workflows.acts.step import Step
from workflows.errors import NotFoundError
from workflows.guards.verify_source import SUGGESTIONS
from workflows.rules.days import in_words
from workflows.rules.filing import Conduct, objection_to_limitation


def perform(step: Step) -> None:
    """Write the leader's decision, its paper and its clock."""
    filing = step.answers.text("filing")
    step.set(filing=filing)
    if filing == "filed":
        step.dossier.case.filed_on = step.today
        start_clock(step, "penalty_90d")
    paper = issue(step, "filing_approval", _fields(step))
    if filing == "filed":
        step.dossier.case.number = paper.number or step.dossier.case.number
        enqueue_index(step.dossier.case.id, records=step.records, now=step.now)
    step.summary = step.answers.text("opinion")


def _fields(step: Step) -> dict[str, object]:
    """Return what the form prints: what was verified by whom and when, and the leader's decision; nothing else."""
    verified, answers = step.dossier.last_step("verify_source"), step.answers
    if verified is None:
        message = "verify_source"
        raise NotFoundError(message)
    known, staff = verified.answers, step.dossier.staff
    verifiers = [one for one in verified.persons if one in staff] or [verified.by_id]
    return {
        "received_on": step.dossier.case.received_on,
        "clue_summary": step.dossier.case.summary,
        "verification": known["findings"],
        "suspected_provision": known["suspected_provision"],
        "penalty_provision": known["penalty_provision"],
        "jurisdiction": _jurisdiction(known),
        "limitation": _limitation(step, known),
        "no_duplicate": _duplicates(known),
        "filing_result": _RESULTS[answers.text("filing")],
        "filing_reason": answers.text("reason") or _receiver(answers.text("receiver")),
        "handlers": handled(step, verifiers, dict(SUGGESTIONS)[str(known["suggestion"])], on=verified.done_on),
        "leader": signed(step, step.actor.id, answers.text("opinion")),
        "officers": [named(staff[one]) for one in verifiers if one in staff],
    }


_RESULTS = {"filed": "同意立案", "refused": "不予立案", "referred_out": "移送有管辖权的机关"}


def _receiver(name: str) -> str:
    return f"移送{name}" if name else ""


def _jurisdiction(known: Mapping[str, object]) -> str:
    has = "属于本机关管辖" if known.get("has_jurisdiction") else "不属于本机关管辖"
    return "，".join(one for one in (str(known.get("jurisdiction") or "").rstrip("。；，"), has) if one)


def _limitation(step: Step, known: Mapping[str, object]) -> str:
    """Return how the conduct stands to the period of 处罚法36条, reckoned from the day it ended."""
    found_on = step.dossier.case.received_on
    ended = known.get("act_ended_on")
    if not ended:
        return f"违法行为处于连续或者继续状态，于{in_words(found_on)}被发现，未超过追责时效"
    ended_on = date.fromisoformat(str(ended))
    conduct = Conduct(ended_on=ended_on, discovered_on=found_on, long_limitation=bool(known.get("long_limitation")))
    late = "已超过追责时效" if objection_to_limitation(conduct=conduct) else "未超过追责时效"
    return f"违法行为于{in_words(ended_on)}终了，于{in_words(found_on)}被发现，{late}"


def _duplicates(known: Mapping[str, object]) -> str:
    found = [
        text
        for name, text in (("fined_before", "同一违法行为已被罚款"), ("filed_first_elsewhere", "其他机关已先立案"))
        if known.get(name)
    ]
    return "；".join(found) or "经核对，同一违法行为未被罚款，也没有其他机关先行立案"
