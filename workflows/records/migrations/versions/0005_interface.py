"""Keys of applications that two administrators decide; closed secrets of webhooks; which due clocks were told."""

import sqlalchemy as sa
from alembic import op

from workflows.records.fence import build_fence

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the database forward; must work while the previous release still runs."""
    op.create_table(
        "token_proposals",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("replaces_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("scopes", sa.JSON(), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column("overlap_days", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("proposed_by", sa.Integer(), nullable=True),
        sa.Column("proposed_by_name", sa.String(), nullable=False),
        sa.Column("proposed_as", sa.String(), nullable=False),
        sa.Column("proposed_at", sa.DateTime(), nullable=False),
        sa.Column("decision", sa.String(), nullable=False),
        sa.Column("decided_by", sa.Integer(), nullable=True),
        sa.Column("decided_by_name", sa.String(), nullable=False),
        sa.Column("decided_at", sa.DateTime(), nullable=True),
        sa.Column("token_id", sa.Integer(), nullable=True),
        sa.Column("fetched_by_name", sa.String(), nullable=False),
        sa.Column("fetched_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["agency_id"], ["agencies.id"], name=op.f("fk_token_proposals_agency_id_agencies")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_token_proposals_person_id_people")),
        sa.ForeignKeyConstraint(
            ["replaces_id"], ["api_tokens.id"], name=op.f("fk_token_proposals_replaces_id_api_tokens")
        ),
        sa.ForeignKeyConstraint(["proposed_by"], ["people.id"], name=op.f("fk_token_proposals_proposed_by_people")),
        sa.ForeignKeyConstraint(["decided_by"], ["people.id"], name=op.f("fk_token_proposals_decided_by_people")),
        sa.ForeignKeyConstraint(["token_id"], ["api_tokens.id"], name=op.f("fk_token_proposals_token_id_api_tokens")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_token_proposals")),
    )
    op.create_index(op.f("ix_token_proposals_agency_id"), "token_proposals", ["agency_id"])
    op.create_index(op.f("ix_token_proposals_person_id"), "token_proposals", ["person_id"])
    build_fence(op.get_bind(), ("token_proposals",))

    op.add_column("webhook_endpoints", sa.Column("older_secret", sa.String(), nullable=False, server_default=""))
    op.add_column("webhook_endpoints", sa.Column("older_until", sa.DateTime(), nullable=True))
    op.add_column("webhook_deliveries", sa.Column("tried_at", sa.DateTime(), nullable=True))
    op.create_index("ix_webhook_deliveries_newest", "webhook_deliveries", ["endpoint_id", "id"])
    op.create_index("ix_webhook_deliveries_arrived", "webhook_deliveries", ["endpoint_id", "delivered_at"])

    op.add_column("clocks", sa.Column("due_told_on", sa.Date(), nullable=True))
    untold = sa.text("state = 'running' AND (due_told_on IS NULL OR due_told_on <> due_on)")
    op.create_index("ix_clocks_untold", "clocks", ["due_on"], sqlite_where=untold, postgresql_where=untold)

    op.add_column("uploads", sa.Column("key", sa.String(), nullable=True))
    op.create_index("ix_uploads_key", "uploads", ["key"], unique=True)
