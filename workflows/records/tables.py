"""All tables together, for migrations: importing this module makes every table known."""

from workflows.records import (
    agencies,
    cases,
    clocks,
    drafts,
    evidence,
    jobs,
    journal,
    measures,
    outcomes,
    papers,
    people,
    reviews,
    run_tables,
    services,
)
from workflows.records.schema import Record

FAMILIES = (
    agencies,
    cases,
    clocks,
    drafts,
    evidence,
    jobs,
    journal,
    measures,
    outcomes,
    papers,
    people,
    reviews,
    run_tables,
    services,
)

metadata = Record.metadata
