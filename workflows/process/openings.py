"""What may happen next in a run: people's steps, returns, messages that may arrive, and what may be done at any time.

A rehearsal offers these, a search for scenarios tries them, a replay looks for the one a case took. What each may set
is ``vocabulary/effects.py``'s, the very list that the walk of a real case refuses to leave.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from workflows.process.bundle import Bundle
from workflows.process.codec import Frame, Token
from workflows.process.regions import Regions
from workflows.process.run import OpenTask, Run
from workflows.rules.diversions import Standing, voids_review, way_back_for_evidence, way_back_for_statement
from workflows.vocabulary.effects import Outcome, outcome_of_form, outcomes_of
from workflows.vocabulary.facts import CONTENT_RESET, FactValue

TASK, RETURN, MESSAGE, ANYTIME = "task", "return", "message", "anytime"
EXIT_APPROVED = "exit_approved"
FORM = "form"

# What may be written at any time without moving the case, and when it can be.
_NOTED: Mapping[str, tuple[str, tuple[FactValue, ...]]] = {
    "order_correction": ("correction", ("none",)),
    "suspend_case": ("suspended", (False,)),
    "resume_case": ("suspended", (True,)),
    "record_remedy": ("decision", ("penalty", "no_penalty")),
    "record_remedy_result": ("remedy", ("open",)),
    "withdraw_disclosure": ("disclosure", ("published",)),
}


@dataclass(frozen=True, slots=True)
class Opening:
    """One thing that may happen next.

    ``kind`` is ``task``, ``return`` (退回 to ``target``), ``message`` or ``anytime``; ``path`` the node with the calls
    around it (``review_call/sign_opinion``), or the act where no node stands for it; ``ways`` what it may set, ``task``
    the open task it is about.
    """

    kind: str
    path: str
    act: str
    site: str = ""
    ways: tuple[Outcome, ...] = (Outcome({}),)
    target: str = ""
    message: str = ""
    task: OpenTask | None = None

    def admits(self, writes: Mapping[str, FactValue], before: Mapping[str, FactValue]) -> bool:
        """Say whether it may set exactly these facts where others stood so ``before``."""
        return any(way.admits(writes, before) for way in self.ways)

    def ways_from(self, facts: Mapping[str, FactValue]) -> list[Outcome]:
        """Return the ways it can end where facts stand so."""
        return [way for way in self.ways if all(facts[name] in values for name, values in way.given.items())]


def openings_at(run: Run) -> tuple[Opening, ...]:
    """Return the people's steps, the returns and the messages possible where a run stands, whatever its facts."""
    paths = paths_of(run.frames)
    return (*_of_tasks(run, paths), *_of_messages(run, paths))


def paths_of(frames: tuple[Frame, ...]) -> dict[str, str]:
    """Return the path of every token by its id."""
    paths: dict[str, str] = {}
    for frame in frames:
        prefix = f"{paths[frame.call]}/" if frame.call else ""
        for token in frame.tokens:
            paths[token.id] = prefix + token.node
    return paths


def site_of(bundle: Bundle, path: str) -> str:
    """Return the act named on the nearest call around a path, or an empty text."""
    calls = [bundle.node(one).properties.get("act", "") for one in path.split("/")[:-1]]
    return next((act for act in reversed(calls) if act), "")


def standing_of(tasks: Sequence[OpenTask]) -> tuple[Standing, ...]:
    """Return open tasks as the rules of diversion look at them."""
    return tuple(Standing(task.act, task.stage, task.part, task.site) for task in tasks)


def _of_tasks(run: Run, paths: Mapping[str, str]) -> Iterator[Opening]:
    for task in run.open_tasks():
        ways = (outcome_of_form(task.node, run.bundle.facts),) if task.act == FORM else outcomes_of(task.act, task.site)
        path = paths[task.id]
        yield Opening(TASK, path, task.act, task.site, ways, task=task)
        for target in task.returns:
            yield Opening(RETURN, path, task.act, task.site, target=target, task=task)


def _of_messages(run: Run, paths: Mapping[str, str]) -> Iterator[Opening]:
    waiting = {run.bundle.node(token.node).message: token for token in reversed(_catching(run))}
    for message in run.awaited():
        path = paths[waiting[message].id]
        site = site_of(run.bundle, path)
        act = "decide_exit" if message == EXIT_APPROVED else message
        ways = tuple(way for way in outcomes_of(act, site) if way.writes or act != "decide_exit")
        yield Opening(MESSAGE, path, act, site, ways, message=message)


def _catching(run: Run) -> list[Token]:
    tokens = [token for frame in run.frames for token in frame.tokens if token.node in run.bundle.places]
    return [token for token in tokens if run.bundle.node(token.node).message]


# ------------------------------------------------------------------------------------------------------ at any time


def anytime_openings(regions: Regions, standing: Sequence[Standing], facts: Mapping[str, FactValue]) -> list[Opening]:
    """Return what may be done at any time and leaves a mark on the road: evidence, late words, and notes of facts."""
    found = [*_evidence(standing, facts), *_statements(standing, facts)]
    noted = [Opening(ANYTIME, act, act, ways=outcomes_of(act)) for act in _NOTED if _may_note(act, facts)]
    told = [one for one in noted if any(name in regions.names for way in one.ways for name in way.writes)]
    return [one for one in (*found, *told) if not one.target or one.target in regions.bundle.places]


def _may_note(act: str, facts: Mapping[str, FactValue]) -> bool:
    name, values = _NOTED[act]
    return facts[name] in values and facts["filing"] == "filed"


def _evidence(standing: Sequence[Standing], facts: Mapping[str, FactValue]) -> Iterator[Opening]:
    """Yield evidence that voids a review or deliberation; other evidence changes nothing on the road."""
    if facts["decision"] == "none" and voids_review(facts):
        back = way_back_for_evidence(standing, facts)
        yield Opening(ANYTIME, "add_evidence", "add_evidence", ways=(_fixed(CONTENT_RESET),), target=back)


def _statements(standing: Sequence[Standing], facts: Mapping[str, FactValue]) -> Iterator[Opening]:
    """Yield what the party may still say: in its period, or entered late (处罚法45条)."""
    waits = any(task.act == "await_statement" for task in standing)
    is_told = facts["decision"] == "none" and facts["notice"] in {"served", "done"} and facts["route"] == "penalise"
    if not waits and not is_told:
        return
    said: list[tuple[str, bool, Mapping[str, FactValue]]] = [
        ("made", False, {"statement": "made", "defence": "none"}),
        ("requested", True, {"hearing_request": _asked(facts)}),
    ]
    for name, asks, writes in said:
        back = way_back_for_statement(standing, asks_hearing=asks)
        way = _fixed({**writes, **(CONTENT_RESET if back else {})})
        yield Opening(ANYTIME, f"record_statement/{name}", "record_statement", ways=(way,), target=back)
    if waits:
        waived = _fixed({"hearing_request": "waived"})
        yield Opening(ANYTIME, "record_statement/waived", "record_statement", ways=(waived,))


def _asked(facts: Mapping[str, FactValue]) -> str:
    under_way = facts["hearing_request"] == "accepted" and facts["hearing"] == "none"
    return "accepted" if under_way else "requested"


def _fixed(writes: Mapping[str, FactValue]) -> Outcome:
    return Outcome({name: (value,) for name, value in writes.items()})
