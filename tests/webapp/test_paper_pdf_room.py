"""PDF 版 on the pages: asked for beside the Word file, watched, taken and noted; offered only where it can be made."""

import re
import subprocess
from pathlib import Path

import pytest

from tests.acts.prepared import a_case_before
from tests.webapp.office_on_the_web import Website, a_website
from workflows.documents.pdf import OFF, PdfPress

BUTTON = re.compile(r'action="(/papers/\d+/pdf)".*?PDF 版</button>', re.DOTALL)
ORIGINAL = "Word 文件是正本；PDF 版由它转换而成"


@pytest.fixture(name="site")
def _site() -> Website:
    return a_website(a_case_before("assign_officers"))


def page_of(site: Website) -> str:
    return f"/papers/{site.office.dossier().papers[0].id}"


def test_a_reader_asks_watches_and_takes_it_and_the_access_journal_keeps_who(site: Website, tmp_path: Path) -> None:
    lin, paper = site.browser("lin"), site.office.dossier().papers[0]
    offer = lin.get(page_of(site)).text
    button = BUTTON.search(offer)
    assert button is not None

    asked = lin.post(button[1])
    here = asked.headers["Location"]
    waiting = lin.get(here).text
    site.office.work()
    ready = lin.get(here).text
    second = lin.post(button[1])
    taken = lin.get(f"{here}/file", buffered=True)

    assert (asked.status_code, second.headers["Location"]) == (303, here)
    assert ORIGINAL in offer
    assert ORIGINAL in ready
    assert ("等待办理" in waiting, 'hx-trigger="every 2s"' in waiting) == (True, True)
    assert ("已完成" in ready, f'href="{page_of(site)}"' in ready, "hx-trigger" in ready) == (True, True, False)
    (tmp_path / "taken.pdf").write_bytes(taken.data)
    told = subprocess.run(["pdftotext", tmp_path / "taken.pdf", "-"], capture_output=True, text=True, check=True).stdout
    assert "立案审批表" in told
    noted = [one for one in site.noted() if one.kind == "Downloaded"]
    assert [(one.case_id, one.actor_id) for one in noted] == [(site.office.case_id, site.office.person("林静"))]
    body = noted[0].body["body"]
    assert isinstance(body, dict)
    assert (body["what"], body["key"]) == ("paper-pdf", str(paper.id))
    assert f"下载文书 PDF 版 《{paper.title}》" in re.sub(
        r"<[^>]+>|\s+", " ", site.browser("audit").get("/journal").text
    )


def test_whoever_may_not_read_the_paper_is_refused_and_nobody_else_takes_it(site: Website) -> None:
    address = f"{page_of(site)}/pdf"
    here = site.browser("lin").post(address).headers["Location"]

    assert {site.browser(login).post(address).status_code for login in ("du", "admin", "audit")} <= {403, 404}
    assert site.browser("lin").post("/papers/99/pdf").status_code == 404
    assert [site.browser("sun").get(f"{here}{rest}").status_code for rest in ("", "/file")] == [404, 404]


def test_a_paper_that_is_being_made_has_no_copy_yet() -> None:
    site = a_website(a_case_before("approve_filing"))
    site.press(site.browser("zhou"), "approve_filing")

    refused = site.browser("zhou").post(f"{page_of(site)}/pdf")

    assert (refused.status_code, "文书正在生成" in refused.text) == (403, True)


def test_where_no_machine_makes_it_nothing_is_offered(site: Website) -> None:
    site.office.means.pdf = PdfPress(OFF)
    lin = site.browser("lin")

    page, asked = lin.get(page_of(site)).text, lin.post(f"{page_of(site)}/pdf")

    assert (BUTTON.search(page), "PDF" in page) == (None, False)
    assert (asked.status_code, "本系统没有启用 PDF 版" in asked.text) == (403, True)


def test_a_machine_without_libreoffice_says_on_the_page_what_to_install_and_it_may_be_begun_again(
    site: Website,
) -> None:
    site.office.means.pdf = PdfPress("/nowhere/soffice")
    lin = site.browser("lin")
    here = lin.post(f"{page_of(site)}/pdf").headers["Location"]

    site.office.work()

    page = lin.get(here).text
    assert "没有完成" in page
    assert "请系统管理员安装 libreoffice-writer-nogui 后重新办理" in page
    assert f'action="{here}/again"' in page
