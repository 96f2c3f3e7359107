"""Files of a stranger: two kinds in one, names that lie, pictures of a million by a million, archives in archives."""

import struct
import zlib
from urllib.parse import unquote

import pytest

from tests.acts.prepared import a_case_before
from tests.builders import ROOT
from tests.documents.words import a_template
from tests.webapp.office_on_the_web import Website, a_website
from tests.webapp.test_sending_files import send

PAGE = b"<html><script>alert(document.cookie)</script></html>"
GIF = b"GIF89a/*" + b"\0" * 20 + b"*/=alert(1);"


def a_flood() -> bytes:
    """Return a PNG that says it is 100 000 by 100 000 pixels, and is a few hundred bytes."""
    head = struct.pack(">IIBBBBB", 100_000, 100_000, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        map(_chunk, (b"IHDR", b"IDAT", b"IEND"), (head, zlib.compress(b"\0" * 9), b""))
    )


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


@pytest.fixture(name="site", scope="module")
def _site() -> Website:
    return a_website(a_case_before("investigate"))


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("照片.jpg", b"\xff\xd8\xff\xe0" + PAGE),
        ("动图.gif", GIF),
        ("合同.pdf", PAGE + b"%PDF-1.7"),
        ("资料.zip", b"\xff\xd8\xff" + a_template("文书")),
        ("说明.txt", PAGE),
        ("图.png", a_flood()),
    ],
)
def test_a_file_whose_content_is_another_kind_is_only_ever_downloaded(site: Website, name: str, content: bytes) -> None:
    status, _ = send(site, name, content, name=name)
    evidence = site.office.dossier().evidence[-1]

    answer = site.browser("lin").get(f"/evidence/{evidence.id}/file")

    assert (status, answer.data) == (303, content)
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "script-src 'self'" in answer.headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("合同\u202efdp.exe.pdf", "合同fdp.exe.pdf"),
        ("a\x0bSet-Cookie: x=1.pdf", "aSet-Cookie: x=1.pdf"),
        ("../../../etc/passwd.txt", "passwd.txt"),
        ("=cmd 1.csv", "=cmd 1.csv"),
        ("\u200b\u2066.pdf", ".pdf"),
    ],
)
def test_a_hostile_name_stays_a_name(site: Website, name: str, kept: str) -> None:
    before = len(site.office.dossier().evidence)
    assert send(site, name, b"%PDF-1.7", name="材料")[0] == 303

    evidence = site.office.dossier().evidence[before]
    with site.browser("lin").get(f"/evidence/{evidence.id}/file") as answer:
        said = answer.headers["Content-Disposition"]

    assert unquote(said.rpartition("''")[2].rpartition("filename=")[2]).strip('"') == kept
    assert said.isprintable()


def test_a_name_without_end_is_refused_in_words(site: Website) -> None:
    status, page = send(site, "长" * 300 + ".pdf", b"%PDF-1.7", name="材料")

    assert status in {409, 422}
    assert "不能上传" in page


def test_no_picture_is_ever_decoded_on_the_server() -> None:
    """A flood of pixels harms who decodes it: nothing that could is installed with the product."""
    locked = (ROOT / "requirements" / "base.lock").read_text("utf-8").casefold()

    assert "docxtpl==" in locked
    assert [name for name in ("pillow", "opencv", "imageio", "wand", "pyvips") if f"\n{name}" in locked] == []
