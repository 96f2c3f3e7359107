"""What is changed in the sealed log, or under it, past every trigger: verifying the journals names it."""

import pytest

from tests.acts.prepared import a_case_before
from tests.acts.sealing import rewrite_chain, seal, verified, witnessed, write_entries
from tests.builders import Office
from tests.engines import REFUSED
from tests.faults.broken import as_root, break_the_seals
from workflows.questions.journal import describe_break

SWAPPED = "UPDATE log_leaves SET leaf = (SELECT leaf FROM log_leaves WHERE position = 1) WHERE position = 2"


@pytest.fixture(name="office")
def _office() -> Office:
    return witnessed(a_case_before("issue_notice"))


@pytest.mark.parametrize("table", ["log_leaves", "log_nodes", "checkpoints", "log_keys"])
@pytest.mark.parametrize("verb", ["UPDATE {0} SET {1} = {1}", "DELETE FROM {0}"])
def test_the_log_itself_is_sealed(office: Office, table: str, verb: str) -> None:
    write_entries(office, 300)
    seal(office)
    column = {"log_leaves": "position", "log_nodes": "level", "checkpoints": "size", "log_keys": "id"}[table]

    with pytest.raises(REFUSED, match=f"{table} is sealed"):
        as_root(office, verb.format(table, column))


@pytest.mark.parametrize(
    ("table", "change", "journal"),
    [
        ("log_leaves", "DELETE FROM log_leaves WHERE position = 3", "log_leaves"),
        ("log_leaves", "DELETE FROM log_leaves WHERE position = (SELECT max(position) FROM log_leaves)", "log_leaves"),
        ("log_leaves", SWAPPED, "case_journal"),
        ("log_leaves", "UPDATE log_leaves SET entry_id = 999999 WHERE position = 2", "case_journal"),
        ("checkpoints", "UPDATE checkpoints SET root = 'ff'", "log_leaves"),
        ("checkpoints", "UPDATE checkpoints SET note = 'ff'", "log_leaves"),
        ("log_keys", "DELETE FROM log_keys", "log_leaves"),
    ],
)  # fmt: skip
def test_whatever_is_changed_in_the_log_past_its_seals_is_found(
    office: Office, table: str, change: str, journal: str
) -> None:
    seal(office)
    assert verified(office) is None
    as_root(office, *break_the_seals(office, table), change)

    broken = verified(office)

    assert broken is not None
    assert broken.journal == journal
    with office.archive.reading() as records:
        assert "已存证的条目被改动或者缺失" in describe_break(broken, records=records).in_chinese()


def test_an_entry_withheld_from_sealing_is_found(office: Office) -> None:
    as_root(office, "DELETE FROM unsealed WHERE id = (SELECT max(id) FROM unsealed)")

    broken = verified(office)

    assert broken is not None
    assert (broken.journal, broken.fault) == ("case_journal", "is neither sealed nor waiting to be")


def test_a_chain_rewritten_whole_after_it_was_sealed_is_found(office: Office) -> None:
    seal(office)
    rewrite_chain(office, seq=2, seals=break_the_seals(office))

    broken = verified(office)

    assert broken is not None
    assert (broken.journal, broken.seq, broken.fault) == ("case_journal", 2, "sealed entry was changed or removed")
