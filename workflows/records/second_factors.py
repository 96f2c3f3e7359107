"""第二种鉴别: the secret of a person's code generator, and the recovery codes for the day it is lost."""

import hashlib
from datetime import datetime

from sqlalchemy import ForeignKey, String, delete, func, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from workflows.records.schema import Record, count_changed


class SecondFactor(Record):
    """A person's code generator (TOTP); it counts once a code was entered; no step of time serves twice."""

    __tablename__ = "second_factors"

    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True, autoincrement=False)
    secret: Mapped[str]
    confirmed_at: Mapped[datetime | None]
    last_step: Mapped[int] = mapped_column(default=0)


class RecoveryCode(Record):
    """A code that stands in once for the generator; only its hash is kept."""

    __tablename__ = "recovery_codes"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    code_hash: Mapped[str] = mapped_column(String(64))
    used_at: Mapped[datetime | None]


def take_step(session: Session, person_id: int, step: int) -> bool:
    """Use up a step of time; False when this step or a later one was used before."""
    statement = update(SecondFactor).where(SecondFactor.person_id == person_id, SecondFactor.last_step < step)
    return count_changed(session, statement.values(last_step=step)) == 1


def take_recovery_code(session: Session, person_id: int, code: str, *, now: datetime) -> bool:
    """Use up a recovery code; False when there is none like it or it was used before."""
    statement = update(RecoveryCode).where(
        RecoveryCode.person_id == person_id,
        RecoveryCode.code_hash == hashed_code(code),
        RecoveryCode.used_at.is_(None),
    )
    return count_changed(session, statement.values(used_at=now)) == 1


def count_recovery_codes(session: Session, person_id: int) -> int:
    """Return how many recovery codes a person has left."""
    query = select(func.count()).where(RecoveryCode.person_id == person_id, RecoveryCode.used_at.is_(None))
    return int(session.execute(query).scalar_one())


def replace_recovery_codes(session: Session, person_id: int, codes: list[str]) -> None:
    """Keep the hashes of new recovery codes instead of whatever there was."""
    session.execute(delete(RecoveryCode).where(RecoveryCode.person_id == person_id))
    session.add_all(RecoveryCode(person_id=person_id, code_hash=hashed_code(one), used_at=None) for one in codes)
    session.flush()


def forget_second_factor(session: Session, person_id: int) -> bool:
    """Forget a person's generator and recovery codes; False when there was none."""
    session.execute(delete(RecoveryCode).where(RecoveryCode.person_id == person_id))
    return count_changed(session, delete(SecondFactor).where(SecondFactor.person_id == person_id)) == 1


def hashed_code(code: str) -> str:
    """Return what the database keeps of a recovery code; they are long enough for a plain hash."""
    return hashlib.sha256(code.encode()).hexdigest()
