"""Exports of dossiers 卷宗 asked for on a page: how far each is, and the file once it is made."""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from workflows.records.schema import Record


class DossierExport(Record):
    """One export of a case's dossier; ``done`` of ``total`` files are packed, ``sha`` is the finished zip."""

    __tablename__ = "dossier_exports"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), index=True)
    asked_by: Mapped[int] = mapped_column(ForeignKey("people.id"))
    asked_by_name: Mapped[str]
    asked_at: Mapped[datetime]
    total: Mapped[int] = mapped_column(default=0)
    done: Mapped[int] = mapped_column(default=0)
    sha: Mapped[str] = mapped_column(default="")
    size: Mapped[int] = mapped_column(BigInteger, default=0)
    finished_at: Mapped[datetime | None]
