"""The floor: what the bare engine costs for one step of the same diagram, with its own serializer and no database."""

import statistics
import time
from typing import Any

from SpiffWorkflow.bpmn import BpmnWorkflow
from SpiffWorkflow.bpmn.serializer import BpmnWorkflowSerializer
from SpiffWorkflow.bpmn.serializer.config import DEFAULT_CONFIG
from SpiffWorkflow.bpmn.serializer.default.task_spec import BpmnTaskSpecConverter
from SpiffWorkflow.bpmn.specs.defaults import (
    BoundaryEvent,
    CallActivity,
    EndEvent,
    ExclusiveGateway,
    InclusiveGateway,
    IntermediateCatchEvent,
    ParallelGateway,
    StartEvent,
    UserTask,
)
from SpiffWorkflow.util.task import TaskState

from workflows.process import gateways, parser
from workflows.process.bundle import Bundle
from workflows.process.environment import engine_for
from workflows.vocabulary.facts import initial_facts

STOCK = {
    parser.Start: StartEvent,
    parser.End: EndEvent,
    parser.HumanTask: UserTask,
    parser.PartCall: CallActivity,
    parser.Catch: IntermediateCatchEvent,
    parser.Boundary: BoundaryEvent,
    gateways.ChoiceGateway: ExclusiveGateway,
    gateways.ForkGateway: ParallelGateway,
    gateways.SomeGateway: InclusiveGateway,
}


class TableConverter(BpmnTaskSpecConverter):  # type: ignore[misc]  # untyped library
    """Writes our table tasks the way the library writes its own."""

    def to_dict(self, spec: Any) -> dict[str, Any]:  # noqa: ANN401 -- the library's specification
        """Add the decision's name."""
        return {**self.get_default_attributes(spec), "decision": spec.decision}

    def from_dict(self, written: dict[str, Any]) -> Any:  # noqa: ANN401 -- the library's specification
        """Read a table task."""
        return self.task_spec_from_dict(written)


def stock_serializer() -> BpmnWorkflowSerializer:
    """Return the library's serializer, told of our task classes."""
    config = {**DEFAULT_CONFIG, **{ours: DEFAULT_CONFIG[theirs] for ours, theirs in STOCK.items()}}
    config[parser.TableTask] = TableConverter
    return BpmnWorkflowSerializer(BpmnWorkflowSerializer.configure(config))


def measure_floor(bundle: Bundle, steps: int) -> float:
    """Return the median CPU milliseconds of load, complete one task, run on, dump, over ``steps`` steps."""
    serializer = stock_serializer()
    engine = engine_for(_facts_for_long_walk(), bundle.tables)
    workflow = BpmnWorkflow(bundle.specs[bundle.process], dict(bundle.specs), script_engine=engine)
    workflow.do_engine_steps()
    saved = serializer.serialize_json(workflow)
    taken = []
    for _ in range(steps):
        began = time.process_time()
        workflow = serializer.deserialize_json(saved)
        workflow.script_engine = engine
        ready = workflow.get_next_task(state=TaskState.READY, manual=True)
        if ready is None:
            break
        ready.run()
        workflow.do_engine_steps()
        saved = serializer.serialize_json(workflow)
        taken.append((time.process_time() - began) * 1000)
    return statistics.median(taken)


def _facts_for_long_walk() -> dict[str, Any]:
    return {
        **initial_facts(),
        "filing": "filed",
        "route": "penalise",
        "statement": "waived",
        "review": "pass",
        "edit_confirmed": True,
        "signing": "signed",
        "service_way": "direct",
        "disclosure_review": "publish",
        "performance": "done",
    }
