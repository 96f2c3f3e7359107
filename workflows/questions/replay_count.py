"""What a replay has counted so far; it goes from page to page as plain JSON and back."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from workflows.process.past import Doing
from workflows.process.replay import Replayed, Verdict


@dataclass(slots=True)
class Change:
    """One act or part: the cases that had it, those that have it in addition for certain, and those no longer."""

    before: int = 0
    added: int = 0
    dropped: int = 0

    @property
    def after(self) -> int:
        """Return the cases that have it for certain in the other version."""
        return self.before + self.added - self.dropped

    @property
    def percent(self) -> float | None:
        """Return the change in hundredths of before, None where there was nothing."""
        return 100 * (self.added - self.dropped) / self.before if self.before else None


@dataclass(slots=True)
class ReplayCount:
    """The cases by verdict, how many the record leaves open, and every act and part with its change.

    ``labels`` are what parts and the agency's own steps are called, in whichever version had them;
    ``sha`` is the version that is replayed.
    """

    sha: str = ""
    expected: int = 0
    verdicts: Counter[str] = field(default_factory=Counter)
    open_ended: int = 0
    acts: dict[Doing, Change] = field(default_factory=dict)
    parts: dict[str, Change] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)

    @property
    def total(self) -> int:
        """Return how many cases were replayed."""
        return sum(self.verdicts.values())

    def add(self, told: Replayed) -> None:
        """Count one more case."""
        self.verdicts[told.verdict.value] += 1
        self.open_ended += told.open_end is not None and told.verdict is Verdict.OTHER
        for doing in told.before:
            self.acts.setdefault(doing, Change()).before += 1
        for doing in set(told.added) - told.before:
            self.acts.setdefault(doing, Change()).added += 1
        for doing in told.gone:
            self.acts.setdefault(doing, Change()).dropped += 1
        for part in told.parts:
            self.parts.setdefault(part, Change()).before += 1
        for part in told.gained:
            self.parts.setdefault(part, Change()).added += 1
        for part in told.lost:
            self.parts.setdefault(part, Change()).dropped += 1

    def as_json(self) -> dict[str, Any]:
        """Return it as the page carries it."""
        return {
            "sha": self.sha,
            "expected": self.expected,
            "verdicts": dict(self.verdicts),
            "open": self.open_ended,
            "acts": [[d.act, d.site, d.node, c.before, c.added, c.dropped] for d, c in self.acts.items()],
            "labels": self.labels,
            "parts": [[part, c.before, c.added, c.dropped] for part, c in self.parts.items()],
        }

    @classmethod
    def from_json(cls, told: dict[str, Any]) -> "ReplayCount":
        """Return what a page carried."""
        return cls(
            sha=told["sha"],
            expected=told["expected"],
            verdicts=Counter(told["verdicts"]),
            open_ended=told["open"],
            acts={Doing(act, site, node): Change(*rest) for act, site, node, *rest in told["acts"]},
            labels=told["labels"],
            parts={part: Change(*rest) for part, *rest in told["parts"]},
        )
