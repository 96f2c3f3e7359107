"""An independent interpreter of block-structured flows, written from BPMN's meaning and without the engine.

A flow is a tree of blocks; what is left of it is a tree of residuals. Nothing here knows tokens, gateways or joins:
a parallel block is done when all its branches are, an inclusive one when all chosen branches are. So it cannot share
a mistake with the engine, which walks the drawn graph of the same blocks.
"""

from dataclasses import dataclass, field
from typing import TypeAlias

Facts: TypeAlias = dict[str, bool]
Path: TypeAlias = tuple[str, ...]


@dataclass(frozen=True)
class Condition:
    """Every named fact has the value beside it."""

    wanted: tuple[tuple[str, bool], ...]

    def holds(self, facts: Facts) -> bool:
        return all(facts[name] is value for name, value in self.wanted)

    def text(self) -> str:
        return " and ".join(name if value else f"not {name}" for name, value in self.wanted)


@dataclass(frozen=True)
class Step:
    name: str


@dataclass(frozen=True)
class Wait:
    name: str
    message: str


@dataclass(frozen=True)
class Sequence:
    blocks: tuple["Block", ...]


@dataclass(frozen=True)
class Choice:
    name: str
    branches: tuple[tuple[Condition, "Block"], ...]
    otherwise: "Block"


@dataclass(frozen=True)
class Parallel:
    name: str
    branches: tuple["Block", ...]


@dataclass(frozen=True)
class Some:
    name: str
    branches: tuple[tuple[Condition, "Block"], ...]
    otherwise: "Block"


@dataclass(frozen=True)
class Loop:
    name: str
    body: "Block"
    again: Condition


@dataclass(frozen=True)
class Call:
    name: str
    part: str


@dataclass(frozen=True)
class Guard:
    host: Step | Call
    name: str
    message: str
    interrupting: bool
    handler: "Block"


Block: TypeAlias = Step | Wait | Sequence | Choice | Parallel | Some | Loop | Call | Guard
Parts: TypeAlias = dict[str, Block]


@dataclass(frozen=True)
class At:
    block: Step | Wait


@dataclass(frozen=True)
class InSequence:
    inner: "Residual"
    rest: tuple[Block, ...]


@dataclass(frozen=True)
class InBranches:
    inner: tuple["Residual", ...]


@dataclass(frozen=True)
class InLoop:
    inner: "Residual"
    block: Loop


@dataclass(frozen=True)
class InCall:
    name: str
    threads: tuple["Residual", ...]


@dataclass(frozen=True)
class InGuard:
    inner: "Residual"
    block: Guard
    fired: bool


Residual: TypeAlias = At | InSequence | InBranches | InLoop | InCall | InGuard


@dataclass
class Action:
    """One thing that happens: a step is completed once, or a message reaches everyone who waits."""

    path: Path = ()
    step: str = ""
    message: str = ""
    spent: bool = False
    spawned: list["Residual"] = field(default_factory=list)


class Oracle:
    """Walks one flow."""

    def __init__(self, parts: Parts, main: str, facts: Facts) -> None:
        self._parts = parts
        self._facts = dict(facts)
        self.threads: tuple[Residual, ...] = _kept([self._enter(parts[main])])

    @property
    def finished(self) -> bool:
        return not self.threads

    def open_steps(self) -> list[tuple[Path, str]]:
        return sorted((path, at.name) for path, at in _places(self.threads, ()) if isinstance(at, Step))

    def awaited(self) -> set[str]:
        waits = {at.message for _, at in _places(self.threads, ()) if isinstance(at, Wait)}
        return waits | _guarded(self.threads)

    def complete(self, path: Path, step: str, facts: Facts) -> None:
        self._facts.update(facts)
        self.threads = self._advance_all(self.threads, Action(path=path, step=step), ())

    def send(self, message: str, facts: Facts) -> None:
        self._facts.update(facts)
        self.threads = self._advance_all(self.threads, Action(message=message), ())

    def _enter(self, block: Block) -> Residual | None:  # noqa: C901, PLR0911 -- one short case per block
        match block:
            case Step() | Wait():
                return At(block)
            case Sequence(blocks):
                return self._enter_rest(blocks)
            case Choice(_, branches, otherwise):
                chosen = [branch for condition, branch in branches if condition.holds(self._facts)]
                return self._enter((*chosen, otherwise)[0])
            case Parallel(_, branches):
                return self._enter_branches(branches)
            case Some(_, branches, otherwise):
                chosen = [branch for condition, branch in branches if condition.holds(self._facts)]
                return self._enter_branches(tuple(chosen or [otherwise]))
            case Loop():
                return self._looped(self._enter(block.body), block)
            case Call(name, part):
                threads = _kept([self._enter(self._parts[part])])
                return InCall(name, threads) if threads else None
            case Guard(host):
                inner = self._enter(host)
                return None if inner is None else InGuard(inner, block, fired=False)

    def _enter_rest(self, blocks: tuple[Block, ...]) -> Residual | None:
        for place, block in enumerate(blocks):
            inner = self._enter(block)
            if inner is not None:
                return InSequence(inner, blocks[place + 1 :])
        return None

    def _enter_branches(self, branches: tuple[Block, ...]) -> Residual | None:
        inner = _kept([self._enter(branch) for branch in branches])
        return InBranches(inner) if inner else None

    def _looped(self, inner: Residual | None, block: Loop) -> Residual | None:
        while inner is None and block.again.holds(self._facts):
            inner = self._enter(block.body)
        return None if inner is None else InLoop(inner, block)

    def _advance_all(self, threads: tuple[Residual, ...], action: Action, path: Path) -> tuple[Residual, ...]:
        """Advance the threads of one process; what a non-interrupting event starts becomes one more thread of it."""
        outer, action.spawned = action.spawned, []
        kept = [self._advance(thread, action, path) for thread in threads] + action.spawned
        action.spawned = outer
        return _kept(kept)

    def _advance(self, residual: Residual, action: Action, path: Path) -> Residual | None:
        match residual:
            case At(block):
                return None if _hits(block, action, path) else residual
            case InSequence(inner, rest):
                left = self._advance(inner, action, path)
                return self._enter_rest(rest) if left is None else InSequence(left, rest)
            case InBranches(branches):
                kept = _kept([self._advance(branch, action, path) for branch in branches])
                return InBranches(kept) if kept else None
            case InLoop(inner, block):
                return self._looped(self._advance(inner, action, path), block)
            case InCall(name, threads):
                left_threads = self._advance_all(threads, action, (*path, name))
                return InCall(name, left_threads) if left_threads else None
            case InGuard():
                return self._advance_guard(residual, action, path)

    def _advance_guard(self, residual: InGuard, action: Action, path: Path) -> Residual | None:
        block, fired = residual.block, residual.fired
        if action.message == block.message and not fired:
            if block.interrupting:
                return self._enter(block.handler)
            fired = True
            handler = self._enter(block.handler)
            if handler is not None:
                action.spawned.append(handler)
        inner = self._advance(residual.inner, action, path)
        return None if inner is None else InGuard(inner, block, fired)


def _hits(block: Step | Wait, action: Action, path: Path) -> bool:
    if isinstance(block, Wait):
        return block.message == action.message
    if action.spent or (block.name, path) != (action.step, action.path):
        return False
    action.spent = True
    return True


def _kept(residuals: list[Residual | None]) -> tuple[Residual, ...]:
    return tuple(residual for residual in residuals if residual is not None)


def _places(residuals: tuple[Residual, ...], path: Path) -> list[tuple[Path, Step | Wait]]:
    places: list[tuple[Path, Step | Wait]] = []
    for residual in residuals:
        match residual:
            case At(block):
                places.append((path, block))
            case InSequence(inner) | InLoop(inner) | InGuard(inner):
                places.extend(_places((inner,), path))
            case InBranches(branches):
                places.extend(_places(branches, path))
            case InCall(name, threads):
                places.extend(_places(threads, (*path, name)))
    return places


def _guarded(residuals: tuple[Residual, ...]) -> set[str]:
    found: set[str] = set()
    for residual in residuals:
        match residual:
            case InGuard(inner, block, fired):
                found |= _guarded((inner,)) | (set() if fired else {block.message})
            case InSequence(inner) | InLoop(inner):
                found |= _guarded((inner,))
            case InBranches(branches):
                found |= _guarded(branches)
            case InCall(_, threads):
                found |= _guarded(threads)
            case At():
                continue
    return found
