"""The facts of cases as their runs keep them, with nothing else of the case than its number."""

from collections.abc import Iterator, Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from workflows.records.cases import Case
from workflows.records.run_tables import bundles, runs


def list_facts(
    session: Session, *, agency_id: int, process: str
) -> Iterator[tuple[str, Mapping[str, str | bool | int]]]:
    """Yield (number of the case, facts) of every run of a procedure in an agency, newest first."""
    query = (
        select(Case.number, runs.c.facts)
        .join(Case, Case.id == runs.c.case_id)
        .join(bundles, bundles.c.sha == runs.c.bundle_sha)
        .where(runs.c.agency_id == agency_id, bundles.c.process == process)
        .order_by(runs.c.id.desc())
    )
    yield from ((number, facts) for number, facts in session.execute(query))
