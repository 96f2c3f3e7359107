"""Where a run stands, in a few hundred bytes: one row per token, whatever the case's age.

After every step a run stands only on people's tasks, waited-for messages, running parts and half-filled joins. So
this is all that is kept: no finished task, no prediction, no data (facts live beside the run). The first byte tells
the layout, so that an older run can always be read.
"""

import zlib
from dataclasses import dataclass

import orjson

from workflows.process.markup import refusal
from workflows.vocabulary.wording import N_

_PLAIN = b"\x01"
_PACKED = b"\x02"
_PACK_ABOVE = 1024
_MAX_BYTES = 1_000_000


@dataclass(frozen=True, slots=True)
class Token:
    """One place where a run stands.

    ``state`` is the engine's (8 waiting, 16 ready, 32 begun); tokens with the same ``guard`` above 0 are a host and
    its waiting boundary events; ``source`` is the node before a half-filled join.
    """

    id: str
    node: str
    state: int
    guard: int = 0
    source: str = ""


@dataclass(frozen=True, slots=True)
class Frame:
    """One running process: the main one, or a part with the token of the call it runs for."""

    process: str
    call: str
    tokens: tuple[Token, ...]


def encode(frames: tuple[Frame, ...]) -> bytes:
    """Return the frames as bytes; no frames at all is a finished run."""
    rows = [
        [frame.process, frame.call, [[t.id, t.node, t.state, t.guard, t.source] for t in frame.tokens]]
        for frame in frames
    ]
    plain = orjson.dumps(rows)
    return _PACKED + zlib.compress(plain) if len(plain) > _PACK_ABOVE else _PLAIN + plain


def decode(state: bytes) -> tuple[Frame, ...]:
    """Return the frames; BrokenDiagramError when the bytes are none of ours."""
    try:
        plain = _unpacked(state)
        return tuple(
            Frame(process, call, tuple(Token(*token) for token in tokens))
            for process, call, tokens in orjson.loads(plain)
        )
    except (ValueError, TypeError, zlib.error) as error:
        raise refusal("state", N_("运行的状态无法读取，请从备份恢复；若刚刚升级，请检查程序版本")) from error


def _unpacked(state: bytes) -> bytes:
    if state[:1] == _PLAIN:
        return state[1:]
    if state[:1] != _PACKED:
        raise ValueError(state[:1])
    return zlib.decompressobj().decompress(state[1:], _MAX_BYTES)
