"""What was written once stays: the database refuses changes, and changes made past it are found and named.

Hypothesis: whatever role writes, the database refuses to change, delete or empty what is sealed; and what was changed
past the seals is found by ``fashen journal verify`` with its place. Negative controls: with the seals broken the same
statements go through, and an office that nobody touched verifies.
"""

import hashlib
import os
import subprocess
from pathlib import Path

import pytest
from sqlalchemy import inspect

from tests.acts.new_versions import LOWER, move, propose, publish
from tests.acts.new_versions import edited as edited_files
from tests.acts.prepared import a_case_before
from tests.acts.sealing import seal, witnessed, write_entries
from tests.builders import Office
from tests.engines import REFUSED, url_of
from tests.faults.broken import as_bytes, as_root, dump, is_on_sqlite, rows
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
    write_entries(witnessed(office), 300)
    seal(office)
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

    with pytest.raises(REFUSED, match=f"{table} is sealed"):
        as_root(edited, statement)

    assert before[table]
    assert dump(edited) == before


@pytest.mark.parametrize("table", [*SEALED, "reviews"])
def test_nobody_empties_what_is_sealed_at_one_stroke(edited: Office, table: str) -> None:
    before = dump(edited)
    stroke = f"DELETE FROM {table}" if is_on_sqlite(edited) else f"TRUNCATE {table} CASCADE"  # noqa: S608 -- names of our tables

    with pytest.raises(REFUSED, match="sealed"):
        as_root(edited, stroke)

    assert dump(edited) == before


@pytest.mark.parametrize("statement", ["UPDATE reviews SET conclusion = 'pass'", "DELETE FROM reviews"])
def test_a_signed_opinion_cannot_be_changed(office: Office, statement: str) -> None:
    with pytest.raises(REFUSED, match="a signed opinion is sealed"):
        as_root(office, statement)


def test_an_untouched_office_verifies(office: Office) -> None:
    assert verify(office) == (0, "全部日志链条校验一致", "")


@pytest.mark.parametrize(
    ("spoil", "found"),
    [
        ("UPDATE case_journal SET body = (SELECT body FROM case_journal WHERE seq = 3) WHERE seq = 4", 4),
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
    assert f"案件日志（{office.dossier().case.number}）第 {found} 条，" in complained


def test_an_entry_rewritten_with_a_fitting_hash_of_its_own_is_betrayed_by_the_next(office: Office) -> None:
    [(body, before)] = rows(
        office,
        "SELECT one.body, two.hash FROM case_journal one JOIN case_journal two ON two.seq = one.seq - 1 "
        "AND two.case_id = one.case_id WHERE one.seq = 4 AND one.case_id = 1",
    )
    forged = bytes(body).replace(b"2026-05-18", b"2026-05-17")
    digest = hashlib.sha256(bytes.fromhex(before) + forged).hexdigest()
    assert forged != body
    as_root(
        office,
        *break_the_seals(office),
        f"UPDATE case_journal SET body = {as_bytes(office, forged)}, hash = '{digest}' WHERE seq = 4",  # noqa: S608 -- the forger's own hand
    )

    code, _, complained = verify(office)

    assert code == 1
    assert f"案件日志（{office.dossier().case.number}）第 " in complained


def test_a_change_in_the_access_journal_is_found_too(office: Office) -> None:
    as_root(
        office,
        *break_the_seals(office, "access_journal"),
        "UPDATE access_journal SET actor_id = 2 WHERE case_id = 1",
    )

    assert f"访问日志（{office.dossier().case.number}）第 1 条，" in verify(office)[2]


def verify(office: Office) -> tuple[int, str, str]:
    """Run ``fashen journal verify`` over an office's database."""
    environment = {
        **os.environ,
        "FASHEN_HOME": str(_home_of(office)),
        "FASHEN_DATABASE_URL": url_of(office.archive),
    }
    told = subprocess.run(
        [FASHEN, "journal", "verify"], env=environment, capture_output=True, text=True, check=False, timeout=120
    )
    return told.returncode, told.stdout.strip(), told.stderr.strip()


def _home_of(office: Office) -> Path:
    """Return the data folder of an office: where its database file lies, when it has one."""
    return Path(str(office.means.storage.address)).parent


def break_the_seals(office: Office, table: str = "case_journal") -> list[str]:
    """Return what somebody with the whole database in hand would do first; new entries go on waiting to be sealed."""
    if not is_on_sqlite(office):
        is_journal = table.endswith("_journal")
        laying = [f"ALTER TABLE {table} ENABLE TRIGGER unsealed_{table}"] if is_journal else []
        return [f"ALTER TABLE {table} DISABLE TRIGGER ALL", *laying]
    names = rows(office, f"SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = '{table}'")  # noqa: S608 -- names of our tables
    return [f"DROP TRIGGER {name}" for (name,) in names if not name.startswith("unsealed")]


def _columns(office: Office, table: str) -> list[str]:
    return [column["name"] for column in inspect(office.archive.engine).get_columns(table)]
