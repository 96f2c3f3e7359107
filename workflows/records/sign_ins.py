"""登录会话 and failed attempts: who is signed in where, and which login is closed until when.

The cookie holds a random word, the database only its hash: whoever reads the table can sign in as nobody.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from secrets import token_urlsafe

from sqlalchemy import ForeignKey, String, bindparam, delete, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, Session, mapped_column

from workflows.records.people import Person
from workflows.records.schema import Record, count_changed
from workflows.records.second_factors import SecondFactor
from workflows.records.staff import SignedIn, as_signed_in, signed_in_query

KEPT_FOR = timedelta(days=90)
FORGOTTEN_AFTER = timedelta(days=1)


class SignIn(Record):
    """One sign-in of a person; ``ended_how`` says why it ended: signed_out, idle, ended, replaced, rights, password."""

    __tablename__ = "sign_ins"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    started_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    ended_how: Mapped[str] = mapped_column(default="")
    address: Mapped[str] = mapped_column(default="")
    browser: Mapped[str] = mapped_column(default="")


class LoginFailures(Record):
    """How often a login failed in a row, whether or not anybody has it, and until when it is closed."""

    __tablename__ = "login_failures"

    login: Mapped[str] = mapped_column(String(80), primary_key=True)
    failures: Mapped[int] = mapped_column(default=0)
    last_at: Mapped[datetime]
    closed_until: Mapped[datetime | None]


@dataclass(frozen=True, slots=True)
class Visit:
    """A sign-in that has not been ended, with its person and what stands out for them."""

    account: SignedIn
    sign_in_id: int
    started_at: datetime
    seen_at: datetime
    must_change_password: bool
    has_second_factor: bool


@dataclass(frozen=True, slots=True)
class Admission:
    """Whether an attempt may be tried, and until when the login is closed if it fails or was not admitted."""

    is_admitted: bool
    closed_until: datetime | None


def begin_sign_in(session: Session, person_id: int, *, address: str, browser: str, now: datetime) -> str:
    """Begin a sign-in and return the word for the cookie, which is kept nowhere; forget those of long ago."""
    token = token_urlsafe(32)
    session.execute(delete(SignIn).where(SignIn.person_id == person_id, SignIn.started_at < now - KEPT_FOR))
    row = SignIn(person_id=person_id, token_hash=hashed_token(token), started_at=now, seen_at=now, ended_at=None)
    row.address, row.browser = address[:60], browser[:200]
    session.add(row)
    session.flush()
    return token


# Made once: every request asks for it, and putting it together takes longer than running it.
_PEOPLE, _SIGN_INS, _FACTORS = Person.__table__, SignIn.__table__, SecondFactor.__table__
_VISIT = (
    signed_in_query()
    .add_columns(_SIGN_INS.c.id, _SIGN_INS.c.started_at, _SIGN_INS.c.seen_at)
    .add_columns(_PEOPLE.c.must_change_password, _FACTORS.c.confirmed_at)
    .join(_SIGN_INS, _SIGN_INS.c.person_id == _PEOPLE.c.id)
    .outerjoin(_FACTORS, _FACTORS.c.person_id == _PEOPLE.c.id)
    .where(_SIGN_INS.c.token_hash == bindparam("token_hash"), _SIGN_INS.c.ended_at.is_(None))
)


def find_visit(session: Session, token: str) -> Visit | None:
    """Return the sign-in a cookie names with its person, in one statement; None when ended, unknown or closed."""
    row = session.execute(_VISIT, {"token_hash": hashed_token(token)}).one_or_none()
    if row is None:
        return None
    *found, sign_in_id, started_at, seen_at, must_change_password, confirmed_at = row
    return Visit(
        account=as_signed_in(found),
        sign_in_id=sign_in_id,
        started_at=started_at,
        seen_at=seen_at,
        must_change_password=must_change_password,
        has_second_factor=confirmed_at is not None,
    )


def list_newest_sign_ins(session: Session, person_id: int, *, most: int) -> list[SignIn]:
    """Return a person's newest sign-ins."""
    query = select(SignIn).where(SignIn.person_id == person_id).order_by(SignIn.id.desc()).limit(most)
    return list(session.scalars(query))


def note_seen(session: Session, sign_in_id: int, *, now: datetime) -> None:
    """Note that somebody was here."""
    session.execute(update(SignIn).where(SignIn.id == sign_in_id).values(seen_at=now))


def rename_sign_in(session: Session, sign_in_id: int) -> str:
    """Give a sign-in another word and return it: the old cookie is worth nothing from now on."""
    token = token_urlsafe(32)
    session.execute(update(SignIn).where(SignIn.id == sign_in_id).values(token_hash=hashed_token(token)))
    return token


def end_sign_ins(
    session: Session, person_id: int, *, how: str, now: datetime, only: int | None = None, but: int | None = None
) -> int:
    """End what a person has open, all of it, ``only`` one or all ``but`` one; return how many ended."""
    statement = update(SignIn).where(SignIn.person_id == person_id, SignIn.ended_at.is_(None))
    if only is not None:
        statement = statement.where(SignIn.id == only)
    if but is not None:
        statement = statement.where(SignIn.id != but)
    return count_changed(session, statement.values(ended_at=now, ended_how=how))


def admit_attempt(session: Session, login: str, *, failures: int, closed_for: timedelta, now: datetime) -> Admission:
    """Count an attempt before it is tried, so that no number of them at once gets more than ``failures`` guesses."""
    row = _counted(session, login[:80], now)
    if row.closed_until is not None and row.closed_until > now:
        return Admission(is_admitted=False, closed_until=row.closed_until)
    if row.closed_until is not None or row.last_at < now - closed_for:
        row.failures, row.closed_until = 0, None
    row.failures, row.last_at = row.failures + 1, now
    if row.failures >= failures:
        row.closed_until = now + closed_for
    session.flush()
    return Admission(is_admitted=True, closed_until=row.closed_until)


def forgive_failures(session: Session, login: str) -> None:
    """Forget the failures of a login: the right person came, or an administrator opened it."""
    session.execute(delete(LoginFailures).where(LoginFailures.login == login[:80]))


def list_closed(session: Session, *, now: datetime) -> dict[str, datetime]:
    """Return which logins are closed, and until when."""
    query = select(LoginFailures).where(LoginFailures.closed_until > now)
    return {one.login: one.closed_until for one in session.scalars(query) if one.closed_until is not None}


def hashed_token(token: str) -> str:
    """Return what the database keeps of a cookie's word."""
    return hashlib.sha256(token.encode()).hexdigest()


def _counted(session: Session, login: str, now: datetime) -> LoginFailures:
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    missing = insert(LoginFailures).values(login=login, failures=0, last_at=now, closed_until=None)
    # Found and locked by one statement: in between, whoever signs in elsewhere would take the row away.
    session.execute(missing.on_conflict_do_update(index_elements=["login"], set_={"login": missing.excluded.login}))
    query = select(LoginFailures).where(LoginFailures.login == login)
    row = session.scalars(query.execution_options(populate_existing=True)).one()
    if not row.failures:
        session.execute(delete(LoginFailures).where(LoginFailures.last_at < now - FORGOTTEN_AFTER))
    return row
