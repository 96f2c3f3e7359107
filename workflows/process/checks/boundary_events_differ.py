"""The boundary events of one step wait for different things; otherwise nobody could say which of them comes first."""

from collections import Counter
from collections.abc import Iterator

from workflows.process.bundle import Bundle
from workflows.process.findings import Finding
from workflows.vocabulary.wording import N_, Objection


def equal_boundary_events(bundle: Bundle) -> Iterator[Finding]:
    """Yield a finding for each boundary event that waits for the same as another of its host."""
    for diagram in bundle.diagrams.values():
        for events in diagram.boundary.values():
            seen: Counter[str] = Counter()
            for event in events:
                seen[event.message] += 1
                if seen[event.message] > 1:
                    text = N_("同一环节上已有边界事件等待 {message}")
                    message = Objection("equal-events", text, {"message": event.message})
                    yield Finding(diagram.file, event.id, message, N_("请删除其中一个"))
