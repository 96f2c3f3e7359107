"""The tables of the hot path: bundles and versions, runs, open tasks, finished steps; kept with SQLAlchemy Core."""

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    UniqueConstraint,
    text,
)

from workflows.records.schema import Instant, Record

# What a flow version consists of, by its hash; when it is in force, and where, stands in flow_versions.
bundles = Table(
    "bundles",
    Record.metadata,
    Column("sha", String(64), primary_key=True),
    Column("process", String, nullable=False),
    Column("files", LargeBinary, nullable=False),
)

# No agency: installed for all of them.
flow_versions = Table(
    "flow_versions",
    Record.metadata,
    Column("id", Integer, primary_key=True),
    Column("agency_id", ForeignKey("agencies.id"), index=True),
    Column("process", String, nullable=False),
    Column("version", Integer, nullable=False),
    Column("sha", ForeignKey("bundles.sha"), nullable=False, index=True),
    Column("effective_from", Date, nullable=False),
    Column("published_at", Instant, nullable=False),
    Column("published_by", String, nullable=False),
    Column("published_by_id", Integer, nullable=False),
    Column("submitted_by", String, nullable=False),
    Column("submitted_by_id", Integer, nullable=False),
    Column("reason", String, nullable=False),
    Column("provision", String, nullable=False),
    Column("transition", String, nullable=False),
    Column("proof", String, nullable=False),
    Column("report", JSON, nullable=False),
    Column("loosened", JSON, nullable=False),
    Column("draft_id", Integer),
    UniqueConstraint("agency_id", "process", "version"),
)

_OPEN = text("status = 'open'")

runs = Table(
    "runs",
    Record.metadata,
    Column("id", Integer, primary_key=True),
    Column("case_id", ForeignKey("cases.id"), nullable=False, index=True),
    Column("agency_id", ForeignKey("agencies.id"), nullable=False, index=True),
    Column("bundle_sha", ForeignKey("bundles.sha"), nullable=False),
    Column("version", Integer, nullable=False, server_default="0"),
    Column("state", LargeBinary, nullable=False),
    Column("facts", JSON, nullable=False),
    Column("status", String, nullable=False, server_default="open"),
    Column("changed_at", Instant, nullable=False),
    Column("changed_by", String, nullable=False),
    Column("changed_what", String, nullable=False),
    # How many cases run on a version, counted to a thousand.
    Index("ix_runs_open", "agency_id", "bundle_sha", sqlite_where=_OPEN, postgresql_where=_OPEN),
)

# What nobody has signed for, and what somebody has: two lists that never need the other's rows.
_IN_POOL, _HELD = text("person_id IS NULL"), text("person_id IS NOT NULL")

open_tasks = Table(
    "open_tasks",
    Record.metadata,
    Column("id", Integer, primary_key=True),
    Column("run_id", ForeignKey("runs.id"), nullable=False, index=True),
    Column("case_id", ForeignKey("cases.id"), nullable=False, index=True),
    Column("agency_id", ForeignKey("agencies.id"), nullable=False, index=True),
    Column("engine_id", String(32), nullable=False, unique=True),
    Column("node", String, nullable=False),
    Column("label", String, nullable=False),
    Column("act", String, nullable=False),
    Column("site", String, nullable=False, server_default=""),
    Column("part", String, nullable=False, server_default=""),
    Column("stage", String, nullable=False, server_default=""),
    Column("role", String, nullable=False, index=True),
    Column("unit", String, nullable=False, server_default=""),
    Column("form", String, nullable=False, server_default=""),
    Column("person_id", ForeignKey("people.id")),
    Column("origin", String, nullable=False, server_default="new"),
    Column("round", Integer, nullable=False, server_default="1"),
    Column("sent_by", String, nullable=False, server_default=""),
    Column("reason", String, nullable=False, server_default=""),
    Column("points", JSON),
    Column("opened_at", Instant, nullable=False),
    Column("due_on", Date, index=True),
    Column("is_frozen", Boolean, nullable=False, server_default="0"),
    Index("ix_open_tasks_person_id", "person_id", "case_id", sqlite_where=_HELD, postgresql_where=_HELD),
    Index("ix_open_tasks_pool", "agency_id", "role", sqlite_where=_IN_POOL, postgresql_where=_IN_POOL),
    # A finished task's number is never given again: finished steps and addresses keep pointing at it.
    sqlite_autoincrement=True,
)

# What became of a task that the case left behind; a finished one is told by its step.
withdrawn_tasks = Table(
    "withdrawn_tasks",
    Record.metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("case_id", ForeignKey("cases.id"), nullable=False),
    Column("node", String, nullable=False),
    Column("act", String, nullable=False),
    Column("label", String, nullable=False),
    Column("withdrawn_at", Instant, nullable=False),
    Column("withdrawn_by", String, nullable=False),
    Column("cause", String, nullable=False),
)

finished_steps = Table(
    "finished_steps",
    Record.metadata,
    Column("id", Integer, primary_key=True),
    Column("run_id", ForeignKey("runs.id"), nullable=False),
    Column("case_id", ForeignKey("cases.id"), nullable=False, index=True),
    Column("task_id", Integer, index=True),
    Column("node", String, nullable=False, server_default=""),
    Column("act", String, nullable=False),
    Column("site", String, nullable=False, server_default=""),
    Column("stage", String, nullable=False, server_default=""),
    Column("by_id", Integer, nullable=False),
    Column("by_name", String, nullable=False),
    Column("persons", JSON, nullable=False),
    Column("round", Integer, nullable=False, server_default="1"),
    Column("opened_at", Instant),
    Column("done_at", Instant, nullable=False),
    Column("done_on", Date, nullable=False),
    Column("facts", JSON, nullable=False),
    Column("answers", JSON, nullable=False),
    Column("summary", String, nullable=False, server_default=""),
    # The idempotency key of the pressing that did this step: the step itself is the answer already given.
    Column("key", String, unique=True),
    # The hash of what was answered with it; empty where nobody pressed, and for what was done before 0012.
    Column("press_sha", String, nullable=False, server_default=""),
    Index("ix_finished_steps_run_act", "run_id", "act", "node", "id"),
    # What a person has done, newest first, and the cases it was done in.
    Index("ix_finished_steps_by_id", "by_id", "id"),
    Index("ix_finished_steps_by_case", "by_id", "case_id"),
)
