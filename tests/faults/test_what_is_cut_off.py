"""A chain does not show that its end was cut off; the sealed finished steps beside it do.

Hypothesis: entries taken from the end of a journal past its seals are missed by the verification. Negative control: the
chain alone, computed again, finds nothing amiss.
"""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from tests.builders import an_office
from tests.engines import as_owner
from tests.faults.broken import as_root, is_on_sqlite
from workflows.questions.journal import CUT_OFF, verify_journals


def test_the_newest_entries_cut_off_are_missed() -> None:
    office = an_office()
    office.a_case()
    office.do("verify_source")
    as_root(
        office,
        "DROP TRIGGER sealed_case_journal_delete"
        if is_on_sqlite(office)
        else "ALTER TABLE case_journal DISABLE TRIGGER ALL",
        "DELETE FROM case_journal WHERE seq = (SELECT max(seq) FROM case_journal)",
    )

    with office.archive.reading() as records:
        by_the_chain_alone, broken = records.journal.find_break(), verify_journals(records=records)

    assert by_the_chain_alone is None
    assert broken is not None
    assert (broken.case_id, broken.fault) == (office.case_id, CUT_OFF)


def test_replacing_a_sealed_row_is_refused_like_deleting_it() -> None:
    office = an_office()
    office.a_case()

    columns = "id, case_id, seq, kind, actor_id, entered_at, body, algorithm, hash"
    copy = f"INTO case_journal ({columns}) SELECT {columns} FROM case_journal LIMIT 1"  # noqa: S608 -- fixed names
    replace = f"INSERT OR REPLACE {copy}"
    if not is_on_sqlite(office):
        replace = f"INSERT {copy} ON CONFLICT (id) DO UPDATE SET kind = excluded.kind"

    with (
        pytest.raises(DBAPIError, match="case_journal is sealed"),
        as_owner(office.archive).engine.begin() as connection,
    ):
        connection.execute(text(replace))
