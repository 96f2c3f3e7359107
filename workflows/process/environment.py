"""The only things a running process may evaluate: conditions and decision tables over the run's facts.

The library would evaluate every expression of a diagram as Python (engine.md §5.1, twenty ways to run a command).
This environment takes its place: ``evaluate`` knows the whitelisted conditions and the facts of the run, nothing of
the engine's own data; scripts and services are refused.
"""

from collections.abc import Mapping
from typing import NoReturn

from SpiffWorkflow.bpmn.script_engine.python_engine import PythonScriptEngine
from SpiffWorkflow.bpmn.script_engine.python_environment import BasePythonScriptEngineEnvironment

from workflows.process.expressions import compile_condition, holds
from workflows.process.markup import refusal
from workflows.process.tables import Table, decide
from workflows.vocabulary.facts import FactValue
from workflows.vocabulary.wording import N_


class FactsEnvironment(BasePythonScriptEngineEnvironment):  # type: ignore[misc]  # untyped library
    """Evaluates conditions and tables over ``facts``, which tables change in place."""

    def __init__(self, facts: dict[str, FactValue], tables: Mapping[str, Table]) -> None:
        """Take the facts of one run and the tables of its bundle."""
        super().__init__()
        self.facts = facts
        self._tables = tables

    def evaluate(self, expression: str, context: object = None, external_context: object = None) -> bool:
        """Say whether a condition holds; the library's own data (``context``) is never looked at."""
        del context, external_context
        return holds(compile_condition(expression), self.facts)

    def decide(self, decision: str) -> None:
        """Evaluate one decision table and raise the facts to the statutory floors."""
        self.facts.update(decide(self._tables[decision], self.facts))

    def execute(self, script: str, context: object = None, external_context: object = None) -> NoReturn:
        """Refuse: no diagram may run a script."""
        del script, context, external_context
        raise refusal("script", N_("流程图不得运行脚本，请改为决策表或者用户任务"))

    def call_service(self, context: object = None, **operation: object) -> NoReturn:
        """Refuse: no diagram may call a service."""
        del context, operation
        raise refusal("service", N_("流程图不得调用服务，请改为用户任务"))


def engine_for(facts: dict[str, FactValue], tables: Mapping[str, Table]) -> PythonScriptEngine:
    """Return the script engine of one run."""
    return PythonScriptEngine(environment=FactsEnvironment(facts, tables))
