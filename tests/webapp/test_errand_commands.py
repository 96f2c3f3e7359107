"""``fashen errands``: watched until they end, ended and begun again from the console, and on record."""

import threading

import pytest

from tests.acts.prepared import a_case_before
from tests.acts.test_errands import ask, begun, bring, row
from tests.acts.test_import_cases import ROW, a_csv
from tests.webapp.office_on_the_web import a_website
from tests.webapp.test_flow_commands import Shell
from workflows.questions.account_words import ACCOUNT_SENTENCES
from workflows.records.errands import Errand
from workflows.storage import Storage


@pytest.fixture(name="shell")
def _shell() -> Shell:
    return Shell(a_case_before("report_findings"))


def test_who_has_what_under_way_and_how_far_it_is(shell: Shell) -> None:
    assert shell.run("errands") == (0, "没有导出、导入或者迁移\n")
    ended = ask(shell.office, words="永宁")
    shell.office.work()
    errand = bring(shell.office, a_csv(ROW))
    begun(shell.office, errand)
    with shell.office.archive.transaction() as records:
        under_way = records.get(Errand, errand)
        under_way.done, under_way.total = 3200, 12000

    code, said = shell.run("errands")

    assert code == 0
    first, second = said.strip().splitlines()
    assert first.startswith(f"{errand} 导入历史案件  何敏 ")
    assert first.endswith("正在办理 3200/12000 26%")
    assert second.startswith(f"{ended} 导出案件清单  何敏 ")
    assert second.endswith("已完成 1/1 100%")
    assert "永宁" not in said, "the console is told whose it is, not what it is about"


def test_one_is_watched_until_it_ends(shell: Shell) -> None:
    errand = bring(shell.office, a_csv(ROW))
    worker = threading.Timer(0.3, shell.office.work)
    worker.start()

    code, said = shell.run("errands", "watch", str(errand))
    worker.join()

    assert code == 0
    assert "后台没有运行" in said
    assert said.strip().endswith("：已导入 1 件")
    assert shell.run("errands", "watch", "99")[0] == 2


def test_one_that_fails_ends_with_its_reason_and_exit_code_1(shell: Shell) -> None:
    errand = bring(shell.office, b"no table")
    shell.office.work()

    code, said = shell.run("errands", "watch", str(errand))

    assert code == 1
    assert "没有完成" in said
    assert "缺少" in said


def test_the_console_ends_one_its_owner_is_told_and_the_auditor_reads_it(shell: Shell) -> None:
    errand = ask(shell.office)

    code, said = shell.run("errands", "cancel", str(errand))
    again = shell.run("errands", "cancel", str(errand))
    page = a_website(shell.office).browser("he").get(f"/errands/{errand}").text

    assert (code, "已取消" in said, again[0]) == (0, True, 0)
    assert "由系统管理员在服务器上取消" in page
    with shell.office.archive.reading() as records:
        noted = [one.body for one in records.access.list_newest(20) if one.kind == "ErrandChanged"]
    assert [(one["actor"], one["body"]) for one in noted] == [
        ("命令行", {"errand_id": errand, "what": "case-list", "change": "cancelled", "person": "何敏"})
    ]
    said_of_it = ACCOUNT_SENTENCES["ErrandChanged"](noted[0]["body"], None)  # type: ignore[arg-type]
    assert said_of_it == f"取消何敏提出的第 {errand} 项：导出案件清单"


def test_the_console_has_one_done_again(shell: Shell) -> None:
    errand, storage = ask(shell.office), shell.office.means.storage
    shell.run("errands", "cancel", str(errand))
    shell.office.means.storage = Storage("/proc/nowhere")

    code, said = shell.run("errands", "again", str(errand))
    shell.office.means.storage = storage
    shell.office.work()

    assert (code, "等待办理" in said) == (0, True)
    assert (row(shell.office, errand).state, row(shell.office, errand).error) == ("done", {})
    assert shell.run("errands", "again", str(errand))[0] == 2
    with shell.office.archive.reading() as records:
        changes = [one.body["body"] for one in records.access.list_newest(20) if one.kind == "ErrandChanged"]
    assert [one["change"] for one in changes] == ["repeated", "cancelled"]  # type: ignore[index]
