"""``fashen journal``: verify what was recorded, seal it now, go on after the key was lost."""

import sys
from pathlib import Path

import click

from webapp.commands.border import fail, installation
from webapp.commands.progress import progress
from workflows.acts.office.seal_journals import change_key, copy_checkpoints, seal_all
from workflows.questions.journal import describe_break, verify_journals
from workflows.witness.copies import kept_notes


@click.group()
def journal() -> None:
    """The journals."""


@journal.command("verify")
@click.option(
    "--trusted-checkpoint",
    "trusted",
    type=click.Path(exists=True, path_type=Path),
    help="Also hold the log against checkpoints kept out of reach: a file, or a folder of daily files.",
)
def journal_verify(trusted: Path | None) -> None:
    """Re-compute every chain, against the second place too; name the first broken entry and exit 1."""
    office = installation()
    elsewhere = list(kept_notes(trusted))
    if trusted is not None and not elsewhere:
        fail(f"{trusted} 中没有检查点；请给出检查点文件，或者存放每日检查点文件的目录")
    with office.archive.reading() as records, progress("核验日志") as tell:
        elsewhere += kept_notes(office.means.witness.copies)
        broken = verify_journals(tell, elsewhere=elsewhere, records=records)
        told = describe_break(broken, records=records).in_chinese() if broken is not None else ""
    if told:
        click.echo(told, err=True)
        sys.exit(1)
    click.echo("全部日志链条校验一致")


@journal.command("seal")
def journal_seal() -> None:
    """Seal what waits and copy new checkpoints to the second place, now."""
    office = installation()
    now, witness = office.clock.system_now(), office.means.witness
    with progress("存证日志") as tell:
        sealed = seal_all(office.archive, witness, now=now, progress=tell)
    copied = copy_checkpoints(office.archive, witness.copies)
    click.echo(f"已存证 {sealed} 条，抄送检查点 {copied} 份")


@journal.command("new-key")
def journal_new_key() -> None:
    """Go on sealing with a new key after the old one was lost; tell those who keep checkpoints."""
    office = installation()
    with office.archive.transaction() as records:
        public = change_key(records, office.means.witness, now=office.clock.system_now())
    click.echo(f"新公钥：{public}\n请通知保存检查点的单位：更换前的检查点以原公钥核验")
