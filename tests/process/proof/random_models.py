"""Random small flows with meaning: real acts with their effects, conditions over what they write, promises over both.

Half of them are spoilt afterwards: a gateway of another kind, a flow that leads elsewhere or is missing, an end that
ends everything, so that unsound flows occur as well.
"""

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from itertools import pairwise

import orjson

from tests.process.drawing import Drawing, dmn
from tests.process.proof.random_promises import random_promises
from workflows.errors import BrokenDiagramError
from workflows.process.bundle import Bundle
from workflows.process.checks.circles_hold_people import circles_without_people
from workflows.process.checks.flows_are_single import doubled_flows
from workflows.process.checks.returns_lead_back import wrong_returns
from workflows.vocabulary.stages import STAGES

MAIN, MIDDLE, HEARING = "main", "middle", "hearing"
SENT_BACK_TO = {"finalise_draft": "finalise_draft", "review_defence": "review_defence"}

# Acts, and conditions over what they write.
SPOKEN: Mapping[str, tuple[str, ...]] = {
    "report_findings": ("fine >= 5000", "fine < 100 or heavy_kind", "public_interest", "grave and not heavy_kind"),
    "decide_route": ('route == "penalise"', 'route in ["terminate", "none"]', "reconsider"),
    "sign_opinion": (
        'review in ["pass", "pass_edit"]',
        'review != "pass"',
        "not edit_confirmed",
        'return_to == "report"',
        "review_returned",
    ),
    "finalise_draft": ('change in ["heavier", "basis"]', 'signing != "signed"', 'notice == "done"'),
    "hold_hearing": ('hearing == "held"', "heard", "hearing_report_due"),
    "hearing_report": ("hearing_report_due", 'defence != "none"'),
    "suspend_case": ("suspended", "not suspended"),
    "resume_case": ("suspended",),
    "deliberate": ('deliberation == "approved"', 'deliberation in ["none", "remanded"]'),
    "issue_notice": ('notice == "issued"', 'notice_right == "with_hearing"'),
    "await_statement": ('statement == "made"', 'statement == "waived" or hearing_request == "waived"'),
    "review_defence": ('defence == "adopted_full"', 'defence == "none"'),
    "accept_hearing": ('hearing_request == "accepted"', 'hearing_request in ["requested", "refused"]'),
    "decide_penalty": ('signing == "returned"', 'decision == "penalty"', "signing == decision"),
    "request_rereview": ('rereview == "requested"',),
    "confirm_edit": ("edit_confirmed",),
    "amend_draft": ("edit_confirmed", "fine > 200"),
    "record_service": ('service_way == "none"', "decision_served"),
    "publish_disclosure": ('disclosure == "published"', 'disclosure_review == "none"'),
    "withdraw_disclosure": ('disclosure == "withdrawn"',),
    "verify_correction": ('correction == "verified"',),
    "object_refusal": ("refusal_objected",),
    "record_performance": ('performance in ["overdue", "court"]', 'performance == "done"'),
    "investigate": ("reconsider",),
    "form": ("{form}",),
}
GATEWAYS = ("exclusiveGateway", "parallelGateway", "inclusiveGateway")
MESSAGES = ("exit_approved", "clock:statement_5wd", "clock:payment_15d", "clock:public_notice_30d", "clock:inquiry")
SITES = ("serve_notice", "serve_decision", "serve_hearing_notice")
TABLES = {
    "basis": dmn("basis", inputs=["fine", "party_kind"], outputs=["review_basis"], rules=[
        ([">= 5000", '"citizen"'], ['"catalogue"']),
        (["< 5000", '"organisation"'], ['"statutory"']),
    ]),
    "right": dmn("right", inputs=["heavy_kind", "level"], outputs=["hearing_right", "must_deliberate"], rules=[
        (["true", ""], ["true", "false"]),
        (["false", '"city","county"'], ["false", "true"]),
    ]),
}  # fmt: skip
DECIDED = {
    "basis": ('review_basis != "none"', 'review_basis == "statutory"'),
    "right": ("hearing_right", "must_deliberate"),
}
FORM = orjson.dumps(
    {"type": "object", "title": "问", "properties": {"ok": {"type": "boolean", "title": "可以"}}, "required": ["ok"]}
)


@dataclass
class Flow:
    """One random flow: its files, and how it was made."""

    files: dict[str, bytes]
    acts: tuple[str, ...]
    is_spoilt: bool = False

    def bundle(self) -> Bundle:
        return Bundle.from_files(self.files, process=MAIN)


@dataclass
class Author:
    """Invents and draws one process; ``acts`` are those of the whole flow, ``used`` the names given so far."""

    dice: random.Random
    part: str
    acts: tuple[str, ...]
    parts: tuple[str, ...]
    used: set[str]
    conditions: list[str]
    budget: int
    spoils: bool = True
    is_spoilt: bool = False
    drawing: Drawing = field(init=False)
    count: int = 0

    def __post_init__(self) -> None:
        self.drawing = Drawing(self.part)

    def name(self, kind: str) -> str:
        self.count += 1
        return f"{self.part}_{kind}{self.count}"

    def often(self, chance: float) -> bool:
        return self.dice.random() < chance

    def whole(self) -> bytes:
        start, end = self.drawing.start(f"{self.part}_start"), self.drawing.end(f"{self.part}_end")
        first, last = self.sequence(2 if self.part != MAIN else 3)
        self.drawing.line(start, first)
        self.drawing.line(last, end)
        self.is_spoilt = self.spoils and self.often(0.25)
        if self.is_spoilt:
            self.spoil()
        return self.drawing.xml()

    # ------------------------------------------------------------------------------------------------ blocks

    def block(self, depth: int) -> tuple[str, str]:
        self.budget -= 1
        makers: list[Callable[[int], tuple[str, str]]] = [self.task, self.task]
        if depth > 0 and self.budget > 0:
            makers += [
                self.choice,
                self.choice,
                self.parallel,
                self.some,
                self.loop,
                self.guard,
                self.table,
                self.catch,
            ]
            makers += [self.call] * 2 if self.parts else []
        return self.dice.choice(makers)(depth - 1)

    def sequence(self, depth: int) -> tuple[str, str]:
        drawn = [self.block(depth) for _ in range(self.dice.randint(1, 3))]
        for (_, last), (first, _) in pairwise(drawn):
            self.drawing.flow(last, first)
        return drawn[0][0], drawn[-1][1]

    def task(self, depth: int = 0) -> tuple[str, str]:
        del depth
        act = self.dice.choice(self.acts)
        name = SENT_BACK_TO.get(act, "")
        if not name or name in self.used or self.part != MAIN:
            name = self.name("t")
        self.used.add(name)
        properties = {"act": act}
        if act == "form":
            properties["form"] = "ask"
            self.conditions.append(f"form.{name}.ok")
        if self.often(0.5):
            properties["stage"] = self.dice.choice(tuple(STAGES))
        tasks = [one for one in self.used if one.startswith(f"{self.part}_t")]
        if tasks and self.often(0.2):
            properties["returns"] = self.dice.choice(sorted(tasks))
        return (self.drawing.task(name, **properties),) * 2

    def condition(self) -> str:
        text = self.dice.choice(self.conditions)
        if self.often(0.25):
            text = f"{text} {self.dice.choice(('and', 'or'))} {self.dice.choice(self.conditions)}"
        return text

    def branches(self, kind: str, depth: int, *, joined: str = "") -> tuple[str, str]:
        name = self.name("g")
        split, join = self.drawing.node(kind, f"{name}_split"), self.drawing.node(joined or kind, f"{name}_join")
        for number in range(self.dice.choice((2, 2, 3))):
            first, last = self.sequence(depth) if self.often(0.8) else (join, "")
            condition = "" if kind == "parallelGateway" or not number else self.condition()
            self.drawing.flow(split, first, condition, default=not number and kind != "parallelGateway")
            if last:
                self.drawing.flow(last, join)
        return split, join

    def choice(self, depth: int) -> tuple[str, str]:
        return self.branches("exclusiveGateway", depth)

    def parallel(self, depth: int) -> tuple[str, str]:
        return self.branches("parallelGateway", depth)

    def some(self, depth: int) -> tuple[str, str]:
        return self.branches("inclusiveGateway", depth)

    def loop(self, depth: int) -> tuple[str, str]:
        head, tail = self.drawing.xor(self.name("l")), self.drawing.xor(self.name("l"))
        after = self.drawing.xor(self.name("l"))
        first, last = self.sequence(depth)
        step, _ = self.task()
        self.drawing.line(head, first)
        self.drawing.line(last, step, tail)
        self.drawing.flow(tail, head, self.condition())
        self.drawing.flow(tail, after, default=True)
        return head, after

    def table(self, depth: int) -> tuple[str, str]:
        del depth
        decision = self.dice.choice(tuple(TABLES))
        self.conditions += DECIDED[decision]
        return (self.drawing.table(self.name("d"), decision),) * 2

    def catch(self, depth: int) -> tuple[str, str]:
        del depth
        return (self.drawing.catch(self.name("w"), self.dice.choice(MESSAGES)),) * 2

    def call(self, depth: int = 0) -> tuple[str, str]:
        del depth
        part = self.dice.choice(self.parts)
        name = self.name("c")
        if part == HEARING and self.part == MAIN and "hearing_call" not in self.used:
            name = "hearing_call"
        self.used.add(name)
        properties = {"act": self.dice.choice(SITES)} if self.often(0.4) else {}
        if self.often(0.5):
            properties["stage"] = self.dice.choice(tuple(STAGES))
        return (self.drawing.call(name, part, **properties),) * 2

    def guard(self, depth: int) -> tuple[str, str]:
        host, _ = self.call() if self.parts and self.often(0.6) else self.task()
        event, is_interrupting = self.name("b"), self.often(0.6)
        self.drawing.boundary(event, host, self.dice.choice(MESSAGES), interrupting=is_interrupting)
        after = self.drawing.xor(self.name("a"))
        self.drawing.flow(host, after)
        first, last = self.sequence(depth)
        self.drawing.flow(event, first)
        self.drawing.flow(last, after if is_interrupting else self.drawing.end(self.name("e")))
        return host, after

    # ------------------------------------------------------------------------------------------------- spoil

    def spoil(self) -> None:
        """Change the drawing where it hurts; what cannot be read any more is thrown away by the caller."""
        nodes, flows = self.drawing._nodes, self.drawing._flows  # noqa: SLF001 -- spoils what is drawn
        places = [place for place, node in enumerate(nodes) if node[0].endswith("Gateway")]
        kind = self.dice.random()
        if kind < 0.35 and places:
            place = self.dice.choice(places)
            kinds = [one for one in GATEWAYS if one != nodes[place][0]]
            nodes[place] = (self.dice.choice(kinds), *nodes[place][1:])
        elif kind < 0.75:
            place = self.dice.randrange(len(flows))
            targets = [node[1] for node in nodes if node[0] not in {"startEvent", "boundaryEvent"}]
            name, source, _, condition = flows[place]
            flows[place] = (name, source, self.dice.choice(targets), condition)
        elif kind < 0.9:
            del flows[self.dice.randrange(len(flows))]
        else:
            ends = [place for place, node in enumerate(nodes) if node[0] == "endEvent"]
            place = self.dice.choice(ends)
            nodes[place] = (*nodes[place][:3], "<bpmn:terminateEventDefinition/>")


def random_flow(seed: int, *, budget: int = 7, spoilt: bool = True) -> Flow:
    """Return one random flow that can be read, with its promises."""
    dice = random.Random(seed)  # noqa: S311 -- a test's dice
    while True:
        flow = _invented(dice, budget, spoilt=spoilt)
        try:
            bundle = flow.bundle()
        except BrokenDiagramError:
            continue
        # Where these checks object, drawing and engine do not mean the same, or nothing waits for people.
        if not [*doubled_flows(bundle), *wrong_returns(bundle), *circles_without_people(bundle)]:
            return flow


def _invented(dice: random.Random, budget: int, *, spoilt: bool) -> Flow:
    acts = tuple(dice.sample(sorted(SPOKEN), dice.choice((2, 3, 3, 4))))
    if dice.random() < 0.4:
        # What the acts possible at any time come back to, and what makes them possible.
        acts = (*acts, dice.choice(("finalise_draft", "review_defence")), dice.choice(("sign_opinion", "deliberate")))
    conditions = [text for act in acts for text in SPOKEN[act] if "{" not in text] or ["grave"]
    conditions = dice.sample(conditions, min(len(conditions), 4))
    parts: tuple[tuple[str, tuple[str, ...]], ...] = ((HEARING, ()), (MIDDLE, (HEARING,)), (MAIN, (HEARING, MIDDLE)))
    used: set[str] = set()
    files: dict[str, bytes] = {"forms/ask.json": FORM}
    files |= {f"tables/{name}.dmn": raw for name, raw in TABLES.items()}
    is_spoilt = False
    for part, callable_parts in parts:
        author = Author(dice, part, acts, callable_parts, used, conditions, budget if part == MAIN else 3, spoilt)
        files[f"parts/{part}.bpmn"] = author.whole()
        is_spoilt |= author.is_spoilt
    files["promises/own.yaml"] = random_promises(dice, MAIN, acts, conditions)
    return Flow(files, acts, is_spoilt)
