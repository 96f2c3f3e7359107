"""演练: where a rehearsal of a flow stands, what was done so far, and everything that may happen next, in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from workflows.errors import BrokenDiagramError, RefusedError
from workflows.guards.means import Means
from workflows.process.bundle import Bundle
from workflows.process.openings import RETURN, TASK, Opening
from workflows.process.rehearsal import Beat, Choice, Rehearsal
from workflows.process.script import Script, unpack
from workflows.questions.fact_words import changed, each_in_words, facts_in_words
from workflows.questions.flow_source import Source, Which, source_of
from workflows.questions.rehearsal_ways import (
    ShownField,
    ShownWay,
    choice_of,
    invented_field,
    invented_value,
    ways_in_words,
)
from workflows.records.transaction import Records
from workflows.vocabulary.act_papers import ACT_PAPERS
from workflows.vocabulary.acts import ACTS, step_term
from workflows.vocabulary.facts import FACTS
from workflows.vocabulary.roles import ROLE_TERMS, Actor, Role
from workflows.vocabulary.wording import N_, Objection, Phrase

__all__ = ["Choice", "Script", "choose", "invent", "read_road", "show_rehearsal"]

INVENTED = (
    "party_kind",
    "level",
    "domain",
    "fine",
    "confiscation",
    "penalty_total",
    "heavy_kind",
    "grave",
    "public_interest",
    "legal_relations",
    "mitigated",
)
"""The facts of an invented case: what its steps' forms are filled with at first."""


@dataclass(frozen=True, slots=True)
class ShownOpening:
    """One thing that may happen next: as the form sends it back, and in words.

    ``number`` is its place in the list; ``ways`` how it can end, each with what is to be chosen.
    """

    number: int
    opening: Opening
    label: str
    act: str
    role: str
    article: str
    site: str
    papers: Sequence[str]
    ways: Sequence[ShownWay]


@dataclass(frozen=True, slots=True)
class ShownBeat:
    """One step that was played: what was done, what it set, what tables decided after it, papers it would issue."""

    number: int
    kind: str
    what: str
    writes: str
    decided: str
    papers: Sequence[str]


@dataclass(frozen=True, slots=True)
class RehearsalPage:
    """A rehearsal as it stands; ``refusal`` says why its last step could not be played, ``broken`` why none can."""

    script: Script
    source: Source | None = None
    beats: Sequence[ShownBeat] = ()
    tasks: Sequence[ShownOpening] = ()
    events: Sequence[ShownOpening] = ()
    facts: Sequence[tuple[str, str]] = ()
    invented: Sequence[ShownField] = ()
    is_finished: bool = False
    parts: Mapping[str, str] = field(default_factory=dict)
    part: str = ""
    done: Sequence[str] = ()
    current: Sequence[str] = ()
    refusal: Objection | None = None
    broken: Objection | None = None


def show_rehearsal(
    which: Which, script: Script, *, part: str, actor: Actor, records: Records, means: Means
) -> RehearsalPage:
    """Play a script and return where it stands; a step that cannot be played ends it, and is told."""
    try:
        source = source_of(which, actor=actor, records=records, means=means)
        rehearsal = Script(script.day).play(source.bundle)
    except BrokenDiagramError as error:
        return RehearsalPage(script, broken=error.objection)
    refusal = None
    for choice in script.choices:
        try:
            rehearsal.play(choice)
        except (RefusedError, BrokenDiagramError) as error:
            refusal = error.objection
            break
    kept = script.up_to(len(rehearsal.beats))
    return _Teller(source, kept, rehearsal, means).page(part, refusal)


def choose(
    which: Which,
    script: Script,
    wanted: Choice,
    answers: Mapping[str, str],
    *,
    actor: Actor,
    records: Records,
    means: Means,
) -> Script:
    """Return the script with one more choice: what ``wanted`` points at, ended the way and with the values answered.

    RefusedError when it cannot be done here, or not with these values.
    """
    bundle = source_of(which, actor=actor, records=records, means=means).bundle
    rehearsal = script.play(bundle)
    opening = next((one for one in rehearsal.openings() if wanted.is_of(one)), None)
    if opening is None:
        raise RefusedError(Objection("rehearsal-gone", N_("流程已经不在该环节，请按页面现状重新选择")))
    number = answers.get("way", "")
    choice = choice_of(opening, int(number) if number.isdecimal() else 0, answers, bundle.facts)
    rehearsal.play(choice)
    return script.with_choice(choice)


def read_road(text: str) -> Script:
    """Return the rehearsal an address holds; RefusedError when it holds none."""
    return unpack(text)


def invent(answers: Mapping[str, str], day: date) -> Script:
    """Return a new rehearsal of an invented case; RefusedError for a value that is none."""
    return Script(day, {name: invented_value(FACTS[name], answers[name]) for name in INVENTED if name in answers})


class _Teller:
    """Puts one rehearsal into words."""

    def __init__(self, source: Source, script: Script, rehearsal: Rehearsal, means: Means) -> None:
        self._source, self._script, self._rehearsal, self._means = source, script, rehearsal, means
        self._bundle = source.bundle

    def page(self, part: str, refusal: Objection | None) -> RehearsalPage:
        run, bundle = self._rehearsal.run, self._bundle
        openings = [self._opening(number, one) for number, one in enumerate(self._rehearsal.openings())]
        current = [task.node for task in run.open_tasks()]
        calls = [call for one in self._rehearsal.openings() if one.kind == TASK for call in one.path.split("/")]
        current = list(dict.fromkeys((*current, *calls)))
        parts = {one.process: one.label or one.process for one in bundle.diagrams.values()}
        here = next((task.part for task in run.open_tasks()), bundle.process)
        told = changed(run.facts, bundle.initial_facts())
        return RehearsalPage(
            source=self._source,
            script=self._script,
            beats=[self._beat(number, one) for number, one in enumerate(self._rehearsal.beats, start=1)],
            tasks=[one for one in openings if one.opening.kind in {TASK, RETURN}],
            events=[one for one in openings if one.opening.kind not in {TASK, RETURN}],
            facts=list(each_in_words(told, bundle.facts)),
            invented=[invented_field(bundle.facts[name], self._script.invented) for name in INVENTED],
            is_finished=run.finished,
            parts=parts,
            part=part if part in parts else here,
            done=[node for node in self._rehearsal.done if node not in current],
            current=current,
            refusal=refusal,
        )

    def _opening(self, number: int, one: Opening) -> ShownOpening:
        act, task = ACTS.get(one.act), one.task
        usual = {**self._rehearsal.run.facts, **self._script.invented}
        return ShownOpening(
            number=number,
            opening=one,
            label=self._label(one),
            act=step_term(one.act, task.label if task else ""),
            role=ROLE_TERMS.get(Role(task.role), "") if task and task.role in set(Role) else "",
            article=act.article if act else "",
            site=ACTS[one.site].term if one.site in ACTS else "",
            papers=self._papers(one),
            ways=ways_in_words(one, self._bundle.facts, now=self._rehearsal.run.facts, usual=usual),
        )

    def _beat(self, number: int, beat: Beat) -> ShownBeat:
        return ShownBeat(
            number=number,
            kind=beat.opening.kind,
            what=self._label(beat.opening),
            writes=facts_in_words(changed(beat.writes, beat.before), self._bundle.facts),
            decided=facts_in_words(beat.decided, self._bundle.facts),
            papers=self._papers(beat.opening),
        )

    def _label(self, one: Opening) -> str:
        return opening_in_words(one, self._bundle, means=self._means, day=self._script.day)

    def _papers(self, one: Opening) -> list[str]:
        if one.kind == RETURN:
            return []
        return [self._means.papers[kind].name for kind in ACT_PAPERS.get(one.act, ()) if kind in self._means.papers]


def opening_in_words(one: Opening, bundle: Bundle, *, means: Means, day: date) -> str:
    """Return what happens: the step, the step it goes back to, the clock that falls due."""
    if one.kind == RETURN:
        return Phrase(N_("{step}：退回“{target}”"), step=_step(one), target=_node(bundle, one.target))
    if one.kind == TASK:
        return _step(one)
    if one.message.startswith("clock:"):
        law = means.law.clock(one.message.removeprefix("clock:"), on=day)
        return Phrase(N_("{clock}届满"), clock=law.term)
    if one.message:
        return N_("批准撤销、终止或者移送")
    term = ACTS[one.act].term if one.act in ACTS else one.act
    return Phrase(N_("{act}，案件退回“{target}”"), act=term, target=_node(bundle, one.target)) if one.target else term


def _step(one: Opening) -> str:
    return one.task.label or step_term(one.act, "") if one.task else step_term(one.act, "")


def _node(bundle: Bundle, node: str) -> str:
    return bundle.node(node).label or node if node in bundle.places else node
