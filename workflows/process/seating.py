"""Puts a run's tokens into a fresh workflow of the engine, and takes them out again after a step.

The engine works for one step only: tokens are seated, the step is walked, tokens are taken off. What is saved and
what is walked can therefore never drift apart, and the engine's tree stays as small as the run is wide.
"""

from collections.abc import Iterator, Mapping
from typing import Any
from uuid import UUID

from SpiffWorkflow.bpmn import BpmnWorkflow
from SpiffWorkflow.bpmn.script_engine.python_engine import PythonScriptEngine
from SpiffWorkflow.bpmn.specs.control import BoundaryEventJoin, BoundaryEventSplit
from SpiffWorkflow.bpmn.util.subworkflow import BpmnSubWorkflow
from SpiffWorkflow.task import Task
from SpiffWorkflow.util.task import TaskState

from workflows.process.codec import Frame, Token
from workflows.process.gateways import SOURCE
from workflows.process.markup import refusal
from workflows.vocabulary.wording import N_

_LIVE = TaskState.WAITING | TaskState.READY | TaskState.STARTED


def check_seats(frames: tuple[Frame, ...], *, process: str, specs: Mapping[str, Any]) -> None:
    """Raise BrokenDiagramError when a flow version has not every place the frames stand on."""
    calls = {""}
    for place, frame in enumerate(frames):
        known = specs[frame.process].task_specs if frame.process in specs else {}
        strangers = [token.node for token in frame.tokens if token.node not in known]
        if strangers or frame.call not in calls or (place == 0 and frame.process != process):
            raise refusal(
                "state-node",
                N_("流程版本中没有运行所在的环节 {node}，请使用运行开始时的版本"),
                node=strangers[0] if strangers else frame.process,
            )
        calls.update(token.id for token in frame.tokens)


def seat(
    frames: tuple[Frame, ...], *, process: str, specs: Mapping[str, Any], engine: PythonScriptEngine
) -> BpmnWorkflow:
    """Return a workflow in which exactly the tokens of ``frames`` stand."""
    top = BpmnWorkflow(specs[process], dict(specs), script_engine=engine, deserializing=True)
    calls: dict[str, Task] = {}
    for frame in frames:
        workflow = top if not frame.call else _part(top, specs, frame, calls)
        _root(workflow)
        guards: dict[int, Task] = {}
        for token in frame.tokens:
            calls[token.id] = _place(workflow, token, guards)
    return top


def stand(top: BpmnWorkflow) -> tuple[Frame, ...]:
    """Return the tokens of a workflow after a step, outer processes first; nothing when it is finished."""
    if top.completed:
        return ()
    return tuple(Frame(workflow.spec.name, _call_of(workflow), _tokens(workflow)) for workflow in running(top))


def running(top: BpmnWorkflow) -> list[Any]:
    """Return the workflow and its unfinished parts, outer ones first."""
    parts = [part for part in top.subprocesses.values() if not part.completed]
    return [top, *sorted(parts, key=lambda part: part.depth)]


def live_tasks(top: BpmnWorkflow) -> Iterator[Task]:
    """Yield every task that is ready, waiting or begun, outer processes first."""
    for workflow in running(top):
        for task in list(workflow.tasks.values()):
            if task.has_state(_LIVE):
                yield task


def _part(top: BpmnWorkflow, specs: Mapping[str, Any], frame: Frame, calls: Mapping[str, Task]) -> BpmnSubWorkflow:
    call = calls[frame.call]
    part = BpmnSubWorkflow(specs[frame.process], call.id, top, deserializing=True)
    top.subprocesses[call.id] = part
    part.completed_event.connect(call.task_spec._on_subworkflow_completed, call)  # noqa: SLF001 -- as the library itself does
    return part


def _call_of(workflow: Any) -> str:  # noqa: ANN401 -- a class of the untyped library
    return workflow.parent_task_id.hex if workflow.parent_task_id else ""


def _root(workflow: Any) -> None:  # noqa: ANN401 -- a class of the untyped library
    workflow.task_tree = Task(workflow, workflow.spec.start, state=TaskState.COMPLETED)
    workflow.last_task = workflow.task_tree


def _place(workflow: Any, token: Token, guards: dict[int, Task]) -> Task:  # noqa: ANN401 -- as above
    parent = workflow.task_tree
    spec = workflow.spec.task_specs[token.node]
    if token.guard:
        if token.guard not in guards:
            split = next(each for each in spec.inputs if isinstance(each, BoundaryEventSplit))
            guards[token.guard] = Task(workflow, split, parent, state=TaskState.COMPLETED)
        parent = guards[token.guard]
    task = Task(workflow, spec, parent, state=token.state, id=UUID(hex=token.id))
    if token.source:
        task.internal_data[SOURCE] = token.source
    spec._predict(task, mask=TaskState.NOT_FINISHED_MASK)  # noqa: SLF001 -- as the library itself does
    return task


def _tokens(workflow: Any) -> tuple[Token, ...]:  # noqa: ANN401 -- as above
    guards: dict[UUID, int] = {}
    tokens: list[Token] = []
    for task in workflow.tasks.values():
        # A boundary join that waits only tells that a non-interrupting event has fired.
        if not task.has_state(_LIVE) or isinstance(task.task_spec, BoundaryEventJoin):
            continue
        guard = 0
        if isinstance(task.parent.task_spec, BoundaryEventSplit):
            guard = guards.setdefault(task.parent.id, len(guards) + 1)
        source = str(task.internal_data.get(SOURCE, ""))
        tokens.append(Token(task.id.hex, task.task_spec.name, task.state, guard, source))
    return tuple(tokens)
