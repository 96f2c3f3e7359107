"""导入历史案件: every wrong cell named with its cure, nothing taken over until nothing is wrong, and whole then."""

from io import BytesIO

import pytest
from openpyxl import Workbook

from tests.builders import Office, an_office
from workflows.acts.office.import_cases import LABELS
from workflows.acts.office.take_over_cases import Imported, import_cases
from workflows.documents.sheets import read_sheet, write_xlsx
from workflows.errors import RefusedError
from workflows.questions.legacy_cases import list_legacy
from workflows.records.legacy_cases import LegacyCase

HEADS = list(LABELS.values())
ROW = {
    "案号": "青民罚〔2019〕3号",
    "案件名称": "某某礼仪公司擅自从事殡葬服务案",
    "案由": "擅自从事殡葬服务",
    "当事人类型": "单位",
    "当事人": "某某礼仪公司",
    "证件号码": "91539921MAY00A1K6X",
    "立案日期": "2019-03-01",
    "决定日期": "2019年5月6日",
    "结案日期": "2019/6/30",
    "处理结果": "罚款",
    "决定书文号": "青民罚决〔2019〕3号",
    "罚款金额": "20,000.50",
    "没收金额": "",
    "备注": "",
}


@pytest.fixture(name="office")
def _office() -> Office:
    return an_office()


def a_csv(*rows: dict[str, str], encoding: str = "utf-8-sig") -> bytes:
    lines = [HEADS, *([row[head] for head in HEADS] for row in rows)]
    return "\r\n".join(",".join(f'"{cell}"' for cell in line) for line in lines).encode(encoding)


def bring(office: Office, content: bytes, *, is_trial: bool = False, name: str = "旧台账.csv") -> Imported:
    return import_cases(
        name, content, is_trial=is_trial, actor=office.actor("何敏"), archive=office.archive, now=office.now
    )


def kept(office: Office) -> list[LegacyCase]:
    with office.archive.reading() as records:
        return records.list_where(LegacyCase)


def told(done: Imported) -> set[tuple[int, str, str]]:
    return {(one.row, one.column, one.told.code) for one in done.errors}


def test_a_right_file_is_taken_over_as_it_was_and_the_journal_says_so(office: Office) -> None:
    done = bring(office, a_csv(ROW, {**ROW, "案号": "青民罚〔2019〕4号", "决定日期": ""}))

    rows = kept(office)
    assert (done.cases, done.is_done, list(done.errors)) == (2, True, [])
    assert [one.number for one in rows] == ["青民罚〔2019〕3号", "青民罚〔2019〕4号"]
    assert (rows[0].fine, str(rows[0].decided_on), str(rows[0].closed_on)) == (2_000_050, "2019-05-06", "2019-06-30")
    assert rows[1].decided_on is None
    with office.archive.reading() as records:
        entry = records.journal.list_entries(0, kind="LegacyCasesImported")[-1]
        assert entry.body["body"] == {"source": "旧台账.csv", "batch": done.batch, "count": 2}
        assert records.journal.find_break() is None


def test_a_trial_takes_nothing_over(office: Office) -> None:
    done = bring(office, a_csv(ROW), is_trial=True)

    assert (done.cases, done.is_done, list(done.errors), kept(office)) == (1, False, [], [])


def test_every_wrong_cell_is_named_and_nothing_is_taken_over(office: Office) -> None:
    wrong = [
        {**ROW, "案件名称": ""},
        {**ROW, "案号": "2", "立案日期": "2019-13-01"},
        {**ROW, "案号": "3", "当事人类型": "公司"},
        {**ROW, "案号": "4", "罚款金额": "两万"},
        {**ROW, "案号": "5", "立案日期": "2019-07-01"},
        {**ROW, "案号": "6", "决定日期": "2018-01-01"},
        {**ROW, "案号": "7", "结案日期": "2027-01-01"},
        {**ROW, "案号": "8"},
        {**ROW, "案号": "8"},
    ]

    done = bring(office, a_csv(*wrong))

    assert told(done) >= {
        (2, "案件名称", "missing"),
        (3, "立案日期", "not-a-day"),
        (4, "当事人类型", "not-offered"),
        (5, "罚款金额", "not-money"),
        (6, "立案日期", "filed-after-closed"),
        (7, "决定日期", "decided-out-of-order"),
        (8, "结案日期", "closed-later"),
        (10, "案号", "number-twice"),
    }
    assert {row for row, _, _ in told(done)} == {2, 3, 4, 5, 6, 7, 8, 10}
    assert (done.is_done, kept(office)) == (False, [])


def test_days_out_of_order_are_named_beside_what_else_is_wrong_in_their_row(office: Office) -> None:
    wrong = [
        {**ROW, "案件名称": "", "结案日期": "2019-01-01"},
        {**ROW, "案号": "2", "立案日期": "昨天", "结案日期": "2027-01-01"},
    ]

    assert told(bring(office, a_csv(*wrong))) == {
        (2, "案件名称", "missing"),
        (2, "立案日期", "filed-after-closed"),
        (2, "决定日期", "decided-out-of-order"),
        (3, "立案日期", "not-a-day"),
        (3, "结案日期", "closed-later"),
    }


def test_what_is_on_record_does_not_come_in_twice(office: Office) -> None:
    bring(office, a_csv(ROW))

    again = bring(office, a_csv(ROW, {**ROW, "案号": "new"}))

    assert told(again) == {(2, "案号", "number-known")}
    assert len(kept(office)) == 1


def test_spreadsheets_and_old_encodings_are_read(office: Office) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(HEADS)
    cells: list[object] = [ROW[head] for head in HEADS]
    cells[HEADS.index("罚款金额")] = 20000.5
    sheet.append(cells)
    out = BytesIO()
    book.save(out)

    of_sheet = bring(office, out.getvalue(), name="旧台账.xlsx")
    of_csv = bring(office, a_csv({**ROW, "案号": "gb"}, encoding="gb18030"))

    assert of_sheet.is_done
    assert of_csv.is_done
    assert [one.fine for one in kept(office)] == [2_000_050, 2_000_050]


@pytest.mark.parametrize(
    "content",
    [b"PK\x03\x04not a zip", b"\xff\xfe\x00\xd8", b'"open', a_csv(ROW).replace("案由".encode(), "缘由".encode())],
)
def test_what_is_no_table_of_cases_is_refused_in_words(office: Office, content: bytes) -> None:
    with pytest.raises(RefusedError) as refused:
        bring(office, content, name="x")

    assert refused.value.objection.code in {"sheet-unreadable", "columns-missing"}


def test_older_cases_are_found_by_those_who_read_every_case_alone(office: Office) -> None:
    bring(office, a_csv(ROW, {**ROW, "案号": "2", "当事人": "李某", "结案日期": "2019-12-31"}))
    office.work()

    with office.archive.reading() as records:
        everything = list_legacy("", records=records, actor=office.actor("何敏"))
        one = list_legacy("李某", records=records, actor=office.actor("何敏"))
        of_unit = list_legacy("", records=records, actor=office.actor("林静"))

    assert [line.number for line in everything.lines] == ["2", "青民罚〔2019〕3号"]
    assert [line.number for line in one.lines] == ["2"]
    assert list(of_unit.lines) == []


def test_a_written_sheet_reads_the_same_and_holds_no_formula() -> None:
    content = write_xlsx("清单", ["案号", "说明"], [["1", "=1+1"], ["2", None]])

    assert read_sheet("x.xlsx", content) == [["案号", "说明"], ["1", "'=1+1"], ["2"]]
