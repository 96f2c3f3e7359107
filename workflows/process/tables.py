"""Decision tables 决策表: evaluates what ``table_reader.py`` read from .dmn files over the facts of a run.

When no rule applies, each output takes the table's default or, without one, the fact's initial value: a fact that a
table decides is recomputed, never left over from an earlier draft. Afterwards the statutory floors are raised.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from workflows.process.expressions import Tree, holds
from workflows.process.markup import refusal
from workflows.rules.floors import raised
from workflows.vocabulary.facts import FactValue
from workflows.vocabulary.wording import N_


class HitPolicy(StrEnum):
    """What happens when several rules apply: none may, the first counts, or all agree."""

    UNIQUE = "UNIQUE"
    FIRST = "FIRST"
    ANY = "ANY"


@dataclass(frozen=True, slots=True)
class Column:
    """One input or output: the fact it reads or sets, and its heading."""

    fact: str
    label: str


@dataclass(frozen=True, slots=True)
class Cell:
    """One test of a rule: its text as typed, and the tree it became."""

    text: str
    tree: Tree


@dataclass(frozen=True, slots=True)
class Rule:
    """One row: its number from 1, a test per input, a value per output, and the annotation."""

    number: int
    tests: tuple[Cell, ...]
    values: tuple[FactValue, ...]
    note: str = ""

    def applies_to(self, facts: Mapping[str, FactValue]) -> bool:
        """Say whether every test holds of ``facts``."""
        return all(holds(cell.tree, facts) for cell in self.tests)


@dataclass(frozen=True, slots=True)
class Table:
    """One decision: which facts it reads and sets, and its rules in order."""

    file: str
    decision: str
    label: str
    policy: HitPolicy
    inputs: tuple[Column, ...]
    outputs: tuple[Column, ...]
    defaults: tuple[FactValue, ...]
    rules: tuple[Rule, ...]

    def matching(self, facts: Mapping[str, FactValue]) -> tuple[Rule, ...]:
        """Return every rule that applies, in order."""
        return tuple(rule for rule in self.rules if rule.applies_to(facts))

    def outcome(self, facts: Mapping[str, FactValue]) -> dict[str, FactValue]:
        """Return what the table itself decides; BrokenDiagramError when rules contradict the hit policy."""
        rules = self.matching(facts)
        if self.policy is HitPolicy.UNIQUE and len(rules) > 1:
            raise self._overlap(rules)
        if self.policy is HitPolicy.ANY and len({rule.values for rule in rules}) > 1:
            raise self._overlap(rules)
        values = rules[0].values if rules else self.defaults
        return {column.fact: value for column, value in zip(self.outputs, values, strict=True)}

    def _overlap(self, rules: tuple[Rule, ...]) -> Exception:
        return refusal(
            "table-overlap",
            N_("{file} 的决策表“{table}”：第 {first} 行与第 {second} 行同时适用，请缩小其中一行的条件"),
            file=self.file,
            table=self.label or self.decision,
            first=rules[0].number,
            second=rules[1].number,
        )


def decide(table: Table, facts: Mapping[str, FactValue]) -> dict[str, FactValue]:
    """Return the facts a table sets, raised to the statutory floors (处罚法57条2款、58条、63条)."""
    return raised(before=facts, decided=table.outcome(facts))
