"""A clock that a diagram waits for can have been started: an act that starts it is drawn, or possible at any time."""

from collections.abc import Iterator

from workflows.process.bundle import Bundle
from workflows.process.diagram import NodeKind
from workflows.process.drawn_acts import drawn_acts, terms_of
from workflows.process.findings import Finding
from workflows.vocabulary.acts import CASE_ACTS
from workflows.vocabulary.clocks import CLOCKS, EXPIRY
from workflows.vocabulary.wording import N_, Objection, Phrase

_ANYTIME = frozenset(act.id for act in CASE_ACTS)


def clocks_never_started(bundle: Bundle) -> Iterator[Finding]:
    """Yield a finding for each event that waits for a clock which nothing in the bundle sets going."""
    drawn = frozenset(drawn_acts(bundle)) | _ANYTIME
    for diagram in bundle.diagrams.values():
        for node in diagram.of_kind(NodeKind.CATCH, NodeKind.BOUNDARY):
            clock = CLOCKS.get(node.message.removeprefix(EXPIRY)) if node.message.startswith(EXPIRY) else None
            if clock is None or _starters(clock.id) & drawn:
                continue
            message = Objection("clock-not-started", N_("期限“{clock}”不会开始，也就不会届满"), {"clock": clock.term})
            starters = _starters(clock.id)
            cure = Phrase(N_("请画上使它开始的行为：{acts}"), acts=terms_of(starters)) if starters else N_("请改选期限")
            yield Finding(diagram.file, node.id, message, cure)


def _starters(name: str, seen: frozenset[str] = frozenset()) -> frozenset[str]:
    """Return the acts that start a clock, be it by the expiry of another."""
    found: set[str] = set()
    for start in CLOCKS[name].starts if name in CLOCKS and name not in seen else ():
        other = start.removeprefix(EXPIRY)
        found |= {start} if other == start else _starters(other, seen | {name})
    return frozenset(found)
