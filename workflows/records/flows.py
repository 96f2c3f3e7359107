"""Published flow versions 流程版本: the frozen bundles that runs stay on, and since when each is in force, where.

A bundle is what a version consists of, known by its hash; a version is its publication by an agency, or for every
agency by the installation. Two agencies may publish the same bundle, each in its own count.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import ColumnElement, func, insert, literal, or_, select, union_all
from sqlalchemy.orm import Session

from workflows.records.agencies import Agency
from workflows.records.keyset import FIRST, MOST_COUNTED, Leaf, Turn, leaf_of, turned
from workflows.records.run_tables import bundles, flow_versions, runs
from workflows.records.schema import insert_one

PROVED, UNPROVED = "proved", "unproved"
BY_FILING = "by_filing"


@dataclass(frozen=True, slots=True)
class StoredBundle:
    """One bundle as kept: its packed files, and the procedure they describe."""

    sha: str
    process: str
    files: bytes


@dataclass(frozen=True, slots=True)
class FlowVersion:
    """One publication: which bundle is whose version of which number, by whom, why, on what basis and from when.

    ``agency_id`` is None for what was installed for every agency; ``report`` is the proof as it was told,
    ``loosened`` what the approver accepted 放宽, each with its provision; ``transition`` says what becomes of cases
    that run already.
    """

    sha: str
    process: str
    version: int
    effective_from: date
    published_at: datetime
    published_by: str
    agency_id: int | None = None
    published_by_id: int = 0
    submitted_by: str = ""
    submitted_by_id: int = 0
    reason: str = ""
    provision: str = ""
    transition: str = BY_FILING
    proof: str = UNPROVED
    report: Mapping[str, object] = field(default_factory=dict)
    loosened: Sequence[Mapping[str, str]] = ()
    draft_id: int | None = None
    id: int = 0

    @property
    def is_proved(self) -> bool:
        """Say whether every execution was proved to keep the promises."""
        return self.proof == PROVED


def find_bundle(session: Session, sha: str) -> StoredBundle | None:
    """Return a kept bundle by its hash, or None."""
    row = session.execute(select(bundles).where(bundles.c.sha == sha)).one_or_none()
    return StoredBundle(**row._mapping) if row is not None else None


def find_version_in_force(
    session: Session, process: str, *, on: date, agency_id: int | None = None
) -> tuple[str, int] | None:
    """Return (hash, version) of a procedure in force in an agency on a day, or None.

    A version is in force from its day on until another's day comes; of two that begin together, the later publication.
    """
    table = flow_versions.c
    query = (
        select(table.sha, table.version)
        .where(table.process == process, table.effective_from <= on, _of(agency_id))
        .order_by(table.effective_from.desc(), table.version.desc())
        .limit(1)
    )
    row = session.execute(query).one_or_none()
    return (row[0], row[1]) if row is not None else None


def list_versions(session: Session, *, agency_id: int | None, process: str = "") -> list[FlowVersion]:
    """Return what was published for an agency, newest version first; of one procedure when asked."""
    table = flow_versions.c
    query = select(flow_versions).where(_of(agency_id)).order_by(table.process, table.version.desc())
    if process:
        query = query.where(table.process == process)
    return [FlowVersion(**row._mapping) for row in session.execute(query)]


def turn_versions(
    session: Session, *, agency_id: int, process: str, size: int, turn: Turn = FIRST
) -> Leaf[FlowVersion]:
    """Return a page of what was published of one procedure for an agency, newest version first."""
    table = flow_versions.c
    query = select(flow_versions).where(_of(agency_id), table.process == process)
    page = turned(query, [table.version, table.id], turn, newest_first=True).limit(size + 1)
    rows = [FlowVersion(**row._mapping) for row in session.execute(page)]
    return leaf_of(rows, turn, size=size, key=lambda one: (one.version, one.id))


def list_processes(session: Session, *, agency_id: int) -> list[tuple[str, str]]:
    """Return (procedure, a bundle of it) of everything published for an agency."""
    table = flow_versions.c
    newest = select(func.max(table.id)).where(_of(agency_id)).group_by(table.process)
    query = select(table.process, table.sha).where(table.id.in_(newest)).order_by(table.process)
    return [(process, sha) for process, sha in session.execute(query)]


def list_numbers(session: Session, shas: Collection[str], *, agency_id: int) -> dict[str, int]:
    """Return the newest version numbers under which these bundles were published for an agency."""
    table = flow_versions.c
    query = select(table.sha, table.version).where(table.sha.in_(shas), _of(agency_id)).order_by(table.version)
    return {row.sha: row.version for row in session.execute(query)}


def find_version(session: Session, sha: str, *, agency_id: int | None, number: int | None = None) -> FlowVersion | None:
    """Return the publication of a bundle in an agency, under a number or the newest of several, or None."""
    table = flow_versions.c
    query = select(flow_versions).where(table.sha == sha, _of(agency_id)).order_by(table.version.desc()).limit(1)
    if number is not None:
        query = query.where(table.version == number)
    row = session.execute(query).one_or_none()
    return FlowVersion(**row._mapping) if row is not None else None


def add_version(session: Session, version: FlowVersion, *, files: bytes) -> int:
    """Record a publication and return its number; the bundle is kept too unless it is known already."""
    if find_bundle(session, version.sha) is None:
        session.execute(insert(bundles).values(sha=version.sha, process=version.process, files=files))
    values = {name: getattr(version, name) for name in FlowVersion.__slots__ if name != "id"}
    values["report"], values["loosened"] = dict(version.report), [dict(one) for one in version.loosened]
    return insert_one(session, insert(flow_versions).values(**values))


def lock_publishing(session: Session, agency_id: int) -> None:
    """Let an agency publish one version after the other, whoever approves at the same moment."""
    session.execute(select(Agency.id).where(Agency.id == agency_id).with_for_update())


def count_open_runs(session: Session, shas: Collection[str], *, agency_id: int) -> dict[str, int]:
    """Return how many cases of an agency are under way on each bundle; a thousand and one stands for any more."""
    if not shas:
        return {}
    of_agency = select(runs.c.id).where(runs.c.agency_id == agency_id, runs.c.status == "open")
    counted = [
        select(literal(sha), func.count()).select_from(
            of_agency.where(runs.c.bundle_sha == sha).limit(MOST_COUNTED + 1).subquery()
        )
        for sha in dict.fromkeys(shas)
    ]
    return {row[0]: row[1] for row in session.execute(union_all(*counted))}


def _of(agency_id: int | None) -> ColumnElement[bool]:
    table = flow_versions.c
    return or_(table.agency_id.is_(None), table.agency_id == agency_id)
