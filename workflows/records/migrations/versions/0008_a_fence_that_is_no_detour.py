"""The fence's policies said so that PostgreSQL finds its way: a search took half a second at a million cases."""

from alembic import op

from workflows.records.fence import say_it_anew

revision = "0008"
down_revision = "0007"
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
    "errands",
    "legacy_texts",
    "token_proposals",
    "flow_editors",
    "flow_files",
    "case_journal",
    "case_officers",
    "parties",
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
    say_it_anew(op.get_bind(), TABLES)
