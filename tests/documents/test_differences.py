"""What a new version of a template words differently is told line by line."""

from tests.documents.words import a_document, a_template
from workflows.documents.differences import Change, Line, changes_between


def test_lines_that_came_went_and_changed_are_told_in_reading_order() -> None:
    old = a_template("甲", "乙", "丙")
    new = a_template("甲", "乙（修订）", "丙", "丁")

    assert changes_between(old, new) == (
        Change((Line("正文", "乙"),), (Line("正文", "乙（修订）"),)),
        Change((), (Line("正文", "丁"),)),
    )


def test_headers_and_tables_are_compared_too() -> None:
    def write(document: object, header: str, cell: str) -> None:
        document.sections[0].header.paragraphs[0].text = header  # type: ignore[attr-defined]
        document.add_table(1, 1).rows[0].cells[0].text = cell  # type: ignore[attr-defined]

    old = a_document(lambda document: write(document, "旧", "一"))
    new = a_document(lambda document: write(document, "新", "二"))

    assert changes_between(old, new) == (
        Change((Line("正文表格", "一"), Line("页眉", "旧")), (Line("正文表格", "二"), Line("页眉", "新"))),
    )


def test_the_same_words_make_no_change() -> None:
    assert changes_between(a_template("甲"), a_template("甲")) == ()
