"""导入放假通知: every open clock is counted again, its holder told, and nobody else imports anything."""

from dataclasses import dataclass
from datetime import date

import pytest

from tests.acts.prepared import a_case_before, change
from tests.builders import Office, as_posted
from workflows.acts.office.import_calendar import Imported, import_file, import_form
from workflows.errors import RefusedError
from workflows.forms import FormError
from workflows.questions.case_page import show_case
from workflows.records.clocks import CalendarNotice, Clock
from workflows.records.errands import Errand

TITLE = "国务院办公厅关于2027年部分节假日安排的通知"
HOLIDAYS = (
    ("元旦", "2027-01-01", "2027-01-03"),
    ("春节", "2027-02-05", "2027-02-11"),
    ("清明节", "2027-04-03", "2027-04-05"),
    ("劳动节", "2027-05-01", "2027-05-05"),
    ("端午节", "2027-06-09", None),
    ("中秋节", "2027-09-15", None),
    ("国庆节", "2027-10-01", "2027-10-07"),
)


@pytest.fixture(name="office")
def _office() -> Office:
    return a_case_before("investigate")


def notice(**changes: object) -> dict[str, list[str]]:
    """Return the form of the whole year's notice as a browser posts it."""
    holidays = [{"name": name, "first": first, "last": last} for name, first, last in HOLIDAYS]
    usual = {
        "year": 2027,
        "title": TITLE,
        "scope": "national",
        "holidays": holidays,
        "make_up_days": [{"day": "2027-01-31"}, {"day": "2027-02-13"}],
    }
    return as_posted({**usual, **changes})


def regional(day: str = "2026-06-22", **changes: object) -> dict[str, list[str]]:
    """Return a regional notice of one day off."""
    usual = {"year": 2026, "title": "自治区通知", "scope": "regional", "holidays": [{"name": "三月三", "first": day}]}
    return notice(**{**usual, "make_up_days": None, **changes})


@dataclass(frozen=True)
class Counted:
    """What the counting that followed an import came to."""

    counted: int
    moved: int
    confirmed: int


def imports(office: Office, posted: dict[str, list[str]], by: str = "何敏") -> Counted:
    with office.archive.transaction() as records:
        done = import_form(posted, actor=office.actor(by), records=records, now=office.now)
    return counted(office, done)


def counted(office: Office, done: Imported) -> Counted:
    """Let the worker count, and return what it came to."""
    office.work()
    with office.archive.reading() as records:
        result = records.get(Errand, done.errand_id).result
    return Counted(**{name: int(str(number)) for name, number in result.items()})


def refusal(office: Office, posted: dict[str, list[str]], by: str = "何敏") -> str:
    with pytest.raises(RefusedError) as call:
        imports(office, posted, by)
    return call.value.objection.code


def let_end(office: Office, name: str, *, start: str, unit: str, length: int) -> None:
    """Make the case's ninety days another clock, counted from another day, and count it once."""
    statement = (
        "UPDATE clocks SET started_on = :start, unit = :unit, length = :length, due_on = :due, is_provisional = TRUE"
    )
    change(office, f"{statement} WHERE name = '{name}'", start=start, unit=unit, length=length, due="2027-02-11")


def clock(office: Office, name: str = "penalty_90d") -> Clock:
    found = office.dossier().clock(name)
    assert found is not None
    return found


def journal(office: Office, kind: str, case_id: int | None = None) -> list[dict[str, object]]:
    with office.archive.reading() as records:
        entries = records.journal.list_entries(office.case_id if case_id is None else case_id, kind=kind)
    return [dict(one.body["body"]) for one in entries]  # type: ignore[call-overload]


def test_a_provisional_clock_gets_its_day_and_loses_its_mark(office: Office) -> None:
    let_end(office, "penalty_90d", start="2026-11-09", unit="calendar", length=90)

    done = imports(office, notice())

    assert (done.moved, done.confirmed) == (1, 0)
    assert (clock(office).due_on, clock(office).is_provisional) == (date(2027, 2, 12), False)
    assert journal(office, "ClockChanged")[-1] == {
        "clock": "penalty_90d",
        "change": "recomputed",
        "due_on": "2027-02-12",
        "ground": TITLE,
        "before": "2027-02-11",
    }


def test_a_day_the_notice_confirms_only_loses_its_mark(office: Office) -> None:
    let_end(office, "penalty_90d", start="2026-11-13", unit="calendar", length=90)

    done = imports(
        office,
        notice(
            holidays=[
                {"name": name, "first": first, "last": "2027-02-10" if name == "春节" else last}
                for name, first, last in HOLIDAYS
            ]
        ),
    )

    assert (done.moved, done.confirmed, clock(office).due_on) == (0, 1, date(2027, 2, 11))
    assert journal(office, "ClockChanged")[-1]["change"] == "confirmed"


def test_a_make_up_sunday_is_the_last_day(office: Office) -> None:
    let_end(office, "penalty_90d", start="2026-11-02", unit="calendar", length=90)
    change(office, "UPDATE clocks SET due_on = '2027-02-01' WHERE name = 'penalty_90d'")

    imports(office, notice())

    assert clock(office).due_on == date(2027, 1, 31)


def test_the_holders_task_gets_the_new_limit_and_the_case_a_line(office: Office) -> None:
    office.walk_to("accept_review")
    office.do("accept_review")
    before = office.task("examine_case"), clock(office, "review_days").due_on

    imports(office, regional(before[1].isoformat(), year=before[1].year))

    after = clock(office, "review_days").due_on
    assert after > before[1]
    with office.archive.reading() as records:
        run = records.runs.find(office.run_id)
        assert run is not None
        from_page = show_case(office.dossier(), actor=office.actor("何敏"), means=office.means, now=office.now)
    line = next(one for one in from_page.timeline if one.title == "时限重算")
    assert f"审核时限 {before[1].isoformat()} 改为 {after.isoformat()}" in line.note
    assert (line.who, line.when) == ("何敏", office.now)
    office.do("examine_case")
    assert office.task("sign_opinion").due_on == after


def test_the_open_task_that_ends_a_clock_is_due_on_its_new_day(office: Office) -> None:
    office.walk_to("sign_opinion")
    before = office.task("sign_opinion").due_on
    assert before is not None

    imports(office, regional(before.isoformat(), year=before.year))

    after = office.task("sign_opinion").due_on
    assert after is not None
    assert after > before
    assert after == clock(office, "review_days").due_on


def test_a_regional_holiday_is_added_corrected_and_taken_back(office: Office) -> None:
    let_end(office, "penalty_90d", start="2026-03-24", unit="calendar", length=90)

    imports(office, regional("2026-06-22"))
    added = clock(office).due_on
    imports(office, regional("2026-06-23"))
    corrected = clock(office).due_on
    imports(office, regional(holidays=None))
    taken_back = clock(office).due_on

    assert (added, corrected, taken_back) == (date(2026, 6, 23), date(2026, 6, 22), date(2026, 6, 22))


def test_the_import_itself_is_journalled_outside_any_case(office: Office) -> None:
    imports(office, notice(), by="马骏")

    assert journal(office, "CalendarImported", 0) == [
        {
            "year": 2027,
            "title": TITLE,
            "is_regional": False,
            "days_off": 27,
            "make_up_days": 2,
        }
    ]
    assert journal(office, "ClocksRecounted", 0) == [
        {"year": 2027, "title": TITLE, "counted": 0, "moved": 0, "confirmed": 0}
    ]
    with office.archive.reading() as records:
        kept = records.find_where(CalendarNotice)
    assert kept is not None
    assert (kept.imported_by, kept.holidays["2027-02-11"], kept.make_up_days) == (
        "马骏",
        "春节",
        ["2027-01-31", "2027-02-13"],
    )


@pytest.mark.parametrize("by", ["林静", "孙国强", "周正", "沈安", "方明", "杜鹃"])
def test_nobody_else_imports_a_notice(office: Office, by: str) -> None:
    assert refusal(office, notice(), by) == "not-permitted"


def test_the_same_notice_twice_and_an_empty_one_are_refused(office: Office) -> None:
    imports(office, notice())

    assert refusal(office, notice()) == "notice-known"
    assert refusal(office, regional(holidays=None)) == "notice-empty"


def test_a_wrong_row_is_an_error_of_its_field(office: Office) -> None:
    with pytest.raises(FormError) as call:
        imports(office, notice(make_up_days=[{"day": "2027-01-31"}, {"day": "2027-02-15"}]))

    assert {name: one.code for name, one in call.value.errors.items()} == {
        "make_up_days-1-day": "notice-make-up-weekday"
    }


def test_an_incomplete_notice_is_refused_and_changes_nothing(office: Office) -> None:
    assert refusal(office, notice(holidays=[{"name": "春节", "first": "2027-02-05"}])) == "notice-incomplete"
    with office.archive.reading() as records:
        assert records.find_where(CalendarNotice) is None


def test_a_file_does_what_the_form_does(office: Office) -> None:
    let_end(office, "penalty_90d", start="2026-11-09", unit="calendar", length=90)
    lines = [f"放假,{first},{last or ''},{name}" for name, first, last in HOLIDAYS]
    content = "\n".join(["年度,2027", f"标题,{TITLE}", *lines, "上班,2027-01-31"]).encode()

    with office.archive.transaction() as records:
        done = import_file("2027.csv", content, actor=office.actor("何敏"), records=records, now=office.now)

    assert (done.year, counted(office, done).moved, clock(office).due_on) == (2027, 1, date(2027, 2, 12))


def test_the_wrong_line_of_a_file_is_named(office: Office) -> None:
    content = f"年度,2027\n标题,{TITLE}\n上班,2027-02-15\n".encode()
    with pytest.raises(RefusedError) as call, office.archive.transaction() as records:
        import_file("2027.csv", content, actor=office.actor("何敏"), records=records, now=office.now)

    assert "第 3 行：2027-02-15 是周一至周五" in call.value.objection.in_chinese()
