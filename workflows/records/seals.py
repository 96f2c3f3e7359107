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
    "log_leaves",
    "log_nodes",
    "checkpoints",
    "log_keys",
)

# Every entry of these waits to be sealed from the moment it is written.
JOURNALS = ("case_journal", "access_journal")


def seal(connection: Connection) -> None:
    """Create the triggers that refuse changes to what is sealed, and those that lay new entries out to be sealed."""
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
    made.extend(
        f"CREATE TRIGGER unsealed_{journal} AFTER INSERT ON {journal} BEGIN "  # noqa: S608 -- names of our own tables
        "INSERT INTO unsealed (journal, entry_id, hash, since) VALUES "
        f"('{journal}', NEW.id, NEW.hash, strftime('%Y-%m-%d %H:%M:%S.000000', 'now')); END"
        for journal in JOURNALS
    )
    return made


def _for_postgresql() -> list[str]:
    made = [
        (
            "CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION '% sealed', TG_ARGV[0]; END $$"
        ),
        (
            "CREATE FUNCTION refuse_to_empty_reviews() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN IF EXISTS (SELECT 1 FROM reviews WHERE signed_at IS NOT NULL) "
            "THEN RAISE EXCEPTION 'a signed opinion is sealed'; END IF; RETURN NULL; END $$"
        ),
    ]
    for table in SEALED:
        what = f"EXECUTE FUNCTION refuse_change('{table} is')"
        made.append(f"CREATE TRIGGER sealed_{table} BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW {what}")
        made.append(f"CREATE TRIGGER kept_{table} BEFORE TRUNCATE ON {table} FOR EACH STATEMENT {what}")
    made.append(
        "CREATE TRIGGER signed_reviews BEFORE UPDATE OR DELETE ON reviews FOR EACH ROW "
        "WHEN (OLD.signed_at IS NOT NULL) EXECUTE FUNCTION refuse_change('a signed opinion is')"
    )
    made.append(
        "CREATE TRIGGER kept_reviews BEFORE TRUNCATE ON reviews FOR EACH STATEMENT "
        "EXECUTE FUNCTION refuse_to_empty_reviews()"
    )
    made.append(
        "CREATE FUNCTION lay_unsealed() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN INSERT INTO unsealed (journal, entry_id, hash, since) "
        "VALUES (TG_TABLE_NAME, NEW.id, NEW.hash, now() AT TIME ZONE 'utc'); RETURN NULL; END $$"
    )
    made.extend(
        f"CREATE TRIGGER unsealed_{journal} AFTER INSERT ON {journal} FOR EACH ROW EXECUTE FUNCTION lay_unsealed()"
        for journal in JOURNALS
    )
    return made
