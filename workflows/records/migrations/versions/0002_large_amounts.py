"""Amounts in 分, and sizes of dossiers, beyond two thousand million; SQLite holds such numbers anyway."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

COLUMNS = (("payments", "fine"), ("payments", "confiscation"), ("payments", "surcharge"), ("dossier_exports", "size"))


def upgrade() -> None:
    """Bring the database forward; must work while the previous release still runs."""
    if op.get_bind().dialect.name == "sqlite":
        return
    for table, column in COLUMNS:
        op.alter_column(table, column, type_=sa.BigInteger(), existing_type=sa.Integer(), existing_nullable=False)
