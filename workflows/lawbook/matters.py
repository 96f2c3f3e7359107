"""案由: what was violated and what it may cost, in bands of unlawful income and steps of discretion."""

from dataclasses import dataclass

from workflows.lawbook.provisions import Source


@dataclass(frozen=True, slots=True)
class Step:
    """A step of discretion 裁量档次: the fine in 分, or in multiples of the unlawful income."""

    id: str
    term: str
    when: str
    fine_from: int | None = None
    fine_to: int | None = None
    times_from: int | None = None
    times_to: int | None = None

    def fine_range(self, income: int) -> tuple[int, int]:
        """Return the lowest and the highest fine in 分 for an unlawful income."""
        return _fine_range(self, income)


@dataclass(frozen=True, slots=True)
class Band:
    """A band of a penalty provision, chosen by the unlawful income in 分 (``income_from`` in, ``income_below`` out)."""

    id: str
    term: str
    steps: tuple[Step, ...]
    income_from: int | None = None
    income_below: int | None = None
    fine_from: int | None = None
    fine_to: int | None = None
    times_from: int | None = None
    times_to: int | None = None

    def holds(self, income: int) -> bool:
        """Say whether an unlawful income falls into this band."""
        least = 0 if self.income_from is None else self.income_from
        return least <= income and (self.income_below is None or income < self.income_below)

    def fine_range(self, income: int) -> tuple[int, int]:
        """Return the lowest and the highest fine in 分 for an unlawful income."""
        return _fine_range(self, income)

    def steps_holding(self, fine: int, income: int) -> tuple[Step, ...]:
        """Return the steps whose range holds a fine in 分; two at the border of two steps."""
        ranges = ((step, step.fine_range(income)) for step in self.steps)
        return tuple(step for step, (least, most) in ranges if least <= fine <= most)


@dataclass(frozen=True, slots=True)
class Matter:
    """案由: what was violated, the penalty provision (``source``), its kinds and bands.

    ``violated`` is empty where the provision is still to be checked.
    """

    id: str
    term: str
    domain: str
    violated: str
    kinds: tuple[str, ...]
    bands: tuple[Band, ...]
    source: Source

    def band(self, income: int) -> Band | None:
        """Return the band an unlawful income in 分 falls into; None where the circumstances choose among several."""
        bands = [band for band in self.bands if band.holds(income)]
        return bands[0] if len(bands) == 1 else None


def _fine_range(span: Band | Step, income: int) -> tuple[int, int]:
    if span.times_from is not None and span.times_to is not None:
        return span.times_from * income, span.times_to * income
    return span.fine_from or 0, span.fine_to or 0
