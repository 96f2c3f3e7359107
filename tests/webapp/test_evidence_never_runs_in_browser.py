"""Files that are two kinds at once: whichever way a browser is brought to one, it keeps it as a file and runs nothing.

Evidence is never shown within a page. Here a real browser is brought to each file as an address, a frame, a script, a
style sheet, a picture and an embedded object, from a page of ours, which the policy of the product binds.
"""

import io
import zipfile
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.acts.prepared import a_case_before
from tests.webapp.at_an_address import at_an_address, signed_in
from tests.webapp.office_on_the_web import Website, a_website
from tests.webapp.test_hostile_uploads import GIF
from tests.webapp.test_sending_files import send

MARK = b"document.title='ran';top.ran=1"
HTML = b"<html><script>" + MARK + b"</script></html>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="%b"><script>%b</script></svg>' % (MARK, MARK)
PDF = b"%PDF-1.7\n1 0 obj<</OpenAction<</S/JavaScript/JS(app.alert(1))>>>>endobj\n" + HTML
# How a page could bring its reader to a file; each answers whether the browser took it for what it was asked as.
WAYS = """async ([address]) => {
  const ways = {
    script: ["script", "src"], frame: ["iframe", "src"], picture: ["img", "src"], sheet: ["link", "href"],
    object: ["object", "data"], embedded: ["embed", "src"], film: ["video", "src"],
  };
  const taken = [];
  for (const [way, [tag, attribute]] of Object.entries(ways)) {
    const made = document.createElement(tag);
    if (way === "sheet") made.rel = "stylesheet";
    made[attribute] = address;
    const came = new Promise((done) => {
      made.onload = () => done(true);
      made.onloadeddata = () => done(true);
      made.onerror = () => done(false);
      setTimeout(() => done(false), 250);
    });
    document.body.append(made);
    const shown = way === "frame" ? false : await came;
    if (way === "frame") await came;
    if (shown && !(way === "picture")) taken.push(way);
    if (way === "frame" && made.contentDocument?.body?.innerHTML) taken.push(way);
    made.remove();
  }
  return taken;
}"""


def an_archive(files: dict[str, bytes]) -> bytes:
    """Return a zip, as Word and Excel files are."""
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return kept.getvalue()


FILES = {
    "合同.pdf": PDF,
    "动图.gif": GIF.replace(b"alert(1)", MARK),
    "照片.jpg": b"\xff\xd8\xff\xe0" + HTML,
    "图.png": SVG,
    "说明.txt": HTML,
    "宏.xlsx": an_archive({"[Content_Types].xml": b"<Types/>", "xl/vbaProject.bin": b"\xd0\xcf\x11\xe0" + HTML}),
    "炸弹.docx": an_archive({"word/document.xml": b"\0" * 20_000_000}),
}


@pytest.fixture(name="site", scope="module")
def _site() -> Website:
    site = a_website(a_case_before("investigate"))
    for name, content in FILES.items():
        assert send(site, name, content, name=name)[0] == 303
    return site


@pytest.fixture(name="page", scope="module")
def _page(site: Website, chromium: Browser) -> Iterator[Page]:
    with at_an_address(site.app) as address:
        context = signed_in(chromium, site, address, "lin")
        yield context.new_page()
        context.close()


@pytest.mark.parametrize("name", list(FILES))
def test_no_way_to_a_file_runs_it_or_shows_it(site: Website, page: Page, name: str) -> None:
    number = next(one.id for one in site.office.dossier().evidence if one.file_name == name)
    page.goto(f"/cases/{site.office.case_id}?overview=1")
    title = page.title()

    with page.expect_download() as kept:
        page.evaluate("(address) => { location.href = address }", f"/evidence/{number}/file")
    taken = page.evaluate(WAYS, [f"/evidence/{number}/file"])

    assert kept.value.suggested_filename == name
    assert taken == []
    assert (page.title(), page.evaluate("() => window.ran")) == (title, None)


def test_the_same_ways_do_run_what_may_run(page: Page) -> None:
    page.goto("/sign-in")
    address = page.evaluate("() => document.querySelector('script[src]').src")

    assert "script" in page.evaluate(WAYS, [address])
