"""Addresses of other systems and the messages to them stand behind the fence, too."""

from alembic import op

from workflows.records.fence import build_fence

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the database forward; nothing moves."""
    build_fence(op.get_bind(), ("webhook_endpoints", "webhook_deliveries"))
