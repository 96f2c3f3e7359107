"""Service 送达 of papers: each attempt, how, by whom, and the day it counts from."""

from datetime import date, datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from workflows.records.schema import Record


class Service(Record):
    """One attempt to serve one paper; ``served_on`` stays empty when it failed or is still under way."""

    __tablename__ = "services"

    id: Mapped[int] = mapped_column(primary_key=True)
    run_id: Mapped[int] = mapped_column(ForeignKey("runs.id"), index=True)
    site: Mapped[str]
    paper_id: Mapped[int] = mapped_column(ForeignKey("papers.id"))
    way: Mapped[str]
    servers: Mapped[list[int]]
    chosen_at: Mapped[datetime]
    is_delivered: Mapped[bool] = mapped_column(default=False)
    served_on: Mapped[date | None]
    published_on: Mapped[date | None]
    place: Mapped[str] = mapped_column(default="")
    proof: Mapped[dict[str, object]]
    failure: Mapped[str] = mapped_column(default="")
    receipt_paper_id: Mapped[int | None]
    entered_at: Mapped[datetime | None]
