"""回放: past cases walked through another version in slices, counted as they come, the affected ones listed by number.

A case is told by its number and by acts alone; parties, papers and words stay where they are. Between two slices
nothing is kept but the count itself, which travels in the page.
"""

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from threading import Lock

from workflows.errors import BrokenDiagramError, NotFoundError
from workflows.forms import SHANGHAI
from workflows.guards.means import Means
from workflows.process.bundle import Bundle
from workflows.process.past import Doing, PastCase, PastStep
from workflows.process.replay import Replayed, Replayer, Verdict
from workflows.process.script import Script
from workflows.questions.flow_source import Which, source_of
from workflows.questions.replay_count import Change, ReplayCount
from workflows.records.past_runs import (
    PastRow,
    PastRun,
    Span,
    count_past_runs,
    find_past_run,
    list_past_runs,
    open_in_runs,
    steps_of_runs,
)
from workflows.records.transaction import Records
from workflows.vocabulary.acts import site_term, step_term
from workflows.vocabulary.roles import Actor
from workflows.vocabulary.wording import N_, Objection, Phrase, listed

__all__ = ["Period", "ReplayCount", "ReplaySlice", "replay_slice", "script_of_case"]

SLICE = 200


@dataclass(frozen=True, slots=True)
class Period:
    """The cases asked for: registered from one day to another, both included.

    ``judged_on`` has every table asked as of one day; None asks it as of the day of each step. ``slice`` is how many
    are replayed at a time.
    """

    first: date
    last: date
    judged_on: date | None = None
    slice: int = SLICE


@dataclass(frozen=True, slots=True)
class ShownCase:
    """One affected case: its number, the verdict in words, what is done in addition and no longer, and what is open."""

    number: str
    verdict: str
    verdict_term: str
    parts: str
    added: str
    dropped: str
    open_end: Objection | None


@dataclass(frozen=True, slots=True)
class ShownChange:
    """One act or part: the cases that had it, those with it in addition and no longer for certain, and the sum."""

    label: str
    before: int
    added: int
    dropped: int
    after: int
    percent: float | None


@dataclass(frozen=True, slots=True)
class ReplaySlice:
    """One slice: the count so far, the affected cases of this slice, and the last run looked at, 0 when all are.

    ``parts`` and ``acts`` are those that change, so far.
    """

    title: str
    count: ReplayCount
    cases: Sequence[ShownCase] = ()
    next_after: int = 0
    parts: Sequence[ShownChange] = ()
    acts: Sequence[ShownChange] = ()
    broken: Objection | None = None


VERDICT_TERMS: Mapping[Verdict, str] = {
    Verdict.SAME: N_("路径不变"),
    Verdict.OTHER: N_("路径改变"),
    Verdict.AMBIGUOUS: N_("无法判断"),
}


def replay_slice(
    which: Which, period: Period, count: ReplayCount, *, after: int, actor: Actor, records: Records, means: Means
) -> ReplaySlice:
    """Replay the next cases of a period after a run, adding to what was counted before."""
    try:
        source = source_of(which, actor=actor, records=records, means=means)
        replayer = _replayer(source.bundle, period.judged_on)
    except BrokenDiagramError as error:
        return ReplaySlice("", count, broken=error.objection)
    span = _span(period, actor, source.process)
    if not after:
        count = ReplayCount(sha=source.bundle.sha, expected=count_past_runs(records.session, span))
    elif count.sha != source.bundle.sha:
        text = N_("此草稿在回放中途有改动，请重新回放")
        return ReplaySlice(source.title, count, broken=Objection("replay-overtaken", text))
    runs = list_past_runs(records.session, span, after=after, limit=period.slice)
    shown = []
    for run, case in _cases(runs, records, means):
        told = replayer.replay(case)
        count.add(told)
        if told.verdict is not Verdict.SAME:
            was = means.flow(records, run.bundle_sha)
            shown.append(_shown(run, told, source.bundle, was))
            _label(count, told, source.bundle, was)
    parts = [_change(count.labels.get(part, part), one) for part, one in count.parts.items()]
    acts = [_change(doing_in_words(doing, count.labels.get(doing.node, "")), one) for doing, one in count.acts.items()]
    return ReplaySlice(
        title=source.title,
        count=count,
        cases=shown,
        next_after=runs[-1].id if len(runs) == period.slice else 0,
        parts=[one for one in parts if one.added or one.dropped],
        acts=[one for one in acts if one.added or one.dropped],
    )


def script_of_case(which: Which, number: str, *, actor: Actor, records: Records, means: Means) -> tuple[int, Script]:
    """Return a case, and its facts and order of acts as a rehearsal of this flow, as far as they are certain."""
    source = source_of(which, actor=actor, records=records, means=means)
    run = find_past_run(records.session, number, agency_id=actor.agency_id, process=source.process)
    if run is None:
        raise NotFoundError(number)
    ((_, case),) = _cases([run], records, means)
    day = date.fromordinal(case.steps[0].day) if case.steps else date.min
    told = Replayer(source.bundle, judged_on=day.toordinal()).replay(case)
    return run.case_id, Script(day, {}, told.choices)


def _span(period: Period, actor: Actor, process: str) -> Span:
    since = datetime.combine(period.first, time(), SHANGHAI)
    before = datetime.combine(period.last + timedelta(days=1), time(), SHANGHAI)
    return Span(actor.agency_id, process, since, before)


def _cases(runs: Sequence[PastRun], records: Records, means: Means) -> list[tuple[PastRun, PastCase]]:
    ids = [run.id for run in runs]
    steps, opened = steps_of_runs(records.session, ids), open_in_runs(records.session, ids)
    return [
        (run, _case(run, steps.get(run.id, []), opened.get(run.id, []), means.flow(records, run.bundle_sha)))
        for run in runs
    ]


def _case(run: PastRun, steps: Sequence[PastRow], opened: Sequence[PastRow], bundle: Bundle) -> PastCase:
    return PastCase(
        steps=tuple(
            PastStep(
                one.act,
                one.node,
                one.site,
                bundle.places.get(one.node, ""),
                one.facts,
                one.done_on.toordinal(),
                one.by_system,
            )
            for one in steps
        ),
        open=tuple(Doing.of(one.act, one.site, one.node) for one in opened),
        open_parts=tuple(bundle.places.get(one.node, "") for one in opened),
        is_ended=run.is_closed,
    )


def _shown(run: PastRun, told: Replayed, bundle: Bundle, was: Bundle) -> ShownCase:
    gained = [Phrase(N_("改走{part}"), part=part_in_words(one, bundle, was)) for one in sorted(told.gained)]
    lost = [Phrase(N_("不再经过{part}"), part=part_in_words(one, was, bundle)) for one in sorted(told.lost)]
    order = [N_("次序改变")] if told.is_reordered else []
    return ShownCase(
        number=run.number,
        verdict=told.verdict.value,
        verdict_term=VERDICT_TERMS[told.verdict],
        parts=listed([*gained, *lost, *order]),
        added=listed(doing_in_words(one, step_label(one.node, bundle, was)) for one in told.added),
        dropped=listed(doing_in_words(one, step_label(one.node, was, bundle)) for one in told.dropped),
        open_end=told.open_end,
    )


def _label(count: ReplayCount, told: Replayed, *bundles: Bundle) -> None:
    """Remember what changed parts and steps of the agency are called, in whichever version has them."""
    for part in told.gained | told.lost:
        count.labels[part] = part_in_words(part, *bundles)
    for doing in (*told.added, *told.dropped):
        if doing.node:
            count.labels[doing.node] = step_label(doing.node, *bundles)


def _change(label: str, one: Change) -> ShownChange:
    return ShownChange(label, one.before, one.added, one.dropped, one.after, one.percent)


def doing_in_words(one: Doing, label: str) -> str:
    """Return what was done: the act with what it serves, or the label of a step the agency designed."""
    term, site = step_term(one.act, label), site_term(one.act, one.site)
    return Phrase(N_("{act}（{site}）"), act=term, site=site) if site else term


def step_label(node: str, *bundles: Bundle) -> str:
    """Return what a step is called where one of the versions has it."""
    return next((found.node(node).label for found in bundles if node in found.places), node)


def part_in_words(part: str, *bundles: Bundle) -> str:
    """Return what a part is called."""
    return next((found.diagrams[part].label or part for found in bundles if part in found.diagrams), part)


_LOCK = Lock()
_KEPT = 4
_REPLAYERS: OrderedDict[tuple[str, str, date | None], Replayer] = OrderedDict()


def _replayer(bundle: Bundle, judged_on: date | None) -> Replayer:
    """Return the replayer of a bundle with what it has walked before: the slices of one replay share it."""
    key = (bundle.sha, bundle.process, judged_on)
    with _LOCK:
        if key not in _REPLAYERS:
            while len(_REPLAYERS) >= _KEPT:
                _REPLAYERS.popitem(last=False)
            _REPLAYERS[key] = Replayer(bundle, judged_on=judged_on.toordinal() if judged_on else None)
        _REPLAYERS.move_to_end(key)
        return _REPLAYERS[key]
