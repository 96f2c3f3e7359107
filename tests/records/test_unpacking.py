"""What is read of a case file past the ORM is what the ORM would have loaded, and is changed like it."""

from sqlalchemy import inspect, select

from tests.acts.prepared import a_case_before
from tests.builders import Office
from workflows.records.drawers import Drawers, full_drawers, inventory
from workflows.records.evidence import Evidence
from workflows.records.papers import Paper
from workflows.records.runs import RunRow
from workflows.records.schema import values_of
from workflows.records.transaction import Records

EVERY_DRAWER = full_drawers([True] * len(inventory("1", "1")))


def run_of(records: Records, office: Office) -> RunRow:
    run = records.runs.find(office.run_id)
    assert run is not None
    return run


def test_every_drawer_reads_what_the_orm_loads() -> None:
    office = a_case_before("decide_penalty")
    with office.archive.reading() as records:
        drawers = Drawers(records.session, run_of(records, office), EVERY_DRAWER)
        read = {table: drawers.rows(table) for table in EVERY_DRAWER}
        states = [inspect(row) for rows in read.values() for row in rows]
        unlike = [state for state in states if not state.persistent or state.unloaded or state.modified]
    with office.archive.reading() as records:
        loaded = {table: [values_of(row) for row in records.list_where(table)] for table, rows in read.items() if rows}

    assert unlike == []
    assert len(loaded) > 8
    assert {table: [values_of(row) for row in read[table]] for table in loaded} == loaded


def test_what_is_changed_in_it_is_written() -> None:
    office = a_case_before("decide_penalty")
    with office.archive.transaction() as records:
        drawers = Drawers(records.session, run_of(records, office), None)
        drawers.rows(Paper)
        changed = drawers.rows(Evidence)[0]
        changed.name = "另一个名称"

    with office.archive.reading() as records:
        names = dict(records.session.execute(select(Evidence.id, Evidence.name)).all())
    assert names[changed.id] == "另一个名称"
    assert list(names.values()).count("另一个名称") == 1


def test_a_row_that_was_loaded_before_stays_the_same() -> None:
    office = a_case_before("decide_penalty")
    with office.archive.transaction() as records:
        first = records.list_where(Evidence)[0]
        first.name = "尚未写入的名称"
        drawers = Drawers(records.session, run_of(records, office), None)
        drawers.rows(Paper)

        assert drawers.rows(Evidence)[0] is first
        assert first.name == "尚未写入的名称"
