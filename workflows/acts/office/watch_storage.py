"""Looking every half minute whether files can be kept and read, so that people are told before they need one."""

from workflows.guards.background import Background
from workflows.storage import StorageDownError


def watch_storage(background: Background) -> None:
    """Write, read and remove a small file; raise StorageDownError when that does not work."""
    fault = background.means.storage.probe()
    if fault:
        raise StorageDownError(fault)
