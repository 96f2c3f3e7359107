"""The cases of a unit are told by the index alone, behind the fence too: the agency stands in it."""

from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the database forward; nothing moves."""
    op.drop_index("ix_cases_unit_id", table_name="cases")
    op.create_index("ix_cases_unit_id", "cases", ["unit_id", "id", "agency_id"], unique=False)
