"""我的导出与导入 on the page: asked for, watched, ended, taken away and noted, and nobody else's."""

import csv
import io
import json
import tracemalloc
import zipfile
from pathlib import Path

import pytest

from tests.acts.prepared import a_case_before
from tests.acts.test_errands import ask, begun
from tests.acts.test_import_cases import ROW, a_csv
from tests.webapp.office_on_the_web import Website, a_website
from workflows.records.errands import Errand
from workflows.vocabulary.errands import ErrandKind

HERE = "/errands"


@pytest.fixture(name="site")
def _site() -> Website:
    return a_website(a_case_before("sign_opinion"))


def test_an_empty_page_says_where_exports_begin(site: Website) -> None:
    page = site.browser("lin").get(HERE).text

    assert "还没有导出或者导入" in page
    assert 'href="/cases"' in page


@pytest.mark.parametrize(
    ("what", "name"),
    [
        ("case-list.xlsx", "案件清单.xlsx"),
        ("case-list.csv", "案件清单.csv"),
        ("older-list.csv", "历史案件清单.csv"),
        ("event-log.xes", "办案日志.xes"),
    ],
)
def test_what_is_asked_for_is_watched_and_taken_and_the_access_journal_keeps_it(
    site: Website, what: str, name: str
) -> None:
    he = site.browser("he")

    asked = he.post(f"{HERE}/lists", data={"what": what, "q": ""})
    waiting = he.get(HERE).text
    site.office.work()
    ready = he.get(HERE).text
    taken = he.get(f"{HERE}/1/file", buffered=True)

    assert (asked.status_code, asked.headers["Location"]) == (303, HERE)
    assert 'hx-trigger="every 2s"' in waiting
    assert f'href="{HERE}"' in waiting
    assert "hx-trigger" not in ready
    assert "已完成" in ready
    assert taken.headers["Content-Disposition"].endswith(name.rpartition(".")[2])
    [noted] = [one.body["body"] for one in site.noted() if one.kind == "Downloaded"]
    assert noted["what"] == what.partition(".")[0]  # type: ignore[index]
    assert noted["file_sha"]  # type: ignore[index]


def test_a_list_holds_only_what_the_words_find_and_the_person_may_read(site: Website) -> None:
    he = site.browser("he")
    he.post(f"{HERE}/lists", data={"what": "case-list.csv", "q": "没有这个"})
    he.post(f"{HERE}/lists", data={"what": "case-list.csv", "q": "永宁"})
    site.office.work()

    lists = [he.get(f"{HERE}/{one}/file", buffered=True).text for one in (1, 2)]
    assert [len(list(csv.reader(io.StringIO(one)))) for one in lists] == [1, 2]


def test_a_whole_case_is_made_in_the_background_and_taken_by_who_asked(site: Website) -> None:
    lin = site.browser("lin")
    assert lin.post(f"/cases/{site.office.case_id}/export").status_code == 303
    site.office.work()

    with zipfile.ZipFile(io.BytesIO(lin.get(f"{HERE}/1/file", buffered=True).data)) as archive:
        case = json.loads(archive.read("case.json"))
    assert case["case"]["id"] == site.office.case_id
    assert site.browser("he").get(f"{HERE}/1/file").status_code == 404
    assert site.browser("he").get(f"{HERE}/1").status_code == 404


def test_how_far_it_is_stands_on_the_page_and_it_can_be_ended(site: Website) -> None:
    he, errand = site.browser("he"), ask(site.office)
    begun(site.office, errand)
    with site.office.archive.transaction() as records:
        row = records.get(Errand, errand)
        row.done, row.total = 3200, 12000

    page = he.get(f"{HERE}/{errand}").text
    ended = he.post(f"{HERE}/{errand}/cancel", follow_redirects=True).text

    assert 'value="26"' in page
    assert "3,200 / 12,000" in page
    assert "正在取消" in ended
    site.office.work()
    cancelled = he.get(HERE).text
    assert "已取消" in cancelled
    assert he.post(f"{HERE}/{errand}/again").status_code == 303
    site.office.work()
    assert "已完成" in he.get(f"{HERE}/{errand}").text


def test_nobody_else_sees_ends_or_takes_it(site: Website) -> None:
    errand = ask(site.office)
    site.office.work()

    for login in ("lin", "zhou", "admin", "audit"):
        browser = site.browser(login)
        answers = [browser.get(f"{HERE}/{errand}{rest}").status_code for rest in ("", "/file")]
        answers += [browser.post(f"{HERE}/{errand}/{rest}").status_code for rest in ("cancel", "again")]
        assert answers == [404] * 4, login
        assert "已完成" not in browser.get(HERE).text


def test_what_is_not_offered_is_not_there(site: Website) -> None:
    he = site.browser("he")

    assert he.post(f"{HERE}/lists", data={"what": "people.xlsx"}).status_code == 404
    assert he.get(f"{HERE}/1/file").status_code == 404
    ask(site.office, ErrandKind.EVENT_LOG)
    assert he.get(f"{HERE}/1/file").status_code == 404
    assert he.get(f"{HERE}/1/marked.xlsx").status_code == 404


def test_a_cleared_file_is_said_to_be_cleared(site: Website) -> None:
    he, errand = site.browser("he"), ask(site.office)
    site.office.work()
    with site.office.archive.transaction() as records:
        row = records.get(Errand, errand)
        row.cleared_at, row.sha = site.office.now, ""

    assert "文件已过保留期限并清理" in he.get(HERE).text
    assert "文件已过保留期限并清理，请重新提出" in he.get(f"{HERE}/{errand}/file", follow_redirects=True).text


def test_what_came_of_an_import_stands_in_the_list_too(site: Website) -> None:
    he = site.browser("he")
    for what in ("check", "import"):
        data = {"file": (io.BytesIO(a_csv(ROW)), "台账.csv"), "what": what}
        he.post("/cases/older/import", data=data, content_type="multipart/form-data")
        site.office.work()

    page = he.get(HERE).text
    assert "核对无误，可以导入 1 件" in page
    assert "已导入 1 件" in page


def test_a_file_that_was_changed_never_begins_to_leave(site: Website) -> None:
    he, errand = site.browser("he"), ask(site.office)
    site.office.work()
    with site.office.archive.reading() as records:
        sha = records.get(Errand, errand).sha
    path = Path(str(site.office.means.storage.parcels.address)) / sha[:2] / sha
    path.write_bytes(path.read_bytes()[:-1])

    answer = he.get(f"{HERE}/{errand}/file")

    assert answer.status_code == 303
    assert "校验值不一致" in he.get(HERE).text
    assert [one for one in site.noted() if one.kind == "Downloaded"] == []


def test_a_large_file_leaves_in_pieces(site: Website, tmp_path: Path) -> None:
    size, errand = 64 * 1024 * 1024, ask(site.office)
    site.office.work()
    large = tmp_path / "large"
    with large.open("wb") as file:
        file.truncate(size)
    with site.office.archive.transaction() as records:
        row = records.get(Errand, errand)
        row.sha, row.size = site.office.means.storage.parcels.put_file(large), size
    he = site.browser("he")
    he.get(HERE)

    tracemalloc.start()
    try:
        answer = he.get(f"{HERE}/{errand}/file")
        sent = sum(len(piece) for piece in answer.iter_encoded())
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    answer.close()

    assert (answer.content_length, sent) == (size, size)
    assert peak < size / 8
