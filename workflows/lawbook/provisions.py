"""What a law pack holds: frozen values, each with its provision, its days in force and how certain it is."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import Protocol

from workflows.errors import RefusedError
from workflows.rules.deadlines import Direction, Limit, Unit
from workflows.vocabulary.facts import FactValue
from workflows.vocabulary.wording import N_, Objection


class Certainty(StrEnum):
    """A: checked against the full text; B: fairly sure; C 待核: to be checked before use."""

    A = "A"
    B = "B"
    C = "C"


class Level(StrEnum):
    """S 法律、行政法规, fixed; R 部门规章, of the domain; L 地方或者本机关, of the agency."""

    STATUTE = "S"
    RULE = "R"
    LOCAL = "L"


class Holder(StrEnum):
    """Whose period it is: the agency's duty, the party's right or duty, or the police's."""

    AGENCY = "agency"
    PARTY = "party"
    POLICE = "police"


@dataclass(frozen=True, slots=True)
class Source:
    """Where a value comes from and when it is in force, both days included."""

    law: str
    article: str
    kind: Level
    certainty: Certainty
    effective_from: date
    effective_to: date | None = None
    note: str = ""

    @property
    def citation(self) -> str:
        """Return the provision as papers cite it: 处罚法64条2项."""
        return f"{self.law}{self.article}"

    def in_force(self, on: date) -> bool:
        """Say whether the value applies on a day."""
        return self.effective_from <= on and (self.effective_to is None or on <= self.effective_to)


class Sourced(Protocol):
    """Anything of the pack that says where it comes from."""

    @property
    def source(self) -> Source:
        """Return the provision and its days in force."""


@dataclass(frozen=True, slots=True)
class Trigger:
    """What moves a clock: an act done, perhaps only when it set ``fact`` to one of ``values``.

    ``act`` is an act of the vocabulary or ``clock:NAME``, the expiry of another clock.
    """

    act: str
    fact: str = ""
    values: tuple[str, ...] = ()

    def fires(self, act: str, facts: Mapping[str, FactValue]) -> bool:
        """Say whether ``act``, done with these facts as its outcome, moves the clock."""
        return act == self.act and (not self.fact or facts.get(self.fact) in self.values)


@dataclass(frozen=True, slots=True)
class ClockLaw:
    """One statutory clock; ``length`` is None where an order says it, ``extension`` what may be added to it."""

    id: str
    term: str
    length: int | None
    unit: Unit
    direction: Direction
    roll: bool
    holder: Holder
    source: Source
    starts: tuple[Trigger, ...] = ()
    stops: tuple[Trigger, ...] = ()
    resumes: tuple[Trigger, ...] = ()
    pauses: tuple[str, ...] = ()
    extension: int = 0
    setting: str = ""

    def limit(self, length: int | None = None) -> Limit:
        """Return the period; ``length`` is given where only an order says it (责令改正). Refuse when nobody does."""
        chosen = self.length if length is None else length
        if chosen is None:
            text = N_("“{term}”的天数由文书确定，请写明天数")
            raise RefusedError(Objection("length-missing", text, {"term": self.term}, article=self.source.citation))
        return Limit(chosen, self.unit, self.direction, self.roll)

    def is_started_by(self, act: str, facts: Mapping[str, FactValue]) -> bool:
        """Say whether the act starts this clock."""
        return any(trigger.fires(act, facts) for trigger in self.starts)

    def is_stopped_by(self, act: str, facts: Mapping[str, FactValue]) -> bool:
        """Say whether the act stops this clock."""
        return any(trigger.fires(act, facts) for trigger in self.stops)

    def is_resumed_by(self, act: str, facts: Mapping[str, FactValue]) -> bool:
        """Say whether the act sets a stopped clock going again where it stood (never anew)."""
        return any(trigger.fires(act, facts) for trigger in self.resumes)

    def with_length(self, length: int) -> "ClockLaw":
        """Return the clock with the length a setting gives it."""
        return replace(self, length=length)


@dataclass(frozen=True, slots=True)
class Question:
    """One question of a review item, with the provision it rests on."""

    id: str
    text: str
    law: str
    article: str

    @property
    def citation(self) -> str:
        """Return the provision as papers cite it."""
        return f"{self.law}{self.article}"


@dataclass(frozen=True, slots=True)
class ReviewItem:
    """One of the seven items of legal review, or the eighth (其他)."""

    id: str
    number: int
    title: str
    questions: tuple[Question, ...]
    source: Source


@dataclass(frozen=True, slots=True)
class Article:
    """An article's substance 要旨 in our words, never its official text."""

    number: str
    gist: str


@dataclass(frozen=True, slots=True)
class Statute:
    """One version of a law or regulation; its source's ``law`` is the short name used everywhere."""

    title: str
    number: str
    articles: tuple[Article, ...]
    source: Source

    def find_article(self, number: str) -> Article | None:
        """Return the article of 64条2项 or 57条2款 (its paragraphs share one gist), or None."""
        whole = number.partition("条")[0] + "条" if "条" in number else number
        return next((article for article in self.articles if article.number in {number, whole}), None)


@dataclass(frozen=True, slots=True)
class PauseGround:
    """A ground on which a clock may stand still, with the rule that grants it."""

    id: str
    term: str
    source: Source


@dataclass(frozen=True, slots=True)
class Profile:
    """The agency's configuration on a day: thresholds in 分, periods in days; never what a statute fixes.

    ``…_bound`` is ``at_least`` (含本数) or ``more_than``; ``review_position`` is ``before_notice``,
    ``after_statement`` or ``both``. ``sources`` names each setting's provision, ``terms`` its Chinese name.
    """

    review_position: str
    gate_a: bool
    statement_days: int
    review_days: int
    archive_days: int
    hearing_threshold_citizen: int
    hearing_threshold_sole_trader: int
    hearing_threshold_organisation: int
    hearing_bound: str
    catalogue_threshold_citizen: int
    catalogue_threshold_sole_trader: int
    catalogue_threshold_organisation: int
    catalogue_bound: str
    catalogue_sums_confiscation: bool
    catalogue_override: bool
    deliberation_least: int
    deliberation_quorum: Fraction
    renotice_on_lighter: bool
    no_penalty_review: bool
    publish_after_service: bool
    disclosure_months_minor: int
    disclosure_months_general: int
    disclosure_months_serious: int
    terminated_hearing_counts: bool
    reviewer_may_chair: bool
    pause_grounds: tuple[PauseGround, ...]
    sources: Mapping[str, Source]
    terms: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Relief:
    """救济告知: the paragraph a decision tells the party, and the clocks it announces."""

    id: str
    term: str
    text: str
    clocks: tuple[str, ...]
    source: Source


@dataclass(frozen=True, slots=True)
class ReconsiderAgency:
    """Who reconsiders the decisions of a kind of agency (复议法24条、27条)."""

    id: str
    term: str
    reconsider_agency: str
    source: Source
