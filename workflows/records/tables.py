"""All tables together, for migrations: importing this module makes every table known."""

from workflows.records import (
    agencies,
    cases,
    clocks,
    drafts,
    evidence,
    flow_drafts,
    jobs,
    journal,
    measures,
    moves,
    outcomes,
    papers,
    people,
    reviews,
    run_tables,
    services,
    templates,
)
from workflows.records.schema import Record

FAMILIES = (
    agencies,
    cases,
    clocks,
    drafts,
    evidence,
    flow_drafts,
    jobs,
    journal,
    measures,
    moves,
    outcomes,
    papers,
    people,
    reviews,
    run_tables,
    services,
    templates,
)

metadata = Record.metadata
