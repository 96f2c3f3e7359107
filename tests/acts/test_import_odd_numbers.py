"""历史案件: whatever stands in a cell of an amount or a day is read as it is meant or refused by its column's name.

``FASHEN_FUZZ_FILES`` sets how many files are tried.
"""

import csv
import io
import os
import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from tests.acts.test_import_cases import HEADS, ROW
from tests.builders import Office, an_office
from workflows.acts.office.import_cases import LABELS, Checked, check_cases
from workflows.records.agencies import Agency

TRIALS = int(os.environ.get("FASHEN_FUZZ_FILES", "60"))
AMOUNTS = {"fine": "罚款金额", "confiscation": "没收金额"}
DAYS = {"filed_on": "立案日期", "decided_on": "决定日期", "closed_on": "结案日期"}
NUMBERS = (*AMOUNTS.values(), *DAYS.values())
NARROW = str.maketrans("０１２３４５６７８９，．", "0123456789,.")

_FIGURES = st.text("0123456789０１９٣²½.,，．-−+eE/年月日 T:~¥元万_xXnaif", max_size=24)
_DAYS_AND_NEAR = st.builds(
    "{}{}{}{}{}".format,
    st.sampled_from(["2019", "0000", "9999", "1582", "20191", "19"]),
    st.sampled_from(["-", "/", ".", "年", ""]),
    st.sampled_from(["1", "02", "13", "00", "W01", "١"]),
    st.sampled_from(["-", "/", ".", "月", ""]),
    st.sampled_from(["1", "29", "31日", "00", "1T00:00", "1 24:00:00", "2\n3"]),
)
_SAID = st.sampled_from(
    ["9" * 5000, "1" * 14, "0." + "0" * 300 + "1", "1e999", "nan", "inf", "=1+1", "￥20,000.50", "\0"]
)
_TEXTS = st.one_of(_FIGURES, _DAYS_AND_NEAR, _SAID, st.text(max_size=30))
_NUMBERS = st.one_of(
    st.integers(-(10**20), 10**20), st.floats(allow_nan=False, allow_infinity=False), st.booleans(), st.none(),
    st.dates(date(1900, 3, 1)), st.datetimes(datetime.combine(date(1900, 3, 1), time.min)),
)  # fmt: skip


_MONEY = st.builds(
    "{:{}}{}".format,
    st.integers(0, 10**14),
    st.sampled_from(["", ","]),
    st.sampled_from(["", ".5", ".05", ".50", ".005", "．５", "元"]),
)


def _cells(odd: st.SearchStrategy[object], money: st.SearchStrategy[object]) -> st.SearchStrategy[tuple[object, ...]]:
    """Return what stands in a row's amounts and days: mostly what belongs there, so that whole rows are read too."""
    usual = [st.one_of(money, odd) for _ in AMOUNTS] + [
        st.sampled_from([ROW[label]] * 6) | odd for label in DAYS.values()
    ]
    return st.tuples(*usual) | st.tuples(
        *[st.one_of(money, odd)] * 2, *(st.just(ROW[label]) for label in DAYS.values())
    )


@pytest.fixture(name="office", scope="module")
def _office() -> Office:
    return an_office()


def looked_over(office: Office, name: str, content: bytes) -> Checked:
    """Return what is found in a file; anything but findings fails the test."""
    with office.archive.reading() as records:
        agency = records.list_where(Agency)[0].id
        return check_cases(name, content, agency_id=agency, records=records, now=office.now)


def hold_to(found: Checked, given: Sequence[Mapping[str, object]]) -> None:
    """Every row is read or refused by name; an amount that is read is what stands there, in 分."""
    for error in found.errors:
        assert error.column in LABELS.values()
        assert error.told.in_chinese()
    for number, answers in found.read:
        for name in DAYS:
            assert isinstance(answers.get(name), date | None)
        for name, label in AMOUNTS.items():
            cell = given[number - 2].get(label)
            assert answers.money(name) >= 0
            if isinstance(cell, str) and re.fullmatch(r"[0-9.,]+", shown := cell.strip().translate(NARROW)):
                assert answers.money(name) == Decimal(shown.replace(",", "")) * 100
    rows = {number for number, _ in found.read} | {error.row for error in found.errors}
    assert rows == set(range(2, len(given) + 2))


def row(number: int, cells: tuple[object, ...]) -> dict[str, object]:
    return {**ROW, **dict(zip(NUMBERS, cells, strict=True)), "案号": f"旧{number}"}


@settings(max_examples=TRIALS, deadline=None)
@given(st.lists(_cells(_TEXTS, _MONEY), min_size=1, max_size=12))
def test_any_text_for_a_number_is_read_or_refused_by_name(office: Office, cells: list[tuple[object, ...]]) -> None:
    rows = [row(number, one) for number, one in enumerate(cells)]
    out = io.StringIO(newline="")
    csv.writer(out).writerows([HEADS, *([one[head] for head in HEADS] for one in rows)])

    hold_to(looked_over(office, "台账.csv", out.getvalue().encode("utf-8", "replace")), rows)


@settings(max_examples=TRIALS // 2, deadline=None)
@given(st.lists(_cells(_NUMBERS, st.integers(0, 10**14)), min_size=1, max_size=8))
def test_any_number_of_a_spreadsheet_is_read_or_refused_by_name(
    office: Office, cells: list[tuple[object, ...]]
) -> None:
    rows = [row(number, one) for number, one in enumerate(cells)]
    book = Workbook()
    sheet = book.create_sheet(index=0)
    for line in (HEADS, *([one[head] for head in HEADS] for one in rows)):
        sheet.append(line)
    out = io.BytesIO()
    book.save(out)

    hold_to(looked_over(office, "台账.xlsx", out.getvalue()), rows)
