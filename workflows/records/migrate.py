"""Bringing a database to this version: the numbered migrations, in order, each once."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import ProgrammingError, SQLAlchemyError

from workflows.errors import ConflictError, RefusedError
from workflows.vocabulary.progress import Progress, nobody
from workflows.vocabulary.wording import N_, Objection

FOLDER = Path(__file__).resolve().parent / "migrations"

# A migration may take as long as it takes, and waits for one that another process has begun.
PATIENT = ("SET LOCAL statement_timeout = 0", "SET LOCAL lock_timeout = 0", "SELECT pg_advisory_xact_lock(20, 1)")
_NOT_ALLOWED = "42501"


def upgrade(engine: Engine, progress: Progress = nobody) -> None:
    """Apply every migration that this database has not seen; of several processes that start at once, one does."""
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    refuse_newer(find_revisions(engine)[0])
    try:
        with engine.begin() as connection:
            if connection.dialect.name != "sqlite":
                for statement in PATIENT:
                    connection.execute(text(statement))
            config.attributes["connection"] = connection
            config.attributes["applied"] = _Steps(connection, progress).count
            command.upgrade(config, "head")
    except ProgrammingError as error:
        if getattr(error.orig, "sqlstate", "") != _NOT_ALLOWED:
            raise
        told = N_("此数据库角色不能升级数据库；请用迁移角色（表的所有者）运行 fashen db upgrade")
        raise RefusedError(Objection("may-not-migrate", told)) from error
    # Connections remember plans made for the tables as they were.
    engine.dispose()


class _Steps:
    """How many of the migrations that a database lacks have been applied to it."""

    def __init__(self, connection: Connection, progress: Progress) -> None:
        here = MigrationContext.configure(connection).get_current_revision()
        self._done, self._progress = 0, progress
        self._total = sum(1 for _ in ScriptDirectory(str(FOLDER)).iterate_revisions("head", here or "base"))
        if self._total:
            progress(0, self._total)

    def count(self, **_: object) -> None:
        """Count one more; Alembic calls this after every step."""
        self._done += 1
        self._progress(self._done, self._total)


def refuse_newer(revision: str) -> None:
    """Refuse a database that a newer release has brought forward: this one knows nothing of what it made there."""
    if not is_known(revision):
        told = N_("数据库由更新的版本升级过（{revision}），本版本不能使用；请安装该版本，或者恢复升级前的备份")
        raise RefusedError(Objection("database-newer", told, {"revision": revision}))


def refuse_behind(engine: Engine) -> None:
    """Refuse a database that does not stand where this release does: what would be asked of it is not there yet."""
    current, newest = find_revisions(engine)
    refuse_newer(current)
    if current != newest:
        told = N_("数据库还没有升级到本版本，请先运行 fashen db upgrade")
        raise ConflictError(Objection("database-behind", told))


def is_known(revision: str) -> bool:
    """Say whether a revision is one of this release's; empty, a database without tables, is."""
    return not revision or revision in {one.revision for one in ScriptDirectory(str(FOLDER)).walk_revisions()}


def find_revisions(engine: Engine) -> tuple[str, str]:
    """Return where a database stands (empty: nowhere yet) and the newest revision; ConflictError if unreachable."""
    newest = ScriptDirectory(str(FOLDER)).get_current_head() or ""
    try:
        with engine.connect() as connection:
            return MigrationContext.configure(connection).get_current_revision() or "", newest
    except SQLAlchemyError as error:
        told = N_("数据库打不开：{reason}")
        reason = str(error.__cause__ or error).splitlines()[0]
        raise ConflictError(Objection("database-unreachable", told, {"reason": reason})) from error
