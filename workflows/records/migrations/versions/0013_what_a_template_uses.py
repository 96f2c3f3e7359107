"""A template keeps which fields it uses: an act asks for them without its file, wherever that lies."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the database forward; nothing moves."""
    op.add_column("paper_templates", sa.Column("uses", sa.JSON(), nullable=True))
