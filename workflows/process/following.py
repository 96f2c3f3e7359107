"""Following a record: one past case led through a bundle, each open step answered by what was done at the time."""

from dataclasses import dataclass

from workflows.process.openings import ANYTIME, EXIT_APPROVED, MESSAGE, TASK, Opening, standing_of
from workflows.process.past import Doing, PastCase, PastStep
from workflows.process.rehearsal import Choice
from workflows.process.run import OpenTask
from workflows.process.stepping import Facts, Stepper, Stood
from workflows.process.worlds import Moves, Worlds
from workflows.rules.diversions import voids_review, way_back_for_evidence, way_back_for_statement
from workflows.vocabulary.effects import Outcome
from workflows.vocabulary.facts import CONTENT_RESET, FactValue
from workflows.vocabulary.wording import N_, Objection

FALLING_DUE = {
    "await_statement": ("clock:statement_5wd",),
    "record_service": ("clock:public_notice_30d",),
    "record_performance": ("clock:payment_15d", "clock:demand_10wd"),
}
"""The acts that 系统 writes down when a clock falls due, and the clocks (acts/due_clocks.py)."""

EVIDENCE = frozenset({"add_evidence", "record_interview", "record_inspection"})
# Steps that are new to a case, before its walk is given up as going in circles.
MOST_ADDED = 200


@dataclass(frozen=True, slots=True)
class Done:
    """One step of the walk: what was done, and in which part."""

    doing: Doing
    part: str


class Walk:
    """The walk of one case; after ``go`` it holds what was done, and where and why it ended early."""

    def __init__(self, stepper: Stepper, case: PastCase, *, judged_on: int | None) -> None:
        """Stand at the start of the bundle, the whole record before it."""
        first = judged_on if judged_on is not None else case.steps[0].day if case.steps else 0
        self._stepper, self._case, self._judged_on = stepper, case, judged_on
        self._worlds = Worlds(stepper, stepper.start({"judged_on": first}).stood)
        self._pending = list(case.steps)
        self._unknown = ""
        self._added = 0
        self.done: list[Done] = []
        self.choices: list[Choice] = []
        self.open_end: Objection | None = None

    def go(self) -> None:
        """Walk until the bundle, the record or what is certain ends."""
        while not self._worlds.spot.is_end and (self._follow() or self._add()):
            continue
        if self.open_end is None and not self._case.is_ended:
            self.done.extend(_due(task) for task in self._worlds.spot.open)

    # ------------------------------------------------------------------------------------------------ following

    def _follow(self) -> bool:
        """Do the first thing of the record that this version has a place for now; False when there is none."""
        for place, step in enumerate(self._pending):
            # What was done at any time waits for what this version asks before it.
            if place and not step.is_of_the_road and self._asks_for_new():
                return False
            if self._repeat(step):
                del self._pending[place]
                return True
            if self.open_end is not None:
                return False
        return False

    def _repeat(self, step: PastStep) -> bool:
        self._worlds.judge_on(step.day if self._judged_on is None else self._judged_on)
        if step.by_system:
            return self._fall_due(step)
        if not step.node:
            return self._happen(step)
        opening = self._opening_for(step)
        if opening is None or opening.task is None:
            return False
        known = {name: value for name, value in step.facts.items() if name in self._stepper.bundle.facts}
        if opening.admits(known, self._worlds.first.facts):
            return self._moved(opening, known, _due(opening.task))
        return self._complete(opening, known)

    def _opening_for(self, step: PastStep) -> Opening | None:
        """Return the open step that asks for this doing, the one with the same id first."""
        asking = [one for one in self._tasks() if one.task is not None and Doing.of_task(one.task) == step.doing]
        return next((one for one in asking if one.task and one.task.node == step.node), asking[0] if asking else None)

    def _complete(self, opening: Opening, known: Facts) -> bool:
        """Do a step whose record lacks facts that it sets today: every value they may have."""
        if self._answered(opening, known):
            return True
        text = N_("原记录没有写明“{step}”应当确定的事实，其后不作推断")
        self._stop(Objection("replay-record-incomplete", text, {"step": _label(opening)}), opening)
        return False

    def _answered(self, opening: Opening, known: Facts) -> bool:
        """Give every answer a step admits that agrees with what is known; False when they part."""
        answer = next(self._worlds.answers(opening, known, self._worlds.first), None)
        if answer is None or opening.task is None or not self._worlds.answer(opening, known):
            return False
        self._unknown = _label(opening)
        self.choices.append(Choice.of(opening, answer))
        self.done.append(_due(opening.task))
        return True

    def _fall_due(self, step: PastStep) -> bool:
        """Let the clock fall due that 系统 wrote this step for."""
        clocks = FALLING_DUE.get(step.act, ())
        waiting = (one for one in self._worlds.spot.openings if one.kind == MESSAGE and one.message in clocks)
        for opening in waiting:
            is_meant = step.act != "record_service" or opening.site == step.site
            if is_meant and opening.admits(step.facts, self._worlds.first.facts):
                return self._moved(opening, step.facts, Done(step.doing, step.part))
        return False

    def _happen(self, step: PastStep) -> bool:
        """Repeat what was done at any time: it goes where this version's rules send the case."""
        if step.act == "decide_exit" and step.facts:
            leaving = (one for one in self._worlds.spot.openings if one.message == EXIT_APPROVED)
            opening = next(leaving, None)
            return opening is not None and self._moved(opening, step.facts, None)
        before = self._worlds.first
        if not self._move(lambda stood: [self._anytime(step, stood)], step.act):
            return False
        self.choices[-1:] = self._as_offered(self.choices[-1], before)
        return True

    def _as_offered(self, done: Choice, before: Stood) -> list[Choice]:
        """Return what was done at any time as a rehearsal offers it, nothing for what leaves no mark on the road."""
        offered = (one for one in self._stepper.openings(before) if one.kind == ANYTIME and one.target == done.target)
        return [
            Choice.of(one, done.writes) for one in offered if done.writes and one.admits(done.writes, before.facts)
        ][:1]

    def _anytime(self, step: PastStep, stood: Stood) -> tuple[Opening, Facts]:
        standing, facts = standing_of(stood.spot.open), stood.facts
        writes: dict[str, FactValue] = {
            name: value for name, value in step.facts.items() if name in self._stepper.bundle.facts
        }
        back = ""
        if step.act in EVIDENCE:
            writes = dict(CONTENT_RESET) if voids_review(facts) else {}
            back = way_back_for_evidence(standing, facts) if writes else ""
        if step.act == "record_statement" and ("statement" in writes or "hearing_request" in writes):
            asks = writes.get("hearing_request") in {"requested", "accepted"}
            back = way_back_for_statement(standing, asks_hearing=asks) if "waived" not in writes.values() else ""
            writes |= CONTENT_RESET if back else {}
        target = back if back in self._stepper.bundle.places else ""
        ways = (Outcome({name: (value,) for name, value in writes.items()}),)
        return Opening(ANYTIME, step.act, step.act, ways=ways, target=target), writes

    # --------------------------------------------------------------------------------------------------- adding

    def _asks_for_new(self) -> bool:
        return any(not self._is_recorded(one) for one in self._tasks())

    def _is_recorded(self, opening: Opening) -> bool:
        wanted = Doing.of_task(opening.task) if opening.task else None
        return any(step.doing == wanted for step in self._pending) or wanted in self._case.open

    def _add(self) -> bool:
        """Do a step that is new to the case when all its answers lead the same way; False when nothing is left to do.

        In a case that is still open, what is open there now is not new.
        """
        if self.open_end is not None:
            return False
        fresh = [one for one in self._tasks() if one.task and Doing.of_task(one.task) not in self._case.open]
        if not fresh or (not self._pending and not self._case.is_ended):
            return False
        for opening in fresh:
            if self._added < MOST_ADDED and self._answered(opening, {}):
                self._added += 1
                return True
        text = N_("“{step}”的结果在原案件中没有记录，其后不作推断")
        self._stop(Objection("replay-not-recorded", text, {"step": _label(fresh[0])}), *fresh)
        return False

    # -------------------------------------------------------------------------------------------------- moving

    def _tasks(self) -> list[Opening]:
        return [one for one in self._worlds.spot.openings if one.kind == TASK]

    def _moved(self, opening: Opening, writes: Facts, done: Done | None) -> bool:
        if not self._move(lambda _: [(opening, writes)], opening.path):
            return False
        if done is not None:
            self.done.append(done)
        return True

    def _move(self, moves: Moves, place: str) -> bool:
        """Make a move of the record; where the possible states part, or the engine refuses, the walk is over."""
        ((opening, writes),) = moves(self._worlds.first)
        if self._worlds.move(moves):
            self.choices.append(Choice.of(opening, writes))
            return True
        self.open_end = self._parted(place)
        return False

    def _parted(self, place: str) -> Objection:
        refused = self._worlds.objection
        if refused is not None:
            text = N_("新版本在“{step}”处无法继续：{reason}")
            return Objection("replay-stuck", text, {"step": self._name(place), "reason": refused.in_chinese()})
        text = N_("去向取决于“{step}”的结果，原案件中没有记录，其后不作推断")
        return Objection("replay-depends", text, {"step": self._unknown})

    def _name(self, place: str) -> str:
        node, bundle = place.rpartition("/")[2], self._stepper.bundle
        return bundle.node(node).label or node if node in bundle.places else node

    def _stop(self, objection: Objection, *openings: Opening) -> None:
        """End the walk here; what is due here is certain all the same."""
        self.open_end = objection
        self.done.extend(_due(one.task) for one in openings if one.task is not None)


def _due(task: OpenTask) -> Done:
    return Done(Doing.of_task(task), task.part)


def _label(opening: Opening) -> str:
    return opening.task.label if opening.task and opening.task.label else opening.act
