"""``fashen dossier``: a case with its files and proofs as one zip, and checking one."""

import re
import sys
from pathlib import Path

import click

from webapp.commands.border import fail, installation
from webapp.commands.progress import progress
from webapp.commands.taking import CONSOLE, taking
from workflows.acts.office.export_dossier import Exporter, write_dossier
from workflows.questions.errands import find_case_named
from workflows.witness.verify import main as check_dossier


@click.group()
def dossier() -> None:
    """Dossiers 卷宗."""


@dossier.command("export")
@click.argument("case")
@click.option("-o", "--output", required=True, type=click.Path(dir_okay=False, path_type=Path), help="the zip to write")
@click.option(
    "--since",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="an earlier checkpoint; the proof that the log only grew since then is put into the dossier",
)
def export(case: str, output: Path, since: Path | None) -> None:
    """Write the dossier of CASE (its number 案号) as a zip that can be checked without this system."""
    office, size = installation(), _size_in(since)
    with office.archive.reading() as records:
        case_id = find_case_named(case, records=records)
    with (
        taking(output, "dossier", str(case_id), office=office, case_id=case_id) as file,
        progress("装入卷宗") as tell,
    ):
        whole = write_dossier(
            file,
            case_id,
            archive=office.archive,
            means=office.means,
            by=Exporter(0, CONSOLE),
            now=office.clock.now(),
            since=size,
            progress=tell,
        )
    click.echo(f"已导出 {whole.number}：{output}（卷内 {len(whole.files)} 件）")


@dossier.command("verify")
@click.argument("path", type=click.Path(path_type=Path))
@click.option("--trusted-checkpoint", type=click.Path(path_type=Path), help="an earlier checkpoint kept elsewhere")
@click.option("--consistency", type=click.Path(path_type=Path), help="proof of growth taken from the portal")
@click.option("--pubkey", type=click.Path(path_type=Path), help="the public key the dossier must be signed with")
def verify(path: Path, trusted_checkpoint: Path | None, consistency: Path | None, pubkey: Path | None) -> None:
    """Check a dossier, a zip or a folder; exit 0 in order, 1 altered, 2 unreadable."""
    given = {"--trusted-checkpoint": trusted_checkpoint, "--consistency": consistency, "--pubkey": pubkey}
    options = [word for name, file in given.items() if file is not None for word in (name, str(file))]
    sys.exit(check_dossier([str(path), *options]))


def _size_in(checkpoint: Path | None) -> int:
    if checkpoint is None:
        return 0
    lines = checkpoint.read_text("utf-8", "replace").split("\n")
    if len(lines) < 2 or not re.fullmatch(r"[0-9]{1,18}", lines[1]):  # noqa: PLR2004 -- origin and size
        fail(f"{checkpoint} 不是检查点文件，请使用从公示网页下载的检查点")
    return int(lines[1])
