"""What was written once stays: the database refuses changes, and changes made past it are found and named.

Hypothesis: whatever role writes, the database refuses to change, delete or empty what is sealed; and what was changed
past the seals is found by ``fashen journal verify`` with its place. Negative controls: with the seals broken the same
statements go through, and an office that nobody touched verifies.
"""

import hashlib
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import inspect

from tests.acts.dossiers import reseal
from tests.acts.new_versions import LOWER, move, propose, publish
from tests.acts.new_versions import edited as edited_files
from tests.acts.prepared import a_case_before
from tests.acts.sealing import rewrite_chain, seal, verified, witnessed, write_entries
from tests.builders import Office
from tests.engines import REFUSED, url_of
from tests.faults.broken import as_bytes, as_root, break_the_seals, dump, is_on_sqlite, rows
from webapp.cli import cli
from workflows.events import Viewed
from workflows.questions.sealing import current_checkpoint
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
    assert verify(office) == (0, WELL, "")


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


WELL = "全部日志链条校验一致"
STEP, PAPER, FILE = "登记的办理内容与写入的不一致", "登记的文书与写入的不一致", "登记的文书文件与写入的不一致"


@pytest.mark.parametrize(
    ("table", "change", "found"),
    [
        ("finished_steps", "by_name = '某人'", STEP),
        ("finished_steps", "by_id = 99", STEP),
        ("finished_steps", "done_on = '2026-01-01'", STEP),
        ("finished_steps", "answers = '{}'", STEP),
        ("finished_steps", "summary = '另一句'", STEP),
        ("finished_steps", "", STEP),
        ("papers", "number = '第1号'", PAPER),
        ("papers", "title = '另一份'", PAPER),
        ("papers", "issued_on = '2026-01-01'", PAPER),
        ("papers", "fields = '{}'", PAPER),
        ("papers", "template_sha = fields_sha", PAPER),
        ("paper_files", "size = size + 1", FILE),
        ("paper_files", "sha = 'f00d'", FILE),
        ("paper_files", "", FILE),
    ],
)
def test_a_row_changed_past_the_seals_is_held_against_what_was_written(
    office: Office, table: str, change: str, found: str
) -> None:
    assert verified(office) is None
    key = "paper_id" if table == "paper_files" else "id"
    verb = f"UPDATE {table} SET {change}" if change else f"DELETE FROM {table}"  # noqa: S608 -- names of our tables
    as_root(office, *break_the_seals(office, table), f"{verb} WHERE {key} = (SELECT max({key}) FROM {table})")  # noqa: S608 -- names of our tables

    code, _, complained = verify(office)

    assert code == 1
    assert f"案件日志（{office.dossier().case.number}）第 " in complained
    assert found in complained


@pytest.mark.parametrize(("table", "found"), [("finished_steps", "记录的办理少于已办结的环节"), ("papers", PAPER)])
def test_a_row_that_no_entry_tells_of_is_found(office: Office, table: str, found: str) -> None:
    columns = ", ".join(name for name in _columns(office, table) if name != "id")
    values = columns.replace(" key,", " NULL,")
    copied = f"SELECT {values} FROM {table} WHERE id = (SELECT max(id) FROM {table})"  # noqa: S608 -- names of our tables
    as_root(office, f"INSERT INTO {table} ({columns}) {copied}")

    assert found in verify(office)[2]


def test_an_earlier_checkpoint_kept_elsewhere_betrays_who_rewrote_and_signed_everything_again(tmp_path: Path) -> None:
    office = witnessed(a_case_before("issue_notice"))
    seal(office)
    kept, nothing = tmp_path / "kept.txt", tmp_path / "nothing.txt"
    with office.archive.reading() as records:
        kept.write_text(current_checkpoint(records=records).note, "utf-8")
    nothing.write_text("no checkpoint", "ascii")
    untouched = verify(office, "--trusted-checkpoint", str(kept))
    rewrite_chain(office, seq=2, seals=break_the_seals(office))
    with office.archive.reading() as records:
        told = records.journal.list_entries(office.case_id)[1].body["body"]["summary"]  # type: ignore[index]
    change = f"UPDATE finished_steps SET summary = '{told}' WHERE id = (SELECT min(id) FROM finished_steps)"  # noqa: S608 -- the forger's own hand
    as_root(office, *break_the_seals(office, "finished_steps"), change)
    reseal(office)
    seal(office)

    by_itself, against_it = verify(office), verify(office, "--trusted-checkpoint", str(kept))
    empty = verify(office, "--trusted-checkpoint", str(nothing))

    assert (untouched, by_itself) == ((0, WELL, ""), (0, WELL, ""))
    assert against_it[0] == 1
    assert "与保存在别处的检查点不符" in against_it[2]
    assert (empty[0], "没有检查点" in empty[2]) == (2, True)


def verify(office: Office, *arguments: str) -> tuple[int, str, str]:
    """Run ``fashen journal verify`` over an office's database."""
    environment = {"FASHEN_HOME": str(_home_of(office)), "FASHEN_DATABASE_URL": url_of(office.archive)}
    told = CliRunner(env=environment).invoke(cli, ["journal", "verify", *arguments])
    return told.exit_code, told.stdout.strip(), told.stderr.strip()


def _home_of(office: Office) -> Path:
    """Return the data folder of an office: where its database file lies, when it has one."""
    return Path(str(office.means.storage.address)).parent


def _columns(office: Office, table: str) -> list[str]:
    return [column["name"] for column in inspect(office.archive.engine).get_columns(table)]
