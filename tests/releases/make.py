"""Make what is kept of this version: ``python -m tests.releases.make``, once, when the version is released.

An office with running cases at different stages is walked on a database that the version's own migrations made, and
backed up by the version's own ``fashen backup``, on both engines. What is kept is never made again.
"""

import os
import subprocess
import sys
import tomllib
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.acts.flow_drafting import begin, edit
from tests.acts.flow_with_a_form import HIGH, files_with_a_form, publish
from tests.acts.sealing import ADDRESS, seal, write_entries
from tests.builders import FIRST_DAY, ROOT, Office, an_office, move_in
from tests.engines import ENGINE, an_empty_database
from tests.postgres import programs
from tests.releases.kept import ENGINES, FOLDER, KeptCase, Release, keep, key_file
from workflows.questions.sealing import current_checkpoint
from workflows.records.migrate import find_revisions, upgrade
from workflows.records.transaction import Archive
from workflows.safekeeping.backup import take_backup
from workflows.storage import Storage
from workflows.witness.keys import Witness

FINE = {"penalties": [{"kind": "fine", "amount": "120000"}]}
SURVEY = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def version() -> str:
    """Return this version's number."""
    return str(tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"])


def closed(office: Office) -> None:
    """Walk a case to its end: paid, published, archived."""
    office.walk_to("archive_case").do("archive_case")


def in_parallel(office: Office) -> None:
    """Walk a case into 送达与公示: both branches are open, one of them has begun."""
    office.walk_to("collect_disclosure").do("choose_service")


def with_a_form(office: Office) -> None:
    """Walk a case past a step of the agency's own, with a file attached to its form."""
    office.walk_to("form")
    office.do("form", **HIGH, survey=[office.send("风险评估报告.pdf", SURVEY, "孙国强")])


def waiting(office: Office) -> None:
    """Walk a case to the party's time to demand a hearing, which is running."""
    office.walk_to("issue_notice", report_findings=FINE)
    for act in ("issue_notice", "choose_service", "record_service"):
        office.do(act)


def under_review(office: Office) -> None:
    """Walk a case into the legal review, with evidence on file."""
    office.walk_to("examine_case")
    office.do("add_evidence")


WALKS: dict[str, Callable[[Office], None]] = {
    "closed": closed,
    "in_parallel": in_parallel,
    "under_review": under_review,
    "waiting": waiting,
    "with_a_form": with_a_form,
}


def an_installed_office(folder: Path) -> Office:
    """Return an office on a database made by the migrations, as an installation's is."""
    archive = Archive(an_empty_database(folder))
    upgrade(archive.engine)
    move_in(archive)
    like = an_office()
    witness = Witness(key_file(folder), None, ADDRESS)
    means = replace(like.means, storage=Storage(str(folder / "files")), witness=witness)
    return Office(archive, means, people=like.people)


def walked(office: Office) -> tuple[dict[str, KeptCase], str]:
    """Walk every case and leave a draft; return where they stand, and the checkpoint after the first of them."""
    cases, checkpoint = dict[str, KeptCase](), ""
    for number, (name, walk) in enumerate(WALKS.items()):
        office.now = FIRST_DAY
        if name == "with_a_form":
            publish(office, files_with_a_form())
        office.a_case(party_name=f"青峦县第{number + 1}养老服务中心")
        walk(office)
        seal(office, minutes=number)
        cases[name] = KeptCase(office.run_id, office.case_id, office.open_acts(), 0)
        with office.archive.reading() as records:
            checkpoint = checkpoint or current_checkpoint(records=records).note
    edit(office, begin(office))
    write_entries(office, 20)
    office.now += timedelta(hours=1)
    seal(office)
    with office.archive.reading() as records:
        counted = {
            name: replace(one, entries=len(records.journal.list_entries(one.case_id))) for name, one in cases.items()
        }
    return counted, checkpoint


def make(engine: str) -> None:
    """Make what is kept of one engine."""
    assert engine == ENGINE
    if engine == "postgresql":
        os.environ["PATH"] = f"{programs()}:{os.environ['PATH']}"
    with TemporaryDirectory() as place:
        office, backup = an_installed_office(Path(place)), Path(place) / "backup.tar"
        cases, checkpoint = walked(office)
        report = take_backup(backup, archive=office.archive, storage=office.means.storage, now=office.now)
        assert report.faults == [], report.faults
        revision, moment = find_revisions(office.archive.engine)[0], office.now.isoformat()
        release = Release(version(), revision, moment, checkpoint, 1, office.people, cases)
        keep(FOLDER / version(), engine, release, backup.read_bytes())


def main() -> None:
    """Make what is kept of this version, unless something is."""
    if (FOLDER / version()).exists():
        sys.exit(f"{version()} is kept already; what is kept is never made again")
    for engine in ENGINES:
        environment = {**os.environ, "FASHEN_TEST_ENGINE": engine}
        subprocess.run([sys.executable, "-m", "tests.releases.make", engine], env=environment, check=True)


if __name__ == "__main__":
    if len(sys.argv) > 1:
        make(sys.argv[1])
    else:
        main()
