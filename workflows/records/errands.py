"""长任务 errands: exports, imports and moves that a person began and the worker does, and how far each is.

One row for each, whatever its kind. The job port carries it (``jobs.py``); the row is what pages show. Its file lies
apart from the files of cases (``Storage.parcels``), because it goes again after some days.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Index, or_, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from workflows.records.schema import Record
from workflows.vocabulary.errands import UNDER_WAY, ErrandKind, ErrandState


class Errand(Record):
    """One long work: ``done`` of ``total`` parts, ``wanted`` as it was asked for, ``result`` as it came out.

    ``stops`` says that whoever began it wants it to end; ``sha`` is the finished file until ``cleared_at``.
    """

    __tablename__ = "errands"
    __table_args__ = (Index("ix_errands_person_id", "person_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agencies.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    person_name: Mapped[str]
    kind: Mapped[str]
    case_id: Mapped[int | None] = mapped_column(ForeignKey("cases.id"), index=True)
    title: Mapped[str] = mapped_column(default="")
    wanted: Mapped[dict[str, object]] = mapped_column(default=dict)
    state: Mapped[str] = mapped_column(default=ErrandState.WAITING.value)
    stops: Mapped[bool] = mapped_column(default=False)
    done: Mapped[int] = mapped_column(default=0)
    total: Mapped[int] = mapped_column(default=0)
    error: Mapped[dict[str, object]] = mapped_column(default=dict)
    result: Mapped[dict[str, object]] = mapped_column(default=dict)
    file_name: Mapped[str] = mapped_column(default="")
    sha: Mapped[str] = mapped_column(default="")
    size: Mapped[int] = mapped_column(BigInteger, default=0)
    asked_at: Mapped[datetime]
    began_at: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]
    cleared_at: Mapped[datetime | None]

    @property
    def job_key(self) -> str:
        """Return the key of the job that carries it."""
        return job_key(self.id)

    @property
    def given_sha(self) -> str:
        """Return the hash of the file it was given, empty where it was given none."""
        return str(self.wanted.get("sha", ""))


def job_key(errand_id: int) -> str:
    """Return the key of the job that carries an errand."""
    return f"errand:{errand_id}"


def lock_errand(session: Session, errand_id: int) -> Errand | None:
    """Return an errand for writing, as it stands now, or None."""
    query = select(Errand).where(Errand.id == errand_id).with_for_update()
    return session.scalars(query.execution_options(populate_existing=True)).one_or_none()


def list_of_person(session: Session, person_id: int, *, limit: int) -> Sequence[Errand]:
    """Return a person's newest errands, newest first."""
    query = select(Errand).where(Errand.person_id == person_id).order_by(Errand.id.desc()).limit(limit)
    return session.scalars(query).all()


def list_of_case(session: Session, case_id: int, kind: str, *, limit: int) -> Sequence[Errand]:
    """Return the newest errands of a kind about a case, newest first."""
    query = select(Errand).where(Errand.case_id == case_id, Errand.kind == kind).order_by(Errand.id.desc())
    return session.scalars(query.limit(limit)).all()


def find_latest(session: Session, agency_id: int, kind: str) -> Errand | None:
    """Return the newest errand of a kind that anybody of an agency asked for."""
    mine = (Errand.agency_id == agency_id, Errand.kind == kind)
    return session.scalars(select(Errand).where(*mine).order_by(Errand.id.desc()).limit(1)).one_or_none()


def find_kept(session: Session, person_id: int, kind: str, case_id: int, wanted: Mapping[str, object]) -> Errand | None:
    """Return a person's newest errand that asked for the same about a case and was not cleared, or None."""
    mine = (Errand.person_id == person_id, Errand.kind == kind, Errand.case_id == case_id)
    query = select(Errand).where(*mine, Errand.cleared_at.is_(None)).order_by(Errand.id.desc())
    return next((one for one in session.scalars(query) if one.wanted == wanted), None)


def list_under_way(session: Session, person_id: int) -> Sequence[Errand]:
    """Return what a person has under way."""
    states = [one.value for one in UNDER_WAY]
    return session.scalars(select(Errand).where(Errand.person_id == person_id, Errand.state.in_(states))).all()


def list_every(session: Session, *, limit: int) -> Sequence[Errand]:
    """Return what is under way in all agencies, and the newest of what has ended; the newest first in both."""
    is_under_way = Errand.state.in_([one.value for one in UNDER_WAY])
    under_way = session.scalars(select(Errand).where(is_under_way).order_by(Errand.id.desc())).all()
    ended = session.scalars(select(Errand).where(~is_under_way).order_by(Errand.id.desc()).limit(limit)).all()
    return [*under_way, *ended]


def list_outlived(session: Session, before: datetime, *, limit: int) -> Sequence[Errand]:
    """Return errands that ended before a moment and were not cleared yet; what a check found is kept."""
    is_over = (Errand.finished_at < before, Errand.cleared_at.is_(None), Errand.kind != ErrandKind.JOURNAL_CHECK.value)
    return session.scalars(select(Errand).where(*is_over).order_by(Errand.id).limit(limit)).all()


def still_needed(session: Session, shas: Collection[str], *, but: int) -> set[str]:
    """Return which of these files belong to another errand, too, that was not cleared yet."""
    of_result = Errand.sha.in_(shas)
    of_given = Errand.wanted["sha"].as_string().in_(shas)
    query = select(Errand).where(Errand.id != but, Errand.cleared_at.is_(None), or_(of_result, of_given))
    return {sha for one in session.scalars(query) for sha in (one.sha, one.given_sha) if sha in shas}
