"""What is prepared in a rehearsal and not played yet, and the breach it leads to: what the prover told, walked."""

from dataclasses import dataclass
from datetime import date

from workflows.errors import BrokenDiagramError, NotFoundError, RefusedError
from workflows.guards.flow_proof import examine
from workflows.guards.means import Means
from workflows.process.breach_road import road_to_breach, steps_gone
from workflows.process.bundle import Bundle
from workflows.process.proof.report import Counterexample, Violation
from workflows.process.rehearsal import Choice, Rehearsal
from workflows.process.script import Script
from workflows.questions.fact_words import changed, facts_in_words
from workflows.questions.flow_findings import breach_key
from workflows.questions.flow_rehearsal import opening_in_words
from workflows.questions.flow_source import Which, source_of
from workflows.records.transaction import Records
from workflows.vocabulary.roles import Actor
from workflows.vocabulary.wording import Phrase


@dataclass(frozen=True, slots=True)
class ShownBreach:
    """A violation that is walked to: what goes wrong and which article it breaks.

    ``steps`` are the steps of the execution, ``gone`` how many of them the engine has gone; ``is_reached`` says that it
    has gone all of them, ``is_short`` that the road ends before, as no form can be filled in as the proof assumed.
    """

    key: str
    told: Phrase
    cure: str
    article: str
    steps: int
    gone: int
    is_reached: bool
    is_short: bool


@dataclass(frozen=True, slots=True)
class ShownAhead:
    """Where a prepared rehearsal stands: how many choices are played of all, and the next one in words.

    ``last_part`` is the part in which the last one is drawn.
    """

    played: int
    total: int
    last_part: str = ""
    what: str = ""
    writes: str = ""
    breach: ShownBreach | None = None


def script_to_breach(which: Which, key: str, day: date, *, actor: Actor, records: Records, means: Means) -> Script:
    """Return the rehearsal that leads to a violation of a draft as it is saved now; NotFoundError when it has none."""
    bundle = source_of(which, actor=actor, records=records, means=means).bundle
    found = _violation(bundle, key, means)
    if found is None:
        raise NotFoundError(key)
    return road_to_breach(found[1], bundle, day=day)


def show_ahead(
    which: Which, whole: Script, played: int, key: str, *, actor: Actor, records: Records, means: Means
) -> ShownAhead:
    """Return what is prepared after so many choices of a rehearsal, and the breach it is to lead to."""
    try:
        bundle = source_of(which, actor=actor, records=records, means=means).bundle
        rehearsal, is_refused = _played(whole.up_to(played), bundle)
    except BrokenDiagramError:
        return ShownAhead(played, len(whole.choices))
    found = _violation(bundle, key, means) if key else None
    coming = whole.choices[played] if played < len(whole.choices) else None
    what, writes = _in_words(coming, rehearsal, means, whole.day)
    return ShownAhead(
        played=played,
        total=len(whole.choices),
        last_part=bundle.places.get(whole.choices[-1].path.rpartition("/")[2], "") if whole.choices else "",
        what=what,
        writes=writes,
        breach=_breach(*found, key, rehearsal, is_last=coming is None, is_refused=is_refused) if found else None,
    )


def _violation(bundle: Bundle, key: str, means: Means) -> tuple[Violation, Counterexample] | None:
    report = examine(bundle.files, process=bundle.process, promises=means.promises).report
    for one in report.violations if report is not None else ():
        if key and breach_key(one) == key and one.counterexample is not None:
            return one, one.counterexample
    return None


def _played(script: Script, bundle: Bundle) -> tuple[Rehearsal, bool]:
    """Return the rehearsal as far as the engine goes, and whether it could not go on."""
    rehearsal = script.up_to(0).play(bundle)
    for choice in script.choices:
        try:
            rehearsal.play(choice)
        except (RefusedError, BrokenDiagramError):
            return rehearsal, True
    return rehearsal, False


def _in_words(coming: Choice | None, rehearsal: Rehearsal, means: Means, day: date) -> tuple[str, str]:
    opening = next((one for one in rehearsal.openings() if coming and coming.is_of(one)), None)
    if coming is None or opening is None:
        return "", ""
    bundle = rehearsal.run.bundle
    writes = facts_in_words(changed(coming.writes, rehearsal.run.facts), bundle.facts)
    return opening_in_words(opening, bundle, means=means, day=day), writes


def _breach(
    one: Violation, shown: Counterexample, key: str, rehearsal: Rehearsal, *, is_last: bool, is_refused: bool
) -> ShownBreach:
    steps, gone = len(shown.steps) - 1, steps_gone(shown, rehearsal)
    # That the engine cannot take the last step is what some executions show.
    is_reached = gone == steps or (is_refused and gone == steps - 1 and one.code != "promise")
    return ShownBreach(
        key=key,
        told=one.told,
        cure=one.cure,
        article=one.article,
        steps=steps,
        gone=gone,
        is_reached=is_reached,
        is_short=is_last and not is_reached,
    )
