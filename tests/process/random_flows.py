"""Draws random block-structured flows: sequences, choices, parallel and inclusive blocks, loops, calls and events."""

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import pairwise

from tests.process.drawing import Drawing
from tests.process.oracle import (
    Block,
    Call,
    Choice,
    Condition,
    Guard,
    Loop,
    Parallel,
    Parts,
    Sequence,
    Some,
    Step,
    Wait,
)

FACTS = ("public_interest", "legal_relations", "grave", "mitigated", "heavy_kind", "stay", "suspended", "heard")
MAIN = "main"


@dataclass
class Author:
    """Invents blocks; every name carries the part it stands in."""

    dice: random.Random
    part: str
    parts: tuple[str, ...]
    count: int = 0
    budget: int = field(default=14)

    def name(self, kind: str) -> str:
        self.count += 1
        return f"{self.part}_{kind}{self.count}"

    def condition(self) -> Condition:
        names = self.dice.sample(FACTS, self.dice.choice((1, 1, 2)))
        return Condition(tuple((name, self.dice.random() < 0.5) for name in names))

    def block(self, depth: int) -> Block:
        self.budget -= 1
        makers: list[Callable[[int], Block]] = [self.step, self.step]
        if depth > 0 and self.budget > 0:
            makers += [
                self.sequence,
                self.choice,
                self.parallel,
                self.parallel,
                self.some,
                self.loop,
                self.guard,
                self.wait,
            ]
            makers += [self.call] * 2 if self.parts else []
        return self.dice.choice(makers)(depth - 1)

    def step(self, depth: int = 0) -> Step:
        del depth
        return Step(self.name("t"))

    def wait(self, depth: int) -> Wait:
        del depth
        name = self.name("w")
        return Wait(name, self.message(name))

    def message(self, name: str) -> str:
        return f"clock:{name}" if self.dice.random() < 0.5 else f"m_{name}"

    def sequence(self, depth: int) -> Block:
        return Sequence(tuple(self.block(depth) for _ in range(self.dice.randint(0, 3))))

    def branches(self, depth: int) -> tuple[tuple[Condition, Block], ...]:
        return tuple((self.condition(), self.block(depth)) for _ in range(self.dice.randint(1, 3)))

    def choice(self, depth: int) -> Block:
        return Choice(self.name("x"), self.branches(depth), self.block(depth))

    def some(self, depth: int) -> Block:
        return Some(self.name("o"), self.branches(depth), self.block(depth))

    def parallel(self, depth: int) -> Block:
        return Parallel(self.name("p"), tuple(self.block(depth) for _ in range(self.dice.randint(2, 3))))

    def loop(self, depth: int) -> Block:
        body = Sequence((self.block(depth), self.step(), self.block(depth)))
        return Loop(self.name("l"), body, self.condition())

    def call(self, depth: int) -> Call:
        del depth
        return Call(self.name("c"), self.dice.choice(self.parts))

    def guard(self, depth: int) -> Block:
        host: Step | Call = self.call(depth) if self.parts and self.dice.random() < 0.5 else self.step()
        name = self.name("b")
        interrupting = self.dice.random() < 0.5
        # Two tokens of a handler that outlives its loop may meet: they are only interchangeable in a plain sequence.
        handler = (
            self.block(depth) if interrupting else Sequence(tuple(self.step() for _ in range(self.dice.randint(0, 2))))
        )
        return Guard(host, name, self.message(name), interrupting, handler)


def random_flow(seed: int) -> tuple[Parts, dict[str, bytes]]:
    """Return one flow as blocks and as drawn files."""
    dice = random.Random(seed)  # noqa: S311 -- a test's dice
    parts: Parts = {}
    for name, callable_parts, depth in (("leaf", (), 2), ("middle", ("leaf",), 2), (MAIN, ("leaf", "middle"), 4)):
        author = Author(dice, name, callable_parts, budget=8 if depth == 2 else 14)
        parts[name] = Sequence((author.block(depth), author.block(depth)))
    return parts, {f"{name}.bpmn": draw(name, block, dice) for name, block in parts.items()}


def draw(process: str, block: Block, dice: random.Random) -> bytes:
    """Return the drawing of one process."""
    pen = _Pen(Drawing(process), dice)
    pen.drawing.start(f"{process}_start")
    pen.drawing.end(f"{process}_end")
    first, last = pen.draw(block)
    pen.drawing.flow(f"{process}_start", first or f"{process}_end")
    if last:
        pen.drawing.flow(last, f"{process}_end")
    return pen.drawing.xml()


@dataclass
class _Pen:
    drawing: Drawing
    dice: random.Random

    def draw(self, block: Block) -> tuple[str, str]:  # noqa: C901, PLR0911 -- one short case per block
        """Draw a block; return its first and last node, both empty for an empty block."""
        match block:
            case Step(name):
                return (self.drawing.task(name),) * 2
            case Wait(name, message):
                return (self.drawing.catch(name, message),) * 2
            case Call(name, part):
                return (self.drawing.call(name, part),) * 2
            case Sequence(blocks):
                return self.sequence(blocks)
            case Choice(name, branches, otherwise):
                return self.conditional("exclusiveGateway", name, branches, otherwise)
            case Some(name, branches, otherwise):
                return self.conditional("inclusiveGateway", name, branches, otherwise)
            case Parallel(name, branches):
                return self.parallel(name, branches)
            case Loop():
                return self.loop(block)
            case Guard():
                return self.guard(block)

    def sequence(self, blocks: tuple[Block, ...]) -> tuple[str, str]:
        drawn = [pair for pair in (self.draw(block) for block in blocks) if pair[0]]
        for (_, last), (first, _) in pairwise(drawn):
            self.drawing.flow(last, first)
        return (drawn[0][0], drawn[-1][1]) if drawn else ("", "")

    def between(self, split: str, block: Block, join: str, condition: str = "", *, default: bool = False) -> None:
        first, last = self.draw(block)
        self.drawing.flow(split, first or join, condition, default=default)
        if last:
            self.drawing.flow(last, join)

    def conditional(
        self, kind: str, name: str, branches: tuple[tuple[Condition, Block], ...], otherwise: Block
    ) -> tuple[str, str]:
        split, join = self.drawing.node(kind, f"{name}_split"), self.drawing.node(kind, f"{name}_join")
        default_first = self.dice.random() < 0.5
        if default_first:
            self.between(split, otherwise, join, default=True)
        for condition, branch in branches:
            self.between(split, branch, join, condition.text())
        if not default_first:
            self.between(split, otherwise, join, default=True)
        return split, join

    def parallel(self, name: str, branches: tuple[Block, ...]) -> tuple[str, str]:
        split, join = self.drawing.fork(f"{name}_split"), self.drawing.fork(f"{name}_join")
        for branch in branches:
            self.between(split, branch, join)
        return split, join

    def loop(self, block: Loop) -> tuple[str, str]:
        head, tail, after = (self.drawing.xor(f"{block.name}_{end}") for end in ("head", "tail", "after"))
        self.between(head, block.body, tail)
        self.drawing.flow(tail, head, block.again.text())
        self.drawing.flow(tail, after, default=True)
        return head, after

    def guard(self, block: Guard) -> tuple[str, str]:
        host, _ = self.draw(block.host)
        self.drawing.boundary(block.name, host, block.message, interrupting=block.interrupting)
        after = self.drawing.xor(f"{block.name}_after")
        self.drawing.flow(host, after)
        if block.interrupting:
            self.between(block.name, block.handler, after)
        else:
            self.between(block.name, block.handler, self.drawing.end(f"{block.name}_end"))
        return host, after
