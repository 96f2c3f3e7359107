"""The register: which file does which act, and which guard stands before it."""

from collections.abc import Callable, Mapping
from types import ModuleType
from typing import TypeAlias, cast

from workflows.acts.steps import (
    approve_filing,
    assign_officers,
    register_source,
    verify_source,
)
from workflows.acts.step import Step
from workflows.guards.desk import Guard
from workflows.guards.register import GUARDS

Perform: TypeAlias = Callable[[Step], None]

_STEPS: tuple[ModuleType, ...] = (approve_filing, assign_officers, register_source, verify_source)
_CASE: tuple[ModuleType, ...] = ()

PERFORMS: Mapping[str, Perform] = {
    module.__name__.rpartition(".")[2]: cast("Perform", module.perform) for module in (*_STEPS, *_CASE)
}


def perform_of(act_id: str) -> Perform:
    """Return how an act is done."""
    return PERFORMS[act_id]


def guard_of(act_id: str) -> Guard:
    """Return the guard that stands before an act."""
    return GUARDS[act_id]
