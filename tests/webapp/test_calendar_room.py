"""工作日历 on the page: a year at a glance, and importing a notice by form and by file."""

from datetime import date
from io import BytesIO

import pytest

from tests.acts.prepared import a_case_before
from tests.acts.test_calendar import HOLIDAYS, TITLE, clock, let_end, notice
from tests.builders import an_office
from tests.webapp.office_on_the_web import Website, a_website
from tests.webapp.test_agencies_are_walled_off import a_person_next_door
from workflows.vocabulary.roles import Role


@pytest.fixture(name="site")
def _site() -> Website:
    return a_website(an_office())


def a_file(*more: str) -> dict[str, object]:
    lines = [
        "年度,2027",
        f"标题,{TITLE}",
        *(f"放假,{first},{last or ''},{name}" for name, first, last in HOLIDAYS),
        *more,
    ]
    return {"file": (BytesIO("\n".join(lines).encode()), "2027.csv")}


def test_a_year_without_a_notice_is_marked_and_says_what_is_expected(site: Website) -> None:
    page = site.browser("lin").get("/calendar?year=2027").text

    assert "2027 年工作日历" in page
    assert "暂定" in page
    assert "2027-02-05 周五 — 2027-02-10 周三" in page
    assert "导入放假通知" not in page


def test_a_year_the_software_knows_is_not_marked(site: Website) -> None:
    page = site.browser("lin").get("/calendar?year=2026").text

    assert "暂定" not in page
    assert "本年安排随软件提供" in page


@pytest.mark.parametrize(
    ("login", "status"), [("he", 200), ("admin", 200), ("lin", 403), ("zhou", 403), ("security", 403)]
)
def test_only_two_people_find_the_form(site: Website, login: str, status: int) -> None:
    client = site.browser(login)

    assert client.get("/calendar/import?year=2027").status_code == status
    assert client.post("/calendar/import", data=notice()).status_code == (303 if status == 200 else 403)


def test_an_import_shows_who_did_it_and_takes_the_mark_away(site: Website) -> None:
    client = site.browser("he")

    answer = client.post("/calendar/import", data=notice())
    waiting = client.get(answer.headers["Location"]).text
    site.office.work()
    counted, page = client.get(answer.headers["Location"]).text, client.get("/calendar?year=2027").text

    assert "已导入 2027 年安排，正在重算未结时限" in waiting
    assert "取消" not in waiting.partition("<main")[2]
    assert "已重算 0 个：届满日改变 0 个，暂定转为确定 0 个" in counted
    assert "暂定" not in page.partition("<main")[2].partition("</main>")[0]
    assert TITLE in page
    assert "何敏" in page


def test_a_wrong_row_keeps_what_was_typed_and_names_the_row(site: Website) -> None:
    answer = site.browser("he").post("/calendar/import", data=notice(make_up_days=[{"day": "2027-02-15"}]))

    assert answer.status_code == 422
    assert "2027-02-15 是周一至周五，本来就是工作日" in answer.text
    assert f'value="{TITLE}"' in answer.text


def test_a_file_is_imported(site: Website) -> None:
    client = site.browser("admin")

    answer = client.post("/calendar/import-file", data=a_file("上班,2027-01-31"))
    page = client.get("/calendar?year=2027").text

    assert answer.status_code == 303
    assert "2027-01-31 周日" in page


def test_the_wrong_line_of_a_file_is_named(site: Website) -> None:
    answer = site.browser("he").post("/calendar/import-file", data=a_file("上班,2027-13-01"))

    assert answer.status_code == 409
    assert "第 10 行：日期“2027-13-01”无法识别" in answer.text


def test_no_file_at_all_is_told(site: Website) -> None:
    answer = site.browser("he").post("/calendar/import-file", data={})

    assert answer.status_code == 409
    assert "不是 .yaml 或者 .csv 文件" in answer.text


@pytest.mark.parametrize("year", ["x", "99999", "-1", ""])
def test_a_year_that_cannot_be_read_is_this_year(site: Website, year: str) -> None:
    assert "2026 年工作日历" in site.browser("lin").get(f"/calendar?year={year}").text


def test_a_notice_that_one_agency_imports_counts_the_clocks_of_every_agency() -> None:
    office = a_case_before("investigate")
    let_end(office, "penalty_90d", start="2026-11-09", unit="calendar", length=90)
    site = a_website(office)
    neighbour = site.app.test_client()
    site.sign_in(neighbour, a_person_next_door(office, (Role.LEGAL_HEAD,)))

    assert neighbour.post("/calendar/import", data=notice()).status_code == 303
    office.work()

    assert clock(office).due_on == date(2027, 2, 12)
