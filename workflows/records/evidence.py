"""Evidence 证据 and the records 笔录 of investigation, entered as they are, flagged where defective."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from workflows.records.schema import Record


class Evidence(Record):
    """One piece of evidence: its kind (the 8 of 处罚法46条), what it proves, and its file by content hash."""

    __tablename__ = "evidence"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), index=True)
    run_id: Mapped[int] = mapped_column(ForeignKey("runs.id"), index=True)
    number: Mapped[int]
    kind: Mapped[str]
    name: Mapped[str]
    proves: Mapped[str]
    element: Mapped[str] = mapped_column(default="")
    collectors: Mapped[list[int]]
    collected_at: Mapped[datetime]
    place: Mapped[str]
    source: Mapped[str]
    record_id: Mapped[int | None] = mapped_column(ForeignKey("investigation_records.id"))
    file_sha: Mapped[str] = mapped_column(default="")
    file_name: Mapped[str] = mapped_column(default="")
    file_size: Mapped[int] = mapped_column(default=0)
    entered_by: Mapped[int] = mapped_column(ForeignKey("people.id"))
    entered_at: Mapped[datetime]
    is_excluded: Mapped[bool] = mapped_column(default=False)
    exclusion_reason: Mapped[str] = mapped_column(default="")


class InvestigationRecord(Record):
    """A record 笔录 of an interview or inspection; ``defects`` lists the objections found when it was entered."""

    __tablename__ = "investigation_records"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), index=True)
    run_id: Mapped[int] = mapped_column(ForeignKey("runs.id"), index=True)
    kind: Mapped[str]
    title: Mapped[str]
    started_at: Mapped[datetime]
    ended_at: Mapped[datetime]
    place: Mapped[str]
    signers: Mapped[list[int]]
    body: Mapped[dict[str, object]]
    defects: Mapped[list[object]]
    paper_id: Mapped[int | None]
    entered_by: Mapped[int] = mapped_column(ForeignKey("people.id"))
    entered_at: Mapped[datetime]
    replaced_by: Mapped[int | None]
