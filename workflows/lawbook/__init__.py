"""The only reader of ``bpmn/law/*.yaml``: what was in force on the date the law prescribes."""

from workflows.lawbook.book import Lawbook
from workflows.lawbook.matters import Band, Matter, Step
from workflows.lawbook.provisions import (
    Article,
    Certainty,
    ClockLaw,
    Holder,
    Level,
    PauseGround,
    Profile,
    Question,
    ReconsiderAgency,
    Relief,
    ReviewItem,
    Source,
    Statute,
    Trigger,
)
from workflows.lawbook.working_days import ExpectedYear, HolidayNotice

__all__ = [
    "Article",
    "Band",
    "Certainty",
    "ClockLaw",
    "ExpectedYear",
    "Holder",
    "HolidayNotice",
    "Lawbook",
    "Level",
    "Matter",
    "PauseGround",
    "Profile",
    "Question",
    "ReconsiderAgency",
    "Relief",
    "ReviewItem",
    "Source",
    "Statute",
    "Step",
    "Trigger",
]
