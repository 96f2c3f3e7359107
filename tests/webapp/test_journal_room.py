"""全过程记录 on the page: a case's journal to read, print and export; the access journal by person, kind and day."""

import csv
import io
from datetime import timedelta

import pytest

from tests.acts.prepared import a_case_before
from tests.acts.test_errands import background
from tests.engines import unseal
from tests.faults.broken import as_root
from tests.webapp.office_on_the_web import Website, a_website
from workflows.errands.doing import clear_outlived


@pytest.fixture(name="site")
def _site() -> Website:
    return a_website(a_case_before("approve_filing"))


def test_the_case_page_leads_to_its_journal(site: Website) -> None:
    address = f"/journal/cases/{site.office.case_id}"

    assert f'href="{address}"' in site.browser("lin").get(f"/cases/{site.office.case_id}?overview=1").text
    page = site.browser("lin").get(address).text
    assert "线索核查" in page
    assert "（签名：林静、赵宁）" in page


def test_an_export_holds_every_entry_oldest_first_and_is_noted(site: Website) -> None:
    client, case_id = site.browser("sun"), site.office.case_id

    answer = client.get(f"/journal/cases/{case_id}.csv")
    rows = list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig"))))
    with site.office.archive.reading() as records:
        hashes = [entry.hash for entry in records.journal.list_entries(case_id)]

    assert rows[0] == ["序号", "时间", "人员", "类别", "内容", "校验值", "存证"]
    assert [row[5] for row in rows[1:]] == hashes
    assert answer.headers["Content-Type"].startswith("text/csv")
    assert [(one.case_id, one.kind, one.body["body"]) for one in site.noted()] == [
        (case_id, "Downloaded", {"what": "case-journal-csv", "key": str(case_id), "file_sha": ""})
    ]


def test_a_print_shows_every_entry_and_is_noted(site: Website) -> None:
    case_id = site.office.case_id

    page = site.browser("sun").get(f"/journal/cases/{case_id}/print").text

    assert page.index("案件登记") < page.index("线索核查")
    assert "孙国强 打印于 2026-05-18" in page
    assert [one.body["body"] for one in site.noted()] == [
        {"what": "case-journal-print", "key": str(case_id), "file_sha": ""}
    ]


@pytest.mark.parametrize("login", ["admin", "security", "du", "qian"])
def test_who_may_not_read_a_case_takes_no_journal_of_it(site: Website, login: str) -> None:
    client, case_id = site.browser(login), site.office.case_id

    answers = [client.get(f"/journal/cases/{case_id}{ending}").status_code for ending in ("", ".csv", "/print")]

    assert set(answers) <= {403, 404}
    assert site.noted() == []


def test_the_access_journal_is_filtered_by_person_kind_and_day(site: Website) -> None:
    site.press(site.browser("lin"), "approve_filing")
    site.browser("sun").get(f"/journal/cases/{site.office.case_id}.csv")
    audit, lin = site.browser("audit"), site.office.person("林静")

    def body(query: str) -> str:
        return audit.get(f"/journal?{query}").text.partition("<tbody>")[2]

    assert "您没有该职责" in body("")
    assert "导出全过程记录 " + site.office.dossier().case.number in body("")
    assert "导出全过程记录" in body("kind=Downloaded")
    assert "导出全过程记录" not in body(f"person={lin}")
    assert "您没有该职责" in body(f"person={lin}")
    assert "您没有该职责" not in body("kind=Viewed")
    assert "您没有该职责" in body("kind=Refused&day=2026-05-18")
    assert body("day=2026-05-19") == ""
    assert audit.get("/journal?person=9999").status_code == 404
    assert "您没有该职责" in body("day=yesterday&person=x&kind=unknown")


def test_a_broken_chain_is_named_where_it_breaks(site: Website) -> None:
    unseal(site.office.archive, "case_journal")
    as_root(site.office, "UPDATE case_journal SET actor_id = 5 WHERE seq = 2")

    page = checked(site)

    assert "第 2 条，登记的类别、人员或者时间与写入的内容不一致" in page
    assert site.office.dossier().case.number in page
    assert "请立即保全数据库" in page


def test_a_changed_content_and_a_missing_entry_are_told_apart(site: Website) -> None:
    unseal(site.office.archive, "case_journal")
    as_root(site.office, "DELETE FROM case_journal WHERE seq = 2")

    page = checked(site)

    assert "序号不连续，有条目缺失或者次序被调换" in page


def test_what_the_last_check_found_stands_over_the_journal_and_in_it(site: Website) -> None:
    audit = site.browser("audit")
    asked = audit.post("/journal/verify")
    waiting = audit.get("/journal").text
    site.office.work()

    page, result = audit.get("/journal").text, audit.get(asked.headers["Location"]).text
    with site.office.archive.reading() as records:
        entries = records.journal.count() + records.access.count() - 1

    assert "等待办理" in waiting
    assert "上次核验" in page
    assert f"全部日志链条校验一致，共 {entries} 条" in result
    in_journal = audit.get("/journal?kind=JournalsChecked").text.partition("<table")[2]
    assert f"全部日志链条校验一致，共 {entries} 条" in in_journal


def test_a_check_is_kept_longer_than_files_are(site: Website) -> None:
    checked(site)
    site.office.now += timedelta(days=400)
    clear_outlived(background(site.office))

    assert "全部日志链条校验一致" in site.browser("audit").get("/journal").text


def checked(site: Website) -> str:
    """Have the auditor check all journals, and return the page that tells what was found."""
    audit = site.browser("audit")
    asked = audit.post("/journal/verify")
    site.office.work()
    return audit.get(asked.headers["Location"]).text
