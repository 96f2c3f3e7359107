"""PostgreSQL itself keeps agencies apart: a query that forgets to ask for the agency finds nobody else's rows.

Hypothesis: the application's role reads, writes and changes nothing of another agency, whatever its statement says.
Negative control: with the policy of one table taken away the neighbour sees its rows.
"""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from sqlalchemy import Table, select, text
from sqlalchemy.exc import ProgrammingError

from tests.builders import Office, an_office, move_in
from tests.postgres import server
from workflows.acts.office.add_agency import NewAgency, add_agency
from workflows.records.cases import Case
from workflows.records.fence import FENCED, OPEN, is_fenced
from workflows.records.migrate import upgrade
from workflows.records.rights import grant_rights, rights_of
from workflows.records.tables import metadata
from workflows.records.transaction import Archive

OURS, NEXT_DOOR = 1, 2
NEIGHBOUR = NewAgency("临江市商务局", "临江商", "539900", "11539900MBY000205H", "city", "commerce")


@pytest.fixture(name="office", scope="module")
def _office() -> Iterator[Office]:
    """An office with a case well under way, worked in by a role that owns no table; nothing is next door."""
    home = server()
    name = home.create_database()
    owner = Archive(home.url(name))
    upgrade(owner.engine)
    application, migration = f"app_{name}", f"owner_{name}"
    grant_rights(
        owner.engine, rights_of(owner.engine, application=application, migration=migration), migration=migration
    )
    office = replace(an_office(), archive=Archive(home.url(name, user=application), pool=1))
    move_in(office.archive)
    with office.archive.transaction() as records:
        assert add_agency(NEIGHBOUR, records=records) == NEXT_DOOR
    office.a_case()
    office.walk_to("deliberate")
    yield office
    home.drop_database(name)


def seen(archive: Archive, tables: list[Table]) -> dict[str, int]:
    """Return how many rows a query without any condition finds in each table."""
    with archive.reading() as records:
        return {one.name: len(records.session.execute(select(one.c[next(iter(one.c.keys()))])).all()) for one in tables}


def outside(table: str) -> str:
    """Return what of a table is everybody's."""
    return "case_id = 0" if table == "case_journal" else "false"


def test_every_table_that_hangs_on_an_agency_is_fenced_or_says_why_not() -> None:
    hanging: set[str] = set()
    for table in metadata.sorted_tables:
        names = {column.name for column in table.columns}
        refers = {key.column.table.name for column in table.columns for key in column.foreign_keys}
        if names & {"agency_id", "case_id", "run_id"} or refers & ((hanging - set(OPEN)) | {"agencies"}):
            hanging.add(table.name)

    assert hanging == set(FENCED) | set(OPEN)
    assert not set(FENCED) & set(OPEN)


def test_the_database_has_a_policy_for_each_of_them(office: Office) -> None:
    query = "SELECT relname FROM pg_class c JOIN pg_policy p ON p.polrelid = c.oid WHERE c.relrowsecurity"
    with office.archive.engine.connect() as connection:
        assert set(connection.scalars(text(query))) == set(FENCED)
    assert is_fenced(office.archive.engine)


def test_a_query_without_a_condition_finds_nothing_next_door_and_nothing_for_nobody(office: Office) -> None:
    tables = [metadata.tables[name] for name in FENCED if name != "case_journal"]

    everything, ours = seen(office.archive, tables), seen(office.archive.within(OURS), tables)

    assert {name for name, number in everything.items() if number} >= {
        "cases",
        "runs",
        "open_tasks",
        "papers",
        "reviews",
    }
    assert ours == everything
    for closed in (office.archive.within(NEXT_DOOR), office.archive.within(None)):
        assert seen(closed, tables) == dict.fromkeys(everything, 0)


def test_nobody_next_door_reads_what_was_done_in_a_case(office: Office) -> None:
    found = {}
    for agency in (OURS, NEXT_DOOR, None):
        with office.archive.within(agency).reading() as records:
            found[agency] = set(records.session.scalars(select(metadata.tables["case_journal"].c.case_id)))

    assert office.case_id in found[OURS]
    assert found[NEXT_DOOR] | found[None] <= {0}


def test_whoever_says_nothing_sees_nothing(office: Office) -> None:
    with office.archive.engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM cases")).scalar_one() == 0


def test_a_connection_carries_no_agency_on_to_the_next(office: Office) -> None:
    pids = []
    for archive, expected in ((office.archive.within(OURS), 1), (office.archive.within(None), 0)) * 2:
        with archive.reading() as records:
            pids.append(records.session.execute(text("SELECT pg_backend_pid()")).scalar_one())
            assert len(records.list_where(Case)) == expected
    with office.archive.engine.connect() as connection:
        pids.append(connection.execute(text("SELECT pg_backend_pid()")).scalar_one())
        assert connection.execute(text("SELECT count(*) FROM cases")).scalar_one() == 0

    assert len(set(pids)) == 1


@pytest.mark.parametrize(
    "attempt",
    [
        "UPDATE cases SET agency_id = 2",
        "INSERT INTO paper_series (agency_id, code, year, last) VALUES (2, 'x', 2026, 1)",
        "INSERT INTO form_drafts (task_id, person_id, typed, saved_at) VALUES (999, 1, '{}', now())",
    ],
)
def test_nobody_writes_into_another_agency(office: Office, attempt: str) -> None:
    with (
        pytest.raises(ProgrammingError, match="row-level security"),
        office.archive.within(OURS).transaction() as records,
    ):
        records.session.execute(text(attempt))


def test_nobody_changes_or_deletes_what_is_next_door(office: Office) -> None:
    with office.archive.within(NEXT_DOOR).transaction() as records:
        changed = [
            records.session.execute(text(words)).rowcount  # type: ignore[attr-defined]
            for words in ("UPDATE cases SET agency_id = agency_id", "UPDATE runs SET version = 9", "DELETE FROM clocks")
        ]

    assert changed == [0, 0, 0]


def test_without_the_policy_the_neighbour_would_see_it(office: Office) -> None:
    """The negative control: it is the policy, and not an empty table, that hides the case."""
    name = str(office.archive.engine.url.database)
    owner = Archive(server().url(name))
    with owner.engine.begin() as connection:
        connection.execute(text("ALTER TABLE cases DISABLE ROW LEVEL SECURITY"))
    try:
        with office.archive.within(NEXT_DOOR).reading() as records:
            assert len(records.list_where(Case)) == 1
    finally:
        with owner.engine.begin() as connection:
            connection.execute(text("ALTER TABLE cases ENABLE ROW LEVEL SECURITY"))
    with office.archive.within(NEXT_DOOR).reading() as records:
        assert records.list_where(Case) == []
