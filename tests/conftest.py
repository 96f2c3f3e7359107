"""The order of the tests: what takes longest begins first, so that no worker is left alone with it at the end."""

import pytest

from tests.engines import ENGINE
from tests.postgres import meet_here

LONGEST = ("tests/journeys/", "tests/process/proof/")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Put the longest files first; pytest-xdist hands files out in this order (``--no-loadscope-reorder``).

    What is marked to be about the other engine alone is no part of this run.
    """
    elsewhere = [one for one in items if any(mark.args != (ENGINE,) for mark in one.iter_markers("engine"))]
    config.hook.pytest_deselected(items=elsewhere)
    items[:] = [one for one in items if one not in elsewhere]
    items.sort(key=lambda item: not item.nodeid.startswith(LONGEST))


def pytest_configure() -> None:
    """Let all processes of this test run share one PostgreSQL, started when a test first needs it."""
    meet_here()
