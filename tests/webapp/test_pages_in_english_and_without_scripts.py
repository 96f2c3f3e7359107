import re
from pathlib import Path

import pytest

from tests.acts.prepared import a_case_before
from tests.webapp.office_on_the_web import Website, a_website

CHINESE = re.compile(r"[\u4e00-\u9fff]")
# What stays Chinese by design is marked lang="zh-CN": case content, papers, names, the toggle itself.
MARKED = re.compile(r'<(\w+)[^>]*\blang="zh-CN"[^>]*>.*?</\1>', re.DOTALL)


@pytest.fixture(name="site", scope="module")
def _site() -> Website:
    return a_website(a_case_before("sign_opinion"))


def chrome_of(page: str) -> str:
    """Return a page's words outside everything that is marked as Chinese content."""
    body = page.partition("<body")[2]
    return re.sub(r"<[^>]+>", " ", MARKED.sub(" ", body))


@pytest.mark.parametrize("address", ["/tasks", "/pool", "/cases", "/people", "/public", "/keys", "/cases/new"])
def test_the_toggle_turns_the_chrome_english(site: Website, address: str) -> None:
    client = site.browser("lin")
    client.post("/language", data={"language": "en"})

    page = client.get(address).text

    assert '<html lang="en"' in page
    assert "My tasks" in page
    assert CHINESE.findall(chrome_of(page.partition('<main id="content"')[2].partition("</table>")[0])) == []


def test_objections_speak_english_too(site: Website) -> None:
    client = site.browser("lin")
    client.post("/language", data={"language": "en"})

    page = client.get(site.address("sign_opinion")).text

    assert "you do not hold" in page or "not held by you" in page or "you do not have" in page


def test_the_toggle_turns_back(site: Website) -> None:
    client = site.browser("lin")
    client.post("/language", data={"language": "en"})
    client.post("/language", data={"language": "zh"})

    assert "我的待办" in client.get("/tasks").text


def test_every_page_works_while_browser_assets_are_not_built(site: Website, tmp_path: Path) -> None:
    site.app.config["ASSETS_MANIFEST"] = tmp_path / "no-manifest.json"
    client, case = site.browser("lin"), site.office.case_id

    pages = [
        client.get(path)
        for path in ("/tasks", f"/cases/{case}?overview=1", site.address("sign_opinion"), "/cases/new", "/public")
    ]

    assert [page.status_code for page in pages] == [200] * 5
    assert [page for page in pages if "<script" in page.text] == []
    assert "make assets" in pages[1].text


def test_no_page_carries_a_script_or_a_style_of_its_own(site: Website) -> None:
    client, case = site.browser("lin"), site.office.case_id

    pages = [
        client.get(path).text
        for path in ("/tasks", f"/cases/{case}?overview=1", site.address("sign_opinion"), "/cases/new")
    ]

    found = re.compile(r"<script(?![^>]*\bsrc=)|<style|\son\w+=|\sstyle=|javascript:")
    assert [found.findall(page) for page in pages] == [[]] * 4
