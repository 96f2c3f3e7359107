"""Every statutory clock that can start can stop: after each act that starts it an act that stops it can be reached."""

from collections.abc import Iterator

from workflows.process.bundle import Bundle
from workflows.process.drawn_acts import acts_after, drawn_acts, terms_of
from workflows.process.findings import Finding
from workflows.vocabulary.acts import CASE_ACTS
from workflows.vocabulary.clocks import CLOCKS, EXPIRY, Clock
from workflows.vocabulary.wording import N_, Objection, Phrase

_ANYTIME = frozenset(act.id for act in CASE_ACTS)


def clocks_never_stopped(bundle: Bundle) -> Iterator[Finding]:
    """Yield a finding for each step that starts a statutory clock which then runs out whatever is done."""
    drawn = drawn_acts(bundle)
    for clock in CLOCKS.values():
        if clock.is_statutory and clock.stops and not set(clock.stops) & _ANYTIME:
            yield from _of_clock(bundle, clock, drawn)


def _of_clock(bundle: Bundle, clock: Clock, drawn: dict[str, list[str]]) -> Iterator[Finding]:
    for start in clock.starts:
        started_by = CLOCKS[start.removeprefix(EXPIRY)].starts if start.startswith(EXPIRY) else (start,)
        for node_id in (node_id for act in started_by for node_id in drawn.get(act, ())):
            if acts_after(bundle, node_id).isdisjoint(clock.stops):
                text = N_("法定期限“{clock}”从这里开始，此后却没有使它终止的行为")
                message = Objection("clock-not-stopped", text, {"clock": clock.term})
                cure = Phrase(N_("请在其后画上：{acts}"), acts=terms_of(clock.stops))
                yield Finding(bundle.diagrams[bundle.places[node_id]].file, node_id, message, cure)
