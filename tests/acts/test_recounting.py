"""重算未结时限: which clocks a notice of holidays counts again, when, and that nobody and nothing leaves it undone."""

from datetime import date, timedelta

import pytest
from sqlalchemy import text

from tests.acts.prepared import a_case_before, change
from tests.acts.test_calendar import clock, counted, imports, journal, let_end, notice, regional
from tests.builders import Office
from workflows.acts.due_clocks import fire_due_clocks
from workflows.acts.office.errands import cancel_errand
from workflows.acts.office.import_calendar import import_form
from workflows.errors import RefusedError


@pytest.fixture(name="office")
def _office() -> Office:
    return a_case_before("investigate")


def test_what_has_ended_stays_as_it_ended(office: Office) -> None:
    let_end(office, "penalty_90d", start="2026-11-09", unit="calendar", length=90)
    change(office, "UPDATE clocks SET state = 'stopped' WHERE name = 'penalty_90d'")

    assert imports(office, notice()).counted == 0
    assert clock(office).due_on == date(2027, 2, 11)


def test_a_clock_of_another_year_is_left_alone(office: Office) -> None:
    before = clock(office).due_on

    done = imports(office, notice())

    assert before.year == 2026
    assert (done.counted, clock(office).due_on) == (0, before)


def test_every_paused_clock_is_counted_too(office: Office) -> None:
    let_end(office, "penalty_90d", start="2026-11-09", unit="calendar", length=90)
    with office.archive.transaction() as records:
        records.session.execute(text("UPDATE clocks SET state = 'paused' WHERE name = 'penalty_90d'"))

    assert imports(office, notice()).moved == 1


def test_a_clock_that_nobody_has_counted_again_yet_does_not_fire_by_the_old_calendar() -> None:
    office = a_case_before("await_statement")
    before = clock(office, "statement_5wd").due_on
    office.now = office.now.replace(year=before.year, month=before.month, day=before.day) + timedelta(days=1)
    with office.archive.transaction() as records:
        import_form(
            regional(before.isoformat(), year=before.year),
            actor=office.actor("何敏"),
            records=records,
            now=office.now,
        )

    with office.archive.transaction() as records:
        assert fire_due_clocks(records, office.means, office.now) == []

    assert clock(office, "statement_5wd").due_on > before
    assert "await_statement" in office.open_acts()
    assert journal(office, "ClockChanged")[-1]["change"] == "recomputed"


def test_without_a_notice_the_same_clock_fires() -> None:
    office = a_case_before("await_statement")
    before = clock(office, "statement_5wd").due_on
    office.now = office.now.replace(year=before.year, month=before.month, day=before.day) + timedelta(days=1)

    with office.archive.transaction() as records:
        assert len(fire_due_clocks(records, office.means, office.now)) == 1


def test_what_a_notice_brings_about_is_neither_cancelled_nor_left_undone_when_its_importer_has_gone(
    office: Office,
) -> None:
    let_end(office, "penalty_90d", start="2026-11-09", unit="calendar", length=90)
    with office.archive.transaction() as records:
        done = import_form(notice(), actor=office.actor("何敏"), records=records, now=office.now)
    with pytest.raises(RefusedError, match="不能取消"), office.archive.transaction() as records:
        cancel_errand(done.errand_id, actor=office.actor("何敏"), records=records, now=office.now)
    change(office, "UPDATE people SET is_active = FALSE WHERE name = '何敏'")

    assert counted(office, done).moved == 1
    assert clock(office).due_on == date(2027, 2, 12)
