"""A notice of holidays as a file: what cannot be read names its line and what should stand there."""

from datetime import date

import pytest

from workflows.errors import RefusedError
from workflows.lawbook.notice_files import read_notice_file
from workflows.rules.holiday_notices import NoticeLine

CSV = """# 国办通知
年度,2027
标题,国务院办公厅关于2027年部分节假日安排的通知

放假,2027-02-05,2027-02-11,春节
放假,2027/4/5,,清明节
上班,2027-01-31
"""
YAML = """year: 2027
title: 国务院办公厅关于2027年部分节假日安排的通知
holidays:
  - {name: 春节, from: 2027-02-05, to: 2027-02-11}
  - name: 清明节
    day: 2027-04-05
make_up_days: [2027-01-31]
"""
SPRING, TOMBS = (date(2027, 2, 5), date(2027, 2, 11)), date(2027, 4, 5)


def refused(name: str, text: str) -> tuple[str, object]:
    with pytest.raises(RefusedError) as call:
        read_notice_file(name, text.encode())
    return call.value.objection.code, call.value.objection.params.get("line")


def test_csv_is_read_with_the_line_each_day_stands_on() -> None:
    found = read_notice_file("2027.csv", CSV.replace("2027/4/5", "2027/04/05").encode())

    assert (found.year, found.title, found.is_regional) == (2027, "国务院办公厅关于2027年部分节假日安排的通知", False)
    assert found.lines == [
        NoticeLine.off(5, *SPRING, "春节"),
        NoticeLine.off(6, TOMBS, TOMBS, "清明节"),
        NoticeLine.at_work(7, date(2027, 1, 31)),
    ]


def test_yaml_is_read_with_the_line_each_day_stands_on() -> None:
    found = read_notice_file("2027.yaml", YAML.encode())

    assert (found.year, found.title, found.is_regional) == (2027, "国务院办公厅关于2027年部分节假日安排的通知", False)
    assert found.lines == [
        NoticeLine.off(4, *SPRING, "春节"),
        NoticeLine.off(5, TOMBS, TOMBS, "清明节"),
        NoticeLine.at_work(7, date(2027, 1, 31)),
    ]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
def test_what_a_spreadsheet_saves_is_read(encoding: str) -> None:
    text = "年度,2027\n标题,地方通知\n范围,地方\n放假,2027-04-09,,三月三\n"

    found = read_notice_file("三月三.csv", text.encode(encoding))

    assert (found.is_regional, found.title, found.lines[0].name) == (True, "地方通知", "三月三")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("年度,二〇二七\n", ("notice-no-number", 1)),
        ("年度,2027\n标题,通知\n范围,全省\n", ("notice-scope", 3)),
        ("年度,2027\n标题,通知\n放假,2027-02-30,,春节\n", ("notice-day", 3)),
        ("年度,2027\n标题,通知\n放假,2027-02-05\n", ("notice-no-name", 3)),
        ("年度,2027\n标题,通知\n休息,2027-02-05,,春节\n", ("notice-word", 3)),
        ("标题,通知\n", ("notice-no-year", None)),
        ("年度,2027\n", ("notice-no-title", None)),
    ],
)
def test_a_wrong_csv_line_is_named(text: str, expected: tuple[str, object]) -> None:
    assert refused("x.csv", text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("year: 2027\ntitle: [\n", ("notice-yaml", 3)),
        ("- 2027\n", ("notice-no-mapping", 1)),
        ("", ("notice-no-mapping", 1)),
        ("year: 2027\ntitle: 通知\nholiday: []\n", ("notice-key", 3)),
        ("year: 2027\ntitle: 通知\nholidays: 春节\n", ("notice-no-list", 3)),
        ("year: 2027\ntitle: 通知\nholidays:\n  - {name: 春节, start: 2027-02-05}\n", ("notice-key", 4)),
        ("year: 2027\ntitle: 通知\nholidays:\n  - {name: 春节, from: 二月五日}\n", ("notice-day", 4)),
        ("year: 2027\ntitle: 通知\nregional: 是\n", ("notice-truth", 3)),
        ("year: {a: 1}\n", ("notice-no-text", 1)),
    ],
)
def test_a_wrong_yaml_line_is_named(text: str, expected: tuple[str, object]) -> None:
    assert refused("x.yaml", text) == expected


def test_other_files_are_refused() -> None:
    assert refused("2027.docx", "")[0] == "notice-kind"
    with pytest.raises(RefusedError) as call:
        read_notice_file("x.csv", b"\xff\xff\xff\xff")
    assert call.value.objection.code == "notice-encoding"


def test_a_file_without_end_is_refused() -> None:
    assert refused("x.csv", "年度,2027\n" * 401)[0] == "notice-long"
