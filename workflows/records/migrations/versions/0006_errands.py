"""Long works of every kind in one table, with what dossiers there were; and an index of words over older cases."""

import sqlalchemy as sa
from alembic import op

from workflows.records.case_words import OLDER, create_words
from workflows.records.fence import build_fence

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the database forward; dossiers that waited go on waiting, finished ones are asked for again."""
    _create_errands()
    _bring_dossiers_over()
    op.drop_table("dossier_exports")
    _create_older_index()
    build_fence(op.get_bind(), ("errands", "legacy_texts"))


def _create_errands() -> None:
    op.create_table(
        "errands",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("person_name", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=True),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("wanted", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("stops", sa.Boolean(), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("error", sa.JSON(), nullable=False),
        sa.Column("result", sa.JSON(), nullable=False),
        sa.Column("file_name", sa.String(), nullable=False),
        sa.Column("sha", sa.String(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("asked_at", sa.DateTime(), nullable=False),
        sa.Column("began_at", sa.DateTime(), nullable=True),
        sa.Column("finished_at", sa.DateTime(), nullable=True),
        sa.Column("cleared_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["agency_id"], ["agencies.id"], name=op.f("fk_errands_agency_id_agencies")),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_errands_case_id_cases")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_errands_person_id_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_errands")),
    )
    op.create_index(op.f("ix_errands_case_id"), "errands", ["case_id"], unique=False)
    op.create_index("ix_errands_person_id", "errands", ["person_id", "id"], unique=False)


def _bring_dossiers_over() -> None:
    """Let each export be an errand of the same number; its job, where one waits, is that of the errand."""
    run = op.get_bind().execute
    run(
        sa.text(
            "INSERT INTO errands (id, agency_id, person_id, person_name, kind, case_id, title, wanted, state, stops, "
            "done, total, error, result, file_name, sha, size, asked_at, began_at, finished_at, cleared_at) "
            "SELECT old.id, cases.agency_id, old.asked_by, old.asked_by_name, 'dossier', old.case_id, "
            "cases.number || ' ' || cases.title, :none, CASE WHEN old.sha = '' THEN 'waiting' ELSE 'done' END, :no, "
            "old.done, old.total, :none, :none, '', '', 0, old.asked_at, NULL, old.finished_at, old.finished_at "
            "FROM dossier_exports AS old JOIN cases ON cases.id = old.case_id"
        ).bindparams(sa.bindparam("no", False), sa.bindparam("none", {}, type_=sa.JSON()))  # noqa: FBT003 -- a value of SQL
    )
    jobs = sa.table("jobs", *map(sa.column, ("id", "kind", "key")), sa.column("arguments", sa.JSON()))
    for row in run(sa.select(jobs.c.id, jobs.c.key).where(jobs.c.kind == "dossier")).all():
        errand_id = int(row.key.rpartition(":")[2])
        changed = {"kind": "errand", "key": f"errand:{errand_id}", "arguments": {"errand_id": errand_id}}
        run(sa.update(jobs).where(jobs.c.id == row.id).values(changed))
    if op.get_bind().dialect.name == "postgresql":
        run(sa.text("SELECT setval(pg_get_serial_sequence('errands', 'id'), max(id)) FROM errands HAVING max(id) > 0"))
        # Nobody listens for this kind any more; the next round calls the job by its new one.
        run(sa.text("DELETE FROM procrastinate_jobs WHERE queue_name = 'dossier'"))


def _create_older_index() -> None:
    op.create_table(
        "legacy_texts",
        sa.Column("case_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("code_mark", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["agency_id"], ["agencies.id"], name=op.f("fk_legacy_texts_agency_id_agencies")),
        sa.ForeignKeyConstraint(["case_id"], ["legacy_cases.id"], name=op.f("fk_legacy_texts_case_id_legacy_cases")),
        sa.PrimaryKeyConstraint("case_id", name=op.f("pk_legacy_texts")),
    )
    op.create_index("ix_legacy_texts_agency_id", "legacy_texts", ["agency_id", "case_id"], unique=False)
    create_words(op.get_bind(), OLDER)
    # What came in before is written into the index by the worker.
    jobs = sa.table("jobs", *map(sa.column, ("kind", "key", "arguments", "enqueued_at", "holder", "attempts", "error")))
    utc = sa.func.now() if op.get_bind().dialect.name == "sqlite" else sa.func.timezone("UTC", sa.func.now())
    none, name = sa.literal({}, sa.JSON()), "index_older_cases"
    job = sa.select(
        sa.literal(name), sa.literal(f"{name}:upgrade"), none, utc, sa.literal(""), sa.literal(0), sa.literal("")
    )
    is_any = sa.exists(sa.select(sa.literal_column("1")).select_from(sa.table("legacy_cases")))
    op.execute(sa.insert(jobs).from_select([one.name for one in jobs.c], job.where(is_any)))
