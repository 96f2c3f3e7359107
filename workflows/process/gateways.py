"""Gateways that count tokens: joins that are right inside loops, and no prediction past a gateway.

The library's joins forget which pass of a loop a branch belongs to, and its prediction grows with 2^k for k parallel
blocks (its issues #127 and #341). Here an instance of a join that waits *is* one token on one incoming flow. A
parallel join fires when every incoming flow holds a token; an inclusive join fires when no token elsewhere can still
reach an empty incoming flow without also reaching one that is filled (BPMN 2.0, 13.4.3). Firing withdraws exactly one
token from each filled flow.
"""

from abc import ABC, abstractmethod
from collections import Counter
from functools import lru_cache
from typing import Any

from SpiffWorkflow.bpmn.specs.defaults import ExclusiveGateway, InclusiveGateway, ParallelGateway
from SpiffWorkflow.task import Task
from SpiffWorkflow.util.task import TaskState

# In a task's internal data: the node whose outgoing flow brought the token here.
SOURCE = "source"


class NearSighted:
    """Makes a task's successors only when it is done, so that the tree holds what is and never what may be."""

    outputs: list[Any]

    def _predict_hook(self, my_task: Task) -> None:
        """Predict nothing."""

    def _on_complete_hook(self, my_task: Task) -> None:
        my_task._sync_children(self.outputs, TaskState.FUTURE)  # noqa: SLF001 -- the library's hook
        for child in my_task.children:
            child.task_spec._predict(child, mask=TaskState.FUTURE | TaskState.PREDICTED_MASK)  # noqa: SLF001 -- as above
        super()._on_complete_hook(my_task)  # type: ignore[misc]  # the library's task class


class _Unpredicted:
    def _predict_hook(self, my_task: Task) -> None:
        """Predict nothing: which way a gateway goes is known when it is run."""


class ChoiceGateway(_Unpredicted, ExclusiveGateway):  # type: ignore[misc]  # untyped library
    """排他网关: the first outgoing flow whose condition holds, in the diagram's order, otherwise the default."""


class _TokenJoin(_Unpredicted, ABC):
    """An instance that waits is a token; ``internal_data`` remembers on which incoming flow."""

    name: str
    _inputs: list[str]
    outputs: list[Any]

    def _update_hook(self, my_task: Task) -> bool:
        others = [
            task
            for task in my_task.workflow.tasks.values()
            if task.task_spec is self
            and task is not my_task
            and (task.state == TaskState.WAITING or _is_arriving(task))
        ]
        tokens = [my_task, *others]
        for token in tokens:
            token.internal_data.setdefault(SOURCE, token.parent.task_spec.name)
        taken = self._taken(tokens)
        if taken is None:
            my_task._set_state(TaskState.WAITING)  # noqa: SLF001 -- the library's hook
            return False
        for token in taken:
            if token is not my_task:
                token.cancel()
        return True

    def _taken(self, tokens: list[Task]) -> list[Task] | None:
        """Return the tokens firing would take, the first of ``tokens`` among them, or None when it must wait."""
        taken: list[Task] = []
        filled: Counter[str] = Counter()
        wanted = Counter(self._inputs)
        for token in tokens:
            source = token.internal_data[SOURCE]
            if filled[source] < wanted[source]:
                filled[source] += 1
                taken.append(token)
        return taken if self._may_fire(tokens[0], filled) else None

    @abstractmethod
    def _may_fire(self, my_task: Task, filled: Counter[str]) -> bool:
        """Say whether these tokens, so many on each incoming flow, are enough to fire."""

    def _leave(self, my_task: Task, outputs: list[Any]) -> bool:
        my_task._sync_children(outputs, TaskState.FUTURE)  # noqa: SLF001 -- the library's hook
        for child in my_task.children:
            child.task_spec._predict(child, mask=TaskState.FUTURE | TaskState.PREDICTED_MASK)  # noqa: SLF001 -- as above
        return True


class ForkGateway(_TokenJoin, ParallelGateway):  # type: ignore[misc]  # untyped library
    """并行网关: waits for one token on every incoming flow, then sends one along every outgoing flow."""

    def _may_fire(self, my_task: Task, filled: Counter[str]) -> bool:  # noqa: ARG002 -- the other join needs the task
        return filled == Counter(self._inputs)

    def _run_hook(self, my_task: Task) -> bool:
        return self._leave(my_task, self.outputs)


class SomeGateway(_TokenJoin, InclusiveGateway):  # type: ignore[misc]  # untyped library
    """包容网关: waits for the tokens that can still come, then goes every way whose condition holds, or the default."""

    def _may_fire(self, my_task: Task, filled: Counter[str]) -> bool:
        if filled == Counter(self._inputs):
            return True
        present = frozenset(filled)
        return not any(
            self._must_wait_for(task, present)
            for task in my_task.workflow.tasks.values()
            if task.task_spec is not self and _is_token(task)
        )

    def _must_wait_for(self, task: Task, present: frozenset[str]) -> bool:
        reached = _inputs_reached(self, task.task_spec)
        return bool(reached - present) and not reached & present

    def _run_hook(self, my_task: Task) -> bool:
        matches, defaults = self._get_matching_outputs(my_task)
        return self._leave(my_task, matches or defaults)


def _is_token(task: Task) -> bool:
    if task.has_state(TaskState.READY | TaskState.WAITING | TaskState.STARTED):
        return True
    return _is_arriving(task)


def _is_arriving(task: Task) -> bool:
    """Say whether a task is one whose predecessor is just being completed and has not woken it yet."""
    return bool(task.state == TaskState.FUTURE and task.parent is not None and task.parent.state == TaskState.COMPLETED)


@lru_cache(maxsize=8192)
def _inputs_reached(gateway: SomeGateway, start: Any) -> frozenset[str]:  # noqa: ANN401 -- a class of the untyped library
    """Return the sources of the gateway's incoming flows that a token at ``start`` can reach without passing it."""
    reached: set[str] = set()
    seen = {start.name}
    waiting = [start]
    while waiting:
        spec = waiting.pop()
        for following in spec.outputs:
            if following is gateway:
                reached.add(spec.name)
            elif following.name not in seen:
                seen.add(following.name)
                waiting.append(following)
    return frozenset(reached)
