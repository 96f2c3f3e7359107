"""The gate of an SQLite database: nobody waits for ever, nobody for themselves, and who has tired holds up no other."""

import threading
from pathlib import Path

import pytest

from tests.builders import an_office
from workflows.errors import UnsavedError
from workflows.records.gate import Gate, NestedTurnError

A_MOMENT, LONG = 0.2, 30.0


def gates(kind: str, folder: Path, *patience: float) -> list[Gate]:
    """Return as many doors of one gate: of one file, or the same one of a database in memory."""
    if kind == "file":
        return [Gate(folder / "office.db.wlock", patience=one) for one in patience]
    return [Gate(None, patience=min(patience))] * len(patience)


@pytest.mark.parametrize("kind", ["file", "memory"])
def test_whose_turn_does_not_come_is_told_that_nothing_was_saved(kind: str, tmp_path: Path) -> None:
    first, second = gates(kind, tmp_path, A_MOMENT, A_MOMENT)
    told: list[UnsavedError] = []

    def wait() -> None:
        with pytest.raises(UnsavedError) as refused, second.turn():
            raise AssertionError("two writers at once")
        told.append(refused.value)

    with first.turn():
        waiting = threading.Thread(target=wait)
        waiting.start()
        waiting.join(LONG)

    assert [one.may_try_again for one in told] == [False]
    with second.turn():
        pass


def test_who_has_tired_of_waiting_passes_the_turn_on_at_once(tmp_path: Path) -> None:
    first, tired, third = gates("file", tmp_path, A_MOMENT, A_MOMENT, LONG)
    in_line, came = threading.Event(), threading.Event()

    def stand() -> None:
        in_line.set()
        with third.turn():
            came.set()

    with first.turn():
        with pytest.raises(UnsavedError), tired.turn():
            raise AssertionError("two writers at once")
        patient = threading.Thread(target=stand)
        patient.start()
        assert in_line.wait(LONG)
    patient.join(LONG)

    assert came.is_set()


def test_a_transaction_inside_a_transaction_is_a_defect_and_not_a_wait_for_ever() -> None:
    office = an_office()

    for inner in (office.archive.transaction, office.archive.rehearsal, office.archive.within(1).transaction):
        with office.archive.transaction(), pytest.raises(NestedTurnError), inner():
            raise AssertionError("two writers at once")
    with office.archive.transaction(), office.archive.reading():
        pass
