"""A run that is watched: which flows its tokens went along, and which nodes they left behind them.

The engine keeps no history (``codec.py``), so a rehearsal looks at it after each step, while the step's own tasks
still hang in its tree.
"""

from collections.abc import Iterator, Mapping
from functools import lru_cache

from SpiffWorkflow.bpmn import BpmnWorkflow
from SpiffWorkflow.task import Task
from SpiffWorkflow.util.task import TaskState

from workflows.process.bundle import Bundle
from workflows.process.expressions import holds
from workflows.process.parser import split_name
from workflows.process.run import Run
from workflows.vocabulary.facts import FactValue


class WatchedRun(Run):
    """A run that remembers of its latest step the flows taken and the nodes finished, by their ids."""

    flows: tuple[str, ...] = ()
    nodes: tuple[str, ...] = ()

    @classmethod
    def begin(cls, bundle: Bundle, facts: Mapping[str, FactValue]) -> "WatchedRun":
        """Start a run that is watched."""
        run = cls.start(bundle, facts)
        assert isinstance(run, WatchedRun)  # noqa: S101 -- ``start`` makes what it is called on
        return run

    def _watch(self, workflow: BpmnWorkflow) -> None:
        known = _flows_by_ends(self.bundle)
        facts = workflow.script_engine.environment.facts
        tasks = list(_tasks(workflow))
        taken = (flow for task in tasks for flow in self._taken(known.get(_ends(task), ()), facts))
        self.flows = tuple(dict.fromkeys(taken))
        finished = (task.task_spec.name for task in tasks if task.state == TaskState.COMPLETED)
        self.nodes = tuple(dict.fromkeys(name for name in finished if name in self.bundle.places))

    def _taken(self, flows: tuple[str, ...], facts: Mapping[str, FactValue]) -> tuple[str, ...]:
        """Return which of the flows between the same two nodes was taken: the one whose condition holds."""
        if len(flows) <= 1:
            return flows
        diagram = next(one for one in self.bundle.diagrams.values() if flows[0] in one.flows)
        among = [diagram.flows[one] for one in flows]
        held = [flow.id for flow in among if flow.tree is not None and holds(flow.tree, facts)]
        return tuple(held[:1]) or tuple(flow.id for flow in among if flow.tree is None)


def _tasks(workflow: BpmnWorkflow) -> Iterator[Task]:
    for each in (workflow, *workflow.subprocesses.values()):
        yield from list(each.tasks.values())


def _ends(task: Task) -> tuple[str, str]:
    """Return the node a task came from and its own; a seated token came from nowhere."""
    parent = task.parent
    return (parent.task_spec.name, task.task_spec.name) if parent is not None else ("", "")


@lru_cache(maxsize=64)
def _flows_by_ends(bundle: Bundle) -> dict[tuple[str, str], tuple[str, ...]]:
    """Return the flows of a bundle by the engine's names of their ends; a guarded host is entered by its split."""
    found: dict[tuple[str, str], tuple[str, ...]] = {}
    for diagram in bundle.diagrams.values():
        for flow in diagram.flows.values():
            entry = split_name(flow.target) if diagram.boundary[flow.target] else flow.target
            key = (flow.source, entry)
            found[key] = (*found.get(key, ()), flow.id)
    return found
