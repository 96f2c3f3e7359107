import re
from io import BytesIO
from pathlib import Path

import pytest

from tests.acts.prepared import a_case_before
from tests.webapp.office_on_the_web import Website, a_website
from workflows.records.jobs import Upload

LEASE = b"%PDF-1.7 lease of the cold store"


def uploads(site: Website) -> list[str]:
    """Return the names of every file kept."""
    with site.office.archive.reading() as records:
        return [one.name for one in records.list_where(Upload)]


def send(site: Website, file: str, content: bytes, **changes: object) -> tuple[int, str]:
    """Add a file as evidence; return status and page."""
    form = {**site.answers("add_evidence", key=f"evidence-{file}", **changes), "file": (BytesIO(content), file)}
    answer = site.browser("lin").post(site.address("add_evidence"), data=form, content_type="multipart/form-data")
    return answer.status_code, answer.text


@pytest.fixture(name="site")
def _site() -> Website:
    return a_website(a_case_before("investigate"))


def test_evidence_is_kept_by_its_hash_and_comes_back_byte_for_byte(site: Website) -> None:
    status, _ = send(site, "冷库租赁合同.pdf", LEASE, name="冷库租赁合同")
    evidence = site.office.dossier().evidence[-1]

    answer = site.browser("sun").get(f"/evidence/{evidence.id}/file")

    assert status == 303
    assert answer.data == LEASE
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("name", ["page.html", "script.svg", "tool.exe", "合同", "x.pdf.js", "..\\..\\run.bat"])
def test_a_file_that_is_no_evidence_is_refused_in_words(site: Website, name: str) -> None:
    before = len(site.office.dossier().evidence)

    status, page = send(site, name, LEASE, name="来历不明的文件")

    assert status == 409
    assert "不能上传" in page
    assert "来历不明的文件" in page
    assert len(site.office.dossier().evidence) == before


def test_an_empty_file_is_refused_in_words(site: Website) -> None:
    status, page = send(site, "流水.pdf", b"")

    assert status == 409
    assert "是空的" in page


def test_a_name_that_climbs_out_of_its_folder_is_only_a_name(site: Website) -> None:
    status, _ = send(site, "../../../etc/流水.pdf", LEASE)

    assert status == 303
    assert uploads(site) == ["流水.pdf"]


def test_a_refused_act_keeps_the_file_that_came_with_it(site: Website) -> None:
    status, page = send(site, "流水.pdf", LEASE, collected_at="2026-12-31T10:00")

    assert status == 409
    assert uploads(site) == ["流水.pdf"]
    assert re.search(
        r'type="checkbox" name="file" value="[0-9a-f]{64}" checked>\s*<span><span[^>]*>流水.pdf</span>', page
    )
    assert "取消勾选" in page


@pytest.mark.parametrize(("is_ticked", "attached"), [(True, ["流水.pdf"]), (False, [""])])
def test_a_kept_file_goes_along_until_its_tick_is_taken_away(
    site: Website,
    is_ticked: bool,  # noqa: FBT001 -- a row of the table
    attached: list[str],
) -> None:
    _, page = send(site, "流水.pdf", LEASE, collected_at="2026-12-31T10:00")
    found = re.search(r'name="file" value="([0-9a-f]{64})" checked', page)
    assert found is not None

    again = site.answers("add_evidence", key="again", name="流水", **({"file": found[1]} if is_ticked else {}))
    answer = site.browser("lin").post(site.address("add_evidence"), data=again)

    assert answer.status_code == 303
    assert [one.file_name for one in site.office.dossier().evidence if one.name == "流水"] == attached


def test_the_name_of_somebody_elses_file_is_not_told(site: Website) -> None:
    _, page = send(site, "流水.pdf", LEASE, collected_at="2026-12-31T10:00")
    found = re.search(r'name="file" value="([0-9a-f]{64})" checked', page)
    assert found is not None

    form = site.answers("add_evidence", key="zhao", file=found[1], collected_at="2026-12-31T10:00")
    others = site.browser("zhao").post(site.address("add_evidence"), data=form).text

    assert found[1][:12] in others
    assert "流水.pdf" not in others


def test_a_file_beyond_the_limit_is_refused_before_anything_is_read() -> None:
    site = a_website(a_case_before("investigate"), FASHEN_UPLOAD_MIB="1")

    part = b'--x\r\nContent-Disposition: form-data; name="file"; filename="film.mp4"\r\n\r\n'

    answer = site.browser("lin").post(
        site.address("add_evidence"),
        data=part + b"0" * 1024 * 1024 + b"\r\n--x--\r\n",
        content_type="multipart/form-data; boundary=x",
    )

    assert answer.status_code == 413
    assert "文件过大" in answer.text
    assert uploads(site) == []


def test_a_file_changed_on_the_disk_is_refused_with_the_reason(site: Website) -> None:
    send(site, "合同.pdf", LEASE + b" changed later")
    evidence = site.office.dossier().evidence[-1]
    file = Path(site.office.means.storage.address) / evidence.file_sha[:2] / evidence.file_sha
    file.write_bytes(LEASE + b" changed by hand")

    answer = site.browser("sun").get(f"/evidence/{evidence.id}/file")

    assert answer.status_code == 403
    assert "文件内容与登记的校验值不一致" in answer.text
