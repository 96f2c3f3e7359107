"""更多事项: the acts possible at any time that make sense in a case now, and the approvals it waits for."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from workflows.records.dossier import Dossier
from workflows.records.search import Pending, list_pending
from workflows.records.transaction import Records
from workflows.vocabulary.acts import CASE_ACTS, Act
from workflows.vocabulary.roles import Actor, Role

# Done from the task list, or by the system, rather than from the case page.
_ELSEWHERE = frozenset({"claim_task", "assign_task", "transfer_task", "freeze_task"})


def _is_filed(dossier: Dossier) -> bool:
    return dossier.facts["filing"] == "filed"


def _is_undecided(dossier: Dossier) -> bool:
    return _is_filed(dossier) and dossier.facts["decision"] == "none"


def _has_no_decision(dossier: Dossier) -> bool:
    return dossier.facts["decision"] == "none"


# When an act that is not always sensible is offered; the guards decide whether it is lawful.
_OFFERED: Mapping[str, Callable[[Dossier], bool]] = {
    "record_statement": lambda dossier: dossier.facts["notice"] in {"served", "done"} and _is_undecided(dossier),
    "add_evidence": _has_no_decision,
    "record_interview": _has_no_decision,
    "record_inspection": _has_no_decision,
    "preserve_evidence": _is_undecided,
    "dispose_preserved": lambda dossier: any(one.disposed_on is None for one in dossier.preservations),
    "order_correction": _is_filed,
    "suspend_case": lambda dossier: _is_undecided(dossier) and not dossier.facts["suspended"],
    "resume_case": lambda dossier: bool(dossier.facts["suspended"]),
    "extend_period": _is_undecided,
    "propose_exit": _is_undecided,
    "suspect_crime": _is_undecided,
    "decide_exit": lambda dossier: any(not one.decision for one in dossier.exit_proposals),
    "decide_recusal": lambda dossier: any(not one.decision for one in dossier.recusals),
    "record_remedy": lambda dossier: bool(dossier.facts["decision_served"]),
    "record_remedy_result": lambda dossier: dossier.facts["remedy"] == "open",
    "impose_surcharge": lambda dossier: dossier.facts["performance"] in {"overdue", "court"},
    "withdraw_disclosure": lambda dossier: dossier.facts["disclosure"] == "published",
}


@dataclass(frozen=True, slots=True)
class Approval:
    """Something a leader is asked to decide in a case."""

    case_id: int
    case_title: str
    act: str
    what: str
    who: str
    at: datetime


def list_anytime_acts(dossier: Dossier, actor: Actor) -> list[Act]:
    """Return the acts possible at any time that this person's roles allow and that make sense now."""
    if dossier.run.status != "open":
        return []
    return [
        act
        for act in CASE_ACTS
        if act.id not in _ELSEWHERE
        and set(act.roles) & actor.roles
        and (act.id not in _OFFERED or _OFFERED[act.id](dossier))
    ]


def list_approvals(*, records: Records, actor: Actor) -> Sequence[Approval]:
    """Return the proposals and recusals that wait for a leader of the agency; nothing for anybody else."""
    if not actor.roles & {Role.LEADER, Role.PRINCIPAL}:
        return []
    return [_approval(one) for one in list_pending(records.session, actor.agency_id)]


def _approval(one: Pending) -> Approval:
    return Approval(one.case_id, one.case_title, one.act, one.what, one.who, one.at)
