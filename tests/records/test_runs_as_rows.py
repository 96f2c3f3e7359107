"""The hot path's rows stand in the order of their columns, and what was done is counted alike in both ways."""

from dataclasses import fields

from sqlalchemy import insert

from tests.acts.prepared import a_case_before
from workflows.records.dossier import Dossier
from workflows.records.run_tables import finished_steps, open_tasks, runs
from workflows.records.runs import RunRow, StepRow, TaskRow


def test_each_row_names_the_columns_in_their_order() -> None:
    for row, table in ((RunRow, runs), (TaskRow, open_tasks), (StepRow, finished_steps)):
        assert [one.name for one in fields(row)] == table.columns.keys()


def test_what_was_done_is_counted_alike_alone_and_with_all_that_was_read() -> None:
    office = a_case_before("decide_penalty")
    with office.archive.transaction() as records:
        again = {name: getattr(office.dossier().steps[0], name) for name in StepRow.__slots__ if name != "id"}
        again = {**again, "key": None, "task_id": None}
        records.session.execute(insert(finished_steps), [again, again | {"persons": [1, 2]}])
    with office.archive.reading() as records:
        run = records.runs.find(office.run_id)
        assert run is not None
        dossier = Dossier(records, run)
        nodes = {one.node for one in dossier.steps} | {"nowhere"}

        alone = dossier.times_at(nodes)
        assert dossier.signers
        assert dossier.times_at(nodes) == alone
        assert alone[again["node"], ""] == 3
        assert sum(alone.values()) == len(dossier.steps)
