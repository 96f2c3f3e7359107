"""Run 运行: one walk of a case through a bundle, from the first step to the last.

A run is its facts and its tokens. Each change seats the tokens in the engine, walks to the next human steps and takes
the tokens off again; when anything raises, the run is exactly as it was. What may be done is decided elsewhere.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from SpiffWorkflow.bpmn import BpmnEvent, BpmnWorkflow
from SpiffWorkflow.exceptions import SpiffWorkflowException
from SpiffWorkflow.task import Task
from SpiffWorkflow.util.task import TaskState

from workflows.errors import ConflictError, RefusedError
from workflows.process.bundle import Bundle
from workflows.process.codec import Frame, Token, decode, encode
from workflows.process.diagram import Node
from workflows.process.environment import engine_for
from workflows.process.expression_limits import ExpressionError
from workflows.process.jump import frames_at
from workflows.process.markup import refusal
from workflows.process.seating import check_seats, live_tasks, running, seat, stand
from workflows.vocabulary.facts import FactValue
from workflows.vocabulary.wording import N_, Objection

# Automatic steps allowed between two human ones; a longer walk is a circle without people in it.
MAX_AUTOMATIC_STEPS = 500


@dataclass(frozen=True, slots=True)
class OpenTask:
    """待办: one step that waits for a person.

    ``id`` is the engine's task id, ``node`` the BPMN element, ``role`` and ``unit`` those of the task or else of its
    lane, ``site`` the act named on the nearest enclosing call (``serve_notice``) or empty, ``part`` the process it
    stands in, ``stage`` the nearest stage of the task or of an enclosing call, ``form`` the form it shows.
    """

    id: str
    node: str
    label: str
    act: str
    role: str
    unit: str
    lane: str
    returns: tuple[str, ...]
    site: str
    part: str
    stage: str
    form: str


class Run:
    """One walk through a bundle; made by ``start`` or ``resume``, kept by ``save`` and ``facts``."""

    def __init__(self, bundle: Bundle, frames: tuple[Frame, ...], facts: Mapping[str, FactValue]) -> None:
        """Stand where ``frames`` say; use ``start`` or ``resume`` instead."""
        self.bundle = bundle
        self.frames = frames
        self.facts: dict[str, FactValue] = {**bundle.initial_facts(), **facts}

    @classmethod
    def start(cls, bundle: Bundle, facts: Mapping[str, FactValue]) -> "Run":
        """Begin a run; ``facts`` overlay the initial values. RefusedError for a fact or value nobody declared."""
        run = cls(bundle, (), {})
        run._change(facts, _stand_still, fresh=True)
        return run

    @classmethod
    def resume(cls, bundle: Bundle, state: bytes, facts: Mapping[str, FactValue]) -> "Run":
        """Take up a saved run. BrokenDiagramError when the state is unreadable or belongs to another version."""
        frames = decode(state)
        check_seats(frames, process=bundle.process, specs=bundle.specs)
        return cls(bundle, frames, facts)

    @property
    def finished(self) -> bool:
        """Say whether no token is left."""
        return not self.frames

    def save(self) -> bytes:
        """Return where the run stands; facts are kept by the caller."""
        return encode(self.frames)

    def open_tasks(self) -> tuple[OpenTask, ...]:
        """Return the steps that wait for a person, outer processes first."""
        calls = {token.id: (frame, token) for frame in self.frames for token in frame.tokens}
        return tuple(
            self._open_task(token, self._enclosing(frame, calls))
            for frame in self.frames
            for token in frame.tokens
            if token.state == TaskState.READY
        )

    def awaited(self) -> tuple[str, ...]:
        """Return the messages waited for now, each once: due clocks (``clock:…``) and approvals."""
        nodes = (
            self.bundle.node(token.node)
            for frame in self.frames
            for token in frame.tokens
            if token.state == TaskState.WAITING and token.node in self.bundle.places
        )
        return tuple(dict.fromkeys(node.message for node in nodes if node.message))

    def complete(self, task_id: str, sets: Mapping[str, FactValue]) -> None:
        """Finish a person's step, set facts and walk on.

        ConflictError when the step is not open any more, RefusedError for a fact or value nobody declared.
        """
        if task_id not in {task.id for task in self.open_tasks()}:
            raise ConflictError(Objection("task-closed", N_("该待办已经办结或者不存在")))
        self._change(sets, lambda workflow: _task(workflow, task_id).run())

    def send(self, message: str, sets: Mapping[str, FactValue]) -> None:
        """Deliver a due clock or an approval to every place that waits for it, outer ones first.

        ConflictError when nobody waits for it.
        """
        if message not in self.awaited():
            raise ConflictError(Objection("nobody-waits", N_("流程没有在等待“{message}”"), {"message": message}))
        self._change(sets, lambda workflow: _deliver(workflow, message))

    def note(self, sets: Mapping[str, FactValue]) -> None:
        """Set facts without moving any token: what an act outside the drawn path leaves behind.

        RefusedError for a fact or value nobody declared.
        """
        self._check_facts(sets)
        self.facts.update(sets)

    def jump(self, node: str) -> None:
        """Withdraw every token and put exactly one on ``node`` (退回, 恢复办理).

        RefusedError when that place is not determined, or when a parallel join behind it could never be filled.
        """
        frames = frames_at(self.bundle, node, self.frames)
        self._change({}, _wake, frames=frames)

    def _change(
        self,
        sets: Mapping[str, FactValue],
        step: Callable[[BpmnWorkflow], object],
        *,
        frames: tuple[Frame, ...] | None = None,
        fresh: bool = False,
    ) -> None:
        """Do ``step`` and everything automatic after it; when anything raises, the run stays as it was."""
        self._check_facts(sets)
        facts = {**self.facts, **sets}
        engine = engine_for(facts, self.bundle.tables)
        specs, process = self.bundle.specs, self.bundle.process
        try:
            if fresh:
                workflow = BpmnWorkflow(specs[process], dict(specs), script_engine=engine)
            else:
                workflow = seat(frames or self.frames, process=process, specs=specs, engine=engine)
            step(workflow)
            _walk(workflow)
        except SpiffWorkflowException as error:
            cause = error.__context__
            detail = cause.objection.in_chinese() if isinstance(cause, ExpressionError) else str(error)[:300]
            raise refusal("engine", N_("流程无法继续：{detail}"), detail=detail) from error
        self._watch(workflow)
        self.frames, self.facts = stand(workflow), facts

    def _watch(self, workflow: BpmnWorkflow) -> None:
        """See the engine after each step, before its tokens are taken off; only a rehearsal wants to know."""

    def _check_facts(self, sets: Mapping[str, FactValue]) -> None:
        for name, value in sets.items():
            if name not in self.bundle.facts:
                raise RefusedError(Objection("unknown-fact", N_("没有名为“{name}”的事实要素"), {"name": name}))
            if not self.bundle.facts[name].admits(value):
                raise RefusedError(
                    Objection(
                        "fact-value", N_("事实要素“{name}”不能取值“{value}”"), {"name": name, "value": str(value)}
                    )
                )

    def _enclosing(self, frame: Frame, calls: Mapping[str, tuple[Frame, Token]]) -> tuple[Node, ...]:
        """Return the call activities around a frame, the nearest first."""
        nodes: list[Node] = []
        while frame.call:
            frame, token = calls[frame.call]
            nodes.append(self.bundle.node(token.node))
        return tuple(nodes)

    def _open_task(self, token: Token, calls: tuple[Node, ...]) -> OpenTask:
        node = self.bundle.node(token.node)
        diagram = self.bundle.diagrams[self.bundle.places[node.id]]
        lane = diagram.lane_of(node)
        of_lane = lane.properties if lane else {}
        return OpenTask(
            id=token.id,
            node=node.id,
            label=node.label,
            act=node.properties.get("act", ""),
            role=node.properties.get("role") or of_lane.get("role", ""),
            unit=node.properties.get("unit") or of_lane.get("unit", ""),
            lane=lane.label if lane else "",
            returns=node.returns,
            site=_nearest("act", calls),
            part=diagram.process,
            stage=_nearest("stage", (node, *calls)),
            form=node.properties.get("form", ""),
        )


def _nearest(name: str, nodes: tuple[Node, ...]) -> str:
    return next((node.properties[name] for node in nodes if node.properties.get(name)), "")


def _stand_still(workflow: BpmnWorkflow) -> None:
    """Do nothing before the automatic steps: a new run begins by itself."""


def _walk(workflow: BpmnWorkflow) -> None:
    """Run automatic steps until only people and messages are waited for."""
    for _ in range(MAX_AUTOMATIC_STEPS):
        task = _next_automatic(workflow)
        if task is None:
            return
        task.run()
    raise refusal(
        "automatic-circle",
        N_("流程连续自动运行了 {limit} 步而没有到达任何人工环节，请检查网关之间的回路"),
        limit=MAX_AUTOMATIC_STEPS,
    )


def _next_automatic(workflow: BpmnWorkflow) -> Task | None:
    for each in reversed(running(workflow)):
        for task in each.tasks.values():
            if task.state == TaskState.READY and not task.task_spec.manual:
                return task
    return None


def _task(workflow: BpmnWorkflow, task_id: str) -> Task:
    return next(task for task in live_tasks(workflow) if task.id.hex == task_id)


def _deliver(workflow: BpmnWorkflow, message: str) -> None:
    """Fire every catch of ``message`` that waits now; what an outer interruption withdraws is passed over."""
    waiting = [task for task in live_tasks(workflow) if task.state == TaskState.WAITING and _catches(task, message)]
    for task in waiting:
        if task.state == TaskState.WAITING:
            task.task_spec.catch(task, BpmnEvent(task.task_spec.event_definition))
            task.task_spec._update(task)  # noqa: SLF001 -- as the library's own event manager does
            _walk(workflow)


def _catches(task: Task, message: str) -> bool:
    definition = getattr(task.task_spec, "event_definition", None)
    return definition is not None and definition.name == message


def _wake(workflow: BpmnWorkflow) -> None:
    """Let the one token that ``jump`` has put down arrive."""
    arriving = [task for each in running(workflow) for task in each.tasks.values() if task.state == TaskState.FUTURE]
    arriving[0].task_spec._update(arriving[0])  # noqa: SLF001 -- as the library itself does for a successor
