"""One line of progress for every long command: a bar on a terminal, silence where the output is kept."""

import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import click

from workflows.vocabulary.progress import Progress


@contextmanager
def progress(label: str) -> Iterator[Progress]:
    """Give what a long work tells how far it is; the line appears with the first thing told, on standard error."""
    with ExitStack() as stack:
        lines = list[_Line]()

        def tell(done: int, total: int) -> None:
            if not sys.stderr.isatty():
                return
            if not lines:
                lines.append(_Line(label, total, stack))
            lines[0].show(done, total)

        yield tell


class _Line:
    """The bar, once it is known how much there is to do."""

    def __init__(self, label: str, total: int, stack: ExitStack) -> None:
        bar = click.progressbar(length=max(total, 1), label=label, file=sys.stderr, show_pos=True, update_min_steps=1)
        self._bar = stack.enter_context(bar)
        self._done = 0

    def show(self, done: int, total: int) -> None:
        self._bar.length = max(total, 1)
        self._bar.update(done - self._done)
        self._done = done
