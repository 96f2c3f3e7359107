"""Seals: what the database itself refuses to change or delete (design decision 9)."""

from sqlalchemy import Connection, text

# Written once, never changed: the journals, finished steps, issued papers and their files, confirmations.
SEALED = (
    "case_journal",
    "access_journal",
    "finished_steps",
    "papers",
    "paper_files",
    "confirmations",
    "deliberations",
    "bundles",
    "flow_versions",
    "move_proposals",
    "run_moves",
)


def seal(connection: Connection) -> None:
    """Create the triggers that refuse UPDATE and DELETE on sealed tables and on signed opinions."""
    statements = _for_sqlite() if connection.dialect.name == "sqlite" else _for_postgresql()
    for statement in statements:
        connection.execute(text(statement))


def _for_sqlite() -> list[str]:
    made = [
        f"CREATE TRIGGER sealed_{table}_{verb.lower()} BEFORE {verb} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, '{table} is sealed'); END"
        for table in SEALED
        for verb in ("UPDATE", "DELETE")
    ]
    made.extend(
        f"CREATE TRIGGER signed_reviews_{verb.lower()} BEFORE {verb} ON reviews WHEN OLD.signed_at IS NOT NULL "
        f"BEGIN SELECT RAISE(ABORT, 'a signed opinion is sealed'); END"
        for verb in ("UPDATE", "DELETE")
    )
    return made


def _for_postgresql() -> list[str]:
    made = [
        (
            "CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION '% is sealed', TG_TABLE_NAME; END $$"
        )
    ]
    made.extend(
        f"CREATE TRIGGER sealed_{table} BEFORE UPDATE OR DELETE ON {table} "
        "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
        for table in SEALED
    )
    made.append(
        "CREATE TRIGGER signed_reviews BEFORE UPDATE OR DELETE ON reviews FOR EACH ROW "
        "WHEN (OLD.signed_at IS NOT NULL) EXECUTE FUNCTION refuse_change()"
    )
    return made
