"""What brings jobs to the workers on PostgreSQL: Procrastinate's own tables and functions, as of its version 3.10."""

from alembic import op

from workflows.records.calls import create_calls

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the database forward; jobs that already wait are called in the first round."""
    create_calls(op.get_bind(), until="03.04.00_99")
