"""卷宗 on the web: asked for with a button, watched while it is made, taken away and noted; nobody else's business."""

import io
import zipfile
from functools import partial

import pytest

from tests.acts.prepared import a_case_before
from tests.acts.sealing import witnessed
from tests.webapp.office_on_the_web import Website, a_website
from workflows.records.errands import Errand
from workflows.witness.verify import check


@pytest.fixture(name="site")
def _site() -> Website:
    return a_website(witnessed(a_case_before("sign_opinion")))


def room(site: Website) -> str:
    return f"/cases/{site.office.case_id}/dossier"


def test_a_handler_asks_waits_and_takes_the_dossier(site: Website) -> None:
    lin = site.browser("lin")
    assert f'href="{room(site)}"' in lin.get(f"/cases/{site.office.case_id}").text

    asked = lin.post(room(site))
    waiting = lin.get(room(site)).text
    site.office.work()
    ready = lin.get(room(site)).text
    taken = lin.get(f"{room(site)}/1.zip", buffered=True)

    assert (asked.status_code, asked.headers["Location"]) == (303, room(site))
    assert "等待办理" in waiting
    assert 'hx-trigger="every 2s"' in waiting
    assert "已完成" in ready
    assert "hx-trigger" not in ready
    with zipfile.ZipFile(io.BytesIO(taken.data)) as archive:
        files = {name: partial(io.BytesIO, archive.read(name)) for name in archive.namelist()}
    assert list(check(files)) == []
    noted = [one for one in site.noted() if one.kind == "Downloaded"]
    assert [(one.body["body"]["what"], one.case_id) for one in noted] == [("dossier", site.office.case_id)]  # type: ignore[index]


def test_progress_is_told_while_the_files_are_packed(site: Website) -> None:
    lin = site.browser("lin")
    lin.post(room(site))
    with site.office.archive.transaction() as records:
        row = records.get(Errand, 1)
        row.state, row.done, row.total = "running", 3, 5

    assert 'value="50"' in lin.get(room(site)).text


def test_what_is_not_ready_or_of_another_case_is_not_there(site: Website) -> None:
    lin = site.browser("lin")
    lin.post(room(site))

    assert lin.get(f"{room(site)}/1.zip").status_code == 404
    assert lin.get(f"{room(site)}/99.zip").status_code == 404
    assert lin.get("/cases/99/dossier").status_code == 404
    assert lin.post("/cases/99/dossier").status_code == 404


@pytest.mark.parametrize("login", ["du", "admin", "audit"])
def test_no_administrator_takes_a_dossier(site: Website, login: str) -> None:
    browser = site.browser(login)

    assert {browser.get(room(site)).status_code, browser.post(room(site)).status_code} <= {403, 404}
    with site.office.archive.reading() as records:
        assert records.list_where(Errand) == []


def test_why_it_failed_is_told_and_it_may_be_begun_again() -> None:
    site = a_website(a_case_before("sign_opinion"))
    lin = site.browser("lin")
    lin.post(room(site))

    site.office.work()

    page = lin.get(room(site)).text
    assert "签名密钥不在这台计算机上" in page
    assert "没有完成" in page
    assert 'action="/errands/1/again"' in page
