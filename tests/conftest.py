"""The order of the tests: what takes longest begins first, so that no worker is left alone with it at the end."""

import pytest

from tests.postgres import meet_here

LONGEST = ("tests/journeys/", "tests/process/proof/")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the longest files first; pytest-xdist hands files out in this order (``--no-loadscope-reorder``)."""
    items.sort(key=lambda item: not item.nodeid.startswith(LONGEST))


def pytest_configure() -> None:
    """Let all processes of this test run share one PostgreSQL, started when a test first needs it."""
    meet_here()
