"""流转记录: the finished steps of a case as people read them, newest first, and the days that a new calendar moved."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import cast

from workflows.guards.counting import term_of
from workflows.guards.means import Means
from workflows.questions.filled_in import say_answers
from workflows.records.dossier import Dossier
from workflows.records.flows import list_versions
from workflows.records.journal import Entry
from workflows.records.moves import RunMove, list_moves_of_run
from workflows.records.runs import StepRow
from workflows.vocabulary.acts import FORM_ACT, site_term, step_term
from workflows.vocabulary.wording import N_


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """One finished step: what (and within which call, ``site``), who did it, who signed too, when, and its sentence."""

    title: str
    site: str
    who: str
    signers: str
    when: datetime
    state: str
    note: str
    round: int
    took_hours: int | None


def list_timeline(dossier: Dossier, *, means: Means) -> Sequence[TimelineEntry]:
    """Return the timeline of a case, newest first."""
    entries = [_entry(dossier, step, means) for step in dossier.steps] + _recounts(dossier, means) + _moves(dossier)
    entries.reverse()
    return sorted(entries, key=lambda entry: entry.when, reverse=True)


def _recounts(dossier: Dossier, means: Means) -> list[TimelineEntry]:
    """Return what imported notices of holidays did to the case's clocks: one entry for each import."""
    changes = dossier.records.journal.list_entries(dossier.run.case_id, kind="ClockChanged")
    told = [one for one in changes if _body(one).get("change") in {"recomputed", "confirmed"}]
    return [_recount(list(group), means) for _, group in groupby(told, key=lambda one: one.entered_at)]


def _recount(entries: Sequence[Entry], means: Means) -> TimelineEntry:
    title = str(_body(entries[0])["ground"])
    return TimelineEntry(
        title=N_("时限重算"),
        site="",
        who=str(entries[0].body["actor"]),
        signers="",
        when=entries[0].entered_at,
        state="system",
        note="；".join([f"依据“{title}”", *(_moved(_body(one), means) for one in entries)]),
        round=1,
        took_hours=None,
    )


def _moves(dossier: Dossier) -> list[TimelineEntry]:
    """Return when the case went to another version of its flow, and when it was moved back."""
    session, run = dossier.records.session, dossier.run
    moves = list_moves_of_run(session, run.id)
    known = list_versions(session, agency_id=run.agency_id) if moves else []
    numbers = {one.sha: one.version for one in known}
    return [_move(one, numbers) for one in moves]


def _move(move: RunMove, numbers: Mapping[str, int]) -> TimelineEntry:
    went = "恢复到" if move.undoes else "迁移到"
    versions = f"由版本 {numbers.get(move.from_sha, '—')} {went}版本 {numbers.get(move.to_sha, '—')}"
    return TimelineEntry(
        title=N_("撤销迁移") if move.undoes else N_("迁移流程版本"),
        site="",
        who=move.moved_by_name,
        signers="",
        when=move.moved_at,
        state="system",
        note=f"{versions}：{move.reason}（{move.provision}）",
        round=1,
        took_hours=None,
    )


def _moved(body: Mapping[str, object], means: Means) -> str:
    due_on = str(body["due_on"])
    term = term_of(body["clock"], on=date.fromisoformat(due_on), law=means.law)
    if body["change"] == "confirmed":
        return f"{term} {due_on}，不再是暂定"
    return f"{term} {body['before']} 改为 {due_on}"


def _body(entry: Entry) -> Mapping[str, object]:
    return cast("Mapping[str, object]", entry.body.get("body") or {})


def _entry(dossier: Dossier, step: StepRow, means: Means) -> TimelineEntry:
    others = [dossier.staff[one].name for one in step.persons if one != step.by_id and one in dossier.staff]
    took = step.done_at - step.opened_at if step.opened_at else None
    return TimelineEntry(
        title=step_term(step.act, step.summary),
        site=site_term(step.act, step.site),
        who=step.by_name,
        signers="、".join(others),
        when=step.done_at,
        state="system" if step.by_id == 0 else _state(step),
        note=_note(dossier, step, means),
        round=step.round,
        took_hours=int(took.total_seconds() // 3600) if took else None,
    )


def _state(step: StepRow) -> str:
    sent_back = str(step.facts.get("review", "")).startswith(("return", "suggest"))
    return "returned" if sent_back or step.facts.get("signing") == "returned" else "done"


def _note(dossier: Dossier, step: StepRow, means: Means) -> str:
    if step.act == FORM_ACT.id:
        return say_answers(means.flow(dossier.records, dossier.run.bundle_sha), step.node, step.answers)[:120]
    for name in ("opinion", "findings", "summary", "reason", "reasons"):
        value = step.answers.get(name)
        if isinstance(value, str) and value:
            return value[:120]
    return ""
