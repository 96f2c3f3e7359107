"""``fashen search``: writing the search index of all cases anew."""

import click

from webapp.commands.border import installation
from webapp.commands.progress import progress
from workflows.acts.index_case import empty_older_index, index_older_piece, newest_case, rebuild_index


@click.group()
def search() -> None:
    """The search index of cases."""


@search.command("rebuild")
def rebuild() -> None:
    """Empty the index and write every case into it again; until it is done, a search finds only part of the cases."""
    office = installation()
    with office.archive.reading() as records:
        newest = newest_case(records=records)
    last = 0
    with progress("写入索引") as tell:
        while True:
            with office.archive.transaction() as records:
                last = rebuild_index(last, records=records)
            if not last:
                break
            tell(last, max(last, newest))
    with office.archive.transaction() as records:
        older = empty_older_index(records=records)
    with progress("写入历史案件索引") as tell:
        done = 0
        tell(done, older)
        while True:
            with office.archive.transaction() as records:
                more = index_older_piece(records=records)
            if not more:
                break
            done += more
            tell(done, max(done, older))
    click.echo("案件检索索引已重建")
