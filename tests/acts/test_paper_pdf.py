"""PDF 版 as a long work: made once for each person and paper, by LibreOffice, and told in words where it cannot be."""

from datetime import timedelta
from pathlib import Path

import pytest

from tests.acts.prepared import a_case_before
from tests.acts.test_errands import background, row
from tests.builders import Office
from tests.documents.test_pdf import words_of
from workflows.acts.office.errands import request_paper_pdf
from workflows.documents.pdf import OFF, PdfPress
from workflows.errands.doing import clear_outlived
from workflows.errors import NotFoundError, RefusedError
from workflows.questions.errands import ErrandFile, find_errand_file, open_errand_file


@pytest.fixture(name="office")
def _office() -> Office:
    return a_case_before("assign_officers")


def ask(office: Office, by: str = "林静", paper_id: int = 0) -> int:
    """Ask for the first paper of the case, or for another, and return the number of the errand."""
    number = paper_id or office.dossier().papers[0].id
    actor = office.actor(by)
    with office.archive.transaction() as records:
        return request_paper_pdf(number, actor=actor, records=records, means=office.means, now=office.now).id


def found(office: Office, errand_id: int, by: str = "林静") -> ErrandFile:
    with office.archive.reading() as records:
        return find_errand_file(errand_id, records=records, actor=office.actor(by))


def told(office: Office, errand_id: int) -> tuple[str, object, object]:
    """Return how an errand ended and what it told."""
    ended = row(office, errand_id)
    return ended.state, ended.error.get("code"), ended.error.get("text")


def test_the_file_is_made_once_for_a_person_and_a_paper_until_it_is_cleared(office: Office, tmp_path: Path) -> None:
    paper, errand = office.dossier().papers[0], ask(office)
    assert ask(office) == errand

    office.work()

    file, copy = found(office, errand), tmp_path / "copy.pdf"
    with open_errand_file(file, means=office.means) as made:
        copy.write_bytes(made.read())
    assert file.name == f"{paper.title}{paper.number}.pdf"
    assert (file.paper_id, paper.number in words_of(copy).replace(" ", "")) == (paper.id, True)
    assert (ask(office), ask(office, by="孙国强") == errand) == (errand, False)
    office.now += timedelta(days=8)
    clear_outlived(background(office))
    assert ask(office) != errand


def test_one_that_takes_too_long_fails_in_words_and_the_next_is_made(office: Office) -> None:
    office.means.pdf = PdfPress(seconds=0.2)
    errand = ask(office)
    office.work()
    ended = told(office, errand)

    office.means.pdf = PdfPress()
    assert ask(office) == errand
    office.work()

    assert ended == ("failed", "pdf-limits", "转换为 PDF 超过 {seconds} 秒，已经停止，请下载 Word 文件")
    assert told(office, errand) == ("done", None, None)


def test_a_worker_without_libreoffice_says_what_to_install(office: Office) -> None:
    office.means.pdf = PdfPress("/nowhere/soffice")
    errand = ask(office)

    office.work()

    cure = "办理此项的计算机上没有 LibreOffice，请系统管理员安装 libreoffice-writer-nogui 后重新办理"
    assert told(office, errand) == ("failed", "pdf-no-program", cure)


def test_where_it_is_switched_off_nobody_asks(office: Office) -> None:
    office.means.pdf = PdfPress(OFF)

    with pytest.raises(RefusedError, match="本系统没有启用 PDF 版"):
        ask(office)


def test_only_who_may_read_the_paper_asks_and_only_who_asked_takes_it(office: Office) -> None:
    with pytest.raises(NotFoundError):
        ask(office, paper_id=99)
    with pytest.raises(NotFoundError):
        ask(office, by="马骏")
    errand = ask(office)
    with pytest.raises(NotFoundError):
        found(office, errand, by="孙国强")
