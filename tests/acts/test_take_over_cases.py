"""导入历史案件 piece by piece: seen by nobody before the last, gone on with after an accident, taken out when ended."""

import threading
import time
from datetime import timedelta

import pytest

from tests.acts.test_errands import background, begun, bring, row, stop
from tests.acts.test_import_cases import ROW, a_csv, kept
from tests.acts.test_import_cases import bring as bring_at_console
from tests.builders import Office, an_office
from tests.faults.worker_in_a_process import wait_until
from workflows.acts.index_case import index_older_piece
from workflows.acts.office.import_cases import check_cases
from workflows.acts.office.take_over_cases import (
    FORGOTTEN_AFTER,
    PIECE,
    Incoming,
    finish_arrival,
    give_back_forgotten,
    import_cases,
    take_in,
    take_piece,
)
from workflows.errands.desk import StoppedError
from workflows.errands.doing import do_errand
from workflows.questions.legacy_cases import list_legacy
from workflows.records.errands import Errand
from workflows.records.jobs import Job
from workflows.records.legacy_cases import LegacyArrival, LegacyCase
from workflows.records.transaction import Records

MANY = 2 * PIECE + 100
FILE = a_csv(*({**ROW, "案号": f"旧〔2019〕{number}号"} for number in range(MANY)))


@pytest.fixture(name="office")
def _office() -> Office:
    return an_office()


def incoming(office: Office, *, errand_id: int | None = None) -> Incoming:
    """Return the file as it was checked."""
    actor = office.actor("何敏")
    with office.archive.reading() as records:
        checked = check_cases("旧台账.csv", FILE, agency_id=actor.agency_id, records=records, now=office.now)
    assert not checked.errors
    return Incoming("旧台账.csv", checked.read, checked.batch, actor, errand_id)


def take_one(office: Office, batch: Incoming) -> None:
    with office.archive.transaction() as records:
        take_piece(batch, records=records, now=office.now)


def nothing(_: Records, __: int) -> None:
    """Go on."""


def seen(office: Office) -> int:
    with office.archive.reading() as records:
        return len(list_legacy("", records=records, actor=office.actor("何敏"), size=MANY + 1).lines)


def arriving(office: Office) -> list[int]:
    """Return how many rows are in of each batch on its way."""
    with office.archive.reading() as records:
        return [one.taken for one in records.list_where(LegacyArrival)]


def imported(office: Office) -> int:
    with office.archive.reading() as records:
        return len(records.journal.list_entries(0, kind="LegacyCasesImported"))


def half_done(office: Office) -> int:
    """Return an errand whose worker was killed after the first piece."""
    errand = bring(office, FILE)
    begun(office, errand)
    take_one(office, incoming(office, errand_id=errand))
    assert arriving(office) == [PIECE]
    return errand


def test_nobody_sees_a_case_before_the_last_one_is_in(office: Office) -> None:
    batch = incoming(office)
    told = list[int]()

    take_in(batch, office.archive, now=office.now, go_on=lambda _, taken: told.append(taken))
    with office.archive.transaction() as records:
        indexed = index_older_piece(records=records)
    before = (seen(office), indexed, imported(office))
    with office.archive.transaction() as records:
        finish_arrival(batch, records=records, now=office.now)

    assert told == [PIECE, 2 * PIECE, MANY]
    assert before == (0, 0, 0)
    assert (seen(office), imported(office), arriving(office)) == (MANY, 1, [])
    assert [one.number for one in kept(office)] == [f"旧〔2019〕{number}号" for number in range(MANY)]
    office.work()
    with office.archive.transaction() as records:
        assert index_older_piece(records=records) == 0


def test_without_its_row_among_the_arrivals_the_half_would_be_seen(office: Office) -> None:
    """The negative control of what keeps a batch out of sight."""
    take_one(office, incoming(office))
    with office.archive.transaction() as records:
        records.session.delete(records.list_where(LegacyArrival)[0])
        records.session.flush()

    assert seen(office) == PIECE


def test_a_command_that_was_killed_goes_on_where_it_was(office: Office) -> None:
    take_one(office, incoming(office))

    done = bring_at_console(office, FILE)

    assert (done.cases, done.is_done, seen(office), imported(office)) == (MANY, True, MANY, 1)


def test_what_came_on_record_meanwhile_is_told_and_nothing_is_in(office: Office) -> None:
    batch = incoming(office)
    take_one(office, batch)
    bring_at_console(office, a_csv({**ROW, "案号": f"旧〔2019〕{MANY - 1}号"}), name="other.csv")

    errors = take_in(batch, office.archive, now=office.now, go_on=nothing)

    assert [(one.row, one.told.code) for one in errors] == [(MANY + 1, "number-known")]
    assert (len(kept(office)), arriving(office)) == (1, [])


def test_the_same_file_is_not_taken_in_by_two(office: Office) -> None:
    half_done(office)

    other = bring_at_console(office, FILE)

    assert {one.told.code for one in other.errors} == {"number-arriving"}
    assert arriving(office) == [PIECE]


def test_an_errand_ended_in_the_middle_leaves_nothing(office: Office) -> None:
    errand = half_done(office)
    stop(office, errand)

    office.work()

    assert (row(office, errand).state, kept(office), arriving(office), imported(office)) == ("cancelled", [], [], 0)


def test_an_errand_that_waits_for_its_next_attempt_leaves_nothing_either(office: Office) -> None:
    errand = half_done(office)
    with office.archive.transaction() as records:
        records.get(Errand, errand).state = "waiting"
        records.list_where(Job, Job.key == f"errand:{errand}")[0].due_at = office.now + FORGOTTEN_AFTER / 4
    stop(office, errand)
    assert row(office, errand).state == "waiting"

    office.work()

    assert (row(office, errand).state, kept(office), arriving(office)) == ("cancelled", [], [])


def test_an_errand_ends_between_two_pieces(office: Office) -> None:
    errand = bring(office, FILE)
    hand = threading.Thread(target=office.work)

    def is_in_the_middle() -> bool:
        # Whoever holds the errand's row holds up the next piece.
        with office.archive.transaction() as records:
            arrivals = records.list_where(LegacyArrival)
            if arrivals:
                records.get(Errand, errand).stops = True
        return bool(arrivals)

    hand.start()
    wait_until(is_in_the_middle)
    hand.join()
    # Told after the last piece, it was refused its end and is ended by the next attempt.
    office.now += timedelta(minutes=1)
    office.work()

    assert (row(office, errand).state, kept(office), arriving(office)) == ("cancelled", [], [])


def test_an_errand_ended_at_the_very_last_moment_is_ended(office: Office) -> None:
    errand = bring(office, FILE)
    effect = do_errand({"errand_id": errand}, background(office))
    stop(office, errand)

    assert effect is not None
    with office.archive.rehearsal() as records, pytest.raises(StoppedError):
        effect(records)
    office.work()
    assert (row(office, errand).state, kept(office)) == ("cancelled", [])


def test_a_command_interrupted_by_hand_leaves_nothing(office: Office) -> None:
    def interrupt(_: int, __: int) -> None:
        if arriving(office):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        import_cases(
            "旧台账.csv",
            FILE,
            is_trial=False,
            actor=office.actor("何敏"),
            archive=office.archive,
            now=office.now,
            progress=interrupt,
        )

    assert (kept(office), arriving(office)) == ([], [])


def test_what_nobody_goes_on_with_is_taken_out_after_a_day(office: Office) -> None:
    take_one(office, incoming(office))
    assert give_back_forgotten(background(office)) == 0
    office.now += FORGOTTEN_AFTER * 1.1

    assert give_back_forgotten(background(office)) == 1
    assert (kept(office), arriving(office)) == ([], [])


def test_what_somebody_is_at_is_left_to_them(office: Office) -> None:
    half_done(office)
    office.now += FORGOTTEN_AFTER * 1.1

    assert give_back_forgotten(background(office)) == 0
    assert arriving(office) == [PIECE]


def test_officers_do_not_wait_for_an_import(office: Office) -> None:
    """A piece takes some hundredths of a second; the bound is wide, for machines that do much else."""
    batch, waits = incoming(office), list[float]()
    hand = threading.Thread(
        target=lambda: take_in(batch, office.archive, now=office.now, go_on=lambda _, __: time.sleep(0.001))
    )

    hand.start()
    while hand.is_alive():
        start = time.monotonic()
        with office.archive.transaction() as records:
            records.find_where(LegacyCase)
        waits.append(time.monotonic() - start)
        time.sleep(0.005)
    hand.join()

    assert seen(office) == 0
    assert len(waits) > 1, "it was one transaction"
