"""我的待办、待签收、我的已办: filtered, exported, printed; several tasks of the pool claimed at once."""

import csv
import io

import pytest

from tests.acts.prepared import a_case_before
from tests.builders import Office, an_office
from tests.webapp.office_on_the_web import Website, a_website, ways_of
from webapp.spreadsheets import harmless
from workflows.records.runs import TaskRow


@pytest.fixture(name="site", scope="module")
def _site() -> Website:
    return a_website(a_case_before("sign_opinion"))


def three_leads() -> tuple[Office, list[int]]:
    """Return an office in which three leads wait for a leader's decision."""
    office, tasks = an_office(), []
    for name in ("甲公司", "乙公司", "丙公司"):
        office.a_case(party_name=name)
        office.do("verify_source")
        tasks.append(office.task("approve_filing").id)
    return office, tasks


def sheet(answer_data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(answer_data.decode("utf-8-sig"))))


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", 1),
        ("q=签署", 1),
        ("q=永宁", 1),
        ("q=永宁 签署", 1),
        ("q=没有这个", 0),
        ("q=%25", 0),
        ("stage=review", 1),
        ("stage=filing", 0),
        ("stage=nonsense", 1),
        ("lamp=paused", 1),
    ],
)
def test_the_pool_is_filtered_by_words_and_stage(site: Website, query: str, found: int) -> None:
    page = site.browser("he").get(f"/pool?{query}").text

    assert page.partition("<tbody>")[2].count("签署法制审核意见") == (2 if found else 0)
    assert ("没有符合条件的事项" in page) is (found == 0)


def test_my_tasks_are_filtered_and_counted() -> None:
    office = an_office()
    office.a_case()
    site = a_website(office)
    lin = site.browser("lin")

    assert "共 1 条" in lin.get("/tasks?q=线索&stage=filing").text
    assert "没有符合条件的事项" in lin.get("/tasks?stage=review").text
    assert "没有符合条件的事项" in lin.get("/tasks?lamp=overdue").text


def test_an_export_holds_what_the_filter_keeps() -> None:
    office, _ = three_leads()
    wu = a_website(office).browser("wu")

    everything, one = sheet(wu.get("/pool.csv").data), sheet(wu.get("/pool.csv?q=乙公司").data)

    assert everything[0][:4] == ["案号", "案件", "当事人", "当前事项"]
    assert sorted(row[2] for row in everything[1:]) == ["丙公司", "乙公司", "甲公司"]
    assert [row[2] for row in one[1:]] == ["乙公司"]
    assert sheet(wu.get("/tasks.csv").data)[1:] == []


def test_a_print_holds_everything_and_no_menu() -> None:
    office, _ = three_leads()
    page = a_website(office).browser("wu").get("/pool/print").text

    assert [name for name in ("甲公司", "乙公司", "丙公司") if name in page] == ["甲公司", "乙公司", "丙公司"]
    assert 'class="rail"' not in page


def test_several_tasks_are_claimed_at_once() -> None:
    office, tasks = three_leads()
    wu = a_website(office).browser("wu")

    page = wu.post("/pool/claim", data={"task": tasks[:2]}, follow_redirects=True).text

    assert "已签收 2 项" in page
    assert [one.person_id for one in _rows(office, tasks)] == [office.person("吴岚")] * 2 + [None]


def test_what_one_task_refuses_holds_up_no_other() -> None:
    office, tasks = three_leads()
    site = a_website(office)
    site.browser("zheng").post(f"/tasks/{tasks[1]}/claim")

    page = site.browser("wu").post("/pool/claim", data={"task": [*tasks, 99999, "x"]}).text

    assert page.count("已签收</span>") == 2
    assert "已由郑海签收" in page
    assert "此待办已被收回或者已办结" in page
    assert [one.person_id for one in _rows(office, tasks)] == [
        office.person("吴岚"),
        office.person("郑海"),
        office.person("吴岚"),
    ]


def test_a_stranger_to_the_role_claims_nothing() -> None:
    office, tasks = three_leads()

    page = a_website(office).browser("lin").post("/pool/claim", data={"task": tasks}).text

    assert page.count("未签收") == 3
    assert [one.person_id for one in _rows(office, tasks)] == [None] * 3


def test_ticking_nothing_is_told(site: Website) -> None:
    assert "请先勾选要签收的事项" in site.browser("he").post("/pool/claim", data={}, follow_redirects=True).text


def test_what_i_finished_is_listed_newest_first_and_found_by_words(site: Website) -> None:
    lin = site.browser("lin")

    page = lin.get("/done").text.partition("<tbody>")[2]

    assert page.index("送审") < page.index("拟定决定书草案") < page.index("案源登记")
    assert "逐项审核" not in page
    assert "案源登记" in lin.get("/done?q=案源").text.partition("<tbody>")[2]
    assert "没有找到已办事项" in lin.get("/done?q=没有这个").text
    assert "还没有已办事项" in site.browser("zheng").get("/done").text


def test_what_i_finished_is_paged_exported_and_printed() -> None:
    office = an_office()
    for _ in range(11):
        office.a_case()
        office.do("verify_source")
    lin = a_website(office).browser("lin")

    pages = [lin.get("/done").text]
    pages.append(lin.get(ways_of(pages[0])["next"]).text)

    assert ["共 22 条" in page for page in pages] == [True, True]
    assert [page.count('class="case-number"') for page in pages] == [20, 2]
    assert len(sheet(lin.get("/done.csv").data)) == 23
    assert lin.get("/done/print").text.count('class="case-number"') == 22


def test_a_saved_form_says_when_it_was_saved(site: Website) -> None:
    he, task = site.browser("he"), site.office.task("sign_opinion").id
    he.post(f"/tasks/{task}/draft", data={"opinion": "拟同意"})

    assert f"已填入您于 {site.office.now:%Y-%m-%d %H:%M} 暂存的内容" in he.get(f"/tasks/{task}").text


def test_the_bell_is_not_shown_while_nothing_rings(site: Website) -> None:
    assert "消息" not in site.browser("he").get("/tasks").text.partition("</header>")[0]


@pytest.mark.parametrize(
    ("cell", "kept"),
    [("=1+1", "'=1+1"), ("+86", "'+86"), ("@x", "'@x"), ("-1", "'-1"), ("林静", "林静"), (None, ""), (3, "3")],
)
def test_no_cell_is_a_formula(cell: object, kept: str) -> None:
    assert harmless(cell) == kept


def _rows(office: Office, tasks: list[int]) -> list[TaskRow]:
    with office.archive.reading() as records:
        return [row for task in tasks if (row := records.tasks.find(task)) is not None]
