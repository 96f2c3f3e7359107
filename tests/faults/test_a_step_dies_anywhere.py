"""A process that dies at any statement of a step leaves nothing of it or everything, and pressing again ends it well.

Hypothesis (P3): before the commit there is no trace of the step, after it all of it; the same form pressed again does
it once. Negative control: a step cut into two transactions, as a careless product would, is found half done.
"""

from dataclasses import replace
from uuid import uuid4

from tests.acts.prepared import a_case_before
from tests.builders import Office
from tests.engines import url_of
from tests.faults.broken import Dump, dump
from tests.faults.step_in_a_process import (
    AFTER_THE_COMMIT,
    BEFORE_THE_COMMIT,
    DONE,
    KILLED,
    NEVER,
    Pressing,
    press_in_a_process,
)
from workflows.acts.pressing import Press
from workflows.questions.journal import verify_journals
from workflows.records.run_tables import finished_steps

MOST_STATEMENTS = 100


def a_pressing(office: Office) -> Pressing:
    """Return the pressing of 同意立案, as the page of this moment offers it."""
    with office.archive.reading() as records:
        run = records.runs.find(office.run_id)
    assert run is not None
    press = Press(uuid4().hex, run.version)
    task, person = office.task("approve_filing").id, office.person("吴岚")
    return Pressing(url_of(office.archive), office.means.storage.address, office.now, task, person, press)


def kept(office: Office) -> Dump:
    """Return the whole database without the counters of SQLite, which count on whatever becomes of a transaction."""
    return {table: found for table, found in dump(office).items() if table != "sqlite_sequence"}


def times_done(office: Office, key: str) -> int:
    """Return how often a step is recorded under this key."""
    with office.archive.reading() as records:
        return len(records.session.execute(finished_steps.select().where(finished_steps.c.key == key)).all())


def test_a_step_that_dies_at_any_statement_has_not_begun_and_can_be_pressed_again() -> None:
    office = a_case_before("approve_filing")
    before, pressing = kept(office), a_pressing(office)

    ended, place = press_in_a_process(replace(pressing, dies_at=BEFORE_THE_COMMIT)), 0
    assert ended == KILLED
    while ended == KILLED and place < MOST_STATEMENTS:
        assert kept(office) == before, f"died at statement {place}"
        place += 1
        ended = press_in_a_process(replace(pressing, dies_at=place))

    # There is no statement of that number any more: the step was done, by the same press that had died so often.
    assert (ended, times_done(office, pressing.press.key)) == (DONE, 1)
    assert place > 8, "the step has more statements than that"
    with office.archive.reading() as records:
        assert verify_journals(records=records) is None


def test_dying_between_commit_and_answer_leaves_everything_and_pressing_again_adds_nothing() -> None:
    office = a_case_before("approve_filing")
    pressing = a_pressing(office)

    ended = press_in_a_process(replace(pressing, dies_at=AFTER_THE_COMMIT))
    after = kept(office)
    again = press_in_a_process(replace(pressing, dies_at=NEVER))

    assert (ended, again, times_done(office, pressing.press.key)) == (KILLED, DONE, 1)
    assert kept(office) == after


def test_a_step_cut_in_two_is_found_half_done() -> None:
    """The negative control: the same step, committed once more in its middle, dies between its halves."""
    office = a_case_before("approve_filing")
    before, pressing = kept(office), a_pressing(office)

    ended = press_in_a_process(replace(pressing, cut_after="UPDATE runs"))

    after = kept(office)
    assert ended == KILLED
    assert {table for table, found in after.items() if found != before[table]} >= {"runs"}
    assert (times_done(office, pressing.press.key), after["case_journal"]) == (0, before["case_journal"])
