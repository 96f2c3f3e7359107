"""``fashen search``: writing the search index of all cases anew."""

import click

from webapp.commands.border import installation
from workflows.acts.index_case import rebuild_index


@click.group()
def search() -> None:
    """The search index of cases."""


@search.command("rebuild")
def rebuild() -> None:
    """Empty the index and write every case into it again; until it is done, a search finds only part of the cases."""
    office = installation()
    last = 0
    while True:
        with office.archive.transaction() as records:
            last = rebuild_index(last, records=records)
        if not last:
            break
        click.echo(f"\r已写入案件编号至 {last}", nl=False)
    click.echo("\r案件检索索引已重建")
