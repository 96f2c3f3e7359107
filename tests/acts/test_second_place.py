"""The second place: what was signed is copied there once, and betrays a log that was rewritten and signed again."""

from datetime import timedelta
from pathlib import Path

import pytest

from tests.acts.dossiers import reseal
from tests.acts.prepared import a_case_before
from tests.acts.sealing import rewrite_chain, seal, verified, witnessed, write_entries
from tests.builders import Office
from tests.faults.broken import as_root, break_the_seals, rows
from workflows.acts.office.seal_journals import copy_checkpoints
from workflows.errors import ConflictError
from workflows.questions.operation import read_operation, what_waits
from workflows.questions.sealing import FORKED, current_checkpoint
from workflows.witness.copies import kept_notes, split_notes
from workflows.worker import Worker


@pytest.fixture(name="office")
def _office() -> Office:
    return witnessed(a_case_before("issue_notice"))


def test_checkpoints_are_copied_once_in_their_order_one_file_a_day(office: Office) -> None:
    copies = office.means.witness.copies
    assert copies is not None
    notes = []
    for minutes in (0, 1, 24 * 60):
        write_entries(office, 1)
        seal(office, minutes=minutes)
        with office.archive.reading() as records:
            notes.append(current_checkpoint(records=records).note)
        copy_checkpoints(office.archive, copies)
    again = copy_checkpoints(office.archive, copies)

    files = {path.name: path.read_text("utf-8") for path in copies.iterdir()}
    assert again == 0
    assert files == {
        "2026-05-18.checkpoints": f"{notes[0]}\n{notes[1]}\n",
        "2026-05-19.checkpoints": f"{notes[2]}\n",
    }


def test_copies_missed_while_the_second_place_was_away_are_made_up(office: Office) -> None:
    for _ in range(3):
        write_entries(office, 1)
        seal(office)

    assert copy_checkpoints(office.archive, None) == 0
    assert copy_checkpoints(office.archive, office.means.witness.copies) == 3


def test_a_log_rewritten_and_signed_again_is_betrayed_by_the_second_place(office: Office) -> None:
    """Hypothesis: whoever holds database and key cannot go on as if nothing had been. Control: untouched, it does."""
    copies = office.means.witness.copies
    seal(office)
    copy_checkpoints(office.archive, copies)
    write_entries(office, 1)
    seal(office)
    assert copy_checkpoints(office.archive, copies) == 1
    assert verified(office, elsewhere=kept_notes(copies)) is None
    before = list(kept_notes(copies))

    rewrite_chain(office, seq=2, seals=break_the_seals(office))
    reseal(office)
    write_entries(office, 3)
    seal(office, minutes=1)

    with pytest.raises(ConflictError, match="与第二处存放位置的检查点不符"):
        copy_checkpoints(office.archive, copies)
    assert list(kept_notes(copies)) == before
    broken = verified(office, elsewhere=kept_notes(copies))
    assert broken is not None
    assert broken.fault == FORKED


@pytest.mark.parametrize("drops_key", [False, True])
def test_a_shorter_log_and_a_strange_key_are_no_continuation(office: Office, *, drops_key: bool) -> None:
    copies = office.means.witness.copies
    write_entries(office, 3)
    seal(office)
    copy_checkpoints(office.archive, copies)
    as_root(office, *break_the_seals(office, "access_journal"), "DELETE FROM access_journal")
    reseal(office, drops_key=drops_key)
    if drops_key:
        assert office.means.witness.key_file is not None
        office.means.witness.key_file.unlink()
    seal(office)

    with pytest.raises(ConflictError, match="与第二处存放位置的检查点不符"):
        copy_checkpoints(office.archive, copies)


def test_copying_goes_on_once_the_old_files_were_put_away(office: Office, tmp_path: Path) -> None:
    copies = office.means.witness.copies
    assert copies is not None
    seal(office)
    copy_checkpoints(office.archive, copies)
    rewrite_chain(office, seq=2, seals=break_the_seals(office))
    reseal(office)
    seal(office)

    for path in copies.iterdir():
        path.rename(tmp_path / path.name)

    assert copy_checkpoints(office.archive, copies) == 1


def test_whoever_keeps_the_record_is_told_that_the_second_place_differs(office: Office) -> None:
    copies = office.means.witness.copies
    seal(office)
    copy_checkpoints(office.archive, copies)
    rewrite_chain(office, seq=2, seals=break_the_seals(office))
    reseal(office)
    Worker(office.archive, office.means, lambda: office.now, lambda: office.now).do_rounds()

    with office.archive.reading() as records:
        operation = read_operation(records=records, now=office.now)

    told = {name: [one.code for one in what_waits(operation, actor=office.actor(name))] for name in ("方明", "林静")}
    assert told == {"方明": ["copies-differ"], "林静": []}


def test_half_a_checkpoint_at_the_end_of_a_file_is_left_out(office: Office) -> None:
    """A copy cut short by a full disk or a lost mount is neither trusted nor taken for a forgery."""
    copies = office.means.witness.copies
    assert copies is not None
    seal(office)
    copy_checkpoints(office.archive, copies)
    write_entries(office, 1)
    seal(office)
    copy_checkpoints(office.archive, copies)
    [path] = copies.iterdir()
    whole = path.read_text("utf-8")
    notes = split_notes(whole)

    assert "".join(f"{one}\n" for one in notes) == whole
    for cut in range(1, len(notes[1]) + 1):
        path.write_text(whole[:-cut], "utf-8")
        copy_checkpoints(office.archive, copies)
        assert list(kept_notes(copies)) == notes


def test_a_second_place_that_fails_holds_up_no_sealing_and_is_told(office: Office) -> None:
    worker = Worker(office.archive, office.means, lambda: office.now, lambda: office.now)
    copies = office.means.witness.copies
    assert copies is not None
    copies.write_text("in the way", "ascii")

    worker.do_rounds()
    with office.archive.reading() as records:
        met, sealed = read_operation(records=records, now=office.now), records.log.size()
    copies.unlink()
    office.now += timedelta(minutes=1)
    worker.do_rounds()
    with office.archive.reading() as records:
        mended = read_operation(records=records, now=office.now)

    assert (
        sealed
        == rows(office, "SELECT (SELECT count(*) FROM case_journal) + (SELECT count(*) FROM access_journal)")[0][0]
    )
    assert [(one.name, one.failures) for one in met.rounds if one.failures] == [("checkpoints", 1)]
    assert [met.copying_fault[:15], mended.copying_fault] == ["FileExistsError", ""]
    assert [path.name for path in copies.iterdir()] == ["2026-05-18.checkpoints"]
