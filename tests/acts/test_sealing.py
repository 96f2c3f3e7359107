"""存证: every committed entry gets into the tree once, whoever seals; what was sealed cannot change unnoticed."""

import threading
from datetime import timedelta

import pytest
from sqlalchemy.exc import DatabaseError

from tests.acts.prepared import a_case_before
from tests.acts.sealing import seal, verified, witnessed, write_entries
from tests.builders import Office
from tests.faults.broken import as_root, failing, rows
from workflows.acts.office.seal_journals import BATCH, change_key, seal_all
from workflows.errors import ConflictError, RefusedError
from workflows.guards.log_proof import node_of
from workflows.questions.journal import read_case_journal
from workflows.questions.sealing import current_checkpoint, prove_growth, sealing_state
from workflows.witness.checkpoints import open_note, read_public_key
from workflows.witness.entries import leaf_of
from workflows.witness.keys import Witness
from workflows.witness.merkle import inclusion_proof, is_consistent, is_included, root_of
from workflows.worker import Worker


@pytest.fixture(name="office")
def _office() -> Office:
    return witnessed(a_case_before("issue_notice"))


def entries(office: Office) -> list[tuple[str, int, str]]:
    """Return (journal, number, hash) of every entry of both journals."""
    found = []
    for journal in ("case_journal", "access_journal"):
        found += [(journal, *row) for row in rows(office, f"SELECT id, hash FROM {journal}")]  # noqa: S608 -- our tables
    return sorted(found)


def leaves(office: Office) -> list[tuple[int, str, int, bytes]]:
    """Return the leaves in their order."""
    with office.archive.reading() as records:
        return [(place, journal, entry, leaf) for place, journal, entry, leaf, _ in records.log.walk_leaves()]


def test_every_entry_of_both_journals_is_sealed_once(office: Office) -> None:
    write_entries(office, 3)
    expected = entries(office)

    sealed = seal(office)

    found = leaves(office)
    assert sealed == len(expected) > 10
    assert [place for place, *_ in found] == list(range(sealed))
    assert sorted((journal, entry) for _, journal, entry, _ in found) == [one[:2] for one in expected]
    hashes = {one[:2]: one[2] for one in expected}
    assert [leaf for *_, leaf in found] == [leaf_of(journal, hashes[journal, entry]) for _, journal, entry, _ in found]
    assert seal(office) == 0


def test_the_checkpoint_is_signed_and_says_what_the_tree_is(office: Office) -> None:
    size = seal(office)

    with office.archive.reading() as records:
        shown = current_checkpoint(records=records)
    told = open_note(shown.note, read_public_key(shown.public_key))

    assert (told.size, told.root.hex()) == (size, shown.root) == (shown.size, shown.root)
    assert told.root == root_of(leaf for *_, leaf in leaves(office))


def test_large_trees_prove_every_leaf_and_every_growth_from_the_few_hashes_they_keep(office: Office) -> None:
    sizes = []
    for count in (BATCH + 7, 600, 1):
        write_entries(office, count)
        seal(office)
        sizes.append(len(leaves(office)))

    with office.archive.reading() as records:
        node, size = node_of(records.log), records.log.size()
        hashes = [leaf for *_, leaf in leaves(office)]
        proofs = {place: inclusion_proof(place, size, node) for place in range(0, size, 61)}
        growth = {old: prove_growth(old, size, records=records) for old in (1, 255, 256, 257, *sizes)}
        kept = rows(office, "SELECT level, count(*) FROM log_nodes GROUP BY level")

    root = root_of(hashes)
    assert kept == [(8, size // 256)]
    assert all(is_included(hashes[place], place, size, proof, root) for place, proof in proofs.items())
    for old, proof in growth.items():
        assert is_consistent(old, size, [bytes.fromhex(one) for one in proof], root_of(hashes[:old]), root)


def test_what_commits_late_is_sealed_late_and_never_forgotten(office: Office) -> None:
    """An entry's number says nothing about when it is committed; "id > last" would lose it."""
    write_entries(office, 2)
    late = rows(office, "SELECT max(id) FROM access_journal")[0][0] - 1
    [(waiting, hashed)] = rows(
        office,
        f"SELECT id, hash FROM unsealed WHERE journal = 'access_journal' AND entry_id = {late}",  # noqa: S608 -- a number
    )
    as_root(office, f"DELETE FROM unsealed WHERE id = {waiting}")  # noqa: S608 -- a number
    seal(office)
    as_root(
        office,
        "INSERT INTO unsealed (journal, entry_id, hash, since) "  # noqa: S608 -- our own values
        f"VALUES ('access_journal', {late}, '{hashed}', '2026-05-18 02:00:00')",
    )

    sealed = seal(office)

    assert (sealed, leaves(office)[-1][1:3]) == (1, ("access_journal", late))
    assert verified(office) is None


def test_the_workers_round_seals_and_copies(office: Office) -> None:
    worker = Worker(office.archive, office.means, lambda: office.now, lambda: office.now)

    worker.do_rounds()

    assert len(leaves(office)) == len(entries(office))
    assert office.means.witness.copies is not None
    assert [path.name for path in office.means.witness.copies.iterdir()] == ["2026-05-18.checkpoints"]


def test_two_sealers_at_once_seal_everything_once(office: Office) -> None:
    write_entries(office, 2500)
    barrier, done = threading.Barrier(4), []

    def work() -> None:
        barrier.wait()
        done.append(seal(office))

    threads = [threading.Thread(target=work) for _ in range(4)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    seal(office)

    found = leaves(office)
    assert len({(journal, entry) for _, journal, entry, _ in found}) == len(found) == len(entries(office))
    assert verified(office) is None


def test_where_the_key_does_not_lie_nothing_is_sealed(office: Office) -> None:
    assert seal_all(office.archive, Witness(), now=office.now) == 0

    seal(office)
    write_entries(office, 1)
    elsewhere = Witness(office.means.witness.key_file.with_name("another"))  # type: ignore[union-attr]

    assert seal_all(office.archive, elsewhere, now=office.now) == 0
    assert not elsewhere.key_file.exists()  # type: ignore[union-attr]


def test_a_key_that_is_not_the_logs_own_is_refused(office: Office) -> None:
    seal(office)
    write_entries(office, 1)
    other = witnessed(a_case_before("issue_notice"))
    seal(other)

    with pytest.raises(ConflictError, match="与存证日志登记的公钥不符"):
        seal_all(office.archive, other.means.witness, now=office.now)


def test_a_lost_key_is_replaced_only_when_somebody_says_so(office: Office) -> None:
    seal(office)
    witness = office.means.witness
    assert witness.key_file is not None
    with pytest.raises(RefusedError, match="还在，不能更换"), office.archive.transaction() as records:
        change_key(records, witness, now=office.now)
    witness.key_file.unlink()
    write_entries(office, 1)
    without = seal(office)

    with office.archive.transaction() as records:
        public = change_key(records, witness, now=office.now)
    with_new = seal(office)

    assert (without, with_new, verified(office)) == (0, 1, None)
    with office.archive.reading() as records:
        shown = current_checkpoint(records=records)
    assert (shown.public_key, open_note(shown.note, read_public_key(public)).size) == (public, shown.size)


def test_a_sealing_that_fails_leaves_everything_waiting(office: Office) -> None:
    before = rows(office, "SELECT * FROM unsealed ORDER BY id")

    with failing(office, "INSERT", "checkpoints"), pytest.raises(DatabaseError, match="disk fault"):
        seal(office)

    assert rows(office, "SELECT * FROM unsealed ORDER BY id") == before
    assert [rows(office, f"SELECT count(*) FROM {table}") for table in ("log_leaves", "log_keys")] == [[(0,)]] * 2  # noqa: S608 -- our tables
    assert seal(office) == len(before)


def test_a_dossier_grows_from_the_last_checkpoint_of_each_day_in_shanghai(office: Office) -> None:
    """23:50 and 00:10 are one day in UTC, 00:10 and 09:00 one day in Shanghai."""
    sizes = []
    for minutes in (0, 13 * 60 + 50, 14 * 60 + 10, 23 * 60):
        write_entries(office, 1)
        seal(office, minutes=minutes)
        sizes.append(len(leaves(office)))

    with office.archive.reading() as records:
        daily = records.log.list_daily_sizes()

    assert daily == [sizes[1], sizes[3]]


def test_health_is_red_when_the_oldest_entry_has_waited_five_minutes(office: Office) -> None:
    def state(minutes: int) -> tuple[int, bool]:
        with office.archive.reading() as records:
            since = records.log.waiting_since() or office.now
            found = sealing_state(records=records, now=since + timedelta(minutes=minutes, seconds=1))
        return found.size, found.is_late

    before = state(4), state(5)
    size = seal(office)

    assert before == ((0, False), (0, True))
    assert state(60) == (size, False)


def test_the_page_says_which_entries_are_sealed(office: Office) -> None:
    def places() -> list[int | None]:
        with office.archive.reading() as records:
            page = read_case_journal(office.case_id, records=records, actor=office.actor("林静"), means=office.means)
        return [one.place for one in reversed(page.entries)]

    before = places()
    seal(office)
    after = places()
    office.do("issue_notice")

    assert set(before) == {None}
    assert None not in after
    assert after == sorted(set(after), key=lambda place: place or 0)
    assert places()[: len(after)] == after
    # The code on the new paper names a checkpoint that holds its issue; what came after waits.
    assert None not in places()[:-1]
    assert places()[-1] is None
