"""流转记录: the finished steps of a case as people read them, newest first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from workflows.records.dossier import Dossier
from workflows.records.runs import StepRow
from workflows.vocabulary.acts import ACTS


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """One finished step: what, who, when, with whom, and the sentence it left."""

    title: str
    who: str
    when: datetime
    state: str
    note: str
    round: int
    took_hours: int | None


def list_timeline(dossier: Dossier) -> Sequence[TimelineEntry]:
    """Return the timeline of a case, newest first."""
    return [_entry(dossier, step) for step in reversed(dossier.steps)]


def _entry(dossier: Dossier, step: StepRow) -> TimelineEntry:
    others = [dossier.staff[one].name for one in step.persons if one != step.by_id and one in dossier.staff]
    site = f"（{ACTS[step.site].term}）" if step.site in ACTS and step.site != step.act else ""
    took = step.done_at - step.opened_at if step.opened_at else None
    return TimelineEntry(
        title=ACTS[step.act].term + site, who="、".join([step.by_name, *others]), when=step.done_at,
        state="system" if step.by_id == 0 else _state(step), note=_note(step), round=step.round,
        took_hours=int(took.total_seconds() // 3600) if took else None,
    )


def _state(step: StepRow) -> str:
    sent_back = str(step.facts.get("review", "")).startswith(("return", "suggest"))
    return "returned" if sent_back or step.facts.get("signing") == "returned" else "done"


def _note(step: StepRow) -> str:
    for name in ("opinion", "findings", "summary", "reason", "reasons"):
        value = step.answers.get(name)
        if isinstance(value, str) and value:
            return value[:120]
    return ""
