"""A credential keeps every suspension, not only the last one."""

import sqlalchemy as sa
from alembic import op

revision = '0002'
down_revision = '0001'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the database forward; must work while the previous release still runs."""
    with op.batch_alter_table('credentials', schema=None) as batch_op:
        batch_op.add_column(sa.Column('past_suspensions', sa.JSON(), server_default='[]', nullable=False))
