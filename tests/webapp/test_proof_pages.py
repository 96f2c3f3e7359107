"""存证公示: anybody takes the checkpoint away and asks whether a paper was recorded; nobody learns what it says."""

import re
from io import BytesIO

import pytest
from docx import Document
from flask.testing import FlaskClient

from tests.acts.prepared import a_case_before
from tests.acts.sealing import ADDRESS, seal, witnessed, write_entries
from tests.builders import Office
from tests.faults.broken import as_root, break_the_seals
from tests.webapp.office_on_the_web import Website, a_website
from workflows.questions.sealing import current_checkpoint
from workflows.records.papers import Paper
from workflows.witness.checkpoints import open_note, read_public_key
from workflows.witness.codes import ProofCode, read_code
from workflows.witness.merkle import is_consistent


@pytest.fixture(name="site", scope="module")
def _site() -> Website:
    office = witnessed(a_case_before("issue_notice"))
    office.do("issue_notice")
    return a_website(office)


@pytest.fixture(name="nobody")
def _nobody(site: Website) -> FlaskClient:
    return site.browser()


def paper_and_code(office: Office, kind: str = "prior_notice") -> tuple[Paper, str]:
    """Return a paper and what is encoded in the corner of its pages."""
    dossier = office.dossier()
    paper = dossier.last_paper(kind)
    assert paper is not None
    document = Document(BytesIO(office.means.storage.get(dossier.paper_files[paper.id].sha)))
    [code] = set(document.sections[0].footer._element.xpath(".//wp:docPr[@name='proof-code']/@descr"))  # noqa: SLF001 -- python-docx shows no footers' pictures
    return paper, str(code)


def test_the_printed_code_names_the_papers_own_entry_and_a_checkpoint_that_holds_it(site: Website) -> None:
    paper, printed = paper_and_code(site.office)
    code = read_code(printed)

    assert printed.startswith(f"{ADDRESS}/public/papers/")
    assert code is not None
    with site.office.archive.reading() as records:
        entry = records.journal.find_entry(code.case_id, code.seq)
        place = records.log.places_of_case(code.case_id)[code.seq]
        checkpoint = records.log.find_checkpoint(code.size)
    assert entry is not None
    assert (entry.kind, entry.hash, entry.body["body"]["paper_id"]) == ("PaperIssued", code.hash, paper.id)  # type: ignore[index]
    assert checkpoint is not None
    assert place < code.size


def test_whoever_scans_a_paper_reads_that_it_was_recorded_and_nothing_of_its_content(
    site: Website, nobody: FlaskClient
) -> None:
    paper, printed = paper_and_code(site.office)
    party = site.office.dossier().party

    answer = nobody.get(printed.removeprefix(ADDRESS))

    assert answer.status_code == 200
    for word in ("有此文书的记录", paper.title, paper.number, "青峦县民政局", "已存证 · 第"):
        assert word in answer.text
    assert site.office.dossier().paper_files[paper.id].sha in answer.text
    secrets = (party.name, party.legal_rep, party.code, site.office.dossier().case.title, "遗体")
    assert [word for word in secrets if word in answer.text] == []


@pytest.mark.parametrize(
    ("table", "change"),
    [
        ("papers", "UPDATE papers SET number = '假字第1号' WHERE id = {id}"),
        ("papers", "UPDATE papers SET issued_on = '2020-01-01' WHERE id = {id}"),
        ("papers", "DELETE FROM papers WHERE id = {id}"),
        ("paper_files", "UPDATE paper_files SET sha = 'f00d' WHERE paper_id = {id}"),
    ],
)
def test_a_row_changed_behind_the_entry_shows_what_was_sealed_and_that_it_was_changed(table: str, change: str) -> None:
    office = witnessed(a_case_before("issue_notice"))
    office.do("issue_notice")
    paper, printed = paper_and_code(office)
    file_sha = office.dossier().paper_files[paper.id].sha
    browser = a_website(office).browser()
    unseal = [one for name in {table, "paper_files"} for one in break_the_seals(office, name)]
    if change.startswith("DELETE"):
        unseal.append(f"DELETE FROM paper_files WHERE paper_id = {paper.id}")  # noqa: S608 -- a number
    as_root(office, *unseal, change.format(id=paper.id))

    answer = browser.get(printed.removeprefix(ADDRESS))

    assert "登记内容与存证不符" in answer.text
    assert "有此文书的记录" not in answer.text
    for word in (paper.title, paper.number, file_sha, paper.issued_on.isoformat()):
        assert word in answer.text
    assert [word for word in ("假字", "2020", "f00d") if word in answer.text] == []


def test_the_code_can_be_pasted_too(site: Website, nobody: FlaskClient) -> None:
    _, printed = paper_and_code(site.office)

    for written in (printed, printed.rpartition("/")[2], f"FASHEN {printed.rpartition('/')[2]}"):
        assert "有此文书的记录" in nobody.get("/public/papers", query_string={"code": written}).text
    assert "扫描文书右下角的二维码" in nobody.get("/public/papers").text


def test_any_other_code_is_answered_with_no(site: Website, nobody: FlaskClient) -> None:
    code = read_code(paper_and_code(site.office)[1])
    assert code is not None
    with site.office.archive.reading() as records:
        other = records.journal.find_entry(code.case_id, 1)
    assert other is not None
    wrong = (
        str(ProofCode(code.case_id, code.seq, code.size, "00" * 32)),
        str(ProofCode(code.case_id, code.seq + 1, code.size, code.hash)),
        str(ProofCode(code.case_id + 1, code.seq, code.size, code.hash)),
        # Another entry of the case, with its true hash, is no paper.
        str(ProofCode(code.case_id, 1, code.size, other.hash)),
        str(code)[:-1],
        f"{code}=",
        "1",
        "'; DROP TABLE papers",
        "9" * 400,
    )

    answers = [nobody.get("/public/papers", query_string={"code": one}) for one in wrong]

    assert {one.status_code for one in answers} == {404}
    assert all("没有此文书的记录" in one.text for one in answers)


def test_a_paper_not_yet_sealed_is_recorded_and_waits() -> None:
    office = a_case_before("issue_notice")
    office.do("issue_notice")
    paper, printed = paper_and_code(office)
    site = a_website(office)

    page = site.browser().get("/public/papers", query_string={"code": printed}).text

    assert printed.startswith("FASHEN ")
    assert read_code(printed) is not None
    assert paper.number in page
    assert "待存证" in page


def test_everybody_sees_and_takes_the_checkpoint_with_its_key(site: Website, nobody: FlaskClient) -> None:
    shown, note, key = (nobody.get(f"/public/{one}") for one in ("checkpoint", "checkpoint.txt", "checkpoint.pub"))

    told = open_note(note.text, read_public_key(key.text))

    with site.office.archive.reading() as records:
        current = current_checkpoint(records=records)
    assert (told.size, told.root.hex()) == (current.size, current.root)
    assert current.root in shown.text
    assert key.text.strip() in shown.text.replace("&#43;", "+")
    assert f'filename="checkpoint-{told.size}.txt"' in note.headers["Content-Disposition"]
    assert 'href="/public/checkpoint"' in nobody.get("/public").text


def test_the_growth_between_two_checkpoints_can_be_asked_for(site: Website, nobody: FlaskClient) -> None:
    roots = []
    for _ in range(2):
        write_entries(site.office, 3)
        seal(site.office)
        with site.office.archive.reading() as records:
            current = current_checkpoint(records=records)
            roots.append((current.size, bytes.fromhex(current.root)))
    (old, old_root), (new, new_root) = roots

    told = nobody.get(f"/public/consistency/{old}-{new}.json").get_json()

    assert (told["old"], told["new"]) == (old, new)
    assert is_consistent(old, new, [bytes.fromhex(one) for one in told["proof"]], old_root, new_root)
    for wrong in (f"{new}-{old}", f"0-{new}", f"1-{new + 99}"):
        assert nobody.get(f"/public/consistency/{wrong}.json").status_code == 404


def test_before_anything_is_sealed_the_pages_say_so() -> None:
    site = a_website(a_case_before("issue_notice"))

    assert "还没有检查点" in site.browser().get("/public/checkpoint").text
    assert [site.browser().get(f"/public/checkpoint.{one}").status_code for one in ("txt", "pub")] == [404, 404]


def test_the_journal_page_says_what_is_sealed_and_what_waits(site: Website) -> None:
    site.office.do("add_evidence")
    lin = site.browser("lin")

    page, sheet = (lin.get(f"/journal/cases/{site.office.case_id}{end}").text for end in ("", ".csv"))

    assert re.search(r"已存证 · 第 \d+ 条", page)
    assert "待存证" in page
    assert sheet.splitlines()[0].endswith("存证")
    assert sheet.splitlines()[-1].endswith("待存证")
