"""Tables from strangers: what would eat the machine is refused soon; no cell of ours breaks a list or calculates."""

import io
import tracemalloc
import zipfile

import pytest

from workflows.documents.sheets import MOST_COLUMNS, MOST_ELEMENTS, harmless, read_sheet, write_sheet
from workflows.errors import RefusedError

MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
REFERRED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
PARTS = {
    "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{KIND}.sheet.main+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{KIND}.worksheet+xml"/>'
    f'<Override PartName="/xl/sharedStrings.xml" ContentType="{KIND}.sharedStrings+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{REFERRED}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": f'<workbook {MAIN} xmlns:r="{REFERRED}">'
    '<sheets><sheet name="a" sheetId="1" r:id="rId1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{REFERRED}/worksheet" Target="worksheets/sheet1.xml"/>'
    f'<Relationship Id="rId2" Type="{REFERRED}/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
}
ONE_CELL = '<row r="1"><c r="A1" t="s"><v>0</v></c></row>'
ENTITIES = "".join(f'<!ENTITY a{one} "{f"&a{one - 1};" * 10 if one else "x" * 10}">' for one in range(9))


def a_book(strings: str = "<si><t>案号</t></si>", *, rows: str = ONE_CELL, doctype: str = "") -> bytes:
    """Return a spreadsheet written by hand."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in PARTS.items():
            archive.writestr(name, text)
        archive.writestr("xl/sharedStrings.xml", f"{doctype}<sst {MAIN}>{strings}</sst>")
        archive.writestr("xl/worksheets/sheet1.xml", f"<worksheet {MAIN}><sheetData>{rows}</sheetData></worksheet>")
    return out.getvalue()


def refused(content: bytes) -> tuple[str, int]:
    """Return the code with which a file is refused, and how many MiB were needed to say so."""
    tracemalloc.start()
    try:
        with pytest.raises(RefusedError) as caught:
            read_sheet("台账.xlsx", content)
        return caught.value.objection.code, tracemalloc.get_traced_memory()[1] // 1024**2
    finally:
        tracemalloc.stop()


def test_a_book_written_by_hand_is_read() -> None:
    assert read_sheet("a.xlsx", a_book()) == [["案号"]]


def test_a_small_file_of_very_many_strings_is_refused_before_they_are_made() -> None:
    content = a_book("<si/>" * (MOST_ELEMENTS + 1))

    assert len(content) < 100_000
    code, needed = refused(content)
    assert (code, needed < 30) == ("sheet-too-large", True)


def test_rows_without_end_in_a_csv_are_counted_before_they_are_kept() -> None:
    code, needed = refused(b"\n" * 3_000_000)

    assert (code, needed < 60) == ("sheet-too-long", True)


def test_cells_far_to_the_right_cost_nothing() -> None:
    rows = "".join(f'<row r="{one}"><c r="XFD{one}"><v>1</v></c></row>' for one in range(1, 1001))

    read = read_sheet("a.xlsx", a_book(rows=rows))

    assert {len(row) for row in read} == {1}
    assert len(read_sheet("a.csv", ",".join("x" * (MOST_COLUMNS + 50)).encode())[0]) == MOST_COLUMNS


def test_a_row_far_below_is_not_waited_for() -> None:
    code, needed = refused(a_book(rows='<row r="1048576"><c r="A1048576"><v>1</v></c></row>'))

    assert (code, needed < 60) == ("sheet-too-long", True)


@pytest.mark.parametrize(
    ("strings", "doctype"),
    [
        ("<si><t>&a8;</t></si>", f"<!DOCTYPE sst [{ENTITIES}]>"),
        ("<si><t>&a;</t></si>" * 300, f'<!DOCTYPE sst [<!ENTITY a "{"x" * 1_000_000}">]>'),
        ("<si><t>&a;</t></si>", '<!DOCTYPE sst [<!ENTITY a SYSTEM "file:///etc/passwd">]>'),
        ("<si><t>&a;</t></si>", '<!DOCTYPE sst SYSTEM "http://127.0.0.1:1/sst.dtd">'),
    ],
    ids=["laughs", "one long", "a file", "elsewhere"],
)
def test_entities_bring_nothing_in_and_swell_to_nothing(strings: str, doctype: str) -> None:
    code, needed = refused(a_book(strings, doctype=doctype))

    assert (code, needed < 200) == ("sheet-unreadable", True)


@pytest.mark.parametrize("form", ["csv", "xlsx"])
@pytest.mark.parametrize("word", ["甲\ufffe乙", "甲\uffff乙", "甲\x0b乙", "甲\x00乙", "甲\ud800乙"])
def test_a_character_that_no_file_can_hold_keeps_no_list_from_being_written(form: str, word: str) -> None:
    out = io.BytesIO()

    write_sheet(out, form, "案件清单", ["案件"], [[word]])

    assert read_sheet("a", out.getvalue()) == [["案件"], ["甲乙"]]


@pytest.mark.parametrize(
    "word",
    ["=1+1", "+1", "-1", "@SUM(1)", "\t=1", "\n=1", " =1", "\u3000=1", "\ufeff=1", "\x0b=1", "＝1+1", "＠SUM(1)"],
)
def test_what_a_spreadsheet_would_calculate_is_kept_as_words(word: str) -> None:
    assert harmless(word).startswith("'")
