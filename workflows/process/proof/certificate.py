"""The certificate of a proof: every situation with what may be remembered there, and the small checker of it.

The checker knows nothing of how the situations were found. It asks of each, with the plain search, that every move
leads to one that is listed, that nothing goes wrong on the way, and that no promise is broken.
"""

import hashlib
from collections.abc import Iterator, Mapping, Sequence

from workflows.process.proof.labels import Label, Memory, remembered
from workflows.process.proof.plain import Plain
from workflows.process.proof.space import Space

Certificate = Mapping[int, int]
"""Every situation, and the bits of the promises that may be remembered there."""


def certificate_of(space: Space[Memory], remembered_at: Sequence[int]) -> Certificate:
    """Return the certificate of a space and of what may be remembered in each of its situations."""
    return dict(zip(space.states, remembered_at, strict=True))


def sha_of_certificate(certificate: Certificate) -> str:
    """Return the SHA-256 by which a certificate is known: its situations in order, one on a line."""
    digest = hashlib.sha256()
    for state in sorted(certificate):
        digest.update(f"{state:x} {certificate[state]:x}\n".encode())
    return digest.hexdigest()


def objections_to(certificate: Certificate, space: Space[Memory]) -> Iterator[str]:
    """Yield every place where a certificate does not hold; nothing for one that does.

    Of ``space`` only the model, the promises and what is forgotten are used, never what was explored.
    """
    checker = _Checker(certificate, space)
    yield from checker.of_beginnings()
    for state, held in certificate.items():
        yield from checker.of_situation(state, held)
    yield from checker.of_what_must_still_come()


class _Checker:
    def __init__(self, certificate: Certificate, space: Space[Memory]) -> None:
        self._certificate, self._space, self._memory = certificate, space, space.memory
        self._plain = Plain(space.model)
        self._before: dict[int, set[int]] = {}
        self._coming: dict[int, int] = {}
        self._rests: dict[int, tuple[tuple[int, str], ...]] = {}

    def of_beginnings(self) -> Iterator[str]:
        for settled in self._plain.starts():
            yield from self._unless_listed(self._space.forget(settled.state), settled.fault, self._memory.initial)

    def of_situation(self, state: int, held: int) -> Iterator[str]:
        if not state & self._space.model.layout.places_mask and held & self._memory.owed:
            yield f"owed {state:x}"
        for move, after in self._plain.moves(state):
            label = self._memory.label(move.acts, move.writes, after) if after >= 0 else Label()
            if held & label.forbidden:
                yield f"forbidden {state:x} {move.path}"
            self._coming[state] = self._coming.get(state, 0) | label.answers
            for reached, fault in self._rest(after):
                self._before.setdefault(reached, set()).add(state)
                yield from self._unless_listed(reached, fault, remembered(held, label))

    def of_what_must_still_come(self) -> Iterator[str]:
        """Yield where something is remembered that must still be able to come, and no way leads to it any more."""
        waiting = [state for state, coming in self._coming.items() if coming]
        while waiting:
            reached = waiting.pop()
            for state in self._before.get(reached, ()):
                if self._coming[reached] & ~self._coming[state]:
                    self._coming[state] |= self._coming[reached]
                    waiting.append(state)
        for state, held in self._certificate.items():
            if held & self._memory.possible & ~self._coming.get(state, 0):
                yield f"cut off {state:x}"

    def _rest(self, after: int) -> tuple[tuple[int, str], ...]:
        """Return where everything automatic comes to rest, and what goes wrong; worked out once for each state."""
        if after not in self._rests:
            settled = self._plain.settle(after)
            self._rests[after] = tuple((self._space.forget(one.state), one.fault) for one in settled)
        return self._rests[after]

    def _unless_listed(self, state: int, fault: str, held: int) -> Iterator[str]:
        kept = self._certificate.get(state) if not fault else None
        if kept is None or held & ~kept:
            yield f"open {state:x} {fault}"
