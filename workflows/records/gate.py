"""The writer's gate of an SQLite database: one transaction at a time, in the order they came, and none waits for ever.

SQLite's own waiting is unfair: one of eight writers starves the rest. A lock of a file is given by the kernel in turn,
to threads and processes alike, and falls open when whoever held it dies.
"""

import fcntl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from io import FileIO
from pathlib import Path
from typing import Final

from workflows.errors import UnsavedError

# Longer than any act takes, shorter than a person's patience.
PATIENCE_SECONDS: Final = 30.0


class NestedTurnError(RuntimeError):
    """Who writes already asked to write once more and would wait for itself: a defect of the program."""


class Once:
    """Whether this thread writes already: on either database it would wait for what it holds itself."""

    def __init__(self) -> None:
        """Begin with nobody writing."""
        self._mine = threading.local()

    @contextmanager
    def at_a_time(self) -> Iterator[None]:
        """Write; NestedTurnError for whoever does so already."""
        if getattr(self._mine, "is_writing", False):
            message = "a transaction inside a transaction"
            raise NestedTurnError(message)
        self._mine.is_writing = True
        try:
            yield
        finally:
            self._mine.is_writing = False


class Gate:
    """What whoever writes goes through; without a file, of a database in memory, among the threads alone."""

    def __init__(self, path: Path | None, *, patience: float = PATIENCE_SECONDS) -> None:
        """Stand before a database; ``patience`` is in seconds."""
        self._path, self._patience = path, patience
        self._in_memory = threading.Lock()

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Wait for this writer's turn; UnsavedError when it does not come in time: nothing was written."""
        with self._from_memory() if self._path is None else self._from_file(self._path):
            yield

    @contextmanager
    def _from_memory(self) -> Iterator[None]:
        if not self._in_memory.acquire(timeout=self._patience):
            raise UnsavedError(may_try_again=False)
        try:
            yield
        finally:
            self._in_memory.release()

    @contextmanager
    def _from_file(self, path: Path) -> Iterator[None]:
        file = path.open("ab", buffering=0)
        if not _is_free(file) and not _Waiter(file).waits(self._patience):
            raise UnsavedError(may_try_again=False)
        with file:
            yield


class _Waiter:
    """Waits in the kernel's queue on behalf of a thread, which may tire: then the turn goes on to the next at once."""

    def __init__(self, file: FileIO) -> None:
        self._file, self._came, self._both = file, threading.Event(), threading.Lock()
        self._has_tired = False

    def waits(self, patience: float) -> bool:
        """Say whether the turn came in time."""
        threading.Thread(target=self._stand, daemon=True).start()
        if self._came.wait(patience):
            return True
        with self._both:
            self._has_tired = not self._came.is_set()
        return not self._has_tired

    def _stand(self) -> None:
        fcntl.flock(self._file, fcntl.LOCK_EX)
        with self._both:
            if self._has_tired:
                self._file.close()
            else:
                self._came.set()


def _is_free(file: FileIO) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
