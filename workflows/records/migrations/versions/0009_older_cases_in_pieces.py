"""Older cases come in by pieces: a row for each batch on its way, and the cases of a batch by an index."""

import sqlalchemy as sa
from alembic import op

from workflows.records.fence import build_fence

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the database forward; what came in before came in whole."""
    op.create_table(
        "legacy_arrivals",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("batch", sa.String(), nullable=False),
        sa.Column("errand_id", sa.Integer(), nullable=True),
        sa.Column("taken", sa.Integer(), nullable=False),
        sa.Column("begun_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["agency_id"], ["agencies.id"], name=op.f("fk_legacy_arrivals_agency_id_agencies")),
        sa.ForeignKeyConstraint(["errand_id"], ["errands.id"], name=op.f("fk_legacy_arrivals_errand_id_errands")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_legacy_arrivals")),
        sa.UniqueConstraint("agency_id", "batch", name=op.f("uq_legacy_arrivals_agency_id")),
    )
    op.create_index(op.f("ix_legacy_arrivals_errand_id"), "legacy_arrivals", ["errand_id"], unique=False)
    op.create_index("ix_legacy_cases_batch", "legacy_cases", ["agency_id", "batch", "id"], unique=False)
    build_fence(op.get_bind(), ("legacy_arrivals",))
