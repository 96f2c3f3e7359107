"""``fashen db roles``: the rights of the application and of migrations in PostgreSQL, printed or given."""

import os

import click

from workflows.records.rights import APPLICATION, MIGRATION, grant_rights, rights_of
from workflows.records.transaction import Archive
from workflows.settings import read_settings


@click.command("roles")
@click.option("--application", default=APPLICATION, show_default=True, help="role of serve and worker")
@click.option("--migration", default=MIGRATION, show_default=True, help="role of db upgrade, owner of the tables")
@click.option("--apply", "is_applied", is_flag=True, help="execute the statements; needs the right to create roles")
def roles(*, application: str, migration: str, is_applied: bool) -> None:
    """Print the SQL that makes the two roles of a database; run it again after every upgrade.

    Passwords are not part of it: give them with ALTER ROLE … PASSWORD, where no shell history keeps them.
    """
    engine = Archive(read_settings(os.environ).database_url, pool=1).engine
    statements = rights_of(engine, application=application, migration=migration)
    if not is_applied:
        click.echo("\n".join(f"{statement};" for statement in statements))
        return
    grant_rights(engine, statements, migration=migration)
    click.echo(
        f"数据库角色已就绪：{application}、{migration}。请另行设置口令，再把 FASHEN_DATABASE_URL 改为 {application}"
    )
