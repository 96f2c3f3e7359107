"""One line of progress for every part of a long command: a bar on a terminal, silence where the output is kept."""

import sys
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from typing import Final

import click

from workflows.process.proof.stages import Listener, Stage
from workflows.vocabulary.progress import Progress, in_one_go, nobody

# What the stages of an examination are called, as the page calls them.
STAGES: Final[Mapping[str, str]] = {
    "reading": "读取文件",
    "checks": "检查流程图的结构",
    "proof": "证明全部可能的办理过程",
    "proof-again": "重新证明",
    "certificate": "独立复核证明证书",
    "trials": "流程引擎试跑随机案件",
}


@contextmanager
def progress(label: str) -> Iterator[Progress]:
    """Give what a long work tells how far it is; the line appears with the first thing told, on standard error."""
    if not sys.stderr.isatty():
        yield nobody
        return
    with ExitStack() as stack:
        lines = list[_Line]()

        def tell(done: int, total: int) -> None:
            if not lines:
                lines.append(_Line(label, total, stack))
            lines[0].show(done, total)

        yield tell


@contextmanager
def stages() -> Iterator[Listener]:
    """Give what an examination tells its stages: each has a line, which ends when the next begins."""
    with ExitStack() as line:
        yield _Stages(line).show


class _Stages:
    """The line of the stage that is under way."""

    def __init__(self, line: ExitStack) -> None:
        self._line: ExitStack = line
        self._tell: Progress = nobody

    def show(self, stage: Stage) -> None:
        if not stage.of:
            self._line.close()
            self._line.enter_context(in_one_go(progress, STAGES[stage.name]))
            return
        if stage.number == 1:
            self._line.close()
            self._tell = self._line.enter_context(progress(STAGES[stage.name]))
        self._tell(stage.number, stage.of)


class _Line:
    """The bar, once it is known how much there is to do."""

    def __init__(self, label: str, total: int, stack: ExitStack) -> None:
        bar = click.progressbar(length=max(total, 1), label=label, file=sys.stderr, show_pos=True, update_min_steps=1)
        self._bar = stack.enter_context(bar)
        self._done = 0

    def show(self, done: int, total: int) -> None:
        # Where there was nothing to do, all of it is done.
        now = done if total else 1
        self._bar.length = max(total, 1)
        self._bar.update(now - self._done)
        self._done = now
