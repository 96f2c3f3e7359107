"""Who may do what in PostgreSQL: the application adds to the record and reads it, and can do nothing else with it.

The triggers of ``seals.py`` refuse changes on both engines. Here the right itself is missing, and since the tables
belong to another role, the application can neither drop a trigger nor take a table away.
"""

from typing import Final

from sqlalchemy import Engine, inspect, text

from workflows.errors import RefusedError
from workflows.records.connecting import POSTGRESQL_SETTINGS
from workflows.records.migrate import PATIENT, find_revisions
from workflows.records.seals import SEALED
from workflows.vocabulary.wording import N_, Objection

APPLICATION: Final = "fashen_app"
MIGRATION: Final = "fashen_owner"
# Written by migrations alone.
_VERSION: Final = "alembic_version"
_FUNCTIONS: Final = (
    "SELECT 'FUNCTION ' || p.oid::regprocedure::text FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace "
    "WHERE n.nspname = 'public' AND (p.prorettype = 'trigger'::regtype OR p.proname LIKE 'procrastinate%')"
)
# Whoever may read the version of the database without owning it is the application, whatever its role is called; empty
# for whoever owns nothing and therefore can give nothing.
_APPLICATIONS: Final = (
    "SELECT r.rolname FROM pg_class c CROSS JOIN LATERAL aclexplode(c.relacl) a JOIN pg_roles r ON r.oid = a.grantee "
    "WHERE c.oid = CAST('public.alembic_version' AS regclass) AND a.privilege_type = 'SELECT' "
    "AND a.grantee <> c.relowner AND pg_has_role(current_user, c.relowner, 'USAGE')"
)
_WITHOUT_RIGHT: Final = (
    "SELECT relname FROM pg_class WHERE relnamespace = CAST('public' AS regnamespace) AND relkind = 'r' "
    "AND NOT has_table_privilege(:role, oid, 'SELECT')"
)
_TYPES: Final = (
    "SELECT 'TYPE ' || t.oid::regtype::text FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace "
    "LEFT JOIN pg_class c ON c.oid = t.typrelid WHERE n.nspname = 'public' AND t.typname LIKE 'procrastinate%' "
    "AND (t.typtype = 'e' OR c.relkind = 'c')"
)


def rights_of(engine: Engine, *, application: str = APPLICATION, migration: str = MIGRATION) -> list[str]:
    """Return the statements that make both roles of a database and give each what it needs, and no more.

    They can be executed again: after every upgrade, which may have brought new tables.
    """
    if engine.dialect.name != "postgresql":
        raise RefusedError(
            Objection("no-roles", N_("SQLite 没有数据库角色；请先用 FASHEN_DATABASE_URL 指定 PostgreSQL"))
        )
    app, owner, database = _quoted(application), _quoted(migration), _quoted(str(engine.url.database))
    current, newest = find_revisions(engine)
    if current != newest:
        raise RefusedError(Objection("not-upgraded", N_("数据库尚未升级到当前版本，请先运行 fashen db upgrade")))
    tables = sorted(set(inspect(engine).get_table_names()) - {_VERSION})
    return [
        _made(application),
        _made(migration),
        *(f"ALTER ROLE {app} SET {name} = '{value}'" for name, value in POSTGRESQL_SETTINGS.items()),
        f"REVOKE ALL ON DATABASE {database} FROM PUBLIC",
        f"GRANT CONNECT ON DATABASE {database} TO {app}, {owner}",
        "REVOKE ALL ON SCHEMA public FROM PUBLIC",
        f"GRANT USAGE ON SCHEMA public TO {app}",
        f"GRANT USAGE, CREATE ON SCHEMA public TO {owner}",
        *(f"ALTER TABLE {_quoted(table)} OWNER TO {owner}" for table in (*tables, _VERSION)),
        f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM PUBLIC, {app}",
        f"GRANT SELECT ON {_VERSION} TO {app}",
        *(f"GRANT {_verbs(table)} ON {_quoted(table)} TO {app}" for table in tables),
        f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {app}",
        # Procrastinate's are the only functions anybody calls by name; what triggers call needs no right.
        "REVOKE EXECUTE ON ALL FUNCTIONS IN SCHEMA public FROM PUBLIC",
        f"GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA public TO {app}",
    ]


def grant_rights(engine: Engine, statements: list[str], *, migration: str = MIGRATION) -> None:
    """Execute the statements, all or none; functions and types go to the migration role too."""
    owner = _quoted(migration)
    with engine.begin() as connection:
        for statement in statements:
            connection.execute(text(statement.replace(":", "\\:")))
        for query in (_FUNCTIONS, _TYPES):
            for (named,) in connection.exec_driver_sql(query.replace("%", "%%")).all():
                connection.execute(text(f"ALTER {named} OWNER TO {owner}"))


def grant_again(engine: Engine) -> None:
    """Give the application its rights on tables that an upgrade brought; where no roles were made, there is none."""
    if engine.dialect.name != "postgresql":
        return
    with engine.begin() as connection:
        # Whoever upgrades at the same moment must not grant on the same table.
        for statement in PATIENT:
            connection.execute(text(statement))
        for role in connection.scalars(text(_APPLICATIONS)).all():
            for table in connection.scalars(text(_WITHOUT_RIGHT), {"role": role}).all():
                connection.execute(text(f"GRANT {_verbs(table)} ON {_quoted(table)} TO {_quoted(role)}"))
            connection.execute(text(f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {_quoted(role)}"))


def may_alter_the_record(engine: Engine) -> bool:
    """Say whether whoever is connected may change, delete or empty what is sealed: the application must not."""
    verbs = ("UPDATE", "DELETE", "TRUNCATE")
    asked = text("SELECT has_table_privilege(CAST(:table AS text), CAST(:verb AS text))")
    with engine.connect() as connection:
        found = (connection.execute(asked, {"table": one, "verb": verb}) for one in sorted(SEALED) for verb in verbs)
        return any(bool(answer.scalar_one()) for answer in found)


def _verbs(table: str) -> str:
    return "SELECT, INSERT" if table in SEALED else "SELECT, INSERT, UPDATE, DELETE"


def _quoted(name: str) -> str:
    """Write a name as PostgreSQL must read it."""
    return '"' + name.replace('"', '""') + '"'


def _made(role: str) -> str:
    """Return the statement that makes a role where there is none; its password is given by hand."""
    quoted, named = _quoted(role), role.replace("'", "''")
    return (
        f"DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{named}') "
        f"THEN CREATE ROLE {quoted} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE; END IF; END $$"
    )
