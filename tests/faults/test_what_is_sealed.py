"""What was written once stays: the database refuses changes, and changes made past it are found and named."""

import hashlib
import os
import sqlite3
import subprocess
from contextlib import closing

import pytest

from tests.acts.new_versions import LOWER, move, propose, publish
from tests.acts.new_versions import edited as edited_files
from tests.acts.prepared import a_case_before
from tests.builders import Office
from tests.faults.broken import as_root, dump, file_of
from tests.journeys.served_office import FASHEN
from workflows.events import Viewed
from workflows.records.seals import SEALED


@pytest.fixture(name="office")
def _office() -> Office:
    office = a_case_before("deliberate")
    with office.archive.transaction() as records:
        event = Viewed("paper", "1")
        records.access.append(1, kind=event.kind(), actor_id=1, actor="林静", now=office.now, body=event.body())
    return office


@pytest.fixture(name="edited", scope="module")
def _edited() -> Office:
    """A case whose reviewer passed it with changes, whose leaders have met, and that moved to another version."""
    office = a_case_before("sign_opinion")
    office.do("sign_opinion", conclusion="pass_edit", findings=[{"category": "wording", "text": "裁量说理请规范表述"}])
    office.walk_to("deliberate")
    office.do("deliberate")
    move(office, propose(office, publish(office, edited_files(*LOWER))))
    return office


@pytest.mark.parametrize("table", SEALED)
@pytest.mark.parametrize("verb", ["UPDATE", "DELETE"])
def test_the_database_refuses_to_change_what_is_sealed(edited: Office, table: str, verb: str) -> None:
    with edited.archive.transaction() as records:
        event = Viewed("paper", "1")
        records.access.append(1, kind=event.kind(), actor_id=1, actor="林静", now=edited.now, body=event.body())
    before = dump(edited)
    column = next(iter(_columns(edited, table)))
    statement = f"UPDATE {table} SET {column} = {column}" if verb == "UPDATE" else f"DELETE FROM {table}"  # noqa: S608 -- names of our tables

    with pytest.raises(sqlite3.IntegrityError, match=f"{table} is sealed"):
        as_root(edited, statement)

    assert before[table]
    assert dump(edited) == before


@pytest.mark.parametrize("statement", ["UPDATE reviews SET conclusion = 'pass'", "DELETE FROM reviews"])
def test_a_signed_opinion_cannot_be_changed(office: Office, statement: str) -> None:
    with pytest.raises(sqlite3.IntegrityError, match="a signed opinion is sealed"):
        as_root(office, statement)


def test_an_untouched_office_verifies(office: Office) -> None:
    assert verify(office) == (0, "全部日志链条校验一致", "")


@pytest.mark.parametrize(
    ("spoil", "found"),
    [
        (
            "UPDATE case_journal SET body = CAST(replace(body, '2026-05-18', '2026-05-17') AS BLOB) WHERE seq = 4",
            4,
        ),
        ("UPDATE case_journal SET actor_id = 9 WHERE seq = 3", 3),
        ("UPDATE case_journal SET kind = 'Viewed' WHERE seq = 5", 5),
        ("UPDATE case_journal SET entered_at = '2026-01-01 00:00:00.000000' WHERE seq = 2", 2),
        ("DELETE FROM case_journal WHERE seq = 6", 7),
        ("UPDATE case_journal SET case_id = 2 WHERE seq = 1 AND case_id = 1", 2),
    ],
)
def test_a_change_made_past_the_seals_is_found_and_named(office: Office, spoil: str, found: int) -> None:
    as_root(office, *break_the_seals(office), spoil)

    code, said, complained = verify(office)

    assert (code, said) == (1, "")
    assert f"case_journal case 1 entry {found}:" in complained


def test_an_entry_rewritten_with_a_fitting_hash_of_its_own_is_betrayed_by_the_next(office: Office) -> None:
    with closing(sqlite3.connect(file_of(office))) as database:
        body, before = database.execute(
            "SELECT one.body, two.hash FROM case_journal one JOIN case_journal two ON two.seq = one.seq - 1 "
            "AND two.case_id = one.case_id WHERE one.seq = 4 AND one.case_id = 1"
        ).fetchone()
    forged = bytes(body).replace(b"2026-05-18", b"2026-05-17")
    digest = hashlib.sha256(bytes.fromhex(before) + forged).hexdigest()
    assert forged != body
    as_root(
        office,
        *break_the_seals(office),
        f"UPDATE case_journal SET body = x'{forged.hex()}', hash = '{digest}', entered_at = entered_at WHERE seq = 4",  # noqa: S608 -- the forger's own hand
    )

    code, _, complained = verify(office)

    assert code == 1
    assert "case_journal case 1 entry " in complained


def test_a_change_in_the_access_journal_is_found_too(office: Office) -> None:
    as_root(
        office,
        *break_the_seals(office, "access_journal"),
        "UPDATE access_journal SET actor_id = 2 WHERE case_id = 1",
    )

    assert "access_journal case 1 entry 1:" in verify(office)[2]


def verify(office: Office) -> tuple[int, str, str]:
    """Run ``fashen journal verify`` over an office's database."""
    environment = {
        **os.environ,
        "FASHEN_HOME": str(file_of(office).parent),
        "FASHEN_DATABASE": f"sqlite:///{file_of(office)}",
    }
    told = subprocess.run(
        [FASHEN, "journal", "verify"], env=environment, capture_output=True, text=True, check=False, timeout=120
    )
    return told.returncode, told.stdout.strip(), told.stderr.strip()


def break_the_seals(office: Office, table: str = "case_journal") -> list[str]:
    """Return what somebody with the database file in hand would do first."""
    with closing(sqlite3.connect(file_of(office))) as database:
        names = database.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = ?", (table,))
        return [f"DROP TRIGGER {name}" for (name,) in names]


def _columns(office: Office, table: str) -> list[str]:
    with closing(sqlite3.connect(file_of(office))) as database:
        return [row[1] for row in database.execute(f"PRAGMA table_info({table})")]
