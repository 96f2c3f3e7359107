"""Bringing a database to this version: the numbered migrations, in order, each once."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from workflows.errors import ConflictError
from workflows.vocabulary.wording import N_, Objection

FOLDER = Path(__file__).resolve().parent / "migrations"


def upgrade(engine: Engine) -> None:
    """Apply every migration that this database has not seen."""
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def find_revisions(engine: Engine) -> tuple[str, str]:
    """Return where a database stands (empty: nowhere yet) and the newest revision; ConflictError if unreachable."""
    newest = ScriptDirectory(str(FOLDER)).get_current_head() or ""
    try:
        with engine.connect() as connection:
            return MigrationContext.configure(connection).get_current_revision() or "", newest
    except SQLAlchemyError as error:
        text = N_("数据库打不开：{reason}")
        reason = str(error.__cause__ or error).splitlines()[0]
        raise ConflictError(Objection("database-unreachable", text, {"reason": reason})) from error
