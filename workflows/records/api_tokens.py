"""Keys of applications: each opens the interface for one agency, within its scopes, until a day."""

import hashlib
from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from workflows.records.schema import Record


class ApiToken(Record):
    """A key 接口凭证 of one application; only the SHA-256 of it is kept.

    ``person_id`` is whose acts it may do; without one it only reads, as the supervision of its agency does.
    """

    __tablename__ = "api_tokens"

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agencies.id"), index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    name: Mapped[str]
    token_sha: Mapped[str] = mapped_column(unique=True)
    scopes: Mapped[list[object]]
    issued_by: Mapped[str]
    issued_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
    last_used_at: Mapped[datetime | None]


class TokenProposal(Record):
    """A key about to be issued: one administrator proposed it, one of the other kind decides, then it is fetched.

    ``replaces_id`` is the key it succeeds, which then ends after ``overlap_days``. ``proposed_by`` is empty for the
    server's console; ``decision`` is empty while it waits; ``token_id`` is the key that was made when it was fetched.
    """

    __tablename__ = "token_proposals"

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agencies.id"), index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    replaces_id: Mapped[int | None] = mapped_column(ForeignKey("api_tokens.id"))
    name: Mapped[str]
    scopes: Mapped[list[object]]
    days: Mapped[int]
    overlap_days: Mapped[int] = mapped_column(default=0)
    reason: Mapped[str]
    proposed_by: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    proposed_by_name: Mapped[str]
    proposed_as: Mapped[str]
    proposed_at: Mapped[datetime]
    decision: Mapped[str] = mapped_column(default="")
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    decided_by_name: Mapped[str] = mapped_column(default="")
    decided_at: Mapped[datetime | None]
    token_id: Mapped[int | None] = mapped_column(ForeignKey("api_tokens.id"))
    fetched_by_name: Mapped[str] = mapped_column(default="")
    fetched_at: Mapped[datetime | None]


def sha_of_key(key: str) -> str:
    """Return what is kept of a key: 256 random bits need no slow hash."""
    return hashlib.sha256(key.encode()).hexdigest()
