"""Indexes for lists of millions: a person's entries of one kind, cases on a version, clocks on a guessed calendar."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the database forward."""
    op.create_index("ix_access_journal_kind", "access_journal", ["actor_id", "kind", "entered_at", "id"])
    _create_partial("ix_runs_open", "runs", ["agency_id", "bundle_sha"], sqlite="status = 'open'")
    _create_partial("ix_clocks_provisional", "clocks", ["state"], sqlite="is_provisional = 1", other="is_provisional")


def _create_partial(name: str, table: str, columns: list[str], *, sqlite: str, other: str = "") -> None:
    where = {"sqlite_where": sa.text(sqlite), "postgresql_where": sa.text(other or sqlite)}
    op.create_index(name, table, columns, **where)  # type: ignore[arg-type]  # alembic's own words for each engine
