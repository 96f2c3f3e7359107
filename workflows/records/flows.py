"""Published flow versions 流程版本: the frozen bundles that runs stay on."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from workflows.records.run_tables import bundles


@dataclass(frozen=True, slots=True)
class StoredBundle:
    """One published version as kept: its packed files and who published it from which day."""

    sha: str
    process: str
    version: int
    files: bytes
    published_at: datetime
    published_by: str
    effective_from: date
    proof: str


def find_bundle(session: Session, sha: str) -> StoredBundle | None:
    """Return a published version by its hash, or None."""
    row = session.execute(select(bundles).where(bundles.c.sha == sha)).one_or_none()
    return StoredBundle(**row._mapping) if row is not None else None


def find_version_in_force(session: Session, process: str, *, on: date) -> tuple[str, int] | None:
    """Return (hash, version) of the newest version of a procedure in force on a day, or None."""
    query = (
        select(bundles.c.sha, bundles.c.version)
        .where(bundles.c.process == process, bundles.c.effective_from <= on)
        .order_by(bundles.c.version.desc())
        .limit(1)
    )
    row = session.execute(query).one_or_none()
    return (row[0], row[1]) if row is not None else None


def add_bundle(session: Session, stored: StoredBundle) -> None:
    """Record a newly published version."""
    values = {name: getattr(stored, name) for name in StoredBundle.__slots__}
    session.execute(insert(bundles).values(**values))
