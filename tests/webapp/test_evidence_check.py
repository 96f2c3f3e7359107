"""核验证据文件: every file is read again and compared; what differs is named and noted."""

from io import BytesIO
from pathlib import Path

import pytest

from tests.acts.prepared import a_case_before
from tests.webapp.office_on_the_web import Website, a_website


@pytest.fixture(name="site")
def _site() -> Website:
    site = a_website(a_case_before("investigate"))
    lin = site.browser("lin")
    for name, content in (("合同.pdf", b"lease"), ("照片.jpg", b"picture")):
        form = {**site.answers("add_evidence", name=name), "key": name, "file": (BytesIO(content), name)}
        lin.post(site.address("add_evidence"), data=form, content_type="multipart/form-data")
    return site


def files(site: Website) -> list[Path]:
    folder = Path(site.office.means.storage.address)
    return [folder / one.file_sha[:2] / one.file_sha for one in site.office.dossier().evidence if one.file_sha]


def numbers(site: Website) -> list[int]:
    return [one.id for one in site.office.dossier().evidence if one.file_sha]


def case_page(site: Website) -> str:
    return site.browser("lin").get(f"/cases/{site.office.case_id}?overview=1").text


def check(site: Website, login: str = "lin") -> str:
    return site.browser(login).post(f"/cases/{site.office.case_id}/evidence-check").text


def noted(site: Website) -> list[object]:
    return [one.body["body"] for one in site.noted() if one.kind == "EvidenceChecked"]


def test_files_as_they_were_entered_are_all_right(site: Website) -> None:
    page = check(site)

    assert "已核验 2 个文件，全部与登记时一致" in page
    assert page.count("校验一致") == 2
    assert noted(site) == [{"files": 2, "wrong": [], "intact": numbers(site), "changed": []}]


def test_a_changed_file_and_a_lost_one_are_named(site: Website) -> None:
    changed, lost = files(site)
    changed.write_bytes(b"another lease")
    lost.unlink()

    page = check(site, "sun")

    first, second = (f"证{one.number} {one.name}" for one in site.office.dossier().evidence if one.file_sha)
    assert "2 个文件与登记时不一致" in page
    assert page.count("校验不符") == 2
    assert "文件内容与登记的校验值不一致" in page
    assert "文件不在存储中" in page
    assert noted(site) == [{"files": 2, "wrong": [first, second], "intact": [], "changed": numbers(site)}]


def test_the_case_page_keeps_what_the_last_check_found_and_its_day(site: Website) -> None:
    check(site)
    files(site)[0].write_bytes(b"another lease")
    before = case_page(site)
    check(site, "sun")
    after = case_page(site)

    assert [before.count(word) for word in ("校验一致", "校验不符", "未核验")] == [2, 0, 0]
    assert [after.count(word) for word in ("校验一致", "校验不符", "未核验")] == [1, 1, 0]
    assert site.office.now.strftime("%Y-%m-%d") in after[after.index("校验不符") :][:200]


def test_evidence_added_after_the_check_is_not_checked(site: Website) -> None:
    check(site)
    form = {**site.answers("add_evidence", name="流水"), "key": "流水", "file": (BytesIO(b"flow"), "流水.pdf")}
    site.browser("lin").post(site.address("add_evidence"), data=form, content_type="multipart/form-data")

    page = case_page(site)

    assert [page.count(word) for word in ("校验一致", "未核验")] == [2, 1]


def test_the_case_page_says_that_nothing_was_checked_yet(site: Website) -> None:
    page = case_page(site)

    assert page.count("未核验") == 2
    assert f'action="/cases/{site.office.case_id}/evidence-check"' in page


@pytest.mark.parametrize("login", ["admin", "audit", "qian"])
def test_who_may_not_read_the_case_checks_nothing(site: Website, login: str) -> None:
    answer = site.browser(login).post(f"/cases/{site.office.case_id}/evidence-check")

    assert answer.status_code in {403, 404}
    assert noted(site) == []
