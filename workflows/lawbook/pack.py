"""How the files of a law pack become provisions: one function per kind of entry, nothing guessed."""

from typing import TypeVar

from workflows.lawbook.matters import Band, Matter, Step
from workflows.lawbook.provisions import (
    Article,
    Certainty,
    ClockLaw,
    Holder,
    Level,
    PauseGround,
    Question,
    ReconsiderAgency,
    Relief,
    ReviewItem,
    Source,
    Statute,
    Trigger,
)
from workflows.lawbook.reading import Entry
from workflows.lawbook.settings import NUMBERS, Setting, read_value
from workflows.lawbook.working_days import ExpectedYear
from workflows.rules.deadlines import Direction, Unit
from workflows.vocabulary.acts import ACTS
from workflows.vocabulary.facts import FACTS, FactKind

_EXPIRY = "clock:"
_Made = TypeVar("_Made")


def read_source(entry: Entry, *, whole: bool = False) -> Source:
    """Read where a value comes from; a ``whole`` statute names no article."""
    return Source(
        law=entry.text("law"),
        article="" if whole else entry.text("article"),
        kind=entry.choice("kind", Level),
        certainty=entry.choice("certainty", Certainty),
        effective_from=entry.day("effective_from"),
        effective_to=entry.find_day("effective_to"),
        note=entry.text("note", ""),
    )


def read_statute(entry: Entry) -> Statute:
    """Read one version of a statute."""
    articles = tuple(_article(one) for one in entry.entries("articles"))
    return _done(entry, Statute(entry.text("title"), entry.text("number"), articles, read_source(entry, whole=True)))


def read_clock(entry: Entry) -> ClockLaw:
    """Read one clock; its acts and facts must be words of the vocabulary."""
    clock = ClockLaw(
        id=entry.text("id"),
        term=entry.text("term"),
        length=entry.find_number("length"),
        unit=entry.choice("unit", Unit),
        direction=entry.choice("direction", Direction),
        roll=entry.flag("roll", default=True),
        holder=entry.choice("holder", Holder),
        source=read_source(entry),
        starts=_triggers(entry, "starts"),
        stops=_triggers(entry, "stops"),
        resumes=_triggers(entry, "resumes"),
        pauses=entry.texts("pauses"),
        extension=entry.number("extension", 0),
        setting=entry.one_of("setting", NUMBERS) if entry.has("setting") else "",
    )
    return _done(entry, clock)


def read_setting(entry: Entry) -> Setting:
    """Read one setting of the profile."""
    name, value = read_value(entry)
    return _done(entry, Setting(name, entry.text("term"), value, read_source(entry)))


def read_pause_ground(entry: Entry) -> PauseGround:
    """Read one ground on which clocks may stand still."""
    return _done(entry, PauseGround(entry.text("id"), entry.text("term"), read_source(entry)))


def read_review_item(entry: Entry) -> ReviewItem:
    """Read one item of legal review with its questions."""
    questions = tuple(_question(one) for one in entry.entries("questions"))
    item = ReviewItem(entry.text("id"), entry.number("number"), entry.text("title"), questions, read_source(entry))
    return _done(entry, item)


def read_expected_year(entry: Entry) -> ExpectedYear:
    """Read the holidays expected of a year without a notice."""
    holidays = {}
    for one in entry.entries("holidays"):
        holidays[one.day("day")] = one.text("name")
        one.done()
    return _done(entry, ExpectedYear(entry.number("year"), holidays, read_source(entry)))


def read_relief(entry: Entry) -> Relief:
    """Read one paragraph on relief."""
    relief = Relief(entry.text("id"), entry.text("term"), entry.text("text"), entry.texts("clocks"), read_source(entry))
    return _done(entry, relief)


def read_reconsider_agency(entry: Entry) -> ReconsiderAgency:
    """Read who reconsiders the decisions of a kind of agency."""
    names = entry.text("id"), entry.text("term"), entry.text("reconsider_agency")
    return _done(entry, ReconsiderAgency(*names, read_source(entry)))


def read_matter(entry: Entry) -> Matter:
    """Read one matter with its bands and steps."""
    matter = Matter(
        id=entry.text("id"),
        term=entry.text("term"),
        domain=entry.text("domain"),
        violated=_violated(entry.entry("violated")) if entry.has("violated") else "",
        kinds=entry.texts("kinds"),
        bands=tuple(_band(one) for one in entry.entries("bands")),
        source=read_source(entry),
    )
    return _done(entry, matter)


def _article(entry: Entry) -> Article:
    return _done(entry, Article(entry.text("article"), entry.text("gist")))


def _question(entry: Entry) -> Question:
    parts = (entry.text(key) for key in ("id", "text", "law", "article"))
    return _done(entry, Question(*parts))


def _violated(entry: Entry) -> str:
    return _done(entry, entry.text("law") + entry.text("article"))


def _band(entry: Entry) -> Band:
    band = Band(
        id=entry.text("id"),
        term=entry.text("term"),
        steps=tuple(_step(one) for one in entry.entries("steps")),
        income_from=entry.find_fen("income_from"),
        income_below=entry.find_fen("income_below"),
        fine_from=entry.find_fen("fine_from"),
        fine_to=entry.find_fen("fine_to"),
        times_from=entry.find_number("times_from"),
        times_to=entry.find_number("times_to"),
    )
    return _done(entry, band)


def _step(entry: Entry) -> Step:
    step = Step(
        id=entry.text("id"),
        term=entry.text("term"),
        when=entry.text("when"),
        fine_from=entry.find_fen("fine_from"),
        fine_to=entry.find_fen("fine_to"),
        times_from=entry.find_number("times_from"),
        times_to=entry.find_number("times_to"),
    )
    return _done(entry, step)


def _triggers(entry: Entry, key: str) -> tuple[Trigger, ...]:
    return tuple(_trigger(one) for one in entry.entries(key, shorthand="act"))


def _trigger(entry: Entry) -> Trigger:
    act = entry.text("act")
    if not act.startswith(_EXPIRY):
        entry.one_of("act", tuple(ACTS))
    if not entry.has("fact"):
        return _done(entry, Trigger(act))
    fact, values = FACTS[entry.one_of("fact", tuple(FACTS))], entry.texts("is")
    for value in values:
        if fact.kind is not FactKind.CHOICE or value not in fact.values:
            raise entry.unknown("is", value, fact.values)
    return _done(entry, Trigger(act, fact.name, values))


def _done(entry: Entry, made: _Made) -> _Made:
    entry.done()
    return made
