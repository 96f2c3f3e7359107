"""The register of guards: one file per act, found by the act's name; pages and acts ask the same one."""

from collections.abc import Mapping
from types import ModuleType
from typing import cast

from workflows.guards import (
    approve_filing,
    assign_officers,
    register_source,
    verify_source,
)
from workflows.guards.desk import Guard

_FILES: tuple[ModuleType, ...] = (approve_filing, assign_officers, register_source, verify_source)

GUARDS: Mapping[str, Guard] = {module.__name__.rpartition(".")[2]: cast("Guard", module) for module in _FILES}
