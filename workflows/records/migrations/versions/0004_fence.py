"""The second fence: on PostgreSQL no agency sees another's cases, whatever a query forgot."""

from alembic import op

from workflows.records.fence import build_fence

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

# The tables there were; a later one brings its policy in its own migration.
TABLES = (
    "cases",
    "runs",
    "open_tasks",
    "case_texts",
    "disclosures",
    "legacy_cases",
    "paper_series",
    "flow_drafts",
    "move_proposals",
    "flow_editors",
    "flow_files",
    "case_journal",
    "case_officers",
    "parties",
    "dossier_exports",
    "withdrawn_tasks",
    "clocks",
    "finished_steps",
    "investigation_records",
    "papers",
    "recusals",
    "run_moves",
    "evidence",
    "corrections",
    "drafts",
    "exit_proposals",
    "payments",
    "preservations",
    "remedies",
    "suspensions",
    "deliberations",
    "notices",
    "reviews",
    "services",
    "confirmations",
    "hearings",
    "statements",
    "clock_extensions",
    "clock_pauses",
    "form_drafts",
    "paper_files",
)


def upgrade() -> None:
    """Bring the database forward; SQLite stays as it is."""
    build_fence(op.get_bind(), TABLES)
