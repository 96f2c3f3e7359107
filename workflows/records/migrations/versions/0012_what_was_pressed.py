"""A step keeps the hash of what was answered with its key: the same key for anything else is refused."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the database forward; nothing moves."""
    op.add_column("finished_steps", sa.Column("press_sha", sa.String(), nullable=False, server_default=""))
