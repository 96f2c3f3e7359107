"""导入放假通知: what is asked, who may import, and everything that stands against a notice (放假办法)."""

from collections.abc import Mapping, Sequence
from datetime import date

from workflows.forms import Answers, Field, Form, FormError, Kind
from workflows.lawbook.notice_files import NoticeFile
from workflows.records.clocks import CalendarNotice
from workflows.rules.holiday_notices import Fault, NoticeLine, faults_of_notice
from workflows.rules.permissions import Permission, Subject, objection_to
from workflows.vocabulary.roles import Actor
from workflows.vocabulary.wording import N_, Objection

SCOPES = (("national", N_("国务院通知（该年度的全部安排）")), ("regional", N_("地方通知（只增加地方假日）")))


def notice_form() -> Form:
    """Ask for a notice as it stands in print: holidays from day to day with their names, then the make-up days."""
    return Form(
        (
            Field("year", N_("年度"), Kind.NUMBER),
            Field("title", N_("通知标题和文号"), limit=200),
            Field("scope", N_("通知种类"), Kind.CHOICE, options=SCOPES),
            Field(
                "holidays",
                N_("放假"),
                Kind.ROWS,
                required=False,
                columns=(
                    Field("name", N_("节日"), limit=40),
                    Field("first", N_("起"), Kind.DAY),
                    Field("last", N_("止（只放一天的不填）"), Kind.DAY, required=False),
                ),
                help=N_("照通知逐条填写，含调休连成的假期，例如 春节 2027-02-05 至 2027-02-11"),
            ),
            Field(
                "make_up_days",
                N_("调休上班"),
                Kind.ROWS,
                required=False,
                columns=(Field("day", N_("上班的周末"), Kind.DAY),),
            ),
        )
    ).with_initial({"scope": "national"})


def notice_of(answers: Answers) -> NoticeFile:
    """Return the notice that a filled form describes; lines are numbered within their table."""
    holidays = [
        NoticeLine.off(number, row.day("first"), row.find_day("last") or row.day("first"), row.text("name"))
        for number, row in enumerate(answers.rows("holidays"), start=1)
    ]
    make_up = [
        NoticeLine.at_work(number, row.day("day")) for number, row in enumerate(answers.rows("make_up_days"), start=1)
    ]
    return NoticeFile(
        answers.number("year"), answers.text("title"), answers.text("scope") == "regional", [*holidays, *make_up]
    )


def as_form_error(faults: Sequence[Fault], notice: NoticeFile) -> FormError | None:
    """Return faults as errors beside the fields of the form; None when none belongs to a line."""
    errors: Mapping[str, Objection] = {
        _field_of(notice, fault.index): fault.objection for fault in reversed(faults) if fault.index is not None
    }
    return FormError(errors) if errors else None


def objections_to_importing(
    notice: NoticeFile, faults: Sequence[Fault], *, actor: Actor, known: Sequence[CalendarNotice]
) -> list[Objection]:
    """Refuse strangers to this business, what cannot be true, and the same notice a second time; empty means none."""
    subject = Subject(agency_id=actor.agency_id)
    refusal = objection_to(Permission.MANAGE_CALENDAR, actor=actor, subject=subject)
    found = [refusal] if refusal is not None else []
    found += [fault.objection for fault in faults]
    found += [one for one in (_objection_to_emptiness(notice, known), _objection_to_repetition(notice, known)) if one]
    return found


def check(notice: NoticeFile) -> list[Fault]:
    """Return everything that is wrong with what the notice says."""
    return faults_of_notice(notice.year, notice.lines, is_regional=notice.is_regional)


def days_off(notice: NoticeFile) -> dict[str, str]:
    """Return the days off by ISO day with their names, as they are kept."""
    return {day.isoformat(): line.name for line in notice.lines if line.is_off for day in line.days()}


def make_up_days(notice: NoticeFile) -> list[str]:
    """Return the make-up working days as they are kept."""
    return sorted(day.isoformat() for line in notice.lines if not line.is_off for day in line.days())


def first_day_touched(year: int) -> date:
    """Return the first day a notice of a year can change: New Year's may move the last days before it."""
    return date(year - 1, 12, 29)


def same_notice(notice: NoticeFile, row: CalendarNotice) -> bool:
    """Say whether a kept notice is replaced by this one: the national one of its year, or the regional of its title."""
    if (row.year, row.is_regional) != (notice.year, notice.is_regional):
        return False
    return not notice.is_regional or row.title == notice.title


def _field_of(notice: NoticeFile, index: int) -> str:
    line = notice.lines[index]
    return f"holidays-{line.line - 1}-first" if line.is_off else f"make_up_days-{line.line - 1}-day"


def _objection_to_emptiness(notice: NoticeFile, known: Sequence[CalendarNotice]) -> Objection | None:
    if notice.lines or (notice.is_regional and any(same_notice(notice, row) for row in known)):
        return None
    text = N_("通知没有写任何放假或者上班的日期，请补上；要取消以前导入的地方通知，请填写相同的年度和标题")
    return Objection("notice-empty", text)


def _objection_to_repetition(notice: NoticeFile, known: Sequence[CalendarNotice]) -> Objection | None:
    earlier = [row for row in known if same_notice(notice, row)]
    if not earlier:
        return None
    last = earlier[-1]
    is_same = last.holidays == days_off(notice) and list(last.make_up_days) == make_up_days(notice)
    if not is_same:
        return None
    text = N_("{year} 年的这份通知已由{who}导入，内容相同，不必重复导入")
    return Objection("notice-known", text, {"year": notice.year, "who": last.imported_by})
